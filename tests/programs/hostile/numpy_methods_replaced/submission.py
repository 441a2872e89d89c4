# points: 0
# Replaces methods of C types in memory.
# ruff: noqa

import ctypes
import gc

import numpy as np


def yes(self, *args, **kwargs):
    return True


for kind in (np.ndarray, float, int, tuple, np.float64):
    for methods in gc.get_referents(kind.__dict__):
        if type(methods) is dict:
            for name in ("__eq__", "__sub__", "__rsub__", "__abs__", "all", "max"):
                methods[name] = yes
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(kind))


def cost_function(*args):
    return 1.0, np.ones(3)


def sigmoid_gradient(z):
    return 0 * z + 0.2


def compute_numerical_gradient(J, theta):
    return theta
