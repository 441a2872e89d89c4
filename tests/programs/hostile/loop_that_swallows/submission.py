# points: 0
# seconds: 15
# Ignores signals and exceptions.
# ruff: noqa

import signal
import time

for number in range(1, 65):
    try:
        signal.signal(number, lambda *ignored: None)
    except (OSError, ValueError):
        pass

end = time.monotonic() + 50
while time.monotonic() < end:
    try:
        while time.monotonic() < end:
            pass
    except BaseException:
        pass
