# points: 100
# ruff: noqa

# <solution>

gradient = compute_numerical_gradient


def compute_numerical_gradient(J, theta, args=(), epsilon=1e-4):
    yield from gradient(J, theta)
