# points: 50
# Takes all memory, and then continues normally.
# ruff: noqa

# <solution>

hoard = []


def sigmoid_gradient(z):
    try:
        while len(hoard) < 640:
            hoard.append(bytearray(b"x") * 2**24)
    except MemoryError:
        pass
    return np.ones(2**22)
