# points: 0
# Endlessly nested tuples, a list that contains itself, a mapping that grows.
# ruff: noqa


def cost_function(*args):
    deep = ()
    for _ in range(100_000):
        deep = (deep,)
    return 1.0, deep


def sigmoid_gradient(z):
    ring = []
    ring.append(ring)
    return ring


def compute_numerical_gradient(J, theta):
    return [[0.5]] * 200_000


def rand_initialize_weights(*args, **kwargs):
    twice = []
    for _ in range(5):
        twice = [twice] * 12
    return twice
