"""The functions g that turn a pre-activation z into an activation a, each with its derivatives.

The public functions take z. Backpropagation already has a = g(z), from which g'(z) and g''(z)
follow without another exponential; `activation` looks up those forms by name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnfunc.validation import Array, arithmetic_dtype, as_real_array, finite_array, real_number


class Activation(NamedTuple):
    """g(z), which overwrites z, and g'(z) and g''(z) as functions of a = g(z)."""

    g: Callable[[Array], Array]
    slope: Callable[[Array], Array]
    curvature: Callable[[Array], Array]


def _sigmoid_of(z: Array) -> Array:
    z *= 0.5
    np.tanh(z, out=z)
    z += 1
    z *= 0.5
    return z


def softmax_of(z: Array) -> Array:
    """Turn each row of z, its last axis, into its softmax."""
    z -= z.max(axis=-1, keepdims=True)
    np.exp(z, out=z)
    z /= z.sum(axis=-1, keepdims=True)
    return z


SIGMOID = Activation(
    g=_sigmoid_of,
    slope=lambda a: a * (1 - a),
    curvature=lambda a: a * (1 - a) * (1 - 2 * a),
)
TANH = Activation(
    g=lambda z: np.tanh(z, out=z),
    slope=lambda a: 1 - a * a,
    curvature=lambda a: -2 * a * (1 - a * a),
)
RELU = Activation(
    g=lambda z: np.maximum(z, 0, out=z),
    slope=lambda a: (a > 0).astype(a.dtype),
    curvature=np.zeros_like,
)
LINEAR = Activation(g=lambda z: z, slope=np.ones_like, curvature=np.zeros_like)


def _leaky(slope: float) -> Activation:
    return Activation(
        g=lambda z: np.maximum(z, slope * z, out=z),
        slope=lambda a: np.where(a > 0, a.dtype.type(1), a.dtype.type(slope)),
        curvature=np.zeros_like,
    )


ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "linear")


def activation(name: str, leaky_slope: float) -> Activation:
    """Look up an activation that works element by element."""
    if name == "leaky_relu":
        return _leaky(leaky_slope)
    return {"sigmoid": SIGMOID, "tanh": TANH, "relu": RELU, "linear": LINEAR}[name]


def _copy(z: ArrayLike) -> Array:
    z = as_real_array("z", z)
    return z.astype(arithmetic_dtype(z))


# The public functions take z and leave it alone. [()] turns a 0-d array into a scalar.


def sigmoid(z: ArrayLike) -> Array:
    """Logistic function, element by element.

    g(z) = 1 / (1 + exp(-z)) (Machine Learning, week 5, "Gradient computation"), computed as
    (1 + tanh(z/2)) / 2, which does not overflow and is faster than exp. The absolute error is
    about 1e-16, so the result is 0 below z = -38 or so.

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    a : ndarray, shape of z
        In [0, 1].

    Examples
    --------
    >>> sigmoid([-1000.0, 0.0, 1000.0])
    array([0. , 0.5, 1. ])
    """
    return SIGMOID.g(_copy(z))[()]


def sigmoid_gradient(z: ArrayLike) -> Array:
    """Derivative of the sigmoid: g'(z) = g(z) (1 - g(z)).

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    gradient : ndarray, shape of z
        At most 1/4, at z = 0.

    Examples
    --------
    >>> sigmoid_gradient([-1, -0.5, 0, 0.5, 1]).round(6)
    array([0.196612, 0.235004, 0.25    , 0.235004, 0.196612])
    """
    return SIGMOID.slope(sigmoid(z))


def tanh(z: ArrayLike) -> Array:
    """Hyperbolic tangent: a sigmoid shifted and rescaled to (-1, 1), 2 sigmoid(2z) - 1.

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    a : ndarray, shape of z

    Examples
    --------
    >>> tanh([0.0, 0.5]).round(6)
    array([0.      , 0.462117])
    """
    return TANH.g(_copy(z))[()]


def tanh_gradient(z: ArrayLike) -> Array:
    """Derivative of tanh: g'(z) = 1 - tanh(z)^2.

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    gradient : ndarray, shape of z

    Examples
    --------
    >>> tanh_gradient([0.0, 0.5]).round(6)
    array([1.      , 0.786448])
    """
    return TANH.slope(tanh(z))


def relu(z: ArrayLike) -> Array:
    """Rectified linear unit: max(0, z).

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    a : ndarray, shape of z

    Examples
    --------
    >>> relu([-2.0, 0.0, 3.0])
    array([0., 0., 3.])
    """
    return RELU.g(_copy(z))[()]


def relu_gradient(z: ArrayLike) -> Array:
    """Derivative of the ReLU: 1 where z > 0, else 0, including the kink at z = 0.

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    gradient : ndarray, shape of z

    Examples
    --------
    >>> relu_gradient([-2.0, 0.0, 3.0])
    array([0., 0., 1.])
    """
    return RELU.slope(_copy(z))


def leaky_relu(z: ArrayLike, slope: float = 0.01) -> Array:
    """Leaky ReLU: z where z > 0, slope z elsewhere.

    Parameters
    ----------
    z : array_like, any shape
    slope : float, default 0.01
        Slope on the negative side, in [0, 1).

    Returns
    -------
    a : ndarray, shape of z

    Examples
    --------
    >>> leaky_relu([-2.0, 0.0, 3.0])
    array([-0.02,  0.  ,  3.  ])
    """
    return _leaky(real_number("slope", slope, "[0, 1)")).g(_copy(z))[()]


def leaky_relu_gradient(z: ArrayLike, slope: float = 0.01) -> Array:
    """Derivative of the leaky ReLU: 1 where z > 0, else the slope, including the kink at z = 0.

    Parameters
    ----------
    z : array_like, any shape
    slope : float, default 0.01
        Slope on the negative side, in [0, 1).

    Returns
    -------
    gradient : ndarray, shape of z

    Examples
    --------
    >>> leaky_relu_gradient([-2.0, 0.0, 3.0])
    array([0.01, 0.01, 1.  ])
    """
    return _leaky(real_number("slope", slope, "[0, 1)")).slope(_copy(z))[()]


def linear(z: ArrayLike) -> Array:
    """Return z itself: the output of a regression.

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    a : ndarray, shape of z

    Examples
    --------
    >>> linear([-2, 3])
    array([-2.,  3.])
    """
    return _copy(z)[()]


def linear_gradient(z: ArrayLike) -> Array:
    """Derivative of the linear activation: 1 everywhere.

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    gradient : ndarray, shape of z

    Examples
    --------
    >>> linear_gradient([-2, 3])
    array([1., 1.])
    """
    return LINEAR.slope(_copy(z))


def softmax(z: ArrayLike) -> Array:
    """One distribution over the K classes for each row: exp(z_k) / sum_j exp(z_j).

    The largest z of a row is subtracted first: the result is the same and exp cannot overflow.

    Parameters
    ----------
    z : array_like, shape (..., K)

    Returns
    -------
    a : ndarray, shape of z
        Positive; the last axis sums to 1.

    Examples
    --------
    >>> softmax([1000.0, 1000.0, 0.0])
    array([0.5, 0.5, 0. ])
    """
    z = finite_array("z", _copy(z))
    if not z.ndim or not z.shape[-1]:
        raise ValueError(f"z: expected one or more classes, shape (..., K), got shape {z.shape}")
    with np.errstate(over="ignore"):
        return softmax_of(z)


def softmax_gradient(z: ArrayLike) -> Array:
    """Jacobian of the softmax, one matrix a row: da_j/dz_k = a_j ([j = k] - a_k).

    Parameters
    ----------
    z : array_like, shape (..., K)

    Returns
    -------
    jacobian : ndarray, shape (..., K, K)
        Each output depends on every z, so the gradient is a matrix.

    Examples
    --------
    >>> softmax_gradient([0.0, 0.0])
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """
    a = softmax(z)
    return a[..., :, np.newaxis] * (np.eye(a.shape[-1], dtype=a.dtype) - a[..., np.newaxis, :])
