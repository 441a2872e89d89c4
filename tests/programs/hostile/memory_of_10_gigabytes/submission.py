# points: 50
# ruff: noqa

# <solution>


def sigmoid_gradient(z):
    memory = bytearray(10 * 2**30)
    return memory[:: 2**12]
