# points: 0
# ruff: noqa

import numpy as np


class Array(np.ndarray):
    def __eq__(self, other):
        return np.ones(self.shape, bool)

    def __sub__(self, other):
        return np.zeros(self.shape)

    __rsub__ = __sub__

    def __array_finalize__(self, other):
        print("finalize", other)

    def __reduce__(self):
        return (print, ("reduced",))


def made(like):
    return np.ones(np.shape(like)).view(Array)


def cost_function(theta_vec, network, X, y, lambda_=0.0):
    return made(0.0), made(theta_vec)


def sigmoid_gradient(z):
    return made(z)


def compute_numerical_gradient(J, theta):
    return made(theta)


def rand_initialize_weights(fan_in, fan_out, *, epsilon=0.12, rng=None):
    return (made(np.ones((fan_out, fan_in + 1)))) * epsilon
