# points: 0
# ruff: noqa

import numpy as np


class Chameleon:
    def __init__(self, like):
        self.like = np.asarray(like, dtype=float)

    def __array__(self, dtype=None, copy=None):
        print("__array__")
        return self.like

    @property
    def __array_interface__(self):
        return {"shape": (2**40,), "typestr": "<f8", "data": (4096, False), "version": 3}

    @property
    def __array_struct__(self):
        raise SystemExit

    def __array_ufunc__(self, *args, **kwargs):
        return True

    def __array_function__(self, *args, **kwargs):
        return True

    def __buffer__(self, flags):
        return memoryview(b"\0" * 64)

    def __float__(self):
        return 0.5

    def __index__(self):
        return 1

    __array_priority__ = 1e9


def cost_function(theta_vec, network, X, y, lambda_=0.0):
    return Chameleon(0.0), Chameleon(theta_vec)


def sigmoid_gradient(z):
    return Chameleon(z)


def compute_numerical_gradient(J, theta):
    return Chameleon(theta)


def rand_initialize_weights(fan_in, fan_out, *, epsilon=0.12, rng=None):
    return Chameleon(np.ones((fan_out, fan_in + 1)))
