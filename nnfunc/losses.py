"""Loss functions of the output layer.

A cross entropy is computed from z, never from log(h), so no z is too large for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

import numpy as np

from nnfunc.activations import ACTIVATIONS, Activation, activation, softmax_of
from nnfunc.validation import Array, one_line, real_number

LossFunction = Callable[[Array, Array], tuple[Array, Array]]  # (h, Y) -> (losses, dL/dh)

LOSSES = ("cross_entropy", "squared_error", "absolute_error")
OUTPUTS = (*ACTIVATIONS, "softmax")


class Loss(NamedTuple):
    """Functions of a block of examples, one row each; the sum over a row is the row's loss."""

    cost: Callable[[Array, Array, Array], Array]  # L(z, a, y) of every output
    delta: Callable[[Array, Array], Array]  # delta(L) = dL/dz, of a and y
    r_delta: Callable[[Array, Array, Array], Array]  # its derivative along Rz, of a, y and Rz
    gauss_newton: Callable[[Array, Array, Array], Array]  # the same, where L is convex in h or z


class OutputLayer(NamedTuple):
    """h = g(z), which overwrites z, and the loss of h."""

    g: Callable[[Array], Array]
    loss: Loss


def natural_loss(output: str) -> str:
    """Return the default loss: cross entropy for sigmoid and softmax, else squared error."""
    return "cross_entropy" if output in ("sigmoid", "softmax") else "squared_error"


def output_layer(output: str, loss: str | LossFunction, leaky_slope: float) -> OutputLayer:
    """Look up the g and the loss of a pair that `Network` has accepted."""
    if output == "softmax":
        if isinstance(loss, str):
            return OutputLayer(softmax_of, SOFTMAX_CROSS_ENTROPY)
        return OutputLayer(softmax_of, _custom(loss, _times_softmax_gradient))
    g = activation(output, leaky_slope)
    if loss == "cross_entropy":
        return OutputLayer(g.g, SIGMOID_CROSS_ENTROPY)
    if isinstance(loss, str):
        return OutputLayer(g.g, _error(loss, g))
    return OutputLayer(g.g, _custom(loss, lambda a, dL: dL * g.slope(a)))


# Cross entropy, of a sigmoid and of a softmax: delta(L) = a(L) - y.


def _sigmoid_cross_entropy(z: Array, a: Array, y: Array) -> Array:
    """softplus(z) - y z, where softplus(z) = max(z, 0) - log(max(a, 1 - a))."""
    loss = np.maximum(z, 0)
    loss -= y * z
    loss -= np.log(np.maximum(a, 1 - a))
    return loss


def _softmax_cross_entropy(z: Array, a: Array, y: Array) -> Array:
    """-y log a, where log a = z - max(z) + log(max(a)) in every row."""
    log_a = z - z.max(axis=1, keepdims=True)
    log_a += np.log(a.max(axis=1, keepdims=True))
    return -y * log_a


def _softmax_curvature(a: Array, y: Array, Rz: Array) -> Array:
    return a * (Rz - (a * Rz).sum(axis=1, keepdims=True))


SIGMOID_CROSS_ENTROPY = Loss(
    cost=_sigmoid_cross_entropy,
    delta=lambda a, y: a - y,
    r_delta=lambda a, y, Rz: a * (1 - a) * Rz,
    gauss_newton=lambda a, y, Rz: a * (1 - a) * Rz,
)
SOFTMAX_CROSS_ENTROPY = Loss(
    cost=_softmax_cross_entropy,
    delta=lambda a, y: a - y,
    r_delta=_softmax_curvature,
    gauss_newton=_softmax_curvature,
)


def _error(loss: str, g: Activation) -> Loss:
    """Squared or absolute error, of any output but softmax: delta(L) = dL/da g'(z)."""
    if loss == "squared_error":
        return Loss(
            cost=lambda z, a, y: 0.5 * (a - y) ** 2,
            delta=lambda a, y: (a - y) * g.slope(a),
            r_delta=lambda a, y, Rz: (g.slope(a) ** 2 + (a - y) * g.curvature(a)) * Rz,
            gauss_newton=lambda a, y, Rz: g.slope(a) ** 2 * Rz,
        )
    return Loss(
        cost=lambda z, a, y: np.abs(a - y),
        delta=lambda a, y: np.sign(a - y) * g.slope(a),
        r_delta=lambda a, y, Rz: np.sign(a - y) * g.curvature(a) * Rz,
        gauss_newton=lambda a, y, Rz: np.zeros_like(Rz),
    )


# Losses that are functions: (h, Y) -> (losses, dL/dh).


def _custom(function: LossFunction, chain: Callable[[Array, Array], Array]) -> Loss:
    """A user's loss; chain turns dL/da, given a and it, into delta(L) = dL/dz."""

    def r_delta(a: Array, y: Array, Rz: Array) -> NoReturn:
        raise ValueError(
            f"network: loss {_name(function)} has no second derivative, which a Hessian-vector or "
            "Gauss-Newton product needs: use a method without hessp, such as L-BFGS-B"
        )

    return Loss(
        cost=lambda z, a, y: function(a, y)[0],
        delta=lambda a, y: chain(a, function(a, y)[1]).astype(a.dtype, copy=False),
        r_delta=r_delta,
        gauss_newton=r_delta,
    )


def _times_softmax_gradient(a: Array, dL: Array) -> Array:
    """Sum over j of dL/da_j da_j/dz_k = a_j ([j = k] - a_k)."""
    return a * (dL - (a * dL).sum(axis=1, keepdims=True))


def check_loss(loss: LossFunction, output: str, K: int, leaky_slope: float) -> None:
    """Compare dL/dh with differences of the losses, for random h and Y in the output's range."""
    name, (h, Y) = _name(loss), _random_outputs(output, K, leaky_slope)
    with np.errstate(all="ignore"):
        losses, gradient = _call(loss, h, Y)
        alone, _ = _call(loss, h[:1], Y[:1])
    finite: Array = np.isfinite(losses * gradient).all(axis=1)
    if not finite.any():
        raise ValueError(f"loss: {name} is NaN or infinite for every h that {output} outputs give")
    if finite[0] and not np.allclose(alone[0], losses[0], rtol=1e-9):
        raise ValueError(
            f"loss: {name} makes a row's losses depend on the other rows: do not sum or average "
            "over the examples, cost_function does"
        )
    for k in np.random.default_rng(0).permutation(K)[:10]:
        step = np.zeros_like(h)
        step[:, k] = 1e-6 * np.maximum(1, np.abs(h[:, k]))
        with np.errstate(all="ignore"):
            above, below = (_call(loss, moved, Y)[0] - losses for moved in (h + step, h - step))
            ahead, behind = above.sum(axis=1) / step[:, k], -below.sum(axis=1) / step[:, k]
            slope, found = (ahead + behind) / 2, gradient[:, k]
            tolerance = 1e-5 * np.abs(found) + 1e-8 * np.abs(losses).sum(axis=1)
            # Where a kink lies close to h, the difference on the other side is right.
            wrong = finite
            for difference in (slope, ahead, behind):
                wrong = wrong & (np.abs(found - difference) > tolerance)
        if wrong.any():
            i = int(wrong.argmax())
            raise ValueError(
                f"loss: dL/dh of {name} is wrong: at h = {h[i, k]:.4g}, Y = {Y[i, k]:.4g} (output "
                f"{k} of {K}) it is {found[i]:.6g}, and the losses' slope is {slope[i]:.6g}"
            )


def _random_outputs(output: str, K: int, leaky_slope: float) -> tuple[Array, Array]:
    """Draw 12 rows of h and of Y, read-only; every other row of Y is whole, as labels are.

    Outputs without a limit come in three sizes; every other row of them is positive.
    """
    h, Y = np.random.default_rng(0).uniform(-3, 3, (2, 12, K))
    if output == "softmax":
        h, Y = softmax_of(h), softmax_of(Y)
        Y[::2] = np.eye(K)[Y[::2].argmax(axis=1)]
    elif output in ("sigmoid", "tanh"):
        g = activation(output, leaky_slope).g
        h, Y = g(h), g(Y)
        Y[::2] = Y[::2].round()
    else:
        size = 10.0 ** (np.arange(12)[:, np.newaxis] // 4)
        h, Y = size * h, size * Y
        positive = slice(None, None, 1 if output == "relu" else 2)
        h[positive], Y[positive] = np.abs(h[positive]) + 0.1, np.abs(Y[positive])
        Y[::2] = Y[::2].round()
    h.flags.writeable = Y.flags.writeable = False
    return h, Y


def _call(loss: LossFunction, h: Array, Y: Array) -> tuple[Array, Array]:
    """Call a loss, and check the types and the shapes of what it returns."""
    name = _name(loss)
    expected = f"loss: expected {name} to return (losses, dL/dh), both of h's shape {h.shape}"
    try:
        returned = loss(h, Y)
    except Exception as error:
        cause = " ".join(str(error).split())
        hint = ": it must not write to h or Y" if "read-only" in cause else ""
        hint = f": pass {name}()" if isinstance(loss, type) else hint
        raise ValueError(f"{expected}, got {type(error).__name__} ({cause}){hint}") from error
    if not isinstance(returned, tuple) or len(returned) != 2:
        raise TypeError(f"{expected}, got {one_line(returned)}")
    for part, array in zip(("losses", "dL/dh"), returned):
        if not isinstance(array, np.ndarray) or array.dtype.kind not in "fiu":
            raise TypeError(f"{expected}, got {part} {one_line(array)}, not an array of numbers")
        if array.shape != h.shape:
            raise ValueError(f"{expected}, got {part} of shape {array.shape}")
    return returned


def _name(loss: LossFunction) -> str:
    return getattr(loss, "__name__", None) or one_line(loss)


@dataclass(frozen=True)
class huber:
    """Huber's loss: half the squared error up to delta, and a line beyond, for outliers in y.

    L = e^2/2 where |e| <= delta, else delta (|e| - delta/2), with e = h - Y.

    Parameters
    ----------
    delta : float, default 1
        Errors beyond it count as outliers. A large delta makes this the squared error; for a small
        one L / delta is the absolute error.

    Notes
    -----
    P. J. Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics 35
    (1964). ``huber(1.0)`` is a function ``(h, Y) -> (losses, dL/dh)``: write your own like it.

    Examples
    --------
    >>> huber(1.0)(np.array([[0.5, 3.0]]), np.array([[0.0, 0.0]]))
    (array([[0.125, 2.5  ]]), array([[0.5, 1. ]]))
    """

    delta: float = 1.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "delta", real_number("delta", self.delta, "(0, inf)"))

    def __call__(self, h: Array, Y: Array) -> tuple[Array, Array]:
        e = h - Y
        clipped = np.clip(e, -self.delta, self.delta)
        return clipped * (e - clipped / 2), clipped


@dataclass(frozen=True)
class pinball:
    """The loss of quantile regression: an output learns a quantile of y, given x.

    L = q (Y - h) where Y > h, else (1 - q) (h - Y).

    Parameters
    ----------
    quantile : float, default 0.5
        q, in (0, 1). With 0.9, nine tenths of the targets come to lie below the output. 0.5 is the
        median, and half the absolute error.

    Notes
    -----
    R. Koenker and G. Bassett, "Regression quantiles", Econometrica 46 (1978). The derivative is 0
    at the kink, Y = h. ``pinball(0.9)`` is a function ``(h, Y) -> (losses, dL/dh)``.

    Examples
    --------
    >>> pinball(0.9)(np.array([[1.0, 1.0]]), np.array([[0.0, 2.0]]))
    (array([[0.1, 0.9]]), array([[ 0.1, -0.9]]))
    """

    quantile: float = 0.5

    def __post_init__(self) -> None:
        object.__setattr__(self, "quantile", real_number("quantile", self.quantile, "(0, 1)"))

    def __call__(self, h: Array, Y: Array) -> tuple[Array, Array]:
        e, q = h - Y, self.quantile
        return np.maximum((1 - q) * e, -q * e), (0.5 - q) * np.abs(np.sign(e)) + 0.5 * np.sign(e)
