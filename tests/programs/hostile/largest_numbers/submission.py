# points: 0
# Comparing these must not overflow.
# ruff: noqa

import numpy as np

state = [1.0]


def large(like):
    state[0] *= -1
    return np.full(np.shape(like), state[0] * 1.79e308)


def cost_function(theta_vec, network, X, y, lambda_=0.0):
    return float(large(0.0)), large(theta_vec)


def sigmoid_gradient(z):
    return large(z)


def compute_numerical_gradient(J, theta):
    return large(theta)


def rand_initialize_weights(fan_in, fan_out, *, epsilon=0.12, rng=None):
    return large(np.ones((fan_out, fan_in + 1)))
