# points: 0
# seconds: 15
# ruff: noqa

import os
import time

os.closerange(0, 512)
time.sleep(40)
