# points: 0
# ruff: noqa

import os

# <solution>

os._exit(0)
