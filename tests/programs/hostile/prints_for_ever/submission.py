# points: 0
# seconds: 15
# ruff: noqa

import time

end = time.monotonic() + 50
while time.monotonic() < end:
    print("all work and no play" * 1000)
