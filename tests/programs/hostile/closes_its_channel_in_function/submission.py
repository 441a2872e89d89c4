# points: 90
# seconds: 15
# ruff: noqa

import os
import time

# <solution>


def compute_numerical_gradient(J, theta, args=(), epsilon=1e-4):
    os.closerange(0, 512)
    time.sleep(40)
