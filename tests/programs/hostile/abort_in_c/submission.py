# points: 50
# ruff: noqa

import ctypes
import os

# <solution>


def sigmoid_gradient(z):
    try:
        os.abort()
    finally:
        ctypes.CDLL(None).abort()
