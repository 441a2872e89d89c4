# points: 0
# seconds: 15
# A byte now and then, so that something always comes.
# ruff: noqa

import time

# <frames>

for _ in range(500):
    raw(b"\1")
    time.sleep(0.1)
