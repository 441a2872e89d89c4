# points: 0
# ruff: noqa

import numpy as np


def cost_function(theta_vec, network, X, y, lambda_=0.0):
    return np.inf, np.full(theta_vec.size, -np.inf)


def sigmoid_gradient(z):
    return np.full(np.shape(z), np.inf)


def compute_numerical_gradient(J, theta):
    return np.full(theta.size, np.inf)


def rand_initialize_weights(fan_in, fan_out, *, epsilon=0.12, rng=None):
    return np.full((fan_out, fan_in + 1), np.inf)
