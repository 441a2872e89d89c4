# points: 100
# ruff: noqa

import sys

print("Loading and visualising data ...")

# <solution>

quiet = cost_function


def cost_function(*args, **kwargs):
    J, grad = quiet(*args, **kwargs)
    for number, value in enumerate(grad):
        print(f"{number}: {value:.6f}", end="\r")
    print("J =", J, file=sys.stderr)
    print("\u03b8 \u2248", grad)
    return J, grad
