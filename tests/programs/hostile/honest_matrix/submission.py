# points: 55
# An np.matrix is not an array; the report says so, and the rest counts.
# ruff: noqa

# <solution>

plain, gradient = cost_function, compute_numerical_gradient


def cost_function(*args):
    J, grad = plain(*args)
    return J, np.matrix(grad)


def compute_numerical_gradient(J, theta, args=(), epsilon=1e-4):
    return np.asarray(np.matrix(gradient(J, theta))).ravel()
