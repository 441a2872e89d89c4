# points: 100
# Uses NumPy's old generator with the seed that is passed.
# ruff: noqa

import random

import numpy as np
from numpy.random import rand, seed

np.random.seed(0)
random.seed(0)

# <solution>


def rand_initialize_weights(fan_in, fan_out, *, epsilon=0.12, rng=None):
    seed(rng)
    return rand(fan_out, 1 + fan_in) * 2 * epsilon - epsilon
