# points: 0
# Answers the same call with another type each time.
# ruff: noqa

import numpy as np

KINDS = [True, 1, 1.0, "x", None, (), [], {}, object(), np.ones(2), np.ones((1, 2)), np.nan, 2**62]
KINDS += [[True], [False], [None], ["x"], [[], [1]], [np.ones(1), 1], {"x": True}, -(2**63)]
state = [0]


def odd(*args, **kwargs):
    state[0] += 1
    return KINDS[state[0] % len(KINDS)]


def cost_function(*args, **kwargs):
    return odd(), odd()


sigmoid_gradient = compute_numerical_gradient = rand_initialize_weights = odd
