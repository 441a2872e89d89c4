"""Loss functions of the output layer.

A `Loss` is three functions of a block of examples, one row each:

- ``cost(z, a, y)``: the loss of every row;
- ``delta(a, y)``: delta(L), its derivative by z;
- ``r_delta(a, y, Rz)``: the derivative of delta(L) as z moves along Rz (Pearlmutter, 1994).

A cross entropy is computed from z, never from log(h), so no z is too large for it.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np

from nnfunc.activations import ACTIVATIONS, Activation, activation, softmax_in_place
from nnfunc.validation import Array

LOSSES = ("cross_entropy", "squared_error", "absolute_error")
OUTPUTS = (*ACTIVATIONS, "softmax")


class Loss(NamedTuple):
    """The loss of a row, its derivative delta(L) by z, and the derivative of that along Rz."""

    cost: Callable[[Array, Array, Array], Array]
    delta: Callable[[Array, Array], Array]
    r_delta: Callable[[Array, Array, Array], Array]


class OutputLayer(NamedTuple):
    """h = g(z), which overwrites z, and the loss of h."""

    g: Callable[[Array], Array]
    loss: Loss


def natural_loss(output: str) -> str:
    """Return the default loss: cross entropy for sigmoid and softmax, else squared error."""
    return "cross_entropy" if output in ("sigmoid", "softmax") else "squared_error"


def output_layer(output: str, loss: str, leaky_slope: float) -> OutputLayer:
    """Look up the g and the loss of a pair that `Network` has accepted."""
    if output == "softmax":
        loss_of_softmax = Loss(_softmax_cross_entropy, _difference, _softmax_r_delta)
        return OutputLayer(softmax_in_place, loss_of_softmax)
    g = activation(output, leaky_slope)
    losses = {
        "cross_entropy": Loss(_sigmoid_cross_entropy, _difference, _sigmoid_r_delta),
        "squared_error": Loss(
            _squared_error, partial(_squared_delta, g), partial(_squared_r_delta, g)
        ),
        "absolute_error": Loss(
            _absolute_error, partial(_absolute_delta, g), partial(_absolute_r_delta, g)
        ),
    }
    return OutputLayer(g.g, losses[loss])


# Cross entropy, of a sigmoid and of a softmax: delta(L) = a(L) - y.


def _sigmoid_cross_entropy(z: Array, a: Array, y: Array) -> Array:
    """sum_k softplus(z_k) - y_k z_k, where softplus(z) = max(z, 0) - log(max(a, 1 - a))."""
    # Every max(a, 1 - a) lies in [1/2, 1]. 64 of them share one log: float32 can hold 2^-64.
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


# Squared and absolute error, of any output but softmax: delta(L) = dL/da g'(z).


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
