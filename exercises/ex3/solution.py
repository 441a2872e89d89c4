"""Exercise 3, worked: forward propagation and prediction, with given weights."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def unroll(thetas):
    columns = []
    for Theta in thetas:
        columns.append(Theta.ravel(order="F"))
    return np.concatenate(columns)


def reshape_params(theta_vec, network):
    thetas, start = [], 0
    for s_in, s_out in zip(network, network[1:]):
        stop = start + s_out * (s_in + 1)
        Theta = theta_vec[start:stop].reshape((s_out, s_in + 1), order="F")
        thetas.append(Theta)
        start = stop
    return thetas


def add_bias(A):
    m = A.shape[0]
    return np.column_stack([np.ones(m), A])


def forward_propagate(theta_vec, network, X):
    a = X
    activations = [a]
    for Theta in reshape_params(theta_vec, network):
        z = add_bias(a) @ Theta.T
        a = sigmoid(z)
        activations.append(a)
    return activations


def one_hot(y, K):
    m = y.size
    Y = np.zeros((m, K))
    Y[np.arange(m), y] = 1
    return Y


def predict(theta_vec, network, X):
    h = forward_propagate(theta_vec, network, X)[-1]
    return np.argmax(h, axis=1)


def accuracy(theta_vec, network, X, y):
    right = predict(theta_vec, network, X) == y
    return np.mean(right)
