# points: 100
# Frames that are right are answers, whoever wrote them: these are what the function returns.
# ruff: noqa

# <solution>

import sys

encode = sys.modules["__main__"].encode
sys.modules["__main__"].encode = lambda value: encode(value)
