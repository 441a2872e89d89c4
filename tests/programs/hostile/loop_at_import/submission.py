# points: 0
# seconds: 15
# A file that hangs when it is run ends all parts at once.
# ruff: noqa

import time

# <solution>

end = time.monotonic() + 50
while time.monotonic() < end:
    pass
