"""Losses that are functions: (h, Y) -> (losses, dL/dh)."""

import pickle

import numpy as np
import pytest
from scipy.special import huber as scipy_huber

from nnfunc import (
    Network,
    back_propagate,
    check_gradients,
    cost_function,
    fminunc,
    hessian_vector_product,
    huber,
    pinball,
    unroll,
)
from tests.nnfunc import textbook
from tests.nnfunc.support import HIDDEN, blocks_of, refused


def squared(h, Y):
    return (h - Y) ** 2 / 2, h - Y


def log_of_softmax(h, Y):
    return -Y * np.log(h), -Y / h


def log_of_sigmoid(h, Y):
    return -Y * np.log(h) - (1 - Y) * np.log(1 - h), (h - Y) / (h * (1 - h))


def distance(h, Y):
    """The norm of each row's error, in column 0: coupled within a row."""
    norm = np.linalg.norm(h - Y, axis=1, keepdims=True)
    losses = np.zeros_like(h)
    losses[:, :1] = norm
    return losses, (h - Y) / norm


def steps(h, Y):
    return np.abs(h - Y), np.where(h > Y, 1.0, -1.0)  # float64, whatever h is


def of_positive_outputs(h, Y):
    return (np.abs(h) - Y) ** 2 / 2, h - Y


def poisson(h, Y):
    return h - Y * np.log(h), 1 - Y / h


def name_of(loss):
    return getattr(loss, "__name__", str(loss))


LOSSES = (squared, distance, huber(0.5), pinball(0.8))


@pytest.mark.parametrize("loss", LOSSES, ids=name_of)
@pytest.mark.parametrize("output", [*HIDDEN, "softmax"])
def test_gradient_agrees_with_differences(output, loss):
    theta, args = textbook.draw(3, sizes=(3, 4, 3), m=9, hidden="tanh", output=output, loss=loss)
    args = (*args, 1.5, np.linspace(0, 2, 9), 0.7, 4)
    with blocks_of(4):
        assert check_gradients(cost_function, theta, args, epsilon=1e-5) < 1e-7
    _, Ds = back_propagate(theta, *args)
    np.testing.assert_allclose(unroll(Ds), cost_function(theta, *args)[1], rtol=1e-11, atol=1e-14)


@pytest.mark.parametrize(
    ("output", "name", "function"),
    [
        ("linear", "squared_error", squared),
        ("tanh", "squared_error", huber(1e9)),
        ("sigmoid", "cross_entropy", log_of_sigmoid),
        ("softmax", "cross_entropy", log_of_softmax),
    ],
)
def test_function_gives_what_the_named_loss_gives(output, name, function):
    theta, args = textbook.draw(5, sizes=(3, 4, 3), m=9, output=output, loss=name)
    J, grad_vec = cost_function(theta, *args)
    args = args._replace(network=Network((3, 4, 3), output=output, loss=function))
    assert cost_function(theta, *args)[0] == pytest.approx(J, rel=1e-12)
    np.testing.assert_allclose(cost_function(theta, *args)[1], grad_vec, rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize("loss", [huber(0.5), pinball(0.8), steps], ids=name_of)
def test_float32_examples_keep_float32_arithmetic(loss):
    theta, args = textbook.draw(5, sizes=(3, 4, 2), m=9, output="linear", loss=loss)
    J, grad_vec = cost_function(theta, *args._replace(X=args.X.astype(np.float32)))
    deltas, _ = back_propagate(theta, *args._replace(X=args.X.astype(np.float32)))
    assert deltas[-1].dtype == np.float32
    assert J == pytest.approx(cost_function(theta, *args)[0], rel=1e-5)
    np.testing.assert_allclose(grad_vec, cost_function(theta, *args)[1], rtol=1e-4, atol=1e-5)


def test_saturated_outputs_give_no_nan():
    theta, args = textbook.draw(5, sizes=(3, 3), m=9, output="softmax", loss=log_of_softmax)
    J, grad_vec = cost_function(1e6 * theta, *args)
    assert J == np.inf
    assert not np.isnan(grad_vec).any()
    refused("theta_vec", "overflows", back_propagate, 1e6 * theta, *args)


# huber and pinball

ERRORS = np.linspace(-3, 3, 25)[np.newaxis]


@pytest.mark.parametrize("delta", [0.3, 1.0, 2.0])
def test_huber_is_scipys(delta):
    losses, _ = huber(delta)(ERRORS + 1, np.ones_like(ERRORS))
    np.testing.assert_allclose(losses, scipy_huber(delta, ERRORS), rtol=1e-12)


def test_limits_of_huber_are_the_squared_and_the_absolute_error():
    losses, slope = huber(1e6)(ERRORS, 0 * ERRORS)
    np.testing.assert_allclose(losses, ERRORS**2 / 2)
    np.testing.assert_allclose(slope, ERRORS)
    losses, slope = huber(1e-9)(ERRORS, 0 * ERRORS)
    np.testing.assert_allclose(losses / 1e-9, np.abs(ERRORS), atol=1e-9)
    np.testing.assert_allclose(slope / 1e-9, np.sign(ERRORS))


def test_pinball_of_the_median_is_half_the_absolute_error():
    losses, slope = pinball()(ERRORS, 0 * ERRORS)
    np.testing.assert_allclose(losses, np.abs(ERRORS) / 2)
    np.testing.assert_allclose(slope, np.sign(ERRORS) / 2)


@pytest.mark.parametrize("quantile", [0.1, 0.5, 0.9])
def test_quantile_regression_recovers_quantiles(quantile):
    # y is uniform between x and 3x, so its quantiles are lines; fine grids instead of random draws
    x, u = np.meshgrid(np.linspace(1, 2, 21), (np.arange(100) + 0.5) / 100)
    X, y = x.reshape(-1, 1), (x * (1 + 2 * u)).ravel()
    network = Network((1, 1), output="linear", loss=pinball(quantile))
    result = fminunc(cost_function, [0.0, 1.0], (network, X, y), max_iter=200)
    np.testing.assert_allclose(result.x, [0, 1 + 2 * quantile], atol=0.05)
    below = np.mean(y < result.x[0] + result.x[1] * X[:, 0])
    assert below == pytest.approx(quantile, abs=0.01)


def test_huber_ignores_an_outlier():
    X = np.linspace(0, 1, 20)[:, np.newaxis]
    y = 1 + 2 * X[:, 0]
    y[3] = 1000
    network = Network((1, 1), output="linear", loss=huber(0.01))
    result = fminunc(cost_function, [0.0, 0.0], (network, X, y))
    np.testing.assert_allclose(result.x, [1, 2], atol=0.05)


@pytest.mark.parametrize(("loss", "argument"), [(huber, "delta"), (pinball, "quantile")])
@pytest.mark.parametrize("value", [0, -1, np.nan, "1"])
def test_parameter_must_be_in_its_range(loss, argument, value):
    refused(argument, str(value), loss, value)


def test_quantile_is_below_1():
    refused("quantile", "got 90", pinball, 90)


# The network


@pytest.mark.parametrize("loss", LOSSES, ids=name_of)
def test_networks_with_a_function_compare_hash_and_pickle_as_one_value(loss):
    network, equal = (Network((2, 3), output="linear", loss=loss) for _ in range(2))
    assert network == equal == pickle.loads(pickle.dumps(network))
    assert len({network, equal}) == 1
    assert network != Network((2, 3), output="linear")


def test_losses_with_the_same_number_are_different_networks():
    assert huber(0.5) == huber(0.5) != huber(0.6)
    assert huber(0.5) != pinball(0.5)
    networks = [Network((2, 3), output="linear", loss=f(0.5)) for f in (huber, pinball)]
    assert networks[0] != networks[1]


def test_hessian_vector_product_is_refused():
    theta, args = textbook.draw(3, sizes=(3, 2), m=4, output="linear", loss=huber(2))
    word = "huber(delta=2.0)"
    refused("network", word, hessian_vector_product, theta, theta, *args)


def test_loss_is_checked_once_and_not_in_every_evaluation():
    calls = []

    def counted(h, Y):
        calls.append(h.shape)
        return squared(h, Y)

    network = Network((2, 3), output="linear", loss=counted)
    calls.clear()
    cost_function(np.ones(9), network, np.ones((5, 2)), np.ones((5, 3)))
    assert calls == [(5, 3)] * 2  # the losses, and delta(L)


@pytest.mark.parametrize("output", [*HIDDEN, "softmax"])
def test_right_losses_are_accepted_for_any_number_of_outputs(output):
    for K in range(2, 40):  # with pinball an h of these lies at a kink
        for loss in (pinball(0.9), huber(0.01)):
            Network((1, K), output=output, loss=loss)


def test_losses_may_be_infinite_for_some_rows():
    Network((1, 2), output="linear", loss=poisson)  # for h < 0
    Network((1, 2), output="relu", loss=poisson)


def test_losses_are_checked_within_the_range_of_the_output():
    Network((1, 2), output="relu", loss=of_positive_outputs)
    refused("loss", "dL/dh", Network, (1, 2), output="linear", loss=of_positive_outputs)
    Network((1, 2), output="sigmoid", loss=log_of_sigmoid)
    refused("loss", "NaN", Network, (1, 9), output="linear", loss=log_of_sigmoid)


@pytest.mark.parametrize("k", range(10))
def test_gradient_of_every_output_is_checked(k):
    factors = np.where(np.arange(10) == k, 1.001, 1)

    def wrong_for_one(h, Y):
        losses, slope = squared(h, Y)
        return losses, factors * slope

    refused("loss", f"output {k} of 10", Network, (2, 10), output="linear", loss=wrong_for_one)


def written_over(h, Y):
    h -= Y
    return h**2, h


def of_outliers(h, Y):
    losses, slope = huber(10)(h, Y)
    return losses, np.where(np.abs(slope) == 10, -slope, slope)


WRONG = {
    "dL/dh without its factor": (lambda h, Y: ((h - Y) ** 2, h - Y), "dL/dh"),
    "dL/dh with the other sign": (lambda h, Y: ((h - Y) ** 2, 2 * (Y - h)), "slope"),
    "dL/dh of z": (lambda h, Y: (log_of_sigmoid(h, Y)[0], h - Y), "dL/dh"),
    "dL/dh of outliers": (of_outliers, "dL/dh"),
    "dL/dh of coupled losses": (lambda h, Y: (distance(h, Y)[0], np.sign(h - Y)), "dL/dh"),
    "rows coupled": (lambda h, Y: ((h - Y) ** 2 / len(h), 2 * (h - Y) / len(h)), "other rows"),
    "a sum": (lambda h, Y: (((h - Y) ** 2).sum(), h - Y), "got losses"),
    "a loss per row": (lambda h, Y: (((h - Y) ** 2).sum(axis=1), h - Y), "shape (12,)"),
    "dL/dh of one column": (lambda h, Y: ((h - Y) ** 2, (h - Y)[:, :1]), "dL/dh of shape (12, 1)"),
    "losses alone": (lambda h, Y: (h - Y) ** 2, "(losses, dL/dh)"),
    "three results": (lambda h, Y: (*squared(h, Y), h), "(losses, dL/dh)"),
    "lists": (lambda h, Y: (h.tolist(), h.tolist()), "array"),
    "complex": (lambda h, Y: (h + 0j, h), "numbers"),
    "one argument": (lambda h: (h, h), "TypeError"),
    "failing": (lambda h, Y: squared(h, Y[:, 7]), "IndexError"),
    "in place": (written_over, "must not write to h or Y"),
    "NaN": (lambda h, Y: (np.log(-1 - abs(h)), 1 / h), "NaN or infinite"),
    "class": (huber, "pass huber()"),
    "name": ("huber", "cross_entropy"),
    "number": (1.0, "cross_entropy"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_wrong_loss_is_refused(kind):
    loss, word = WRONG[kind]
    output = "sigmoid" if kind == "dL/dh of z" else "linear"
    refused("loss", word, Network, (2, 3), output=output, loss=loss)
