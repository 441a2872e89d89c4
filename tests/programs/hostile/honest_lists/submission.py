# points: 95
# A list of numbers counts as an array, except for random weights, which need a shape.
# ruff: noqa

# <solution>

plain, weights, gradient = cost_function, rand_initialize_weights, compute_numerical_gradient


def cost_function(*args):
    J, grad = plain(*args)
    return [J, list(grad)]


def compute_numerical_gradient(J, theta, args=(), epsilon=1e-4):
    return tuple(gradient(J, theta).tolist())


def rand_initialize_weights(*args, **kwargs):
    return weights(*args, **kwargs).tolist()
