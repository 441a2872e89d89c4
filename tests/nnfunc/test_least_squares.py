"""Residuals, Levenberg-Marquardt and Gauss-Newton products, against autograd and SciPy."""

import tracemalloc

import numpy as np
import pytest
from scipy.optimize import least_squares, minimize

from nnfunc import (
    Network,
    cost_function,
    fminunc,
    gauss_newton_product,
    hessian_vector_product,
    levenberg_marquardt,
    rand_initialize_theta,
    residual_jacobian,
    residuals,
)
from tests.nnfunc import textbook
from tests.nnfunc.support import HIDDEN, blocks_of, dropout_mask, kinds, refused
from tests.nnfunc.textbook import difference, draw

SIZES, M = (3, 5, 4, 2), 9
N_WEIGHTS = 3 * 5 + 5 * 4 + 4 * 2
WEIGHTS = np.linspace(0, 2, M)
# lambda_, sample_weight, keep_prob and seed, by position as SciPy passes them
OPTIONS = {
    "plain": (),
    "lambda": (1.5,),
    "weights": (0.0, WEIGHTS),
    "dropout": (0.0, None, 0.6, 5),
    "all": (1.5, WEIGHTS, 0.6, 5),
}
options = pytest.mark.parametrize("option", OPTIONS.values(), ids=OPTIONS)
squared = pytest.mark.parametrize(
    "kind",
    [{"hidden": hidden, "output": "linear"} for hidden in HIDDEN]
    + [{"hidden": "tanh", "output": output} for output in HIDDEN[:-1]]
    + [{"hidden": ("relu", "tanh"), "output": "sigmoid"}],
    ids=str,
)


def problem(kind):
    """Two hidden layers, with none of the ReLUs near its kink."""
    return draw(6, sizes=SIZES, m=M, leaky_slope=0.2, **{"loss": "squared_error"} | kind)


def total_weight(option):
    return M if len(option) < 2 or option[1] is None else WEIGHTS.sum()


def textbook_residuals(theta, args, lambda_=0.0, w=None, keep_prob=1.0, seed=None, xp=np):
    w = np.ones(M) if w is None else w
    masks = [dropout_mask(seed, l, M, SIZES[l - 1], keep_prob) for l in (2, 3)] if seed else None
    h = textbook.hypothesis(theta, args.network, args.X, masks, xp=xp)
    errors = xp.reshape(np.sqrt(w)[:, None] * (h - args.y), (-1,))
    Thetas = textbook.thetas_of(theta, SIZES, xp)
    weights = [xp.reshape(Theta[:, 1:].T, (-1,)) for Theta in Thetas]
    return xp.concatenate([errors, *(np.sqrt(lambda_) * weight for weight in weights)])


@squared
@options
def test_residuals_are_those_of_the_textbook(kind, option):
    theta, args = problem(kind)
    r = residuals(theta, *args, *option)
    assert r.shape == (M * 2 + N_WEIGHTS,)
    np.testing.assert_allclose(r, textbook_residuals(theta, args, *option), atol=1e-12)


@squared
@options
def test_half_the_sum_of_squares_is_the_total_weight_times_the_cost(kind, option):
    theta, args = problem(kind)
    J, grad_vec = cost_function(theta, *args, *option)
    r, jacobian = residuals(theta, *args, *option), residual_jacobian(theta, *args, *option)
    total = total_weight(option)
    assert r @ r / 2 == pytest.approx(total * J, rel=1e-13)
    np.testing.assert_allclose(jacobian.T @ r, total * grad_vec, atol=1e-11)


@squared
@options
def test_jacobian_agrees_with_differences(kind, option):
    theta, args = problem(kind)
    jacobian = residual_jacobian(theta, *args, *option)
    steps = 1e-5 * np.eye(theta.size)
    expected = np.column_stack(
        [
            (residuals(theta + e, *args, *option) - residuals(theta - e, *args, *option)) / 2e-5
            for e in steps
        ]
    )
    assert jacobian.shape == expected.shape
    np.testing.assert_allclose(jacobian, expected, atol=1e-8)


@squared
@pytest.mark.parametrize("option", [(), OPTIONS["all"]], ids=["plain", "all"])
def test_jacobian_agrees_with_autograd(kind, option):
    autograd = pytest.importorskip("autograd", reason="autograd is the independent oracle")
    theta, args = problem(kind)
    expected = autograd.jacobian(textbook_residuals)(theta, args, *option, xp=autograd.numpy)
    np.testing.assert_allclose(residual_jacobian(theta, *args, *option), expected, atol=1e-12)


@pytest.mark.parametrize("block", [1, 2, 4])
def test_block_size_does_not_change_the_results(block):
    theta, args = problem({"hidden": "tanh", "output": "sigmoid"})
    p = np.linspace(-1, 1, theta.size)

    def results():
        yield residuals(theta, *args, *OPTIONS["all"])
        yield residual_jacobian(theta, *args, *OPTIONS["all"])
        yield gauss_newton_product(theta, p, *args, *OPTIONS["all"])
        yield levenberg_marquardt(cost_function, theta, (*args, 1.0), max_iter=3).x

    whole = list(results())
    with blocks_of(block):
        for in_blocks, expected in zip(results(), whole, strict=True):
            np.testing.assert_allclose(in_blocks, expected, atol=1e-11)


def test_float32_residuals_are_close():
    theta, args = problem({"hidden": "tanh", "output": "linear"})
    in_float32 = args._replace(X=args.X.astype(np.float32))
    for function in (residuals, residual_jacobian):
        result = function(theta, *in_float32, 1.0)
        assert result.dtype == np.float64
        np.testing.assert_allclose(result, function(theta, *args, 1.0), atol=1e-4)


def test_weight_of_two_is_the_same_as_the_example_twice():
    theta, args = problem({"hidden": "tanh", "output": "linear"})
    w = np.arange(M) % 3
    r = residuals(theta, *args, 1.5, w)
    repeated = residuals(theta, args.network, np.repeat(args.X, w, 0), np.repeat(args.y, w, 0), 1.5)
    assert r @ r == pytest.approx(repeated @ repeated, rel=1e-13)


def test_classes_are_targets_of_a_squared_error():
    theta, (network, X, _) = problem({"output": "sigmoid"})
    y = np.arange(M) % 2
    expected = residuals(theta, network, X, np.eye(2)[y])
    np.testing.assert_array_equal(residuals(theta, network, X, y), expected)


# Minima


def regression(m=40, noise=0.1, lambda_=0.1, hidden="tanh"):
    """A noisy sine, and a network that fits it."""
    rng = np.random.default_rng(0)
    X = np.linspace(-1, 1, m)[:, np.newaxis]
    y = np.sin(np.pi * X[:, 0]) + noise * rng.normal(size=m)
    network = Network((1, 4, 1), hidden=hidden, output="linear")
    return rand_initialize_theta(network, "glorot", rng=1), (network, X, y, lambda_)


def test_levenberg_marquardt_agrees_with_scipy():
    theta, args = regression()
    result = fminunc(cost_function, theta, args, method=levenberg_marquardt, gtol=1e-12)
    for method in ("lm", "trf"):
        tolerances = {"ftol": 1e-15, "xtol": 1e-15, "gtol": 1e-12}
        scipys = least_squares(
            residuals, theta, jac=residual_jacobian, args=args, method=method, **tolerances
        )
        assert scipys.cost / 40 == pytest.approx(result.fun, rel=1e-12)
    lbfgs = fminunc(cost_function, theta, args, max_iter=5000, ftol=0, gtol=1e-10)
    assert result.fun <= lbfgs.fun * (1 + 1e-12)


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh"])
@pytest.mark.parametrize("option", [(0.3,), (0.3, np.linspace(0, 2, 40)), (0.3, None, 0.8, 5)])
def test_levenberg_marquardt_reaches_a_minimum(hidden, option):
    theta, args = regression(hidden=hidden)
    args = (*args[:3], *option)
    result = levenberg_marquardt(cost_function, theta, args, max_iter=1000, gtol=1e-9)
    J, grad_vec = cost_function(result.x, *args)
    assert (result.success, result.fun) == (True, J)
    assert np.abs(grad_vec).max() < 1e-8
    np.testing.assert_array_equal(result.jac, grad_vec)
    H = np.column_stack([hessian_vector_product(result.x, e, *args) for e in np.eye(theta.size)])
    assert np.linalg.eigvalsh((H + H.T) / 2)[0] > -1e-7


def test_scipys_minimize_takes_levenberg_marquardt():
    theta, args = regression()
    expected = levenberg_marquardt(cost_function, theta, args, max_iter=7)
    options = {"method": levenberg_marquardt, "options": {"max_iter": 7}}
    result = minimize(cost_function, theta, args=args, jac=True, **options)
    np.testing.assert_array_equal(result.x, expected.x)
    result = minimize(
        lambda *a: cost_function(*a)[0],
        theta,
        args=args,
        jac=lambda *a: cost_function(*a)[1],
        **options,
    )
    np.testing.assert_array_equal(result.x, expected.x)
    assert (result.nit, result.success, result.status) == (7, False, 1)
    assert "iterations" in result.message


def test_linear_regression_takes_the_step_of_the_normal_equations():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(30, 3)), rng.normal(size=30)
    args = (Network((3, 1), output="linear"), X, y, 2.0)
    result = levenberg_marquardt(cost_function, np.zeros(4), args, damping=1e-12)
    A = textbook.with_ones(X)
    expected = np.linalg.solve(A.T @ A + 2 * np.diag([0, 1, 1, 1]), A.T @ y)
    np.testing.assert_allclose(result.x, expected, atol=1e-10)
    assert (result.nit, result.njev, result.nfev) == (1, 1, 2)


def test_every_step_lowers_the_cost():
    theta, args = regression(lambda_=0.0)
    result = fminunc(cost_function, theta, args, method=levenberg_marquardt, max_iter=50)
    assert (np.diff(result.history) < 0).all()
    assert result.fun == result.history[-1] == cost_function(result.x, *args)[0]
    assert len(result.history) == result.nit + 1 == 51


def test_first_step_is_that_of_the_damped_equations():
    theta, args = regression()
    jacobian, m = residual_jacobian(theta, *args), 40
    G, mu = jacobian.T @ jacobian / m, 0.5 * np.diag(jacobian.T @ jacobian / m).max()
    step = np.linalg.solve(G + mu * np.eye(theta.size), -cost_function(theta, *args)[1])
    result = levenberg_marquardt(cost_function, theta, args, damping=0.5, max_iter=1)
    np.testing.assert_allclose(result.x - theta, step, rtol=1e-10)


def test_rounding_ends_in_success():
    theta, args = regression()
    result = levenberg_marquardt(cost_function, theta, args, max_iter=1000, gtol=1e-300)
    assert (result.success, result.status) == (True, 3)
    assert np.abs(result.jac).max() < 1e-7


def test_cost_that_is_not_finite_is_no_success():
    theta, args = regression()
    result = levenberg_marquardt(cost_function, theta * 1e300, args)
    assert (result.success, result.nit, result.fun) == (False, 0, np.inf)
    assert "not finite" in result.message

    def overflows_later(theta_vec, *args):
        J, grad_vec = cost_function(theta_vec, *args)
        return (J if np.array_equal(theta_vec, theta) else np.inf), grad_vec

    result = levenberg_marquardt(overflows_later, theta, args)
    assert (result.success, result.status) == (False, 4)
    np.testing.assert_array_equal(result.x, theta)


def test_wrong_gradient_is_no_success():
    theta, args = regression()

    def uphill(*a):
        J, grad_vec = cost_function(*a)
        return J, -grad_vec

    result = levenberg_marquardt(uphill, theta, args)
    assert (result.success, result.nit) == (False, 0)
    assert "gradient" in result.message


def test_cost_without_curvature_ends():
    network = Network((1, 1), output="relu")  # z < 0, so that the Jacobian is 0
    args = (network, [[1.0]], [1.0])
    result = levenberg_marquardt(lambda theta, *a: (theta.sum(), np.ones(2)), [-3.0, -1.0], args)
    assert result.fun < -4


def test_callback_may_stop_levenberg_marquardt():
    theta, args = regression()
    seen = []

    def callback(intermediate_result):
        seen.append(intermediate_result.fun)
        if len(seen) == 3:
            raise StopIteration

    result = levenberg_marquardt(cost_function, theta, args, callback=callback)
    assert (result.nit, result.success, result.fun) == (3, False, seen[-1])


def test_memory_of_levenberg_marquardt_does_not_grow_with_m():
    peaks = []
    for m in (4_000, 16_000):
        theta, args = regression(m)
        with blocks_of(1000):
            tracemalloc.start()
            levenberg_marquardt(cost_function, theta, args, max_iter=3)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < peaks[0] + 50_000  # the Jacobian would add 12,000 rows of 104 bytes


@pytest.mark.parametrize("loss", ["cross_entropy", "absolute_error"])
@pytest.mark.parametrize("function", [residuals, residual_jacobian])
def test_other_losses_are_refused(function, loss):
    theta, args = draw(3, sizes=(2, 3, 1), m=5, loss=loss)
    args = args._replace(y=np.zeros(5))
    refused("network", "squared_error", function, theta, *args)
    refused("network", loss, levenberg_marquardt, cost_function, theta, args)


def test_bad_options_are_refused():
    theta, args = regression()
    for options, name, word in (
        ({"gtol": -1}, "gtol", "positive"),
        ({"xtol": 0}, "xtol", "positive"),
        ({"damping": "a"}, "damping", "positive"),
        ({"max_iter": 0}, "max_iter", "positive"),
        ({"alpha": 1}, "alpha", "damping"),
        ({"bounds": [(0, 1)]}, "bounds, constraints", "not supported"),
    ):
        refused(name, word, levenberg_marquardt, cost_function, theta, args, **options)
    refused("args", "cost_function", levenberg_marquardt, lambda t: (t @ t, 2 * t), theta)
    refused("fun", "jac=True", levenberg_marquardt, lambda *a: 1.0, theta, args)


def test_bad_data_are_refused():
    theta, (network, X, y, _) = regression()
    for function in (residuals, residual_jacobian):
        refused("X", "NaN", function, theta, network, X * np.nan, y)
        refused("theta_vec", "shape", function, theta[1:], network, X, y)
        refused("lambda_", ">= 0", function, theta, network, X, y, -1.0)
    refused("y", "NaN", residuals, theta, network, X, y * np.nan)


def test_weights_that_overflow_give_infinite_residuals_and_no_jacobian():
    theta, args = problem({"hidden": "linear", "output": "linear"})
    assert np.isinf(residuals(theta * 1e300, *args)).any()
    refused("theta_vec", "overflows", residual_jacobian, theta * 1e300, *args)


# Gauss-Newton products


@kinds
@options
def test_gauss_newton_product_agrees_with_autograd(kind, option):
    autograd = pytest.importorskip("autograd", reason="autograd is the independent oracle")
    anp = autograd.numpy
    theta, args = problem(kind)
    lambda_, w, keep_prob, seed = (*option, *(0.0, None, 1.0, None)[len(option) :])
    w = np.ones(M) if w is None else w
    masks = [dropout_mask(seed, l, M, SIZES[l - 1], keep_prob) for l in (2, 3)] if seed else None
    network, X, Y = args

    def outputs(theta):
        """What the loss is a convex function of: z for a cross entropy, else h."""
        if network.loss == "cross_entropy":
            return textbook.pre_activations(theta, network, X, masks, anp)[-1]
        return textbook.hypothesis(theta, network, X, masks, anp)

    def loss_of_row(u, y):
        if network.loss == "absolute_error":
            return anp.sum(anp.abs(u - y))
        if network.loss == "squared_error":
            return anp.sum((u - y) ** 2) / 2
        h = textbook.g(network.output, u[np.newaxis], xp=anp)[0]
        others = 0 if network.output == "softmax" else (1 - y) * anp.log(1 - h)
        return -anp.sum(y * anp.log(h) + others)

    G = np.zeros((theta.size, theta.size))
    for J_i, u, y, w_i in zip(autograd.jacobian(outputs)(theta), outputs(theta), Y, w):
        G += w_i * J_i.T @ autograd.hessian(loss_of_row)(u, y) @ J_i
    Thetas = [np.ones((b, a + 1)) for a, b in zip(SIZES, SIZES[1:])]
    for Theta in Thetas:
        Theta[:, 0] = 0  # the biases are not regularised
    regularised = np.concatenate([Theta.ravel(order="F") for Theta in Thetas])
    G = (G + lambda_ * np.diag(regularised)) / w.sum()
    Gp = [gauss_newton_product(theta, p, *args, *option) for p in np.eye(theta.size)]
    np.testing.assert_allclose(np.transpose(Gp), G, atol=1e-12 * max(1, abs(G).max()))


@squared
@options
def test_gauss_newton_product_is_that_of_the_jacobian(kind, option):
    theta, args = problem(kind)
    p = np.random.default_rng(0).normal(size=theta.size)
    jacobian = residual_jacobian(theta, *args, *option)
    total = total_weight(option)
    Gp = gauss_newton_product(theta, p, *args, *option)
    np.testing.assert_allclose(Gp, jacobian.T @ (jacobian @ p) / total, atol=1e-11)


@kinds
def test_gauss_newton_matrix_is_positive_semi_definite(kind):
    for seed in range(5):
        theta, args = draw(seed, sizes=SIZES, m=M, **kind)
        columns = [gauss_newton_product(3 * theta, p, *args) for p in np.eye(theta.size)]
        G = np.column_stack(columns)
        np.testing.assert_allclose(G, G.T, atol=1e-12 * max(1, abs(G).max()))
        assert np.linalg.eigvalsh(G)[0] > -1e-12 * max(1, abs(G).max())


def test_gauss_newton_product_is_the_hessians_where_the_errors_are_zero():
    theta, args = problem({"hidden": "tanh", "output": "linear"})
    args = args._replace(y=textbook.hypothesis(theta, args.network, args.X))
    p = np.random.default_rng(0).normal(size=theta.size)
    Hp = hessian_vector_product(theta, p, *args, 1.0)
    assert difference(gauss_newton_product(theta, p, *args, 1.0), Hp) < 1e-12


@pytest.mark.parametrize("method", ["Newton-CG", "trust-ncg", "trust-krylov"])
@pytest.mark.parametrize("output", ["linear", "sigmoid", "softmax"])
def test_newtons_methods_reach_a_minimum_by_gauss_newton(method, output):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(40, 3))
    y = (X @ [1.0, -2.0, 0.5] + rng.normal(size=40) / 2 > 0).astype(int)
    network = Network((3, 4, 2), hidden="tanh", output=output)
    theta, args = rand_initialize_theta(network, "glorot", rng=1), (network, X, np.eye(2)[y], 1.0)
    result = fminunc(cost_function, theta, args, method=method, hessp=gauss_newton_product)
    # Rounding may end the line search of SciPy's Newton-CG at a gradient of 1e-4.
    assert np.linalg.norm(cost_function(result.x, *args)[1]) < 1e-3


def test_bad_directions_are_refused():
    theta, args = problem({"hidden": "linear", "output": "linear"})
    refused("p", "shape", gauss_newton_product, theta, theta[1:], *args)
    refused("p", "NaN", gauss_newton_product, theta, theta * np.nan, *args)
    refused("theta_vec", "overflows", gauss_newton_product, theta * 1e300, theta * 1e300, *args)
