"""Exercise 2: logistic regression, the network of one unit.

Replace every ``raise NotImplementedError`` with your code. The hand-out, exercises/ex2/handout.md,
explains the mathematics. Then:

    python -m exercises grade ex2           your points, and what to fix
    python -m exercises hint ex2 sigmoid    a hint; repeat for the next one
    python -m exercises run ex2 --mine      the whole story with your functions
"""

import numpy as np  # noqa: F401


def sigmoid(z):
    """The logistic function, g(z) = 1 / (1 + exp(-z)).

    Parameters
    ----------
    z : float or ndarray, any shape

    Returns
    -------
    float or ndarray, like z
        g(z), element by element; 0.5 at z = 0.
    """
    raise NotImplementedError


def hypothesis(theta_vec, network, X):
    """Output of the unit, h = g(X w + b), for every example.

    Parameters
    ----------
    theta_vec : ndarray, shape (n + 1,)
        The bias b, then the weights w_1, ..., w_n.
    network : tuple of int
        (n, 1): n inputs, one unit. You do not need it: n follows from theta_vec and X. It is
        there because the library's function, which yours replaces, works for any network.
    X : ndarray, shape (m, n)
        One example per row, without a column of ones.

    Returns
    -------
    h : ndarray, shape (m, 1)
        The probability that y = 1, one row for each example.
    """
    raise NotImplementedError


def cost_function_loop(theta_vec, network, X, y):
    """Cost of the unit and its gradient, computed by a loop over the examples.

    Write J first and return ``J, None``, which earns the points for J. Then add the gradient.

    Parameters
    ----------
    theta_vec : ndarray, shape (n + 1,)
        The bias b, then the weights w_1, ..., w_n.
    network : tuple of int
        (n, 1).
    X : ndarray, shape (m, n)
        One example per row, without a column of ones.
    y : ndarray of int, shape (m,)
        0 or 1 for every example.

    Returns
    -------
    J : float
        The cross entropy, averaged over the examples.
    grad_vec : ndarray, shape (n + 1,)
        Its derivatives, in the order of theta_vec: db, dw_1, ..., dw_n.
    """
    raise NotImplementedError


def cost_function(theta_vec, network, X, y, lambda_=0.0):
    """Cost of the unit and its gradient, computed for all examples at once.

    Write J first, without lambda, and return ``J, None``; then add the gradient; then regularise
    both.

    Parameters
    ----------
    theta_vec : ndarray, shape (n + 1,)
        The bias b, then the weights w_1, ..., w_n. Do not change it.
    network : tuple of int
        (n, 1).
    X : ndarray, shape (m, n)
        One example per row, without a column of ones.
    y : ndarray of int, shape (m,)
        0 or 1 for every example. (Your ``hypothesis`` returns a column, (m, 1).)
    lambda_ : float, default 0
        Strength of the regularisation.

    Returns
    -------
    J : float
        The cross entropy, averaged over the examples, plus the penalty.
    grad_vec : ndarray, shape (n + 1,)
        Its derivatives, in the order of theta_vec: db, dw_1, ..., dw_n.
    """
    raise NotImplementedError


def predict(theta_vec, network, X):
    """Class of every example: 1 where h >= 0.5, else 0.

    Parameters
    ----------
    theta_vec : ndarray, shape (n + 1,)
        The bias b, then the weights w_1, ..., w_n.
    network : tuple of int
        (n, 1).
    X : ndarray, shape (m, n)
        One example per row, without a column of ones.

    Returns
    -------
    classes : ndarray of int, shape (m,)
        0 or 1 for every example, as a vector, not a column.
    """
    raise NotImplementedError
