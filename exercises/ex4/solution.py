"""Exercise 4, worked: cost, backpropagation, gradient checking, random initialisation."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def reshape_params(theta_vec, layer_sizes):
    thetas, start = [], 0
    for s_in, s_out in zip(layer_sizes, layer_sizes[1:]):
        stop = start + s_out * (s_in + 1)
        thetas.append(theta_vec[start:stop].reshape(s_out, s_in + 1, order="F"))
        start = stop
    return thetas


def sigmoid_gradient(z):
    g = sigmoid(z)
    return g * (1 - g)


def cost_function(theta_vec, network, X, y, lambda_=0.0):
    Theta1, Theta2 = reshape_params(theta_vec, network)
    m, K = X.shape[0], network[-1]
    Y = np.eye(K)[y]

    a1 = np.column_stack([np.ones(m), X])
    z2 = a1 @ Theta1.T
    a2 = np.column_stack([np.ones(m), sigmoid(z2)])
    z3 = a2 @ Theta2.T
    h = sigmoid(z3)

    J = -np.sum(Y * np.log(h) + (1 - Y) * np.log(1 - h)) / m
    squares = np.sum(Theta1[:, 1:] ** 2) + np.sum(Theta2[:, 1:] ** 2)
    J = J + lambda_ / (2 * m) * squares

    delta3 = h - Y
    delta2 = (delta3 @ Theta2[:, 1:]) * sigmoid_gradient(z2)
    Delta1 = delta2.T @ a1
    Delta2 = delta3.T @ a2
    D1 = Delta1 / m
    D2 = Delta2 / m
    D1[:, 1:] = D1[:, 1:] + lambda_ / m * Theta1[:, 1:]
    D2[:, 1:] = D2[:, 1:] + lambda_ / m * Theta2[:, 1:]
    grad_vec = np.concatenate([D1.ravel(order="F"), D2.ravel(order="F")])
    return J, grad_vec


def compute_numerical_gradient(J, theta, args=(), epsilon=1e-4):
    grad_approx = np.zeros(theta.size)
    for i in range(theta.size):
        theta_plus = theta.copy()
        theta_minus = theta.copy()
        theta_plus[i] = theta_plus[i] + epsilon
        theta_minus[i] = theta_minus[i] - epsilon
        grad_approx[i] = (J(theta_plus, *args) - J(theta_minus, *args)) / (2 * epsilon)
    return grad_approx


def rand_initialize_weights(fan_in, fan_out, *, epsilon=0.12, rng=None):
    rng = np.random.default_rng(rng)
    return rng.uniform(-epsilon, epsilon, (fan_out, fan_in + 1))
