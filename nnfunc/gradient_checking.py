"""Gradient checking: compare a gradient with differences of the cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnfunc.validation import (
    RNG,
    Matrix,
    Vector,
    as_real_array,
    call_arguments,
    one_line,
    random_generator,
    real_number,
    real_vector,
    whole_number,
)


def compute_numerical_gradient(
    J: Callable[..., Any], theta: ArrayLike, args: tuple[Any, ...] = (), epsilon: float = 1e-4
) -> Vector:
    """Gradient by two-sided differences: two evaluations for every parameter.

    dJ/dtheta_i = (J(theta + epsilon e_i) - J(theta - epsilon e_i)) / (2 epsilon) (Machine Learning,
    week 5, "Gradient checking"). Use it to check a gradient, not to train: it takes 2n evaluations.

    Parameters
    ----------
    J : callable
        ``J(theta, *args)``. Returns the cost, or a tuple that begins with it, such as
        ``(J, grad)``.
    theta : array_like, shape (n,)
        Where to take the gradient.
    args : tuple, optional
        Further arguments of J.
    epsilon : float, default 1e-4
        Half the distance of the two points. The truncation error falls with epsilon^2, the
        rounding error grows with 1/epsilon; 1e-4 is the course's compromise.

    Returns
    -------
    grad_approx : ndarray, shape (n,)

    Examples
    --------
    >>> compute_numerical_gradient(lambda theta: theta @ theta, [3.0, -1.0]).round(6)
    array([ 6., -2.])
    """
    _function("J", J)
    theta, args = real_vector("theta", theta), call_arguments(args)
    epsilon = real_number("epsilon", epsilon, "(0, inf)")
    if (theta + epsilon == theta).any():
        i = int(np.flatnonzero(theta + epsilon == theta)[0])
        raise ValueError(f"epsilon: {epsilon:g} vanishes beside theta[{i}] = {theta[i]:g}")
    grad_approx = np.zeros(theta.size)
    for i in range(theta.size):
        theta_plus, theta_minus = theta.copy(), theta.copy()
        theta_plus[i] += epsilon
        theta_minus[i] -= epsilon
        grad_approx[i] = (_cost(J, theta_plus, args) - _cost(J, theta_minus, args)) / (2 * epsilon)
    return grad_approx


def check_gradients(
    cost_fn: Callable[..., Any],
    theta: ArrayLike,
    args: tuple[Any, ...] = (),
    *,
    epsilon: float = 1e-4,
    directions: int | None = None,
    rng: RNG = 0,
) -> float:
    """Compare the gradient of a cost function with its numerical estimate.

    Deep Learning Specialization, course 2, "Gradient checking", has these thresholds.

    Parameters
    ----------
    cost_fn : callable
        ``cost_fn(theta, *args) -> (J, grad)``.
    theta : array_like, shape (n,)
        Where to compare. Use random weights: at zeros, symmetry hides mistakes.
    args : tuple, optional
        Further arguments of cost_fn.
    epsilon : float, default 1e-4
        As in `compute_numerical_gradient`.
    directions : int, optional
        Compare the slopes along this many random directions instead of all n partial
        derivatives: a few evaluations instead of 2n, for large networks.
    rng : int or numpy.random.Generator, default 0
        Draws the directions.

    Returns
    -------
    difference : float
        ||grad_approx - grad|| / (||grad_approx|| + ||grad||). Below about 1e-7 the gradient is
        right. Around 1e-5, look again: a ReLU may be near its kink. Above 1e-3 there is a
        mistake. 0 where both gradients are zero.

    Examples
    --------
    >>> check_gradients(lambda theta: (theta @ theta, 2 * theta), [3.0, -1.0]) < 1e-9
    True
    >>> check_gradients(lambda theta: (theta @ theta, theta), [3.0, -1.0]) > 0.3
    True
    """
    _function("cost_fn", cost_fn)
    theta, args = real_vector("theta", theta), call_arguments(args)
    epsilon = real_number("epsilon", epsilon, "(0, inf)")
    returned = cost_fn(theta.copy(), *args)
    if not isinstance(returned, tuple) or len(returned) < 2:
        raise TypeError(f"cost_fn: expected to return (J, grad), got {one_line(returned)}")
    grad = as_real_array("cost_fn's gradient", returned[1])
    if grad.shape != theta.shape:
        raise ValueError(f"cost_fn: expected a gradient of shape {theta.shape}, got {grad.shape}")
    if directions is None:
        grad_approx = compute_numerical_gradient(cost_fn, theta, args, epsilon)
    else:
        directions = whole_number("directions", directions)
        d = random_generator(rng).normal(size=(directions, theta.size))
        d /= np.linalg.norm(d, axis=1, keepdims=True)
        J = [[_cost(cost_fn, theta + e * d_k, args) for e in (epsilon, -epsilon)] for d_k in d]
        grad, grad_approx = d @ grad, np.subtract(*np.transpose(J)) / (2 * epsilon)
    size = np.linalg.norm(grad_approx) + np.linalg.norm(grad)
    return float(np.linalg.norm(grad_approx - grad) / size) if size else 0.0


def debug_initialize_weights(fan_in: int, fan_out: int) -> Matrix:
    """Weights for a gradient check: sin(1), sin(2), ... / 10, always the same.

    Parameters
    ----------
    fan_in : int
        Inputs of the layer, the bias unit not counted.
    fan_out : int
        Units of the layer. The course's ``debugInitializeWeights`` has the two in reverse order.

    Returns
    -------
    Theta : ndarray, shape (fan_out, fan_in + 1)
        Filled column by column.

    Examples
    --------
    >>> debug_initialize_weights(1, 2).round(4)
    array([[ 0.0841,  0.0141],
           [ 0.0909, -0.0757]])
    """
    fan_in, fan_out = whole_number("fan_in", fan_in), whole_number("fan_out", fan_out)
    n = fan_out * (fan_in + 1)
    return (np.sin(np.arange(1, n + 1)) / 10).reshape(fan_out, fan_in + 1, order="F")


def _function(name: str, function: object) -> None:
    if not callable(function):
        raise TypeError(f"{name}: expected a function of theta, got {one_line(function)}")


def _cost(J: Callable[..., Any], theta: Vector, args: tuple[Any, ...]) -> float:
    returned = J(theta, *args)
    cost = returned[0] if isinstance(returned, tuple) else returned
    if np.ndim(cost) or not np.isrealobj(cost) or cost is None:
        raise TypeError(f"J: expected to return a number or (J, grad), got {one_line(returned)}")
    return float(cost)
