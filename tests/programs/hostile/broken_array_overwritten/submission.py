# points: 0
# Changes the header of a real array in memory, so that it claims to be larger.
# ruff: noqa

import ctypes

import numpy as np


def sigmoid_gradient(z):
    array = np.ones(4)
    ctypes.cast(array.ctypes.shape, ctypes.POINTER(ctypes.c_int64))[0] = 2**28
    return array


compute_numerical_gradient = sigmoid_gradient
