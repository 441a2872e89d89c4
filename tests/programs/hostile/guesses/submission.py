# points: 0
# Returns the most likely values without computing anything.
# ruff: noqa

import numpy as np


def cost_function(theta_vec, network, X, y, lambda_=0.0):
    J = network[-1] * np.log(2) + lambda_ / (2 * len(X)) * np.sum(theta_vec**2)
    return J, np.zeros(theta_vec.size)


def sigmoid_gradient(z):
    return 0.25 * np.ones(np.shape(z))


def compute_numerical_gradient(J, theta):
    return np.zeros(theta.size)


def rand_initialize_weights(fan_in, fan_out, *, epsilon=0.12, rng=None):
    return np.zeros((fan_out, fan_in + 1))
