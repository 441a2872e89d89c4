"""Exercise 6: gradient descent, mini-batches, momentum, RMSprop, Adam.

Replace every ``raise NotImplementedError`` with your code. The hand-out, exercises/ex6/handout.md,
explains the mathematics. Then:

    python -m exercises grade ex6                    your points, and what to fix
    python -m exercises hint ex6 gradient_descent    a hint; repeat for the next one
    python -m exercises run ex6 --mine               the whole story with your functions
"""

import numpy as np  # noqa: F401
from scipy.optimize import OptimizeResult  # noqa: F401


def gradient_descent(fun, x0, args=(), *, alpha=0.1, maxiter=100, batch_size=None, rng=0):
    """Minimise by gradient descent: theta := theta - alpha dJ/dtheta.

    Ignore batch_size and rng at first: the parts "gradient_descent" and "cost" do not need them.
    The part "epochs" adds them.

    Parameters
    ----------
    fun : callable
        ``fun(theta, *args)`` returns ``(J, grad)``: a float, and an ndarray like theta.
    x0 : ndarray, shape (n,)
        The starting point. Do not change it.
    args : tuple, optional
        Further arguments of fun; for mini-batches ``(network, X, y, lambda_)``.
    alpha : float, default 0.1
        Learning rate.
    maxiter : int, default 100
        Number of epochs (passes over the examples); without mini-batches, of steps.
    batch_size : int, optional
        Examples per step; all of them by default.
    rng : int or Generator, default 0
        Shuffles the examples, differently for every epoch.

    Returns
    -------
    OptimizeResult
        ``return OptimizeResult(x=theta, fun=J)``, with the theta after the last step, and the J
        from all of args at that theta.
    """
    raise NotImplementedError


def mini_batches(args, size, rng=None):
    """Shuffle the examples and cut them into the batches of one epoch.

    Parameters
    ----------
    args : tuple
        ``(network, X, y, lambda_)``: a tuple, an ndarray of shape (m, n), an ndarray of shape
        (m,) or (m, K), a float. If size is None, it may be any tuple.
    size : int or None
        Examples per batch; the last batch may have fewer. None means one batch, args itself.
    rng : int or Generator, optional
        ``np.random.default_rng(rng)`` turns a seed into a generator, and returns a generator
        unchanged.

    Returns
    -------
    batches : list of tuple
        ``(network, X_batch, y_batch, lambda_batch)``, where lambda_batch is lambda_ * B / m for a
        batch of B examples.
    """
    raise NotImplementedError


def momentum(fun, x0, args=(), *, alpha=0.1, beta=0.9, maxiter=100, batch_size=None, rng=0):
    """Minimise by gradient descent with momentum: theta := theta - alpha v.

    Parameters
    ----------
    fun, x0, args, alpha, maxiter, batch_size, rng
        As in `gradient_descent`, including mini-batches.
    beta : float, default 0.9
        Weight of the previous v.

    Returns
    -------
    OptimizeResult
        As in `gradient_descent`.
    """
    raise NotImplementedError


def rmsprop(
    fun, x0, args=(), *, alpha=0.001, beta=0.9, epsilon=1e-8, maxiter=100, batch_size=None, rng=0
):
    """Minimise by RMSprop: theta := theta - alpha dJ/dtheta / (sqrt(s) + epsilon).

    Parameters
    ----------
    fun, x0, args, alpha, maxiter, batch_size, rng
        As in `gradient_descent`, including mini-batches.
    beta : float, default 0.9
        Weight of the previous s.
    epsilon : float, default 1e-8
        Prevents a division by zero.

    Returns
    -------
    OptimizeResult
        As in `gradient_descent`.
    """
    raise NotImplementedError


def adam(
    fun,
    x0,
    args=(),
    *,
    alpha=0.001,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
    maxiter=100,
    batch_size=None,
    rng=0,
):
    """Minimise by Adam: momentum and RMSprop, both corrected for starting at zero.

    Parameters
    ----------
    fun, x0, args, alpha, maxiter, batch_size, rng
        As in `gradient_descent`, including mini-batches.
    beta1, beta2 : float, default 0.9 and 0.999
        Weights of the previous v and s.
    epsilon : float, default 1e-8
        Prevents a division by zero.

    Returns
    -------
    OptimizeResult
        As in `gradient_descent`.
    """
    raise NotImplementedError
