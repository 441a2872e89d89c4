"""What an output layer pays for being wrong, one example at a time.

Each loss is three functions of the last layer, for a block of examples:

- ``cost(z, a, y)``: the loss of every row;
- ``delta(a, y)``: delta(L), its derivative by z;
- ``r_delta(a, y, Rz)``: how delta(L) changes when z moves along Rz (Pearlmutter, 1994).

A cross entropy is taken from z, never from log(h), so no z is too large for it.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np

from nnfunc.activations import Activation, Array, activation, softmax

LOSSES = ("cross_entropy", "squared_error", "absolute_error")
OUTPUTS = ("sigmoid", "softmax", "tanh", "relu", "leaky_relu", "linear")


class Loss(NamedTuple):
    """The loss of a row, its derivative delta(L) by z, and the derivative of that along Rz.

    Parameters
    ----------
    cost, delta, r_delta : callable
        ``cost(z, a, y)``, ``delta(a, y)`` and ``r_delta(a, y, Rz)``.
    """

    cost: Callable[[Array, Array, Array], Array]
    delta: Callable[[Array, Array], Array]
    r_delta: Callable[[Array, Array, Array], Array]


def natural_loss(output: str) -> str:
    """Name the loss that an output layer takes by default.

    Parameters
    ----------
    output : str
        The output layer's activation.

    Returns
    -------
    str
        ``cross_entropy`` for sigmoid and softmax, else ``squared_error``.
    """
    return "cross_entropy" if output in ("sigmoid", "softmax") else "squared_error"


def output_layer(
    output: str, loss: str | None, leaky_slope: float
) -> tuple[Callable[[Array], Array], Loss]:
    """Look up an output layer: its g, and its loss.

    Parameters
    ----------
    output, loss : str
        A pair that `Network` has accepted.
    leaky_slope : float
        Used by ``leaky_relu`` alone.

    Returns
    -------
    g : callable
        h = g(z).
    loss : Loss
        cost, delta and r_delta.
    """
    if output == "softmax":
        return softmax, Loss(_softmax_cross_entropy, _difference, _softmax_r_delta)
    g = activation(output, leaky_slope)
    if loss == "cross_entropy":
        return g.g, Loss(_sigmoid_cross_entropy, _difference, _sigmoid_r_delta)
    if loss == "squared_error":
        return g.g, Loss(_squared_error, partial(_squared_delta, g), partial(_squared_r_delta, g))
    return g.g, Loss(_absolute_error, partial(_absolute_delta, g), partial(_absolute_r_delta, g))


# Cross entropy. Both outputs were made for it: delta(L) = a(L) - y.


def _sigmoid_cross_entropy(z: Array, a: Array, y: Array) -> Array:
    """sum_k softplus(z_k) - y_k z_k, where softplus(z) = max(z, 0) - log(max(a, 1 - a))."""
    # Every max(a, 1 - a) lies in [1/2, 1]: 64 of them share one log, and 2^-64 is a float32 still.
    likely = np.maximum(a, 1 - a)
    products = np.multiply.reduceat(likely, np.arange(0, z.shape[1], 64), axis=1)
    return (np.maximum(z, 0) - y * z).sum(axis=1) - np.log(products).sum(axis=1)


def _softmax_cross_entropy(z: Array, a: Array, y: Array) -> Array:
    """-sum_k y_k log a_k, where log a_k = z_k - max(z) + log(max(a)) and y sums to 1."""
    return -(y * (z - z.max(axis=1, keepdims=True))).sum(axis=1) - np.log(a.max(axis=1))


def _difference(a: Array, y: Array) -> Array:
    return a - y


def _sigmoid_r_delta(a: Array, y: Array, Rz: Array) -> Array:
    return a * (1 - a) * Rz


def _softmax_r_delta(a: Array, y: Array, Rz: Array) -> Array:
    return a * (Rz - (a * Rz).sum(axis=1, keepdims=True))


# Squared and absolute error, on any output but softmax: delta(L) = dL/da g'(z).


def _squared_error(z: Array, a: Array, y: Array) -> Array:
    return 0.5 * ((a - y) ** 2).sum(axis=1)


def _squared_delta(g: Activation, a: Array, y: Array) -> Array:
    return (a - y) * g.slope(a)


def _squared_r_delta(g: Activation, a: Array, y: Array, Rz: Array) -> Array:
    return (g.slope(a) ** 2 + (a - y) * g.curvature(a)) * Rz


def _absolute_error(z: Array, a: Array, y: Array) -> Array:
    return np.abs(a - y).sum(axis=1)


def _absolute_delta(g: Activation, a: Array, y: Array) -> Array:
    return np.sign(a - y) * g.slope(a)


def _absolute_r_delta(g: Activation, a: Array, y: Array, Rz: Array) -> Array:
    return np.sign(a - y) * g.curvature(a) * Rz
