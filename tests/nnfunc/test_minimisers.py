"""Gradient descent, momentum, Nesterov, RMSprop and Adam: update rules, mini-batches, runs."""

import itertools
import signal
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, minimize

from nnfunc import (
    Network,
    adam,
    cost_function,
    fminunc,
    gradient_descent,
    hessian_vector_product,
    mini_batches,
    momentum,
    nesterov,
    rand_initialize_theta,
    rmsprop,
)
from tests.nnfunc.support import HIDDEN, OUTPUTS, refused

MINIMISERS = [gradient_descent, momentum, nesterov, rmsprop, adam]
each_minimiser = pytest.mark.parametrize("method", MINIMISERS)

# A quadratic bowl, J = sum_i c_i (theta_i - b_i)^2 / 2
C, B, START = np.array([1.0, 4.0]), np.array([-1.0, 2.0]), np.array([3.0, -0.5])


def bowl(theta):
    return float(C @ (theta - B) ** 2) / 2, C * (theta - B)


@pytest.fixture
def problem():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(22, 5)), rng.integers(0, 3, 22)
    network = Network((5, 4, 3), hidden="tanh", output="softmax")
    return rand_initialize_theta(network, "glorot", rng=1), (network, X, y, 0.5)


class Recorder:
    """A cost function that records its calls."""

    def __init__(self):
        self.calls = []

    def __call__(self, theta, network, X, y, lambda_=0.0, w=None, *dropout):
        J, grad = cost_function(theta, network, X, y, lambda_, w, *dropout)
        self.calls.append(SimpleNamespace(theta=theta.copy(), X=X, w=w, J=J))
        return J, grad


# The update rules for one weight, without the library's v and s: momentum from the last two
# thetas, and each moving average as the weighted sum of all gradients.


def by_gradient_descent(c, b, x, alpha):
    return [b + (1 - alpha * c) ** t * (x - b) for t in range(8)]


def by_momentum(c, b, x, alpha, beta, look_ahead=False):
    path = [x, x]  # no velocity before the first step
    for _ in range(7):
        ahead = path[-1] + beta * (path[-1] - path[-2])
        gradient = c * ((ahead if look_ahead else path[-1]) - b)
        path.append(ahead - alpha * (1 - beta) * gradient)
    return path[1:]


def by_nesterov(*args, **options):
    return by_momentum(*args, **options, look_ahead=True)


def by_rmsprop(c, b, x, alpha, beta, epsilon):
    path, gradients = [x], []
    for t in range(7):
        gradients.append(c * (path[-1] - b))
        s = (1 - beta) * beta ** np.arange(t, -1, -1) @ np.square(gradients)
        path.append(path[-1] - alpha * gradients[-1] / (s**0.5 + epsilon))
    return path


def by_adam(c, b, x, alpha, beta1, beta2, epsilon):
    """The corrected averages are the weighted means of the gradients so far."""
    path, gradients = [x], []
    for t in range(7):
        gradients.append(c * (path[-1] - b))
        ages = np.arange(t, -1, -1)
        v = np.average(gradients, weights=beta1**ages)
        s = np.average(np.square(gradients), weights=beta2**ages)
        path.append(path[-1] - alpha * v / (s**0.5 + epsilon))
    return path


MOMENTUM = {"alpha": 0.3, "beta": 0.8}, {"alpha": 0.1, "beta": 0.9}
SMALL = {"alpha": 0.001, "epsilon": 1e-8}
RMSPROP = {"alpha": 0.2, "beta": 0.7, "epsilon": 0.1}, {"beta": 0.9, **SMALL}
ADAM = (
    {"alpha": 0.2, "beta1": 0.7, "beta2": 0.8, "epsilon": 0.1},
    {"beta1": 0.9, "beta2": 0.999, **SMALL},
)


@pytest.mark.parametrize(
    ("method", "by_hand", "options", "defaults"),
    [
        (gradient_descent, by_gradient_descent, {"alpha": 0.3}, {"alpha": 0.1}),
        (momentum, by_momentum, *MOMENTUM),
        (nesterov, by_nesterov, *MOMENTUM),
        (rmsprop, by_rmsprop, *RMSPROP),
        (adam, by_adam, *ADAM),
    ],
)
@pytest.mark.parametrize("through", ["minimize", "fminunc", "itself", "defaults"])
def test_update_rules_are_those_of_the_lecture(method, by_hand, options, defaults, through):
    path = []
    call = {"method": method, "callback": path.append}
    if through == "minimize":
        result = minimize(bowl, START, jac=True, options={"max_iter": 7, **options}, **call)
    elif through == "fminunc":
        result = fminunc(bowl, START, max_iter=7, **options, **call)
    elif through == "itself":
        result = method(bowl, START, max_iter=7, callback=path.append, **options)
    else:
        result, options = fminunc(bowl, START, max_iter=7, **call), defaults
    expected = np.transpose([by_hand(c, b, x, **options) for c, b, x in zip(C, B, START)])
    np.testing.assert_allclose(path, expected[1:], rtol=1e-12)
    np.testing.assert_array_equal(result.x, path[-1])
    J, grad = bowl(result.x)
    assert (result.fun, result.nit, result.success, result.status) == (J, 7, False, 1)
    np.testing.assert_array_equal(result.jac, grad)


@each_minimiser
def test_input_is_not_modified(method, problem):
    theta, args = problem
    arrays = (theta, *args[1:3])
    before = [array.copy() for array in arrays]
    fminunc(cost_function, theta, args, method=method, batch_size=7, max_iter=2)
    for array, copy in zip(arrays, before):
        np.testing.assert_array_equal(array, copy)


@each_minimiser
def test_start_may_be_integers(method):
    result = method(bowl, [3, -1], max_iter=3)
    np.testing.assert_array_equal(result.x, method(bowl, [3.0, -1.0], max_iter=3).x)


@each_minimiser
def test_cost_and_gradient_may_be_separate_functions(method):
    """minimize(f, x0, jac=g) and minimize(f_and_g, x0, jac=True) take the same steps."""

    def f(theta, factor):
        return factor * bowl(theta)[0]

    def g(theta, factor):
        return factor * bowl(theta)[1]

    def f_and_g(theta, factor):
        return f(theta, factor), g(theta, factor)

    call = {"args": (2.0,), "method": method, "options": {"max_iter": 5}}
    together = minimize(f_and_g, START, jac=True, **call)
    separate = minimize(f, START, jac=g, **call)
    np.testing.assert_array_equal(separate.x, together.x)
    assert (separate.fun, separate.nfev) == (together.fun, together.nfev)


def test_cost_object_may_have_a_method_called_fun():
    class Twice:
        def fun(self, theta):
            return bowl(theta)

        def __call__(self, theta):
            J, grad = self.fun(theta)
            return 2 * J, 2 * grad

    result = minimize(Twice(), START, jac=True, method=gradient_descent, options={"max_iter": 4})
    np.testing.assert_allclose(result.fun, 2 * bowl(result.x)[0])
    itself = gradient_descent(Twice(), START, max_iter=4)
    np.testing.assert_array_equal(itself.x, result.x)


# mini_batches


def examples(m=10):
    """X, y and w, whose values show the number of the row."""
    X = np.column_stack([np.arange(m), -np.arange(m)]).astype(float)
    return X, np.arange(m) % 3, np.arange(m) + 1.0


def rows_of(batch):
    return [int(i) for i in batch.X[:, 0]]


def test_every_example_occurs_once_per_epoch():
    X, y, w = examples()
    batches = list(mini_batches(((2, 3), X, y, 0.0, w), 4, rng=0))
    assert [len(batch.X) for batch in batches] == [4, 4, 2]
    assert sorted(sum(map(rows_of, batches), [])) == list(range(10))
    for batch in batches:
        rows = rows_of(batch)
        assert len(batch) == 7
        assert batch.network == (2, 3)
        np.testing.assert_array_equal(batch.X, X[rows])
        np.testing.assert_array_equal(batch.y, y[rows])
        np.testing.assert_array_equal(batch.sample_weight, w[rows])


@pytest.mark.parametrize("size", [10, 11, 1000])
def test_batch_of_the_whole_size_or_more_holds_all_examples(size):
    X, y, _ = examples()
    (batch,) = mini_batches(((2, 3), X, y, 3.0), size, rng=0)
    assert sorted(rows_of(batch)) == list(range(10))
    assert batch.lambda_ == 3


def test_each_epoch_is_shuffled_and_seeds_reproduce_it():
    X, y, _ = examples(50)

    def epoch(rng):
        return [rows_of(batch) for batch in mini_batches(((2, 3), X, y), 8, rng)]

    rng = np.random.default_rng(5)
    first, second = epoch(rng), epoch(rng)
    assert first != second
    assert sum(first, []) != list(range(50))
    rng = np.random.default_rng(5)
    assert [first, second] == [epoch(rng), epoch(rng)]
    assert epoch(5) == first != epoch(6)


def test_size_none_yields_the_arguments_unchanged():
    args = ((2, 3), *examples()[:2])
    (batch,) = mini_batches(args, None)
    assert batch is args
    (batch,) = mini_batches((), None)  # of any cost function
    assert batch == ()


def test_lambda_is_scaled_by_the_batchs_share():
    X, y, w = examples()
    plain = list(mini_batches(((2, 3), X, y, 2.0), 4, rng=0))
    np.testing.assert_allclose([batch.lambda_ for batch in plain], [0.8, 0.8, 0.4])
    weighted = list(mini_batches(((2, 3), X, y, 2.0, w), 4, rng=0))
    shares = [sum(w[rows_of(batch)]) / 55 for batch in weighted]
    np.testing.assert_allclose([batch.lambda_ for batch in weighted], np.multiply(2, shares))
    assert sum(shares) == pytest.approx(1)


def test_batches_without_weight_are_skipped():
    X, y, _ = examples()
    w = np.zeros(10)
    w[[2, 7]] = 1, 3
    batches = list(mini_batches(((2, 3), X, y, 1.0, w), 1, rng=0))
    assert sorted((rows_of(batch), batch.lambda_) for batch in batches) == [
        ([2], 0.25),
        ([7], 0.75),
    ]


def test_each_batch_drops_other_units():
    X, y, _ = examples(40)
    args = ((2, 5, 3), X, y, 0.0, None, 0.5, 11)
    rng = np.random.default_rng(0)
    batches = [batch for _ in range(3) for batch in mini_batches(args, 8, rng)]
    assert {batch.keep_prob for batch in batches} == {0.5}
    assert len({batch.seed for batch in batches}) == len(batches) == 15
    again = [batch.seed for batch in mini_batches(args, 8, 0)]
    assert again == [batch.seed for batch in batches[:5]]
    other = [batch.seed for batch in mini_batches((*args[:6], 12), 8, 0)]
    assert not set(again) & set(other)
    assert {batch.seed for batch in mini_batches(args[:5], 8, 0)} == {None}


@pytest.mark.parametrize("shape", [(22,), (22, 1), (22, 3)])
def test_targets_keep_their_shape(shape):
    y = np.arange(np.prod(shape)).reshape(shape)
    X = np.arange(22.0)[:, np.newaxis]
    for batch in mini_batches(((1, 3), X, y), 5, rng=0):
        np.testing.assert_array_equal(batch.y, y[rows_of(batch)])


@pytest.mark.parametrize("size", [1, 5, 22])
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("form", ["labels", "column", "targets"])
def test_cost_and_gradient_of_the_batches_average_to_the_whole(problem, size, weighted, form):
    """At one theta and without dropout, which differs from batch to batch."""
    theta, args = problem
    network, X, y = args[:3]
    y = {"labels": y, "column": y[:, np.newaxis], "targets": np.eye(3)[y]}[form]
    w = np.random.default_rng(2).integers(0, 4, 22).astype(float) if weighted else None
    args = (network, X, y, 0.5, w)
    J, grad = cost_function(theta, *args)
    batches = list(mini_batches(args, size, rng=3))
    shares = [len(b.X) if w is None else b.sample_weight.sum() for b in batches]
    costs, grads = zip(*(cost_function(theta, *batch) for batch in batches))
    assert np.average(costs, weights=shares) == pytest.approx(J, rel=1e-13)
    np.testing.assert_allclose(np.average(grads, axis=0, weights=shares), grad, atol=1e-14)


X3, Y3 = np.zeros((3, 2)), np.zeros(3)


@pytest.mark.parametrize(
    ("args", "size", "argument", "word"),
    [
        (((2, 1), X3, Y3), 0, "batch_size", "expected a positive whole number, got 0"),
        (((2, 1), X3, Y3), 2.5, "batch_size", "2.5"),
        (((2, 1), X3, Y3), True, "batch_size", "True"),
        (((2, 1), X3, Y3), "all", "batch_size", "all"),
        ((), 2, "args", "cost_function"),
        ((1.0, 2.0), 2, "args", "got 2"),
        (((2, 1), X3, Y3, 0, None, 1, None, 8), 2, "args", "got 8"),
        (((2, 1), X3, np.zeros(4)), 2, "y", "each row of X (3, 2)"),
        (((2, 1), X3, 1.0), 2, "y", "each row"),
        (((2, 1), 1.0, Y3), 2, "y", "each row"),
        (((2, 1), [[1.0], [1.0, 2.0]], Y3), 2, "X", "unequal"),
        (((2, 1), X3, ["a", "b", "c"]), 2, "y", "real numbers"),
        (((2, 1), X3, Y3, 0.0, np.ones(4)), 2, "sample_weight", "expected shape (3,)"),
        (((2, 1), X3, Y3, 0.0, np.ones((3, 1))), 2, "sample_weight", "expected shape (3,)"),
        (((2, 1), X3, Y3, 0.0, np.zeros(3)), 2, "sample_weight", "positive sum"),
    ],
)
def test_mini_batches_refuses(args, size, argument, word):
    refused(argument, word, lambda: list(mini_batches(args, size, rng=0)))


def test_mini_batches_refuses_a_bad_seed():
    refused("rng", "whole number", lambda: list(mini_batches(((2, 1), X3, Y3), 2, rng=-1)))


# SciPy's jac=True caches a cost's gradient by theta alone, whatever the batch


@pytest.mark.parametrize("through", [minimize, fminunc])
def test_gradient_is_not_cached_across_batches_at_one_theta(problem, through):
    theta, args = problem
    theta = theta + 0.01  # no weight is 0, so that the tiny steps move none
    cost = Recorder()
    options = {"alpha": 1e-300, "batch_size": 4, "rng": 8}
    if through is minimize:
        options["max_iter"] = 2
        minimize(cost, theta, args, jac=True, method=gradient_descent, options=options)
    else:
        fminunc(cost, theta, args, method=gradient_descent, max_iter=2, **options)
        cost.calls = cost.calls[1:]  # without J at the start
    rng = np.random.default_rng(8)
    batches = [batch for _ in range(2) for batch in mini_batches(args, 4, rng)]
    assert len(batches) == 12
    assert len(cost.calls) == 13  # and J of all examples at the end
    for batch, call in zip(batches, cost.calls):
        np.testing.assert_array_equal(call.theta, theta)
        np.testing.assert_array_equal(call.X, batch.X)


@each_minimiser
def test_each_batch_makes_one_step(method, problem):
    theta, args = problem
    rng = np.random.default_rng(4)
    batches = [batch for _ in range(3) for batch in mini_batches(args, 8, rng)]
    turn, Js = itertools.chain(batches, [args]), itertools.count(start=0, step=-1)

    def falling(t):  # so that the last theta is the best one
        return next(Js), cost_function(t, *next(turn))[1]

    steps = method(falling, theta, max_iter=9)
    options = {"max_iter": 3, "batch_size": 8, "rng": 4}
    epochs = minimize(cost_function, theta, args, jac=True, method=method, options=options)
    np.testing.assert_array_equal(epochs.x, steps.x)
    assert epochs.fun == cost_function(epochs.x, *args)[0]
    assert (epochs.nit, epochs.nfev) == (3, 9 + 1)


def test_rng_may_be_a_seed_or_a_generator(problem):
    theta, args = problem
    by_seed, by_generator, other = (
        adam(cost_function, theta, args, batch_size=5, max_iter=2, rng=rng).x
        for rng in (3, np.random.default_rng(3), 4)
    )
    np.testing.assert_array_equal(by_seed, by_generator)
    assert not np.array_equal(by_seed, other)


# The run: epochs, callbacks, history, evaluations


@each_minimiser
@pytest.mark.parametrize("batch_size", [None, 6])
def test_one_iteration_is_one_epoch(method, batch_size, problem):
    theta, args = problem
    thetas, results = [], []

    def callback(intermediate_result):
        results.append(intermediate_result)

    options = {"max_iter": 4, "batch_size": batch_size}
    call = {"x0": theta, "args": args, "jac": True, "method": method, "options": options}
    minimize(cost_function, **call, callback=thetas.append)
    result = minimize(cost_function, **call, callback=callback)
    assert [r.nit for r in results] == [1, 2, 3, 4]
    assert len({tuple(r.x) for r in results}) == 4
    np.testing.assert_array_equal(thetas, [r.x for r in results])
    np.testing.assert_array_equal(thetas[-1], result.x)
    assert (result.nit, result.success) == (4, batch_size is not None)
    if batch_size is None:
        assert [r.fun for r in results] == [cost_function(r.x, *args)[0] for r in results]


def test_callback_cannot_change_the_run_through_its_theta(problem):
    theta, args = problem

    def overwrite(x):
        x[:] = np.nan

    result = adam(cost_function, theta, args, max_iter=3, callback=overwrite)
    np.testing.assert_array_equal(result.x, adam(cost_function, theta, args, max_iter=3).x)


@each_minimiser
@pytest.mark.parametrize("batch_size", [None, 6])
def test_stop_iteration_in_the_callback_ends_the_run(method, batch_size, problem):
    theta, args = problem
    seen = []

    def callback(x):
        seen.append(x)
        if len(seen) == 3:
            raise StopIteration

    call = {"jac": True, "callback": callback, "options": {"batch_size": batch_size}}
    result = minimize(cost_function, theta, args, method=method, **call)
    np.testing.assert_array_equal(result.x, seen[-1])
    assert result.fun == cost_function(result.x, *args)[0]
    assert (result.nit, len(seen), result.success, result.status) == (3, 3, False, 99)
    assert "StopIteration" in result.message
    seen.clear()
    call = {"method": method, "callback": callback, "batch_size": batch_size}
    result = fminunc(cost_function, theta, args, **call)
    assert (result.nit, len(result.history), result.status) == (3, 4, 99)
    assert np.isfinite(result.x).all()


@each_minimiser
@pytest.mark.parametrize("weighted", [False, True])
def test_history_of_mini_batches_is_the_mean_over_the_epoch(method, weighted, problem):
    """Each batch counts by its number of examples, 8, 8 and 6, or by the sum of their weights."""
    theta, args = problem
    if weighted:
        args = (*args, np.linspace(0.1, 3, 22))
    cost = Recorder()
    result = fminunc(cost, theta, args, method=method, max_iter=3, batch_size=8)
    assert result.history[0] == cost_function(theta, *args)[0]
    assert len(cost.calls) == 1 + 3 * 3 + 1
    steps = cost.calls[1:-1]
    costs = np.reshape([step.J for step in steps], (3, 3))
    sizes = np.reshape([step.w.sum() if weighted else len(step.X) for step in steps], (3, 3))
    means = np.average(costs, axis=1, weights=sizes)
    np.testing.assert_allclose(result.history[1:], means, rtol=1e-13)
    assert result.fun == cost_function(result.x, *args)[0]


@each_minimiser
@pytest.mark.parametrize("through", ["minimize", "fminunc", "itself"])
def test_nfev_counts_every_evaluation(method, through, problem):
    theta, args = problem
    cost = Recorder()
    if through == "minimize":
        call = {"jac": True, "callback": lambda x: None, "options": {"max_iter": 6}}
        result = minimize(cost, theta, args, method=method, **call)
    elif through == "fminunc":
        result = fminunc(cost, theta, args, method=method, max_iter=6)
        cost.calls.pop()  # fminunc itself computes J at the start
    else:
        result = method(cost, theta, args, max_iter=6)
    # One epoch's last J is the next one's first, except for Nesterov, who looks ahead: only a
    # callback or a history makes it compute J too.
    nfev = 12 if method is nesterov and through != "itself" else 7
    assert result.nfev == len(cost.calls) == nfev


# Divergence, interruption, early stopping


def regression(problem, hidden="leaky_relu", dtype=np.float64):
    """A regression, whose J and gradient are unbounded."""
    theta, args = problem
    X = args[1].astype(dtype)
    return theta, (Network((5, 4, 3), hidden=hidden, output="linear"), X, X[:, :3], 0.1)


@pytest.mark.parametrize("method", MINIMISERS[:3])
@pytest.mark.parametrize("alpha", [1e3, 1e10])
@pytest.mark.parametrize("batch_size", [None, 6])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_too_large_an_alpha_is_reported_as_divergence(method, alpha, batch_size, dtype, problem):
    theta, args = regression(problem, dtype=dtype)
    options = {"alpha": alpha, "batch_size": batch_size, "max_iter": 600}
    result = fminunc(cost_function, theta, args, method=method, **options)
    assert (result.success, result.status) == (False, 2)
    assert "diverged" in result.message
    assert result.nit < 600
    assert np.isfinite(result.x).all()
    assert not np.isnan([result.fun, *result.jac, *result.history]).any()


@each_minimiser
def test_overflowing_step_raises_no_warning(method, problem):
    """alpha v, or the square of a gradient, exceeds 1e308. Warnings are errors here."""
    alphas, batch_sizes = (1e3, 1e60, 1e100, 1e160, 1e300), (None, 6)
    for hidden, alpha, size in itertools.product(("tanh", "leaky_relu"), alphas, batch_sizes):
        theta, args = regression(problem, hidden)
        options = {"alpha": alpha, "batch_size": size, "max_iter": 50}
        result = fminunc(cost_function, theta, args, method=method, **options)
        assert np.isfinite(result.x).all()
        assert not np.isnan([result.fun, *result.jac]).any()


def test_diverged_run_returns_parameters_with_a_finite_cost(problem):
    theta, args = regression(problem)
    result = gradient_descent(cost_function, theta, args, alpha=1e3, max_iter=600)
    assert "diverged" in result.message
    assert np.isfinite(result.fun)


def test_gradient_that_is_not_finite_is_reported_as_divergence():
    def cliff(theta):
        return float(theta[0]), np.array([1.0 if theta[0] > 0 else np.nan])

    result = adam(cliff, [2.0], alpha=0.6, max_iter=50)
    assert "diverged" in result.message
    assert result.x == pytest.approx([-0.4])
    assert result.nit == 4


@each_minimiser
def test_ctrl_c_during_mini_batches_returns_the_best_epoch(method, problem):
    theta, args = problem
    cost, pressed = Recorder(), []
    seen = [theta]

    def interrupted(theta, *args):
        if len(cost.calls) == 16 and not pressed:  # in the fourth epoch of five steps
            pressed.append(True)
            signal.raise_signal(signal.SIGINT)
        return cost(theta, *args)

    options = {"batch_size": 5, "alpha": 0.05, "callback": seen.append}
    result = fminunc(interrupted, theta, args, method=method, **options)
    assert not result.success
    assert "interrupted" in result.message
    assert result.nit == 3
    best = int(np.argmin(result.history))
    np.testing.assert_array_equal(result.x, seen[best])
    assert np.isfinite(result.fun)


@each_minimiser
@pytest.mark.parametrize("batch_size", [None, 5])
def test_early_stopping_returns_the_best_of_the_dev_set(method, batch_size, problem):
    """The dev set has other labels than the training set."""
    theta, args = problem
    network, X, y = args[:3]
    seen = []

    def dev_cost(theta):
        seen.append((cost_function(theta, network, X, (y + (X[:, 0] > 0)) % 3)[0], theta))
        return seen[-1][0]

    alpha = 0.3 if method in MINIMISERS[:3] else 0.02
    options = {"alpha": alpha, "batch_size": batch_size, "patience": 3, "max_iter": 300}
    result = fminunc(cost_function, theta, args, method=method, dev_cost=dev_cost, **options)
    best = int(np.argmin(result.dev_history))
    assert "stopped early" in result.message
    assert result.success
    assert len(seen) == len(result.history) == 1 + best + 3
    assert result.nit == best + 3
    assert result.dev_fun == seen[best][0]
    np.testing.assert_array_equal(result.x, seen[best][1])
    assert result.fun == pytest.approx(cost_function(result.x, *args)[0], rel=1e-13)


# Wrong calls


@each_minimiser
@pytest.mark.parametrize(
    "restriction",
    [{"bounds": Bounds(0, 1)}, {"constraints": LinearConstraint([[1.0, 1.0]], 0, 1)}],
)
def test_bounds_and_constraints_are_refused(method, restriction):
    call = {"jac": True, "method": method, **restriction}
    refused("bounds, constraints", "", minimize, bowl, START, **call)


@pytest.mark.parametrize(
    ("method", "option", "value", "word"),
    [
        (gradient_descent, "alpha", 0, "expected a positive number, got 0"),
        (gradient_descent, "alpha", -1.0, "expected a positive number, got -1"),
        (gradient_descent, "alpha", np.nan, "nan"),
        (gradient_descent, "alpha", "0.1", "0.1"),
        (momentum, "beta", 1.0, "[0, 1), got 1"),
        (nesterov, "beta", -0.1, "-0.1"),
        (rmsprop, "beta", 1, "1"),
        (rmsprop, "epsilon", 0.0, "expected a positive number"),
        (adam, "beta1", 1, "1"),
        (adam, "beta2", 1.5, "1.5"),
        (adam, "epsilon", -1e-8, "-1e-08"),
        (adam, "batch_size", 0, "expected a positive whole number"),
        (adam, "rng", "seed", "seed"),
        (adam, "learning_rate", 0.1, "no such option"),
        (gradient_descent, "gtol", 0.1, "no such option"),
    ],
)
def test_bad_options_are_refused(method, option, value, word):
    call = {"jac": True, "method": method, "options": {option: value}}
    refused(option, word, minimize, bowl, START, **call)
    refused(option, word, fminunc, bowl, START, method=method, **{option: value})


def test_mini_batches_of_another_cost_are_refused():
    refused("args", "cost_function", adam, bowl, START, batch_size=4)


def test_max_iter_must_be_a_positive_integer():
    refused("max_iter", "expected a positive whole number", adam, bowl, START, max_iter=0)


@pytest.mark.parametrize(
    ("method", "wrong", "right"),
    [
        (gradient_descent, "beta", "alpha"),
        (momentum, "beta1", "beta"),
        (rmsprop, "beta2", "epsilon"),
        (adam, "beta", "beta1"),
    ],
)
def test_error_for_an_unknown_option_lists_the_known_ones(method, wrong, right):
    with pytest.raises(TypeError, match=f"^{wrong}: no such option; ") as error:
        method(bowl, START, **{wrong: 0.5})
    known = str(error.value).partition("; ")[2].replace(",", "").split()
    assert wrong not in known
    assert right in known


@each_minimiser
def test_cost_without_a_gradient_is_refused(method):
    with pytest.raises((ValueError, TypeError), match=r"^[a-z_]+: .*\(J, grad\)") as error:
        minimize(lambda theta: float(theta @ theta), START, method=method)
    assert "\n" not in str(error.value)


# Every optimiser trains every network

KINDS = [(hidden, *output_and_loss) for hidden in HIDDEN for output_and_loss in OUTPUTS]


def small_problem(hidden, output, loss, weighted, dropout):
    """Five examples, and weights that leave every ReLU active for some."""
    rng = np.random.default_rng(7)
    network = Network((2, 3, 2), hidden=hidden, output=output, loss=loss)
    X = rng.normal(size=(5, 2))
    Y = np.eye(2)[[0, 1, 1, 0, 1]] if loss == "cross_entropy" else rng.uniform(0.1, 0.9, (5, 2))
    w = np.array([1.0, 0.5, 2.0, 0.0, 1.5]) if weighted else None
    theta = rand_initialize_theta(network, "glorot", rng=rng) + 0.1
    return theta, (network, X, Y, 0.1, w, 0.8 if dropout else 1.0, 3)


GRADIENT_METHODS = ["CG", "BFGS", "L-BFGS-B", "TNC", "SLSQP", "trust-constr"]
HESSIAN_METHODS = ["Newton-CG", "trust-ncg", "trust-krylov"]
OPTIMISERS = [
    *((method, {}) for method in GRADIENT_METHODS),
    *((method, {"hessp": hessian_vector_product}) for method in HESSIAN_METHODS),
    *((method, {"alpha": 0.01}) for method in MINIMISERS),
    *((method, {"alpha": 0.01, "batch_size": 2}) for method in MINIMISERS),
]


@pytest.mark.parametrize(("method", "options"), OPTIMISERS)
def test_every_optimiser_trains_every_network(method, options):
    """Every second network has weights, every third one dropout. Warnings are errors here."""
    for number, kind in enumerate(KINDS):
        theta, args = small_problem(*kind, weighted=number % 2, dropout=number % 3 == 0)
        result = fminunc(cost_function, theta, args, method=method, max_iter=3, **options)
        assert np.isfinite(result.history).all(), kind
        assert np.isfinite(result.x).all(), kind
        assert result.nit <= 3, kind
        if not options.get("batch_size"):
            assert result.fun <= result.history[0], kind
        # A line search that starts towards a kink of |e| may find no lower J.
        assert not np.array_equal(result.x, theta) or kind[2] == "absolute_error", kind
