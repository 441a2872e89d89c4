"""SciPy's minimisers take cost_function and hessian_vector_product without a wrapper."""

import numpy as np
import pytest
from scipy.optimize import minimize

from nnfunc import Network, accuracy, cost_function, hessian_vector_product, rand_initialize_theta
from tests.nnfunc.textbook import draw

WITH_HESSP = ["Newton-CG", "trust-ncg", "trust-krylov"]
methods = pytest.mark.parametrize("method", ["L-BFGS-B", "CG", "BFGS", "TNC", "SLSQP", *WITH_HESSP])


def minimized(theta, args, method, **options):
    hessp = hessian_vector_product if method in WITH_HESSP else None
    return minimize(cost_function, theta, args, jac=True, hessp=hessp, method=method, **options)


def logistic_regression():
    """Strongly regularised, so that its single minimum is easy to reach."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(60, 3))
    y = (X @ [1.0, -2.0, 0.5] + rng.normal(size=60) > 0.3).astype(int)
    return (3, 1), X, y, 20.0


def minimum_by_newton(network, X, y, lambda_):
    """The minimum of a logistic regression, by Newton's method written out."""
    A, theta = np.column_stack([np.ones(len(X)), X]), np.zeros(X.shape[1] + 1)
    R = np.diag([0.0] + [lambda_] * X.shape[1])
    for _ in range(50):
        h = 1 / (1 + np.exp(-A @ theta))
        theta = theta - np.linalg.solve((A.T * (h * (1 - h))) @ A + R, A.T @ (h - y) + R @ theta)
    return theta


@methods
def test_every_method_finds_the_minimum(method):
    args = logistic_regression()
    result = minimized(np.zeros(4), args, method, tol=1e-8 if method in WITH_HESSP else 1e-10)
    np.testing.assert_allclose(result.x, minimum_by_newton(*args), atol=1e-5)


@methods
def test_every_method_learns_xor(method):
    network = Network((2, 6, 2), hidden="tanh", output="softmax")
    theta0 = rand_initialize_theta(network, "glorot", rng=1)
    args = (network, np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), [0, 1, 1, 0], 1e-3)
    result = minimized(theta0, args, method)
    assert result.fun < cost_function(theta0, *args)[0] / 10
    assert accuracy(result.x, *args[:3]) == 1


def test_every_argument_can_be_given_by_position_or_by_name():
    theta, args = draw(2, sizes=(3, 4, 2), m=10)
    w = np.linspace(1, 2, 10)
    options = {"lambda_": 1.0, "sample_weight": w, "keep_prob": 0.8, "seed": 7}
    by_position = (*args, *options.values())
    J, _ = cost_function(theta, *by_position)
    assert minimized(theta, by_position, "trust-ncg").fun < J
    assert cost_function(theta, **args._asdict(), **options)[0] == J
