# points: 0
# Every part stays below its own limit, but not below that of all parts.
# ruff: noqa

import time

time.sleep(9)

# <solution>

raise SystemExit
