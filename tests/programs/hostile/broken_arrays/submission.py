# points: 0
# Arrays that lie about their memory, strides and bytes.
# ruff: noqa

import numpy as np
from numpy.lib.stride_tricks import as_strided


def sigmoid_gradient(z):
    return as_strided(np.ones(1), (10**9,), (0,))


def compute_numerical_gradient(J, theta):
    return as_strided(np.ones(1), theta.shape, (2**40,))


def cost_function(theta_vec, network, X, y, lambda_=0.0):
    return np.zeros((), ">f2"), np.zeros((2,) * 32, dtype="<f8")


def rand_initialize_weights(fan_in, fan_out, *, epsilon=0.12, rng=None):
    return np.zeros((0, 2**40))
