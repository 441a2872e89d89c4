"""Unrolling, its inverse, and initial weights."""

import numpy as np
import pytest

from nnfunc import (
    hypothesis,
    rand_initialize_theta,
    rand_initialize_weights,
    reshape_params,
    theta_from_weights,
    unroll,
    weights_from_theta,
)
from tests.nnfunc.textbook import draw


def test_unroll_stacks_the_columns_of_each_theta():
    Theta1, Theta2 = [[1, 3, 5], [2, 4, 6]], [[7, 8, 9]]
    theta_vec = unroll([Theta1, Theta2])
    np.testing.assert_array_equal(theta_vec, np.arange(1, 10))
    assert theta_vec.dtype == np.float64


def test_reshape_params_fills_columns_first():
    Theta1, Theta2 = reshape_params(np.arange(1.0, 10.0), (2, 2, 1))
    np.testing.assert_array_equal(Theta1, [[1, 3, 5], [2, 4, 6]])
    np.testing.assert_array_equal(Theta2, [[7, 8, 9]])


@pytest.mark.parametrize("seed", range(5))
def test_unroll_and_reshape_params_are_inverse(seed):
    theta, args = draw(seed)
    thetas = reshape_params(theta, args.network)
    assert [Theta.shape for Theta in thetas] == list(args.network.theta_shapes)
    np.testing.assert_array_equal(unroll(thetas), theta)


def test_reshape_params_copies_nothing():
    theta = np.arange(18.0)
    for Theta in reshape_params(theta, (2, 2, 4)):
        assert np.shares_memory(Theta, theta)
        Theta[:] = -1
    np.testing.assert_array_equal(theta, -np.ones(18))


def test_unroll_copies():
    Theta = np.ones((1, 3))
    theta_vec = unroll([Theta])
    theta_vec[:] = 5
    np.testing.assert_array_equal(Theta, np.ones((1, 3)))


def test_unroll_accepts_any_layout():
    Theta = np.arange(12.0).reshape(3, 4)
    for same in (np.asfortranarray(Theta), Theta.astype(int), Theta[::1], Theta.tolist()):
        np.testing.assert_array_equal(unroll([same]), Theta.T.ravel())


def test_epsilon_scheme_fills_its_range_and_includes_biases():
    Theta = rand_initialize_weights(30, 40, rng=1)
    assert Theta.shape == (40, 31)
    assert 0.119 < abs(Theta).max() <= 0.12
    assert abs(Theta.mean()) < 0.01
    assert Theta[:, 0].any()
    assert 0.49 < abs(rand_initialize_weights(30, 40, epsilon=0.5, rng=1)).max() <= 0.5


def test_epsilon_none_follows_the_rule_of_the_course():
    rule = np.sqrt(6) / np.sqrt(20 + 100)
    assert 0.99 * rule < abs(rand_initialize_weights(20, 100, epsilon=None, rng=1)).max() <= rule


@pytest.mark.parametrize(
    ("scheme", "variance"), [("lecun", 1 / 200), ("he", 2 / 200), ("glorot", 2 / 500)]
)
def test_variance_of_the_scheme(scheme, variance):
    Theta = rand_initialize_weights(200, 300, scheme, rng=1)
    assert Theta.shape == (300, 201)
    assert Theta[:, 1:].var() == pytest.approx(variance, rel=0.03)
    assert not Theta[:, 0].any()


def test_zeros_scheme_is_all_zeros():
    assert not rand_initialize_weights(3, 2, "zeros").any()


@pytest.mark.parametrize("scheme", ["epsilon", "lecun", "he", "glorot"])
def test_seed_repeats_and_generator_continues(scheme):
    def drawn(rng):
        return rand_initialize_theta((3, 4, 2), scheme, rng=rng)

    np.testing.assert_array_equal(drawn(7), drawn(7))
    assert not np.array_equal(drawn(7), drawn(8))
    generator = np.random.default_rng(7)
    np.testing.assert_array_equal(drawn(generator), drawn(7))
    assert not np.array_equal(drawn(generator), drawn(7))
    assert not np.array_equal(drawn(None), drawn(None))


def test_theta_of_a_network_is_drawn_layer_by_layer():
    theta = rand_initialize_theta((5, 4, 4, 3), "he", rng=3)
    Theta1, Theta2, Theta3 = reshape_params(theta, (5, 4, 4, 3))
    assert (Theta1.shape, Theta2.shape, Theta3.shape) == ((4, 6), (4, 5), (3, 5))
    assert not Theta1[:, 0].any()
    assert not np.array_equal(Theta1[:, 1:5], Theta2[:, 1:])
    epsilon = rand_initialize_theta((5, 4, 3), epsilon=2.0, rng=3)
    assert 1 < abs(epsilon).max() <= 2


def test_separate_weights_and_biases_make_the_same_network():
    rng = np.random.default_rng(0)
    W, b = [rng.normal(size=(4, 3)), rng.normal(size=(2, 4))], [rng.normal(size=4), [[0.5], [1]]]
    X = rng.normal(size=(6, 3))
    A = 1 / (1 + np.exp(-(W[0] @ X.T + np.reshape(b[0], (4, 1)))))
    A = 1 / (1 + np.exp(-(W[1] @ A + np.array(b[1]))))
    thetas = theta_from_weights(W, b)
    np.testing.assert_allclose(hypothesis(unroll(thetas), (3, 4, 2), X), A.T, rtol=1e-12)
    for Theta, W_l, b_l in zip(thetas, W, b):
        weights, biases = weights_from_theta(Theta)
        np.testing.assert_array_equal(weights, W_l)
        np.testing.assert_array_equal(biases, np.reshape(b_l, (-1, 1)))
        assert not np.shares_memory(weights, Theta)
        assert not np.shares_memory(biases, Theta)
