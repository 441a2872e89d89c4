# points: 95
# seconds: 15
# ruff: noqa

import ctypes

# <solution>


def rand_initialize_weights(fan_in, fan_out, *, epsilon=0.12, rng=None):
    ctypes.CDLL(None).sleep(50)
