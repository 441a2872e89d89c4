"""The gradient against differences and against autograd, which shares no code with the library."""

import numpy as np
import pytest

from nnfunc import Network, compute_numerical_gradient, cost_function
from tests.nnfunc import textbook
from tests.nnfunc.support import kinds
from tests.nnfunc.textbook import difference, draw

seeds = pytest.mark.parametrize("seed", range(25))


def autograd():
    return pytest.importorskip("autograd", reason="autograd is the independent oracle")


def lambda_of(seed):
    return (0.0, 0.1, 1.0, 10.0)[seed % 4]


def draw_two_hidden_layers(kind):
    """A problem with none of the ReLUs near its kink."""
    return draw(6, sizes=(3, 5, 4, 2), m=9, leaky_slope=0.2, **kind)


@seeds
def test_sigmoid_networks_against_differences(seed):
    theta, args = draw(seed)
    args = (*args, lambda_of(seed))
    _, grad_vec = cost_function(theta, *args)
    assert difference(compute_numerical_gradient(cost_function, theta, args), grad_vec) < 1e-8


@seeds
def test_sigmoid_networks_against_autograd(seed):
    theta, args = draw(seed)
    lambda_, w = lambda_of(seed), np.random.default_rng(seed).random(len(args.X)) + 0.1
    for weights in (None, w):
        J, grad_vec = cost_function(theta, *args, lambda_, weights)
        oracle = autograd().grad(textbook.cost)
        xp = autograd().numpy
        expected = oracle(theta, *args, lambda_, weights, xp=xp)
        assert difference(expected, grad_vec) < 1e-11
        assert J == pytest.approx(textbook.cost(theta, *args, lambda_, weights), rel=1e-11)


@kinds
@pytest.mark.parametrize("dropout", [{}, {"keep_prob": 0.6, "seed": 5}])
def test_every_kind_of_network_against_differences(kind, dropout):
    theta, args = draw_two_hidden_layers(kind)
    w = np.linspace(0.5, 2, 9)

    def J(theta):
        return cost_function(theta, *args, 1.5, w, **dropout)

    assert difference(compute_numerical_gradient(J, theta), J(theta)[1]) < 1e-8


@kinds
def test_every_kind_of_network_against_autograd(kind):
    theta, args = draw_two_hidden_layers(kind)
    expected = autograd().grad(textbook.cost)(theta, *args, 1.5, xp=autograd().numpy)
    assert difference(expected, cost_function(theta, *args, 1.5)[1]) < 1e-11


@pytest.mark.parametrize("loss", ["squared_error", "absolute_error"])
def test_gradient_at_the_kinks_is_zero(loss):
    relu = Network((1, 1), output="relu", loss=loss)
    np.testing.assert_array_equal(cost_function([0.0, 0.0], relu, [[1.0]], [1.0])[1], [0, 0])
    exact = Network((1, 1), output="linear", loss=loss)
    np.testing.assert_array_equal(cost_function([1.0, 2.0], exact, [[3.0]], [7.0])[1], [0, 0])
