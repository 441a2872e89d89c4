"""The functions g that turn a pre-activation z into an activation a, each with its gradient.

The public functions take z. Backpropagation has a = g(z) at hand, from which every one of these
derivatives follows without another exponential; `activation` looks up that form by name.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnfunc.arrays import Array, as_real_array


def _real(z: ArrayLike) -> Array:
    z = as_real_array("z", z)
    return z if z.dtype in (np.float32, np.float64) else z.astype(np.float64)


def sigmoid(z: ArrayLike) -> Array:
    """Logistic function, element by element.

    g(z) = 1 / (1 + exp(-z)), computed as (1 + tanh(z/2)) / 2: the same function, which neither
    overflows nor waits for exp. Accurate to 1e-16 absolutely, so it is 0 below z = -38 or so.

    Parameters
    ----------
    z : array_like, any shape
        Pre-activations.

    Returns
    -------
    a : ndarray, shape of z
        In [0, 1].

    Notes
    -----
    Machine Learning, week 5, "Gradient computation"; Deep Learning Specialization, course 1.

    Examples
    --------
    >>> sigmoid([-1000.0, 0.0, 1000.0])
    array([0. , 0.5, 1. ])
    """
    return 0.5 * (1.0 + np.tanh(0.5 * _real(z)))


def sigmoid_gradient(z: ArrayLike) -> Array:
    """Derivative of the sigmoid: g'(z) = g(z) (1 - g(z)).

    Parameters
    ----------
    z : array_like, any shape
        Pre-activations (z, not a).

    Returns
    -------
    gradient : ndarray, shape of z
        At most 1/4, which it reaches at z = 0.

    Examples
    --------
    >>> sigmoid_gradient([-1, -0.5, 0, 0.5, 1]).round(6)
    array([0.196612, 0.235004, 0.25    , 0.235004, 0.196612])
    """
    return _sigmoid_slope(sigmoid(z))


def tanh(z: ArrayLike) -> Array:
    """Hyperbolic tangent: a sigmoid shifted and rescaled to (-1, 1), 2 sigmoid(2z) - 1.

    Parameters
    ----------
    z : array_like, any shape
        Pre-activations.

    Returns
    -------
    a : ndarray, shape of z

    Examples
    --------
    >>> tanh([0.0, 0.5]).round(6)
    array([0.      , 0.462117])
    """
    return np.tanh(_real(z))


def tanh_gradient(z: ArrayLike) -> Array:
    """Derivative of tanh: g'(z) = 1 - tanh(z)^2.

    Parameters
    ----------
    z : array_like, any shape
        Pre-activations (z, not a).

    Returns
    -------
    gradient : ndarray, shape of z

    Examples
    --------
    >>> tanh_gradient([0.0, 0.5]).round(6)
    array([1.      , 0.786448])
    """
    return _tanh_slope(tanh(z))


def relu(z: ArrayLike) -> Array:
    """Rectified linear unit: max(0, z).

    Parameters
    ----------
    z : array_like, any shape
        Pre-activations.

    Returns
    -------
    a : ndarray, shape of z

    Examples
    --------
    >>> relu([-2.0, 0.0, 3.0])
    array([0., 0., 3.])
    """
    return np.maximum(_real(z), 0)


def relu_gradient(z: ArrayLike) -> Array:
    """Derivative of the ReLU: 1 where z > 0, else 0; at the kink z = 0 it is taken as 0.

    Parameters
    ----------
    z : array_like, any shape
        Pre-activations (z, not a).

    Returns
    -------
    gradient : ndarray, shape of z

    Examples
    --------
    >>> relu_gradient([-2.0, 0.0, 3.0])
    array([0., 0., 1.])
    """
    return _relu_slope(_real(z))


def leaky_relu(z: ArrayLike, slope: float = 0.01) -> Array:
    """Leaky ReLU: z where z > 0, slope z elsewhere.

    Parameters
    ----------
    z : array_like, any shape
        Pre-activations.
    slope : float, default 0.01
        Slope on the negative side.

    Returns
    -------
    a : ndarray, shape of z

    Examples
    --------
    >>> leaky_relu([-2.0, 0.0, 3.0])
    array([-0.02,  0.  ,  3.  ])
    """
    z = _real(z)
    return np.where(z > 0, z, z.dtype.type(slope) * z)


def leaky_relu_gradient(z: ArrayLike, slope: float = 0.01) -> Array:
    """Derivative of the leaky ReLU: 1 where z > 0, else the slope, at the kink too.

    Parameters
    ----------
    z : array_like, any shape
        Pre-activations (z, not a).
    slope : float, default 0.01
        Slope on the negative side.

    Returns
    -------
    gradient : ndarray, shape of z

    Examples
    --------
    >>> leaky_relu_gradient([-2.0, 0.0, 3.0])
    array([0.01, 0.01, 1.  ])
    """
    return _leaky_slope(_real(z), slope)


def linear(z: ArrayLike) -> Array:
    """Return z itself: the output of a regression.

    Parameters
    ----------
    z : array_like, any shape
        Pre-activations.

    Returns
    -------
    a : ndarray, shape of z

    Examples
    --------
    >>> linear([-2, 3])
    array([-2.,  3.])
    """
    return _real(z)


def linear_gradient(z: ArrayLike) -> Array:
    """Derivative of the linear activation: 1 everywhere.

    Parameters
    ----------
    z : array_like, any shape
        Pre-activations.

    Returns
    -------
    gradient : ndarray, shape of z

    Examples
    --------
    >>> linear_gradient([-2, 3])
    array([1., 1.])
    """
    return np.ones_like(_real(z))


def softmax(z: ArrayLike) -> Array:
    """One distribution over the K classes for each row: exp(z_k) / sum_j exp(z_j).

    Subtracting the row's largest z changes nothing and keeps exp from overflowing.

    Parameters
    ----------
    z : array_like, shape (..., K)
        Pre-activations.

    Returns
    -------
    a : ndarray, shape of z
        Positive; the last axis sums to 1.

    Examples
    --------
    >>> softmax([1000.0, 1000.0, 0.0])
    array([0.5, 0.5, 0. ])
    """
    z = _real(z)
    if not z.ndim or not z.shape[-1]:
        raise ValueError(f"z: expected one or more classes, shape (..., K), got shape {z.shape}")
    with np.errstate(over="ignore"):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_gradient(z: ArrayLike) -> Array:
    """Jacobian of the softmax, one matrix a row: da_j/dz_k = a_j ([j = k] - a_k).

    Parameters
    ----------
    z : array_like, shape (..., K)
        Pre-activations.

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


# The derivatives once more, from a = g(z) and not from z.


def _sigmoid_slope(a: Array) -> Array:
    return a * (1 - a)


def _tanh_slope(a: Array) -> Array:
    return 1 - a * a


def _relu_slope(a: Array) -> Array:
    return (a > 0).astype(a.dtype)


def _leaky_slope(a: Array, slope: float) -> Array:
    return np.where(a > 0, a.dtype.type(1), a.dtype.type(slope))


def _sigmoid_curvature(a: Array) -> Array:
    return a * (1 - a) * (1 - 2 * a)


def _tanh_curvature(a: Array) -> Array:
    return -2 * a * (1 - a * a)


class Activation(NamedTuple):
    """g(z), and its first two derivatives written in terms of a = g(z).

    Parameters
    ----------
    g, slope, curvature : callable
        g(z), g'(z) and g''(z): the first a function of z, the others of a.
    """

    g: Callable[[Array], Array]
    slope: Callable[[Array], Array]
    curvature: Callable[[Array], Array]


ACTIVATIONS: dict[str, Activation] = {
    "sigmoid": Activation(sigmoid, _sigmoid_slope, _sigmoid_curvature),
    "tanh": Activation(tanh, _tanh_slope, _tanh_curvature),
    "relu": Activation(relu, _relu_slope, np.zeros_like),
    "leaky_relu": Activation(leaky_relu, partial(_leaky_slope, slope=0.01), np.zeros_like),
    "linear": Activation(linear, np.ones_like, np.zeros_like),
}


def activation(name: str, leaky_slope: float) -> Activation:
    """Look up a hidden activation; the leaky ReLU gets its slope.

    Parameters
    ----------
    name : str
        A key of `ACTIVATIONS`.
    leaky_slope : float
        Used by ``leaky_relu`` alone.

    Returns
    -------
    Activation
        g, g' and g'', the derivatives as functions of a.
    """
    if name != "leaky_relu":
        return ACTIVATIONS[name]
    return Activation(
        partial(leaky_relu, slope=leaky_slope),
        partial(_leaky_slope, slope=leaky_slope),
        np.zeros_like,
    )
