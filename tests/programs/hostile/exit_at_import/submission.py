# points: 0
# ruff: noqa

import sys

# <solution>

sys.exit(0)
