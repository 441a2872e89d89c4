# points: 0
# ruff: noqa

from nnfunc import *

# <solution>
