# points: 50
# A record of a kind that is no answer to a call.
# ruff: noqa

# <solution>

# <frames>


def sigmoid_gradient(z):
    send(*[READY] * 10)
    return z
