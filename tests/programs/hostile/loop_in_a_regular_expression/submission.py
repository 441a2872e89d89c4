# points: 95
# seconds: 15
# ruff: noqa

import re

# <solution>


def rand_initialize_weights(fan_in, fan_out, *, epsilon=0.12, rng=None):
    return re.match("(a+)+b", "a" * 31)
