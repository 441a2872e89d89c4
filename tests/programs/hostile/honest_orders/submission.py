# points: 100
# Fortran order, views, reversed, read-only, another byte order.
# ruff: noqa

# <solution>

plain, weights, gradient = cost_function, rand_initialize_weights, compute_numerical_gradient
slope = sigmoid_gradient


def cost_function(*args):
    J, grad = plain(*args)
    grad = np.repeat(grad, 2)[::2]
    grad.flags.writeable = False
    return J, grad


def rand_initialize_weights(*args, **kwargs):
    return np.asfortranarray(weights(*args, **kwargs))


def compute_numerical_gradient(J, theta, args=(), epsilon=1e-4):
    return gradient(J, theta).astype(">f8")[::-1][::-1]


def sigmoid_gradient(z):
    return np.array(slope(z), order="F")
