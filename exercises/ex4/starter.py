"""Exercise 4: cost, backpropagation, gradient checking, random initialisation.

Replace every ``raise NotImplementedError`` with your code. The hand-out, exercises/ex4/handout.md,
explains the mathematics. Then:

    python -m exercises grade ex4         your points, and what to fix
    python -m exercises hint ex4 cost     a hint; repeat for the next one
    python -m exercises run ex4 --mine    the whole story with your functions
"""

import numpy as np


def sigmoid(z):
    """g(z) = 1 / (1 + exp(-z)), element by element. Given: you wrote it in exercise 2."""
    return 1 / (1 + np.exp(-z))


def reshape_params(theta_vec, layer_sizes):
    """Cut the vector into [Theta1, Theta2, ...]. Given: you wrote it in exercise 3."""
    thetas, start = [], 0
    for s_in, s_out in zip(layer_sizes, layer_sizes[1:]):
        stop = start + s_out * (s_in + 1)
        thetas.append(theta_vec[start:stop].reshape(s_out, s_in + 1, order="F"))
        start = stop
    return thetas


def sigmoid_gradient(z):
    """Derivative of the sigmoid at z.

    Parameters
    ----------
    z : float or ndarray, any shape
        Pre-activations: z, not a = g(z).

    Returns
    -------
    ndarray or float, like z
        g'(z), element by element; 0.25 at z = 0.
    """
    raise NotImplementedError


def cost_function(theta_vec, network, X, y, lambda_=0.0):
    """Cost of a network with one hidden layer, and its gradient.

    Write J first and return ``J, None``, which earns the first points. Then add the
    regularisation of J, then the gradient, then the regularisation of the gradient.

    Parameters
    ----------
    theta_vec : ndarray, shape (n,)
        Theta1 and Theta2, unrolled column by column; ``reshape_params`` turns it into matrices.
    network : tuple of int
        (s1, s2, s3): inputs, hidden units, outputs. Every unit is a sigmoid.
    X : ndarray, shape (m, s1)
        One example per row, without a column of ones.
    y : ndarray of int, shape (m,)
        Classes 0..s3-1. Class k is output unit k.
    lambda_ : float, default 0
        Strength of the regularisation.

    Returns
    -------
    J : float
        The regularised cross entropy.
    grad_vec : ndarray, shape (n,)
        D1 and D2, unrolled column by column, D1 first.
    """
    raise NotImplementedError


def compute_numerical_gradient(J, theta, args=(), epsilon=1e-4):
    """Estimate a gradient by two-sided differences.

    Parameters
    ----------
    J : callable
        ``J(theta, *args)`` returns the cost, a float.
    theta : ndarray, shape (n,)
        The point at which to estimate the gradient. Do not change it.
    args : tuple, optional
        Further arguments of J.
    epsilon : float, default 1e-4

    Returns
    -------
    grad_approx : ndarray, shape (n,)
    """
    raise NotImplementedError


def rand_initialize_weights(fan_in, fan_out, *, epsilon=0.12, rng=None):
    """Draw one Theta at random, uniformly from [-epsilon, epsilon].

    Parameters
    ----------
    fan_in : int
        Units of the layer before, without the bias unit.
    fan_out : int
        Units of the layer after.
    epsilon : float, default 0.12
    rng : int or Generator, optional
        A seed, which ``np.random.default_rng(rng)`` turns into a generator.

    Returns
    -------
    Theta : ndarray, shape (fan_out, fan_in + 1)
        The biases, column 0, are drawn like the other weights.
    """
    raise NotImplementedError
