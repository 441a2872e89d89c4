# points: 100
# A loop over examples and units, one or two seconds a call.
# ruff: noqa

import time

# <solution>

fast = cost_function


def cost_function(*args, **kwargs):
    end = time.perf_counter() + 0.3
    while time.perf_counter() < end:
        fast(*args, **kwargs)
    return fast(*args, **kwargs)
