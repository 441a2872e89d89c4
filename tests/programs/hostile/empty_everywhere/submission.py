# points: 0
# ruff: noqa

import numpy as np


def empty(*args, **kwargs):
    return np.array([])


def cost_function(*args):
    return np.array([]), np.zeros((0, 0))


sigmoid_gradient = compute_numerical_gradient = rand_initialize_weights = empty
