# points: 50
# Loses the sigmoid's gradient and the two parts that call it, nothing else.
# ruff: noqa

# <solution>


def sigmoid_gradient(z):
    exit(0)
