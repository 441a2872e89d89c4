# points: 95
# seconds: 15
# ruff: noqa

import sys

# <solution>


def rand_initialize_weights(fan_in, fan_out, *, epsilon=0.12, rng=None):
    sys.setrecursionlimit(2**30)
    return rand_initialize_weights(fan_in, fan_out)
