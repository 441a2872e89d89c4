"""check_gradients accepts right gradients and finds wrong ones."""

import numpy as np
import pytest

from nnfunc import (
    check_gradients,
    compute_numerical_gradient,
    cost_function,
    debug_initialize_weights,
)
from tests.nnfunc import textbook

theta = np.array([3.0, -1.0, 0.5])


def cubes(theta, factor=1.0):
    return factor * np.sum(theta**3), factor * 3 * theta**2


def test_two_sided_differences_are_exact_for_a_parabola():
    slope = compute_numerical_gradient(lambda t: t @ t, theta, epsilon=0.5)
    np.testing.assert_allclose(slope, 2 * theta, rtol=1e-13)


def test_error_for_a_cubic_is_epsilon_squared():
    # (f(t+e) - f(t-e)) / 2e = 3 t^2 + e^2 for f = t^3
    slope = compute_numerical_gradient(cubes, theta, epsilon=0.1)
    np.testing.assert_allclose(slope, 3 * theta**2 + 0.01, rtol=1e-12)


def test_default_epsilon_is_that_of_the_course():
    slope = compute_numerical_gradient(lambda t: np.sum(t**3) * 1e6, np.zeros(2))
    np.testing.assert_allclose(slope, 1e6 * (1e-4) ** 2, rtol=1e-6)


def test_cost_may_return_a_gradient_too_and_takes_arguments():
    alone = compute_numerical_gradient(lambda t, k: k * np.sum(t**3), theta, (2.0,))
    np.testing.assert_array_equal(alone, compute_numerical_gradient(cubes, theta, (2.0,)))
    np.testing.assert_allclose(alone, 6 * theta**2, rtol=1e-6)


def test_integer_theta_is_not_truncated():
    np.testing.assert_allclose(compute_numerical_gradient(cubes, [3, -1]), [27, 3], rtol=1e-6)


def test_cost_may_write_to_its_theta():
    def overwriting(t):
        J, grad = cubes(t.copy())
        t[:] = 99
        return J, grad

    before = theta.copy()
    assert check_gradients(overwriting, theta) < 1e-8
    np.testing.assert_array_equal(theta, before)


def test_right_gradient_passes():
    t, args = textbook.draw(3, sizes=(3, 4, 2), m=5)
    assert check_gradients(cost_function, t, (*args, 1.0)) < 1e-8
    assert check_gradients(cost_function, t, (*args, 1.0), directions=5) < 1e-8


@pytest.mark.parametrize("directions", [None, 5])
@pytest.mark.parametrize(
    "wrong",
    [
        lambda grad: 1.01 * grad,
        lambda grad: grad[::-1],
        lambda grad: grad + 0.01,
        lambda grad: -grad,
        lambda grad: np.zeros_like(grad),
    ],
    ids=["scaled", "reversed", "shifted", "negated", "zero"],
)
def test_wrong_gradient_fails(wrong, directions):
    def mistaken(t):
        J, grad = cubes(t)
        return J, wrong(grad)

    assert check_gradients(mistaken, theta, directions=directions) > 1e-4


def test_difference_is_relative_to_the_sum_of_the_norms():
    # ||3 - 1|| / (||3|| + ||1||)
    assert check_gradients(lambda t: (3 * t[0], np.ones(1)), [0.0]) == pytest.approx(0.5)
    assert check_gradients(lambda t: (3 * t[0], -3 * np.ones(1)), [0.0]) == pytest.approx(1)
    assert check_gradients(lambda t: (0.0, np.zeros(1)), [1.0]) == 0


def test_directions_take_two_evaluations_each_and_are_repeatable():
    calls = []

    def counted(t):
        calls.append(t)
        return np.sum(np.sin(t)), np.cos(t)

    first = check_gradients(counted, np.arange(50.0), directions=3)
    assert len(calls) == 1 + 2 * 3
    steps = [np.linalg.norm(t - np.arange(50.0)) for t in calls[1:]]
    np.testing.assert_allclose(steps, 1e-4, rtol=1e-6)
    assert check_gradients(counted, np.arange(50.0), directions=3) == first
    assert check_gradients(counted, np.arange(50.0), directions=3, rng=1) != first
    assert first < 1e-8


def test_debug_weights_are_sines_down_the_columns():
    Theta = debug_initialize_weights(3, 2)
    assert Theta.shape == (2, 4)
    np.testing.assert_allclose(Theta.ravel(order="F"), np.sin(np.arange(1, 9)) / 10)
