# points: 0
# Every part stays below its own limit: the thirty seconds of all of them hold.
# ruff: noqa

import time

time.sleep(9)

# <solution>

raise SystemExit
