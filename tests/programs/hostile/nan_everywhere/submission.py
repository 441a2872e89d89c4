# points: 0
# ruff: noqa

import numpy as np


def cost_function(theta_vec, network, X, y, lambda_=0.0):
    return np.nan, theta_vec * np.nan


def sigmoid_gradient(z):
    return z * np.nan


def compute_numerical_gradient(J, theta):
    return theta * np.nan


def rand_initialize_weights(fan_in, fan_out, *, epsilon=0.12, rng=None):
    return np.full((fan_out, fan_in + 1), np.nan)
