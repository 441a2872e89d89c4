"""fminunc returns SciPy's own result, with a history and early stopping."""

import signal
import sys

import numpy as np
import pytest
from scipy.optimize import OptimizeResult, minimize

from nnfunc import (
    adam,
    cost_function,
    fminunc,
    gradient_descent,
    hessian_vector_product,
    momentum,
    nesterov,
    rand_initialize_theta,
    rmsprop,
)
from tests.nnfunc.support import refused

HESSIAN_METHODS = ["Newton-CG", "trust-ncg", "trust-krylov"]
MINIMISERS = [gradient_descent, momentum, nesterov, rmsprop, adam]
METHODS = ["CG", "BFGS", "L-BFGS-B", "TNC", "SLSQP", "trust-constr", *HESSIAN_METHODS]
NET = (5, 4, 3)


@pytest.fixture
def problem():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(40, 5)), rng.integers(0, 3, 40)
    return rand_initialize_theta(NET, rng=1), (NET, X, y, 0.1)


def bowl(theta, centre=0.0):
    """A quadratic bowl with its minimum at centre, a hundred times steeper along one axis."""
    scale = np.linspace(1, 100, theta.size)
    return float(scale @ (theta - centre) ** 2), 2 * scale * (theta - centre)


@pytest.mark.parametrize("method", [*METHODS, *MINIMISERS])
def test_history_is_J_at_the_start_and_after_every_iteration(method, problem):
    theta, args = problem
    seen = [theta]
    options = {"hessp": hessian_vector_product} if method in HESSIAN_METHODS else {}
    options |= {"method": method, "max_iter": 12, "callback": seen.append}
    result = fminunc(cost_function, theta, args, **options)
    costs = [cost_function(x, *args)[0] for x in seen]
    np.testing.assert_allclose(result.history, costs, rtol=1e-14)
    assert len(seen) - 1 == result.nit == 12
    assert result.fun == pytest.approx(cost_function(result.x, *args)[0], rel=1e-14)
    assert result.fun < result.history[0]


@pytest.mark.parametrize("method", ["L-BFGS-B", "CG", "BFGS", "Newton-CG"])
def test_result_is_that_of_scipys_minimize(method, problem):
    theta, args = problem
    ours = fminunc(cost_function, theta, args, method=method, max_iter=25)
    theirs = minimize(cost_function, theta, args, jac=True, method=method, options={"maxiter": 25})
    np.testing.assert_array_equal(ours.x, theirs.x)
    assert (ours.fun, ours.nit, ours.message) == (theirs.fun, theirs.nit, theirs.message)


def test_options_are_passed_to_scipy(problem):
    theta, args = problem
    loose = fminunc(cost_function, theta, args, gtol=1e-1)
    tight = fminunc(cost_function, theta, args, gtol=1e-6)
    assert loose.nit < tight.nit
    assert np.abs(loose.jac).max() <= 1e-1


def test_method_names_may_be_in_lower_case(problem):
    theta, args = problem
    assert fminunc(cost_function, theta, args, method="cg", max_iter=3).nit == 3


def test_callback_may_take_an_intermediate_result(problem):
    theta, args = problem
    results = []

    def callback(intermediate_result):
        results.append(intermediate_result)

    fminunc(cost_function, theta, args, max_iter=3, callback=callback)
    assert [r.nit for r in results] == [1, 2, 3]
    assert [cost_function(r.x, *args)[0] for r in results] == [r.fun for r in results]


@pytest.mark.parametrize("method", ["L-BFGS-B", "CG", "TNC", "SLSQP", "trust-constr"])
def test_stop_iteration_in_a_callback_stops_every_method(method, problem):
    theta, args = problem
    seen = []

    def callback(x):
        seen.append(x)
        if len(seen) == 3:
            raise StopIteration

    result = fminunc(cost_function, theta, args, method=method, callback=callback)
    assert (result.nit, result.success, result.status) == (3, False, 99)
    assert len(result.history) == 4
    np.testing.assert_array_equal(result.x, seen[-1])


@pytest.mark.parametrize("method", ["L-BFGS-B", "TNC", "CG"])
def test_ctrl_c_returns_the_best_so_far(method, problem):
    theta, args = problem
    evaluated = []

    def interrupted(theta, *args):
        if len(evaluated) == 9:
            signal.raise_signal(signal.SIGINT)
        J, grad = cost_function(theta, *args)
        evaluated.append((J, theta.copy()))
        return J, grad

    result = fminunc(interrupted, theta, args, method=method)
    J, x = min(evaluated[:9], key=lambda pair: pair[0])
    assert not result.success
    assert "interrupted" in result.message
    assert result.fun == J
    np.testing.assert_array_equal(result.x, x)


def test_ctrl_c_before_the_first_evaluation_is_raised():
    def never(theta):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fminunc(never, [1.0])


@pytest.mark.parametrize("method", ["L-BFGS-B", "CG", "TNC", "SLSQP", "trust-krylov"])
def test_early_stopping_returns_the_best_of_the_dev_set(method):
    """Training leads from -4 to 1; the dev set's minimum lies on the way, at 0.3."""
    dev_costs = []

    def training(theta):
        return float(np.sum((theta - 1) ** 4)), 4 * (theta - 1) ** 3

    def hessp(theta, p):
        return 12 * (theta - 1) ** 2 * p

    def dev_cost(theta):
        dev_costs.append((float(np.sum((theta - 0.3) ** 2)), theta))
        return dev_costs[-1][0]

    options = {"hessp": hessp} if method == "trust-krylov" else {}
    options |= {"method": method, "dev_cost": dev_cost, "patience": 2}
    result = fminunc(training, np.full(3, -4.0), **options)
    best, x = min(dev_costs, key=lambda pair: pair[0])
    np.testing.assert_array_equal(result.x, x)
    assert result.dev_fun == best
    assert result.fun == training(x)[0]
    np.testing.assert_array_equal(result.dev_history, [cost for cost, _ in dev_costs])
    if result.status == 99:
        assert result.success
        assert len(dev_costs) == 1 + 2 + np.argmin(result.dev_history)


def test_dev_cost_may_return_a_gradient_too(problem):
    theta, args = problem
    call = {"max_iter": 5, "dev_cost": lambda theta: cost_function(theta, *args)}
    result = fminunc(cost_function, theta, args, **call)
    np.testing.assert_allclose(result.dev_history, result.history)


def test_progress_shows_the_cost(problem, capsys):
    pytest.importorskip("tqdm", reason="the progress bar is tqdm's")
    theta, args = problem
    result = fminunc(cost_function, theta, args, max_iter=5, progress=True)
    shown = capsys.readouterr().err
    assert "5/5" in shown
    assert f"J={result.fun:.5g}" in shown


def test_error_for_missing_tqdm_names_the_extra(problem, monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    theta, args = problem
    with pytest.raises(ImportError, match=r"nnfunc\[exercises\]"):
        fminunc(cost_function, theta, args, progress=True)


def test_network_with_dropout_trains(problem):
    theta, args = problem
    result = fminunc(cost_function, theta, (*args[:3], 0.0, None, 0.5, 7), max_iter=20)
    assert result.fun < 0.9 * result.history[0]


@pytest.mark.parametrize(
    ("argument", "value", "word"),
    [
        ("initial_theta", [[1.0, 2.0]], "unroll"),
        ("initial_theta", [], "(0,)"),
        ("initial_theta", [np.nan], "NaN"),
        ("initial_theta", ["a"], "real numbers"),
        ("args", [1], "expected a tuple"),
        ("method", "adagrad", "expected one of CG"),
        ("method", "Nelder-Mead", "expected one of CG"),
        ("method", None, "None"),
        ("max_iter", 0, "0"),
        ("max_iter", 2.5, "2.5"),
        ("patience", -1, "-1"),
        ("maxiter", 5, "max_iter"),
        ("cost_fn", lambda theta: 1.0, "(J, grad)"),
    ],
)
def test_fminunc_refuses(argument, value, word):
    call = {"cost_fn": bowl, "initial_theta": [1.0, 2.0], argument: value}
    refused(argument, word, fminunc, **call)


def test_methods_that_need_a_hessian_product_require_hessp():
    refused("hessp", "trust-krylov", fminunc, bowl, [1.0, 2.0], method="trust-krylov")


# The truth about success


def test_alpha_that_is_too_large_is_no_success(problem):
    theta, args = problem
    for batch_size in (None, 8):
        options = {"alpha": 1e6, "batch_size": batch_size, "max_iter": 5}
        result = fminunc(cost_function, theta, args, method="gradient_descent", **options)
        assert not result.success
        assert "J" in result.message
        assert result.fun <= result.history[0]
        assert result.fun == cost_function(result.x, *args)[0]


def test_minimiser_alone_tells_that_J_rose():
    def cliff(theta):  # its gradient points uphill
        return float(theta[0]), np.array([-1.0])

    result = adam(cliff, [1.0], alpha=0.5, max_iter=3)
    assert (result.success, result.status, result.x) == (False, 2, 1.0)
    assert result.message == "J rose from 1 to 2.5: try a smaller alpha"


def test_done_epochs_are_a_success_and_max_iter_is_none(problem):
    theta, args = problem
    epochs = fminunc(cost_function, theta, args, method="adam", max_iter=4, batch_size=8)
    assert (epochs.success, epochs.message) == (True, "4 epochs done")
    for method in ("adam", "L-BFGS-B", "TNC"):
        assert not fminunc(cost_function, theta, args, method=method, max_iter=3).success


def test_custom_method_that_returns_little_is_no_success(problem):
    def method(fun, x0, args=(), **options):
        return OptimizeResult(x=x0, fun=fun(x0, *args))

    theta, args = problem
    result = fminunc(cost_function, theta, args, method=method)
    assert (result.success, result.message, result.fun) == (False, "", result.history[0])


def test_infinite_cost_is_never_a_success():
    def cost(theta):
        return np.inf, np.zeros(1)

    for method in ("SLSQP", "L-BFGS-B", "CG", "adam"):
        assert not fminunc(cost, [1.0], method=method, max_iter=5).success, method


@pytest.mark.parametrize("method", MINIMISERS)
def test_best_parameters_are_returned(method):
    """On this saw, large steps fall and rise by turns."""

    def saw(theta):
        return float(abs(theta[0])), np.sign(theta)

    seen = []
    result = fminunc(saw, [1.0], method=method, alpha=0.7, max_iter=9, callback=seen.append)
    assert result.fun == min(result.history)
    assert result.fun == saw(result.x)[0]


@pytest.mark.parametrize("method", [*METHODS, "adam"])
def test_unknown_option_is_an_error(method, problem):
    theta, args = problem
    hessp = hessian_vector_product if method in HESSIAN_METHODS else None
    options = {"method": method, "hessp": hessp, "learning_rate": 0.1}
    refused("learning_rate", "option", fminunc, cost_function, theta, args, **options)


def test_options_may_have_the_size_of_the_problem_and_print(problem, capfd):
    theta, args = problem
    scaled = np.eye(theta.size) / 10
    small = fminunc(cost_function, theta, args, method="BFGS", max_iter=2, hess_inv0=scaled)
    plain = fminunc(cost_function, theta, args, method="BFGS", max_iter=2)
    assert small.history[1] != plain.history[1]
    fminunc(cost_function, theta, args, method="BFGS", gtol=1e-2, disp=True)
    assert capfd.readouterr().out.count("Current function value") == 1


def test_batch_size_needs_a_minimiser_with_batches(problem):
    theta, args = problem
    refused("batch_size", "adam", fminunc, cost_function, theta, args, batch_size=5)


@pytest.mark.parametrize("method", MINIMISERS)
def test_minimisers_may_be_given_by_name(method, problem):
    theta, args = problem
    by_name, by_function = (
        fminunc(cost_function, theta, args, method=m, max_iter=3) for m in (method.__name__, method)
    )
    np.testing.assert_array_equal(by_name.x, by_function.x)


@pytest.mark.parametrize("method", MINIMISERS)
def test_alpha_may_be_a_schedule(method, problem):
    theta, args = problem
    steps = []

    def alpha(t):
        steps.append(t)
        return 0.1 / t

    result = fminunc(cost_function, theta, args, method=method, alpha=alpha, max_iter=3)
    assert steps == [1, 1, 2, 3]  # checked once, then used
    first = fminunc(cost_function, theta, args, method=method, alpha=0.1, max_iter=1)
    assert result.history[1] == first.history[1]


def test_callback_sees_the_dev_cost_and_the_gradients_norm(problem):
    theta, args = problem
    seen = []

    def callback(intermediate_result):
        seen.append(intermediate_result)

    def dev_cost(theta):
        return cost_function(theta, *args)

    fminunc(cost_function, theta, args, max_iter=3, callback=callback, dev_cost=dev_cost)
    for nit, result in enumerate(seen, 1):
        J, grad = cost_function(result.x, *args)
        assert (result.nit, result.fun, result.dev) == (nit, J, J)
        assert result.grad_norm == pytest.approx(np.linalg.norm(grad))
