"""The cost as a textbook writes it: all examples at once, columns of ones, log h. Plain and slow.

`xp` is numpy, or autograd.numpy, which then differentiates it: an oracle that shares not a line
with the library.
"""

import numpy as np

from nnfunc import Network


def thetas_of(theta, sizes, xp=np):
    thetas, start = [], 0
    for fan_in, fan_out in zip(sizes, sizes[1:]):
        stop = start + fan_out * (fan_in + 1)
        thetas.append(xp.reshape(theta[start:stop], (fan_out, fan_in + 1), order="F"))
        start = stop
    return thetas


def with_ones(A, xp=np):
    return xp.concatenate([xp.ones((A.shape[0], 1)), A], axis=1)


def g(name, z, slope=0.01, xp=np):
    if name == "softmax":
        return xp.exp(z) / xp.sum(xp.exp(z), axis=1, keepdims=True)
    return {
        "sigmoid": lambda: 1 / (1 + xp.exp(-z)),
        "tanh": lambda: xp.tanh(z),
        "relu": lambda: xp.where(z > 0, z, 0.0),
        "leaky_relu": lambda: xp.where(z > 0, z, slope * z),
        "linear": lambda: z,
    }[name]()


def hypothesis(theta, network, X, masks=None, xp=np):
    thetas = thetas_of(theta, network.layer_sizes, xp)
    a = X
    for l, name in enumerate(network.hidden):
        a = g(name, with_ones(a, xp) @ thetas[l].T, network.leaky_slope, xp)
        if masks is not None:
            a = a * masks[l]
    return g(network.output, with_ones(a, xp) @ thetas[-1].T, network.leaky_slope, xp)


def cost(theta, network, X, Y, lambda_=0.0, w=None, masks=None, xp=np):
    """J for targets Y (m, K)."""
    h = hypothesis(theta, network, X, masks, xp)
    losses = {
        "cross_entropy": lambda: (
            -xp.sum(
                Y * xp.log(h) + (0 if network.output == "softmax" else (1 - Y) * xp.log(1 - h)),
                axis=1,
            )
        ),
        "squared_error": lambda: xp.sum((h - Y) ** 2, axis=1) / 2,
        "absolute_error": lambda: xp.sum(xp.abs(h - Y), axis=1),
    }[network.loss]()
    w = np.ones(X.shape[0]) if w is None else w
    squares = sum(xp.sum(T[:, 1:] ** 2) for T in thetas_of(theta, network.layer_sizes, xp))
    return xp.sum(w * losses) / np.sum(w) + lambda_ / (2 * np.sum(w)) * squares


def sigmoid_gradient_vector(theta, sizes, X, Y, lambda_=0.0):
    """Backpropagation through sigmoids, every matrix with its bias column, as on the slides."""
    thetas, m = thetas_of(theta, sizes), X.shape[0]
    a = [with_ones(X)]
    for T in thetas:
        a.append(with_ones(1 / (1 + np.exp(-a[-1] @ T.T))))
    delta, D = a[-1][:, 1:] - Y, []
    for l in reversed(range(len(thetas))):
        no_bias = thetas[l].copy()
        no_bias[:, 0] = 0
        D.insert(0, delta.T @ a[l] / m + lambda_ / m * no_bias)
        delta = (delta @ thetas[l] * a[l] * (1 - a[l]))[:, 1:]
    return np.concatenate([D_l.ravel(order="F") for D_l in D])


def random_sizes(rng):
    return tuple(int(s) for s in rng.integers(1, 7, rng.integers(2, 6)))


def draw(seed, sizes=None, m=None, **kinds):
    """A random problem: theta, network, X and targets Y (m, K) that suit the output and loss."""
    rng = np.random.default_rng(seed)
    network = Network(random_sizes(rng) if sizes is None else sizes, **kinds)
    m, K = m or int(rng.integers(1, 20)), network.layer_sizes[-1]
    theta = rng.normal(size=network.n_params)
    X = rng.normal(size=(m, network.layer_sizes[0]))
    if network.loss != "cross_entropy":
        Y = rng.normal(size=(m, K))
    elif K == 1:
        Y = rng.integers(0, 2, (m, 1)).astype(float)
    else:
        Y = np.eye(K)[rng.integers(0, K, m)]
    return theta, network, X, Y


def difference(a, b):
    """Relative difference of two vectors."""
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))


# Every kind of network there is, with two hidden layers: (hidden, output, loss).
KINDS = [
    *((hidden, "sigmoid", "cross_entropy") for hidden in ("sigmoid", "tanh", "relu", "leaky_relu")),
    ("linear", "softmax", "cross_entropy"),
    ("tanh", "softmax", "cross_entropy"),
    ("relu", "softmax", "cross_entropy"),
    (("tanh", "sigmoid"), "sigmoid", "cross_entropy"),
    (("relu", "tanh"), "softmax", "cross_entropy"),
    *(
        ("tanh", output, loss)
        for output in ("sigmoid", "tanh", "relu", "leaky_relu", "linear")
        for loss in ("squared_error", "absolute_error")
    ),
]
