"""Activations against the formulas of the lecture, their gradients against differences.

Backpropagation and the Hessian use them: see test_gradients.py and test_curvature.py.
"""

import numpy as np
import pytest

import nnfunc

z = np.array([-5.0, -1.3, -0.2, 0.4, 2.0, 7.0])
FORMULAS = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": lambda z: (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)),
    "relu": lambda z: np.where(z > 0, z, 0),
    "leaky_relu": lambda z: np.where(z > 0, z, 0.01 * z),
    "linear": lambda z: z,
}
names = pytest.mark.parametrize("name", FORMULAS)


def both(name):
    return getattr(nnfunc, name), getattr(nnfunc, f"{name}_gradient")


@names
def test_value_agrees_with_the_formula(name):
    np.testing.assert_allclose(both(name)[0](z), FORMULAS[name](z), rtol=1e-12)


@names
def test_gradient_is_the_slope_of_the_value(name):
    g, g_gradient = both(name)
    slope = (g(z + 1e-6) - g(z - 1e-6)) / 2e-6
    np.testing.assert_allclose(g_gradient(z), slope, atol=1e-9)


@names
def test_float32_is_kept_and_integers_become_float64(name):
    for function in both(name):
        assert function(z.astype(np.float32)).dtype == np.float32
        assert function([[-1, 0], [1, 2]]).dtype == np.float64
        assert function([[-1, 0], [1, 2]]).shape == (2, 2)
        assert function(0.5).shape == ()


@names
def test_input_is_not_modified(name):
    for function in both(name):
        before = z.copy()
        before.flags.writeable = False
        function(before)
        np.testing.assert_array_equal(before, z)


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_saturated_units_raise_no_warning(name):
    g, g_gradient = both(name)
    np.testing.assert_array_equal(g([-1e300, 1e300]), [-1 if name == "tanh" else 0, 1])
    np.testing.assert_array_equal(g_gradient([-1e300, 1e300]), [0, 0])


def test_gradients_at_the_kink():
    assert nnfunc.relu_gradient(0.0) == 0
    assert nnfunc.leaky_relu_gradient(0.0) == 0.01
    assert nnfunc.leaky_relu_gradient(0.0, slope=0.3) == 0.3


def test_leaky_slope_can_be_chosen():
    np.testing.assert_allclose(nnfunc.leaky_relu([-2.0, 2.0], slope=0.3), [-0.6, 2.0])
    np.testing.assert_allclose(nnfunc.leaky_relu_gradient([-2.0, 2.0], slope=0.3), [0.3, 1.0])


def test_softmax_turns_each_row_into_a_distribution():
    Z = np.array([[0.0, 1.0, 2.0], [-3.0, 5.0, 0.5]])
    np.testing.assert_allclose(
        nnfunc.softmax(Z), np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True), rtol=1e-12
    )
    np.testing.assert_allclose(nnfunc.softmax(Z + 1000), nnfunc.softmax(Z), rtol=1e-12)
    np.testing.assert_array_equal(nnfunc.softmax([[0, 0], [2000, 2000]]), [[0.5, 0.5]] * 2)
    np.testing.assert_array_equal(nnfunc.softmax([1.7e308, -1.7e308]), [1, 0])
    assert nnfunc.softmax(Z.astype(np.float32)).dtype == np.float32


def test_softmax_gradient_is_the_jacobian():
    Z = np.array([[0.0, 1.0, 2.0], [-3.0, 5.0, 0.5]])
    steps = 1e-6 * np.eye(3)
    for row, jacobian in zip(Z, nnfunc.softmax_gradient(Z)):
        columns = [(nnfunc.softmax(row + s) - nnfunc.softmax(row - s)) / 2e-6 for s in steps]
        np.testing.assert_allclose(jacobian, np.column_stack(columns), atol=1e-9)
