"""Exercise 6, worked: gradient descent, mini-batches, momentum, RMSprop, Adam."""

import numpy as np
from scipy.optimize import OptimizeResult


def gradient_descent(fun, x0, args=(), *, alpha=0.1, maxiter=100, batch_size=None, rng=0):
    rng = np.random.default_rng(rng)
    theta = np.array(x0, dtype=float)
    for _ in range(maxiter):
        for batch in mini_batches(args, batch_size, rng):
            J, grad = fun(theta, *batch)
            theta = theta - alpha * grad
    J, grad = fun(theta, *args)
    return OptimizeResult(x=theta, fun=J)


def mini_batches(args, size, rng=None):
    if size is None:
        return [args]
    network, X, y, lambda_ = args
    m = X.shape[0]
    order = np.random.default_rng(rng).permutation(m)
    batches = []
    for start in range(0, m, size):
        rows = order[start : start + size]
        B = len(rows)
        batches.append((network, X[rows], y[rows], lambda_ * B / m))
    return batches


def momentum(fun, x0, args=(), *, alpha=0.1, beta=0.9, maxiter=100, batch_size=None, rng=0):
    rng = np.random.default_rng(rng)
    theta = np.array(x0, dtype=float)
    v = np.zeros(theta.size)
    for _ in range(maxiter):
        for batch in mini_batches(args, batch_size, rng):
            J, grad = fun(theta, *batch)
            v = beta * v + (1 - beta) * grad
            theta = theta - alpha * v
    J, grad = fun(theta, *args)
    return OptimizeResult(x=theta, fun=J)


def rmsprop(
    fun, x0, args=(), *, alpha=0.001, beta=0.9, epsilon=1e-8, maxiter=100, batch_size=None, rng=0
):
    rng = np.random.default_rng(rng)
    theta = np.array(x0, dtype=float)
    s = np.zeros(theta.size)
    for _ in range(maxiter):
        for batch in mini_batches(args, batch_size, rng):
            J, grad = fun(theta, *batch)
            s = beta * s + (1 - beta) * grad**2
            theta = theta - alpha * grad / (np.sqrt(s) + epsilon)
    J, grad = fun(theta, *args)
    return OptimizeResult(x=theta, fun=J)


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
    rng = np.random.default_rng(rng)
    theta = np.array(x0, dtype=float)
    v, s, t = np.zeros(theta.size), np.zeros(theta.size), 0
    for _ in range(maxiter):
        for batch in mini_batches(args, batch_size, rng):
            t = t + 1
            J, grad = fun(theta, *batch)
            v = beta1 * v + (1 - beta1) * grad
            s = beta2 * s + (1 - beta2) * grad**2
            v_hat = v / (1 - beta1**t)
            s_hat = s / (1 - beta2**t)
            theta = theta - alpha * v_hat / (np.sqrt(s_hat) + epsilon)
    J, grad = fun(theta, *args)
    return OptimizeResult(x=theta, fun=J)
