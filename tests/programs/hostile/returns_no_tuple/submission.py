# points: 0
# ruff: noqa


def cost_function(*args):
    return {0: 1.0, 1: 2.0, "J": 3.0}


class Pair(tuple):
    def __len__(self):
        return 2


def sigmoid_gradient(z):
    return Pair()


def compute_numerical_gradient(J, theta):
    yield from theta


def rand_initialize_weights(*args, **kwargs):
    return Pair((1, 2, 3))
