"""Exercise 2, worked: logistic regression, the network of one unit."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def hypothesis(theta_vec, network, X):
    b, w = theta_vec[0], theta_vec[1:]
    z = X @ w + b
    h = sigmoid(z)
    return h.reshape(-1, 1)


def cost_function_loop(theta_vec, network, X, y):
    b, w = float(theta_vec[0]), theta_vec[1:]
    m, n = X.shape
    J, db, dw = 0.0, 0.0, np.zeros(n)
    for i in range(m):
        z_i = w @ X[i] + b
        a = sigmoid(z_i)
        J = J - (y[i] * np.log(a) + (1 - y[i]) * np.log(1 - a))
        dz = a - y[i]
        db = db + dz
        dw = dw + dz * X[i]
    return J / m, np.concatenate([[db], dw]) / m


def cost_function(theta_vec, network, X, y, lambda_=0.0):
    m = X.shape[0]
    h = hypothesis(theta_vec, network, X)[:, 0]

    J = -np.sum(y * np.log(h) + (1 - y) * np.log(1 - h)) / m
    J = J + lambda_ / (2 * m) * np.sum(theta_vec[1:] ** 2)

    dz = h - y
    grad_vec = np.concatenate([[np.sum(dz)], X.T @ dz]) / m
    grad_vec[1:] = grad_vec[1:] + lambda_ / m * theta_vec[1:]
    return J, grad_vec


def predict(theta_vec, network, X):
    h = hypothesis(theta_vec, network, X)
    return np.where(h[:, 0] >= 0.5, 1, 0)
