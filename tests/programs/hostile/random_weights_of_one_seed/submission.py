# points: 0
# ruff: noqa

import numpy as np


def rand_initialize_weights(fan_in, fan_out, *, epsilon=0.12, rng=None):
    return np.random.default_rng(1).uniform(-epsilon, epsilon, (fan_out, fan_in + 1))
