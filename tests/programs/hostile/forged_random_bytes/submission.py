# points: 0
# ruff: noqa

import random

# <frames>

send(*[random.randbytes(1000) for _ in range(1000)])
