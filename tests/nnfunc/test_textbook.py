"""The library computes what the lecture's loops and the worked solutions compute."""

import numpy as np
import pytest

import nnfunc as nn
from exercises.ex2 import solution as ex2
from exercises.ex3 import solution as ex3
from exercises.ex4 import solution as ex4
from tests.nnfunc import textbook

seeds = pytest.mark.parametrize("seed", range(12))
lambdas = pytest.mark.parametrize("lambda_", [0.0, 2.5])


def draw(seed, sizes=None):
    """A random network of sigmoids: theta, args with labels, and the same labels as rows Y."""
    theta, (network, X, Y) = textbook.draw(seed, sizes)
    y = Y[:, 0].astype(int) if Y.shape[1] == 1 else Y.argmax(axis=1)
    return theta, textbook.Args(network.layer_sizes, X, y), Y


def draw_sizes(seed):
    """Sizes of a network with one hidden layer and several outputs, as in exercise 4."""
    s1, s2, K = np.random.default_rng(seed).integers(2, 7, 3)
    return int(s1), int(s2), int(K)


def assert_same_cost(result, expected):
    assert result[0] == pytest.approx(expected[0], rel=1e-12)
    np.testing.assert_allclose(result[1], expected[1], rtol=1e-10, atol=1e-14)


@seeds
@lambdas
def test_cost_and_gradient_are_those_of_the_slides_loop(lambda_, seed):
    theta, args, Y = draw(seed)
    expected = textbook.cost_function_loop(theta, args.network, args.X, Y, lambda_)
    assert_same_cost(nn.cost_function(theta, *args, lambda_), expected)


@seeds
@lambdas
def test_cost_and_gradient_are_those_of_the_worked_solution(lambda_, seed):
    theta, args, _ = draw(seed, draw_sizes(seed))
    expected = ex4.cost_function(theta, *args, lambda_)
    assert_same_cost(nn.cost_function(theta, *args, lambda_), expected)


def test_targets_may_be_a_matrix():
    theta, sizes, X = np.linspace(-1, 1, 15), (2, 2, 3), np.eye(2)
    Y = np.array([[1, 0.3, 0], [0, 1, 1]])
    expected = textbook.cost_function_loop(theta, sizes, X, Y)
    assert_same_cost(nn.cost_function(theta, sizes, X, Y), expected)
    expected = textbook.cost_function_loop(theta, sizes, X, np.array([[0, 0, 1], [1, 0, 0]]))
    assert_same_cost(nn.cost_function(theta, sizes, X, [2, 0]), expected)


@seeds
def test_logistic_regression_is_the_smallest_network(seed):
    n = int(np.random.default_rng(seed).integers(1, 9))
    theta, args, _ = draw(seed, (n, 1))
    expected = nn.cost_function(theta, *args)
    assert_same_cost(ex2.cost_function_loop(theta, *args), expected)
    assert_same_cost(ex2.cost_function(theta, *args), expected)
    expected = nn.cost_function(theta, *args, 2.5)
    assert_same_cost(ex2.cost_function(theta, *args, 2.5), expected)


@seeds
def test_activations_are_those_of_each_unit_each_layer_and_all_examples_at_once(seed):
    theta, (sizes, X, _), _ = draw(seed)
    by_units = [textbook.forward_propagate_units(theta, sizes, x) for x in X]
    by_layers = [textbook.forward_propagate_loop(theta, sizes, x) for x in X]
    at_once = ex3.forward_propagate(theta, sizes, X)
    assert len(at_once) == len(by_layers[0]) == len(by_units[0]) == len(sizes)
    for l, a in enumerate(nn.forward_propagate(theta, sizes, X)):
        np.testing.assert_allclose([one[l] for one in by_units], a, rtol=1e-12)
        np.testing.assert_allclose([one[l] for one in by_layers], a, rtol=1e-12)
        np.testing.assert_allclose(at_once[l], a, rtol=1e-12)


@seeds
def test_deltas_and_gradients_are_those_of_each_example(seed):
    theta, args, Y = draw(seed)
    deltas, Ds = nn.back_propagate(theta, *args)
    each = [textbook.back_propagate_loop(theta, args.network, x, y) for x, y in zip(args.X, Y)]
    for l in range(len(Ds)):
        np.testing.assert_allclose([one[l] for one, _ in each], deltas[l], rtol=1e-10, atol=1e-14)
        mean = sum(gradients[l] for _, gradients in each) / len(args.X)
        np.testing.assert_allclose(mean, Ds[l], rtol=1e-10, atol=1e-14)


@seeds
def test_numerical_gradient_is_that_of_the_worked_solution(seed):
    theta, args, Y = draw(seed)
    grad_approx = nn.compute_numerical_gradient(nn.cost_function, theta, (*args, 1.0))

    def cost(theta):
        return textbook.cost_function_loop(theta, args.network, args.X, Y, 1.0)

    # Two cost functions that round differently, divided by 2e-4.
    expected = ex4.compute_numerical_gradient(lambda theta: cost(theta)[0], theta)
    np.testing.assert_allclose(grad_approx, expected, atol=1e-9)
    np.testing.assert_allclose(grad_approx, cost(theta)[1], atol=1e-6)


@seeds
def test_class_is_the_largest_output_or_whether_the_only_one_is_a_half_or_more(seed):
    theta, (sizes, X, _), _ = draw(seed)
    h = [textbook.forward_propagate_loop(theta, sizes, x)[-1] for x in X]
    classes = [int(row[0] >= 0.5) if len(row) == 1 else int(np.argmax(row)) for row in h]
    np.testing.assert_array_equal(nn.predict(theta, sizes, X), classes)


@seeds
def test_worked_solutions_unroll_and_add_bias_as_the_library_does(seed):
    theta, (sizes, X, _), _ = draw(seed)
    thetas = ex3.reshape_params(theta, sizes)
    for Theta, expected in zip(thetas, nn.reshape_params(theta, sizes), strict=True):
        np.testing.assert_array_equal(Theta, expected)
    np.testing.assert_array_equal(ex3.unroll(thetas), theta)
    np.testing.assert_array_equal(ex3.add_bias(X), nn.add_bias(X))


def test_sigmoid_is_that_of_the_worked_solution():
    z = np.linspace(-9, 9, 37)
    np.testing.assert_allclose(ex2.sigmoid(z), nn.sigmoid(z), rtol=1e-12)
    np.testing.assert_allclose(ex4.sigmoid_gradient(z), nn.sigmoid_gradient(z), rtol=1e-12)


def test_worked_solutions_leave_their_inputs_alone():
    theta, args, Y = draw(3, (3, 4, 2))
    for array in (theta, args.X, args.y, Y):
        array.flags.writeable = False  # writing to it is an error
    ex4.cost_function(theta, *args, 1.0)
    textbook.cost_function_loop(theta, args.network, args.X, Y, 1.0)
    ex4.compute_numerical_gradient(lambda *args: ex4.cost_function(*args)[0], theta, args)


# What else the notes state, step by step


def test_delta_is_the_derivative_of_one_examples_cost_with_respect_to_z():
    # Moving the bias of a unit by epsilon moves its z by epsilon.
    theta, sizes, X, y = np.linspace(-1, 1, 31), (3, 4, 2, 1, 1), np.ones((1, 3)), [1]
    deltas, _ = nn.back_propagate(theta, sizes, X, y)
    slopes = nn.compute_numerical_gradient(nn.cost_function, theta, (sizes, X, y))
    for delta, D in zip(deltas, nn.reshape_params(slopes, sizes), strict=True):
        np.testing.assert_allclose(delta[0], D[:, 0], atol=1e-9)


def test_the_slides_vector_of_231_parameters():
    Theta1, Theta2, Theta3 = nn.reshape_params(np.arange(1.0, 232.0), (10, 10, 10, 1))
    assert [Theta.shape for Theta in (Theta1, Theta2, Theta3)] == [(10, 11), (10, 11), (1, 11)]
    assert [Theta[-1, -1] for Theta in (Theta1, Theta2, Theta3)] == [110, 220, 231]
    assert (Theta1[1, 0], Theta1[0, 1], Theta2[0, 0], Theta3[0, 1]) == (2, 11, 111, 222)


@pytest.mark.parametrize("cost_function", [ex2.cost_function_loop, ex2.cost_function])
def test_gradient_descent_trains_logistic_regression_as_the_slides_do(cost_function):
    rng = np.random.default_rng(0)
    args, alpha = ((2, 1), rng.normal(size=(9, 2)), rng.integers(0, 2, 9)), 0.3
    theta = np.zeros(3)
    for _ in range(5):
        _, d_theta = cost_function(theta, *args)
        theta = theta - alpha * d_theta
    how = {"method": nn.gradient_descent, "alpha": alpha, "max_iter": 5}
    result = nn.fminunc(nn.cost_function, np.zeros(3), args, **how)
    np.testing.assert_allclose(result.x, theta, rtol=1e-12)


def test_the_regression_of_the_ufldl_tutorial_node_by_node():
    """Its algorithms 1 and 3: half the squared norm, and weight decay without 1/m."""
    rng = np.random.default_rng(0)
    sizes, m, alpha, decay = (2, 3, 2), 4, 0.1, 0.05
    X, Y = rng.normal(size=(m, 2)), rng.normal(size=(m, 2))
    W = [rng.normal(size=(3, 2)), rng.normal(size=(2, 3))]
    b = [rng.normal(size=3), rng.normal(size=2)]
    start = nn.unroll(nn.theta_from_weights(W, b))

    J, Delta_W, Delta_b = 0.0, [np.zeros((3, 2)), np.zeros((2, 3))], [np.zeros(3), np.zeros(2)]
    for x, y in zip(X, Y):
        a2 = [np.tanh(W[0][i] @ x + b[0][i]) for i in range(3)]
        h = [W[1][i] @ a2 + b[1][i] for i in range(2)]
        J += sum((h[i] - y[i]) ** 2 / 2 for i in range(2)) / m
        delta3 = [h[i] - y[i] for i in range(2)]  # a linear output has g'(z) = 1
        delta2 = [
            sum(W[1][j, i] * delta3[j] for j in range(2)) * (1 - a2[i] ** 2) for i in range(3)
        ]
        for l, (delta, a) in enumerate([(delta2, x), (delta3, a2)]):
            for i in range(len(delta)):
                Delta_b[l][i] += delta[i]
                for j in range(len(a)):
                    Delta_W[l][i, j] += a[j] * delta[i]
    J += decay / 2 * sum(np.sum(W_l**2) for W_l in W)
    stepped_W = [W[l] - alpha * (Delta_W[l] / m + decay * W[l]) for l in range(2)]
    stepped_b = [b[l] - alpha * Delta_b[l] / m for l in range(2)]

    args = (nn.Network(sizes, hidden="tanh", output="linear"), X, Y, m * decay)
    assert nn.cost_function(start, *args)[0] == pytest.approx(J, rel=1e-12)
    how = {"method": nn.gradient_descent, "alpha": alpha, "max_iter": 1}
    result = nn.fminunc(nn.cost_function, start, args, **how)
    stepped = nn.unroll(nn.theta_from_weights(stepped_W, stepped_b))
    np.testing.assert_allclose(result.x, stepped, rtol=1e-12)


def test_cross_entropy_averaged_over_the_outputs_is_ours_over_their_number():
    theta, X, Y = np.linspace(-1, 1, 9), np.eye(2), np.array([[1.0, 0, 1], [0, 0, 1]])
    h = textbook.hypothesis(theta, nn.Network((2, 3)), X)
    mean = -np.mean(Y * np.log(h) + (1 - Y) * np.log(1 - h))
    assert nn.cost_function(theta, (2, 3), X, Y)[0] == pytest.approx(3 * mean, rel=1e-12)


def test_tanh_is_a_sigmoid_shifted_and_rescaled():
    z = np.linspace(-9, 9, 37)
    np.testing.assert_allclose(nn.tanh(z), 2 * nn.sigmoid(2 * z) - 1, atol=1e-15)


def test_the_price_of_a_house_is_never_negative():
    """A single neuron: a line, and zero where it would be negative."""
    network = nn.Network((1, 1), output="relu")
    price = nn.predict([-2.0, 3.0], network, [[0.0], [0.5], [1.0], [2.0]])
    np.testing.assert_array_equal(price[:, 0], [0, 0, 1, 4])
