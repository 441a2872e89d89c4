# points: 50
# Sends a record of a kind that is not an answer to a call.
# ruff: noqa

# <solution>

# <frames>


def sigmoid_gradient(z):
    send(*[READY] * 10)
    return z
