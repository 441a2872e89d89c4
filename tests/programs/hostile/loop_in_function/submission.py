# points: 90
# seconds: 15
# ruff: noqa

import time

# <solution>


def compute_numerical_gradient(J, theta, args=(), epsilon=1e-4):
    end = time.monotonic() + 50
    while time.monotonic() < end:
        pass
