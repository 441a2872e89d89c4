"""The cost of a network as a textbook writes it and as the slides do: plain, slow, independent.

`cost` takes all examples at once, for any kind of network; with xp=autograd.numpy, autograd can
differentiate it. The loops follow the slides, for networks of sigmoids.
"""

from collections import namedtuple

import numpy as np

from nnfunc import Network

# What cost_function takes after theta; y: labels (m,) or targets (m, K)
Args = namedtuple("Args", "network X y")


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


def pre_activations(theta, network, X, masks=None, xp=np):
    """z(2), ..., z(L) of all examples."""
    a, z = X, []
    for l, Theta in enumerate(thetas_of(theta, network.layer_sizes, xp)):
        z.append(with_ones(a, xp) @ Theta.T)
        if l < len(network.hidden):
            a = g(network.hidden[l], z[l], network.leaky_slope, xp)
            a = a if masks is None else a * masks[l]
    return z


def hypothesis(theta, network, X, masks=None, xp=np):
    z = pre_activations(theta, network, X, masks, xp)[-1]
    return g(network.output, z, network.leaky_slope, xp)


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


# The slides' own form, for networks of sigmoids: one example and one layer at a time.


def forward_propagate_units(theta, sizes, x):
    """Activations a(1), ..., a(L) of one example, each unit a logistic regression."""
    a = [x]
    for Theta in thetas_of(theta, sizes):
        # z_j = theta_j0 1 + theta_j1 a_1 + theta_j2 a_2 + ...
        z = [row[0] * 1 + sum(weight * a_k for weight, a_k in zip(row[1:], a[-1])) for row in Theta]
        a.append(g("sigmoid", np.array(z)))
    return a


def forward_propagate_loop(theta, sizes, x):
    """Activations a(1), ..., a(L) of one example, layer by layer."""
    a = [x]
    for Theta in thetas_of(theta, sizes):
        a.append(g("sigmoid", Theta @ np.append(1, a[-1])))  # a(l+1) = g(Theta(l) [1; a(l)])
    return a


def back_propagate_loop(theta, sizes, x, y):
    """Errors delta(2), ..., delta(L) of one example, and its gradients D(1), ..., D(L-1)."""
    thetas, a = thetas_of(theta, sizes), forward_propagate_loop(theta, sizes, x)
    deltas = [a[-1] - y]  # delta(L) = a(L) - y
    for l in reversed(range(1, len(thetas))):  # delta(l) = Theta(l)' delta(l+1) .* g'(z(l))
        deltas.insert(0, (thetas[l].T @ deltas[0])[1:] * a[l] * (1 - a[l]))
    return deltas, [np.outer(delta, np.append(1, a_l)) for delta, a_l in zip(deltas, a)]


def cost_function_loop(theta, sizes, X, Y, lambda_=0.0):
    """J and its gradient: Delta(l) = 0; for i = 1 to m, Delta(l) += delta(l+1) a(l)'."""
    thetas, m, J = thetas_of(theta, sizes), X.shape[0], 0.0
    Delta = [np.zeros(Theta.shape) for Theta in thetas]
    for x, y in zip(X, Y):
        h = forward_propagate_loop(theta, sizes, x)[-1]
        for k in range(len(y)):
            J -= (y[k] * np.log(h[k]) + (1 - y[k]) * np.log(1 - h[k])) / m
        for Delta_l, gradient in zip(Delta, back_propagate_loop(theta, sizes, x, y)[1]):
            Delta_l += gradient
    D = [Delta_l / m for Delta_l in Delta]
    for D_l, Theta in zip(D, thetas):
        J += lambda_ / (2 * m) * np.sum(Theta[:, 1:] ** 2)
        D_l[:, 1:] += lambda_ / m * Theta[:, 1:]
    return J, np.concatenate([D_l.ravel(order="F") for D_l in D])


def random_sizes(rng):
    return tuple(int(s) for s in rng.integers(1, 7, rng.integers(2, 6)))


def draw(seed, sizes=None, m=None, **kinds):
    """A random problem: theta, and args with targets (m, K) that suit the output and loss."""
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
    return theta, Args(network, X, Y)


def difference(a, b):
    """Relative difference of two vectors."""
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))
