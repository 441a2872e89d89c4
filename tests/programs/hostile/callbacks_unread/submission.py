# points: 90
# seconds: 15
# Sends requests without end and reads no answer.
# ruff: noqa

import time

# <solution>

# <frames>


def compute_numerical_gradient(J, theta, args=(), epsilon=1e-4):
    zero = b"I" + b"\0" * 8
    end = time.monotonic() + 50
    while time.monotonic() < end:
        send(many(text("callback"), zero, many(array(*theta))))
