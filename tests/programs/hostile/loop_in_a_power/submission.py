# points: 95
# seconds: 15
# One instruction that Python cannot interrupt.
# ruff: noqa

# <solution>


def rand_initialize_weights(fan_in, fan_out, *, epsilon=0.12, rng=None):
    return 7**7**9
