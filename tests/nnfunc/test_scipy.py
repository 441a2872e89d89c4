"""SciPy's minimisers take the cost as it is, without a wrapper."""

import numpy as np
import pytest
from scipy.optimize import minimize
from textbook import draw

from nnfunc import Network, accuracy, cost_function, hessian_vector_product, rand_initialize_theta

gradient_methods = pytest.mark.parametrize("method", ["L-BFGS-B", "CG", "BFGS", "TNC", "SLSQP"])
curvature_methods = pytest.mark.parametrize("method", ["Newton-CG", "trust-ncg", "trust-krylov"])


def logistic_regression():
    """Strongly regularised, so that there is one minimum and it is easy to reach."""
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


@gradient_methods
def test_gradient_methods_find_the_minimum(method):
    args = logistic_regression()
    result = minimize(cost_function, np.zeros(4), args=args, jac=True, method=method, tol=1e-10)
    np.testing.assert_allclose(result.x, minimum_by_newton(*args), atol=1e-5)


@curvature_methods
def test_curvature_methods_find_the_minimum(method):
    args = logistic_regression()
    result = minimize(
        cost_function,
        np.zeros(4),
        args=args,
        jac=True,
        hessp=hessian_vector_product,
        method=method,
        tol=1e-8,
    )
    np.testing.assert_allclose(result.x, minimum_by_newton(*args), atol=1e-5)


XOR = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
NETWORK = Network((2, 6, 2), hidden="tanh", output="softmax")


@gradient_methods
def test_gradient_methods_learn_xor(method):
    theta0 = rand_initialize_theta(NETWORK, "glorot", rng=1)
    args = (NETWORK, XOR, [0, 1, 1, 0], 1e-3)
    result = minimize(cost_function, theta0, args=args, jac=True, method=method)
    assert result.fun < cost_function(theta0, *args)[0] / 10
    assert accuracy(result.x, *args[:3]) == 1


@curvature_methods
def test_curvature_methods_learn_xor(method):
    theta0 = rand_initialize_theta(NETWORK, "glorot", rng=1)
    args = (NETWORK, XOR, [0, 1, 1, 0], 1e-3)
    result = minimize(
        cost_function, theta0, args=args, jac=True, hessp=hessian_vector_product, method=method
    )
    assert result.fun < cost_function(theta0, *args)[0] / 10
    assert accuracy(result.x, *args[:3]) == 1


def test_all_arguments_go_by_position():
    theta, network, X, Y = draw(2, sizes=(3, 4, 2), m=10)
    args = (network, X, Y, 1.0, np.linspace(1, 2, 10), 0.8, 7)
    result = minimize(
        cost_function, theta, args=args, jac=True, hessp=hessian_vector_product, method="trust-ncg"
    )
    assert result.fun < cost_function(theta, *args)[0]
    named = cost_function(
        theta,
        network=network,
        X=X,
        y=Y,
        lambda_=1.0,
        sample_weight=args[4],
        keep_prob=0.8,
        seed=7,
    )
    assert named[0] == cost_function(theta, *args)[0]
