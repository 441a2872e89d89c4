# points: 90
# seconds: 15
# ruff: noqa

# <solution>


def compute_numerical_gradient(J, theta, args=(), epsilon=1e-4):
    for _ in range(10**7):
        J(theta)
