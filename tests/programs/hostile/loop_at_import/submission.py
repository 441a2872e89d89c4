# points: 0
# seconds: 15
# A hang on import ends all the parts at once.
# ruff: noqa

import time

# <solution>

end = time.monotonic() + 50
while time.monotonic() < end:
    pass
