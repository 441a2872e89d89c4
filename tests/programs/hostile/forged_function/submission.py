# points: 50
# Sends the placeholder for one of the parent's functions instead of a number.
# ruff: noqa

import sys

# <solution>


def sigmoid_gradient(z):
    return sys.modules["__main__"].Callback(0)
