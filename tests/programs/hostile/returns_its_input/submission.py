# points: 0
# ruff: noqa


def cost_function(theta_vec, network, X, y, lambda_=0.0):
    return lambda_, theta_vec


def sigmoid_gradient(z):
    return z


def compute_numerical_gradient(J, theta):
    return theta


def rand_initialize_weights(fan_in, fan_out, **options):
    return fan_in, fan_out
