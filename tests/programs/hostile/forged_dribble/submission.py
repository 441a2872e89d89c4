# points: 0
# seconds: 15
# Sends a byte now and then, so that the channel is never silent.
# ruff: noqa

import time

# <frames>

for _ in range(500):
    raw(b"\1")
    time.sleep(0.1)
