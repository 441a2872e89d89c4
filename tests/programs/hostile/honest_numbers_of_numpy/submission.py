# points: 100
# float64, an array without dimensions, longdouble: all are numbers.
# ruff: noqa

# <solution>

plain = cost_function


def cost_function(theta_vec, network, X, y, lambda_=0.0):
    J, grad = plain(theta_vec, network, X, y, lambda_)
    return np.array(J), np.longdouble(1) * grad


scalar = sigmoid_gradient


def sigmoid_gradient(z):
    return np.float64(scalar(z)) if np.ndim(z) == 0 else scalar(z)
