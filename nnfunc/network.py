"""`Network`, the description of an architecture. It holds no weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from numbers import Integral
from typing import Any

from nnfunc.activations import ACTIVATIONS, Activation, activation
from nnfunc.losses import (
    LOSSES,
    OUTPUTS,
    LossFunction,
    OutputLayer,
    check_loss,
    natural_loss,
    output_layer,
)
from nnfunc.validation import Array, one_line, one_of, real_number


@dataclass(frozen=True)
class Network:
    """Layer sizes, activations and loss of a fully connected network.

    Wherever the library asks for a network, a bare tuple of sizes such as ``(400, 25, 10)`` will
    do and means sigmoids throughout.

    Parameters
    ----------
    layer_sizes : sequence of int
        s_1, ..., s_L: the inputs, the hidden layers, the outputs, bias units not counted. Two
        sizes, with no hidden layer, make a logistic (or linear, or softmax) regression.
    hidden : str or sequence of str, default "sigmoid"
        Activation of the hidden layers, one name for all or one each: ``sigmoid``, ``tanh``,
        ``relu``, ``leaky_relu``, ``linear``. Kept as a tuple.
    output : str, default "sigmoid"
        Activation of the output layer: one of those or ``softmax``.
    loss : str or callable, optional
        ``cross_entropy`` (sigmoid and softmax), ``squared_error`` (half the squared norm) or
        ``absolute_error`` (any output but softmax). The default is cross entropy for sigmoid
        and softmax, squared error otherwise. Or a function ``loss(h, Y) -> (losses, dL/dh)`` of
        outputs and targets, one example a row, (B, K), such as ``huber(1.0)``. It returns two new
        arrays (B, K); a row's losses sum to the example's loss L, and may depend on all of the
        row. dL/dh is compared with differences here, for a few random rows, and not later. A
        network pickles if its function does; `hessian_vector_product` does not take it.
    leaky_slope : float, default 0.01
        Slope of the leaky ReLU where z < 0.

    Raises
    ------
    ValueError
        If the output and the loss do not go together, or a function's dL/dh is wrong.

    Examples
    --------
    >>> Network((400, 25, 10)).theta_shapes
    ((25, 401), (10, 26))
    >>> Network((784, 100, 10), hidden="relu", output="softmax").loss
    'cross_entropy'
    """

    layer_sizes: Sequence[int]
    hidden: str | Sequence[str] = "sigmoid"
    output: str = "sigmoid"
    loss: str | LossFunction | None = None
    leaky_slope: float = 0.01

    def __post_init__(self) -> None:
        sizes = _layer_sizes(self.layer_sizes)
        one_of("output", self.output, OUTPUTS)
        loss = natural_loss(self.output) if self.loss is None else self.loss
        real_number("leaky_slope", self.leaky_slope, "[0, 1)")
        if not callable(loss):
            one_of("loss", loss, LOSSES)
        object.__setattr__(self, "layer_sizes", sizes)
        object.__setattr__(self, "hidden", _hidden_names(self.hidden, sizes))
        object.__setattr__(self, "loss", loss)
        if loss == "cross_entropy" and self.output not in ("sigmoid", "softmax"):
            raise ValueError(
                f"loss: a cross entropy needs probabilities, so output 'sigmoid' or 'softmax', "
                f"got output {self.output!r}: use loss='squared_error'"
            )
        if loss in LOSSES[1:] and self.output == "softmax":
            raise ValueError(
                f"loss: a softmax goes with 'cross_entropy', got {loss!r}: "
                f"use output='sigmoid' or 'linear' for that loss"
            )
        if self.output == "softmax" and sizes[-1] == 1:
            raise ValueError(
                "layer_sizes: a softmax needs 2 or more outputs, got 1, which is always 1: "
                "use output='sigmoid' for a single unit"
            )
        if callable(loss):
            check_loss(loss, self.output, sizes[-1], self.leaky_slope)

    @cached_property
    def theta_shapes(self) -> tuple[tuple[int, int], ...]:
        """Shapes (s_{l+1}, s_l + 1) of Theta(1), Theta(2), ..., bias in column 0."""
        sizes = self.layer_sizes
        return tuple((fan_out, fan_in + 1) for fan_in, fan_out in zip(sizes, sizes[1:]))

    @cached_property
    def n_params(self) -> int:
        """Length of theta_vec."""
        return sum(rows * columns for rows, columns in self.theta_shapes)

    @cached_property
    def n_units(self) -> int:
        """Hidden units and outputs together."""
        return sum(self.layer_sizes[1:])

    @cached_property
    def hidden_layers(self) -> tuple[Activation, ...]:
        """g, g' and g'' of every hidden layer."""
        return tuple(activation(name, self.leaky_slope) for name in self.hidden)

    @cached_property
    def output_layer(self) -> OutputLayer:
        """g and the loss of the output layer."""
        loss = self.loss or natural_loss(self.output)
        return output_layer(self.output, loss, self.leaky_slope)

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        """Pickle the description alone, without the functions that are looked up from it."""
        arguments = (self.layer_sizes, self.hidden, self.output, self.loss, self.leaky_slope)
        return Network, arguments

    def __str__(self) -> str:
        return "-".join(map(str, self.layer_sizes))


NetworkLike = Network | Sequence[int]


def as_network(network: NetworkLike) -> Network:
    """Return a `Network`; a bare tuple of sizes makes one of sigmoids."""
    if isinstance(network, Network):
        return network
    if type(network) is tuple and set(map(type, network)) == {int}:
        return _network_of_sigmoids(network)
    return Network(network)


@lru_cache(maxsize=64)
def _network_of_sigmoids(layer_sizes: tuple[int, ...]) -> Network:
    """Check a tuple of sizes once, not at every evaluation of a cost."""
    return Network(layer_sizes)


def weights_and_biases(theta_vec: Array, network: Network) -> tuple[list[Array], list[Array]]:
    """Views of theta_vec as W(l), shape (s_l, s_{l+1}), and b(l), for ``z = a @ W + b``.

    A matrix (n_params, ...) is cut in the same way along its first axis.
    """
    # A column-major Theta is, byte for byte, its biases followed by a row-major W.
    W, b, start = [], [], 0
    for rows, columns in network.theta_shapes:
        stop = start + rows * columns
        b.append(theta_vec[start : start + rows])
        W.append(theta_vec[start + rows : stop].reshape(columns - 1, rows, *theta_vec.shape[1:]))
        start = stop
    return W, b


def _layer_sizes(layer_sizes: Sequence[int]) -> tuple[int, ...]:
    expected = "network: expected a Network or a tuple of layer sizes such as (400, 25, 10)"
    if hasattr(layer_sizes, "shape"):
        if len(layer_sizes.shape) != 1 or layer_sizes.shape[0] > 1000:
            raise TypeError(
                f"{expected}, got {one_line(layer_sizes)}: "
                "are the arguments in the order theta_vec, network, X, y?"
            )
    elif not isinstance(layer_sizes, (tuple, list)):
        raise TypeError(f"{expected}, got {type(layer_sizes).__name__}")
    if len(layer_sizes) < 2:
        raise ValueError(f"{expected} with 2 or more layers, got {one_line(layer_sizes)}")
    for size in layer_sizes:
        if isinstance(size, bool) or not isinstance(size, Integral) or size < 1:
            raise ValueError(f"{expected} of positive whole numbers, found {one_line(size)}")
    return tuple(int(size) for size in layer_sizes)


def _hidden_names(hidden: str | Sequence[str], sizes: tuple[int, ...]) -> tuple[str, ...]:
    """One name for each hidden layer."""
    if not isinstance(hidden, (str, tuple, list)):
        raise TypeError(f"hidden: expected a name or a tuple of names, got {one_line(hidden)}")
    names = (hidden,) if isinstance(hidden, str) else tuple(hidden)
    for name in names:
        one_of("hidden", name, ACTIVATIONS)
    n_hidden = len(sizes) - 2
    if isinstance(hidden, str):
        return names * n_hidden
    if len(names) != n_hidden:
        raise ValueError(
            f"hidden: expected one name or {n_hidden} (one for each hidden layer of "
            f"{'-'.join(map(str, sizes))}), got {len(names)}"
        )
    return names
