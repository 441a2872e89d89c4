# points: 0
# Takes all of the thirty seconds, and not one more.
# ruff: noqa

import time

# <solution>


def sleeps(*args, **kwargs):
    end = time.monotonic() + 50
    while time.monotonic() < end:
        pass


cost_function = sigmoid_gradient = compute_numerical_gradient = rand_initialize_weights = sleeps
