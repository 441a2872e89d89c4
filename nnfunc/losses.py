"""Loss functions of the output layer.

A cross entropy is computed from z, never from log(h), so no z is too large for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from nnfunc.activations import ACTIVATIONS, Activation, activation, softmax_of
from nnfunc.validation import Array

LOSSES = ("cross_entropy", "squared_error", "absolute_error")
OUTPUTS = (*ACTIVATIONS, "softmax")


class Loss(NamedTuple):
    """Functions of a block of examples, one row each; the sum over a row is the row's loss."""

    cost: Callable[[Array, Array, Array], Array]  # L(z, a, y) of every output
    delta: Callable[[Array, Array], Array]  # delta(L) = dL/dz, of a and y
    r_delta: Callable[[Array, Array, Array], Array]  # its derivative along Rz, of a, y and Rz


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
        return OutputLayer(softmax_of, SOFTMAX_CROSS_ENTROPY)
    g = activation(output, leaky_slope)
    if loss == "cross_entropy":
        return OutputLayer(g.g, SIGMOID_CROSS_ENTROPY)
    return OutputLayer(g.g, _error(loss, g))


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


SIGMOID_CROSS_ENTROPY = Loss(
    cost=_sigmoid_cross_entropy,
    delta=lambda a, y: a - y,
    r_delta=lambda a, y, Rz: a * (1 - a) * Rz,
)
SOFTMAX_CROSS_ENTROPY = Loss(
    cost=_softmax_cross_entropy,
    delta=lambda a, y: a - y,
    r_delta=lambda a, y, Rz: a * (Rz - (a * Rz).sum(axis=1, keepdims=True)),
)


def _error(loss: str, g: Activation) -> Loss:
    """Squared or absolute error, of any output but softmax: delta(L) = dL/da g'(z)."""
    if loss == "squared_error":
        return Loss(
            cost=lambda z, a, y: 0.5 * (a - y) ** 2,
            delta=lambda a, y: (a - y) * g.slope(a),
            r_delta=lambda a, y, Rz: (g.slope(a) ** 2 + (a - y) * g.curvature(a)) * Rz,
        )
    return Loss(
        cost=lambda z, a, y: np.abs(a - y),
        delta=lambda a, y: np.sign(a - y) * g.slope(a),
        r_delta=lambda a, y, Rz: np.sign(a - y) * g.curvature(a) * Rz,
    )
