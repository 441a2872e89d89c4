"""Exercise 5, worked: activations, initial weights, normalisation, regularisation."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def tanh_gradient(z):
    a = np.tanh(z)
    return 1 - a**2


def relu(z):
    return np.maximum(0, z)


def relu_gradient(z):
    return np.where(z > 0, 1.0, 0.0)


def leaky_relu(z, slope=0.01):
    return np.where(z > 0, z, slope * z)


def softmax(z):
    largest = z.max(axis=-1, keepdims=True)
    e = np.exp(z - largest)
    return e / e.sum(axis=-1, keepdims=True)


def rand_initialize_weights(fan_in, fan_out, scheme="epsilon", *, epsilon=0.12, rng=None):
    rng = np.random.default_rng(rng)
    if scheme == "epsilon":
        if epsilon is None:
            epsilon = np.sqrt(6) / np.sqrt(fan_in + fan_out)
        return rng.uniform(-epsilon, epsilon, (fan_out, fan_in + 1))
    if scheme == "zeros":
        variance = 0
    if scheme == "lecun":
        variance = 1 / fan_in
    if scheme == "he":
        variance = 2 / fan_in
    if scheme == "glorot":
        variance = 2 / (fan_in + fan_out)
    sigma = np.sqrt(variance)
    Theta = np.zeros((fan_out, fan_in + 1))
    Theta[:, 1:] = rng.normal(0, sigma, (fan_out, fan_in))
    return Theta


def feature_normalize(X):
    m = X.shape[0]
    mu = np.sum(X, axis=0) / m
    sigma = np.sqrt(np.sum((X - mu) ** 2, axis=0) / m)
    sigma = np.where(sigma == 0, 1, sigma)
    X_norm = (X - mu) / sigma
    return X_norm, mu, sigma


def apply_normalization(X, mu, sigma):
    return (X - mu) / sigma


def l2_penalty(thetas, lambda_, m):
    squares, grads = 0.0, []
    for Theta in thetas:
        squares = squares + np.sum(Theta[:, 1:] ** 2)
        grad = lambda_ / m * Theta
        grad[:, 0] = 0
        grads.append(grad)
    penalty = lambda_ / (2 * m) * squares
    return penalty, grads


def dropout(A, keep_prob, U, predicting=False):
    if predicting:
        return A
    kept = U < keep_prob
    return A * kept / keep_prob


def early_stopping(dev_costs, patience):
    best = 0
    for t in range(len(dev_costs)):
        if dev_costs[t] < dev_costs[best]:
            best = t
        if t - best >= patience:
            return best, t
    return best, t
