"""The slides' own loops and the library compute the same numbers."""

import numpy as np
import pytest

import nnfunc as nn
from exercises import reference

seeds = pytest.mark.parametrize("seed", range(12))
cost_functions = pytest.mark.parametrize(
    "cost_function", [reference.cost_function_loop, reference.cost_function_vectorised]
)


def draw(seed):
    """A network of sigmoids, examples and their labels, all at random."""
    rng = np.random.default_rng(seed)
    sizes = tuple(int(s) for s in rng.integers(1, 7, rng.integers(2, 6)))
    X = rng.normal(size=(rng.integers(1, 12), sizes[0]))
    y = rng.integers(0, max(sizes[-1], 2), len(X))
    return rng.normal(size=nn.Network(sizes).n_params), sizes, X, y


def agree(result, expected):
    assert result[0] == pytest.approx(expected[0], rel=1e-12)
    np.testing.assert_allclose(result[1], expected[1], rtol=1e-10, atol=1e-14)


@seeds
@pytest.mark.parametrize("lambda_", [0.0, 2.5])
@cost_functions
def test_cost_and_gradient(cost_function, lambda_, seed):
    theta, sizes, X, y = draw(seed)
    J, grad_vec = cost_function(theta, sizes, X, y, lambda_)
    assert type(J) is float
    agree((J, grad_vec), nn.cost_function(theta, sizes, X, y, lambda_))


@cost_functions
def test_targets_may_be_a_matrix(cost_function):
    theta, X, Y = np.linspace(-1, 1, 15), np.eye(2), np.array([[1.0, 0.3, 0], [0, 1, 1]])
    agree(cost_function(theta, (2, 2, 3), X, Y), nn.cost_function(theta, (2, 2, 3), X, Y))
    agree(
        cost_function(theta, (2, 2, 3), X, [2, 0]),
        cost_function(theta, (2, 2, 3), X, [[0, 0, 1], [1, 0, 0]]),
    )


@seeds
@pytest.mark.parametrize("lambda_", [0.0, 2.5])
@pytest.mark.parametrize(
    "logistic_regression",
    [reference.logistic_regression_loop, reference.logistic_regression_vectorised],
)
def test_logistic_regression_is_the_smallest_network(logistic_regression, lambda_, seed):
    rng = np.random.default_rng(seed)
    m, n = rng.integers(1, 9, 2)
    theta, X, y = rng.normal(size=n + 1), rng.normal(size=(m, n)), rng.integers(0, 2, m)
    agree(
        logistic_regression(theta, X, y, lambda_),
        nn.cost_function(theta, (int(n), 1), X, y, lambda_),
    )


@seeds
def test_forward_propagation(seed):
    theta, sizes, X, _ = draw(seed)
    expected = nn.forward_propagate(theta, sizes, X)
    by_layers = [reference.forward_propagate_loop(theta, sizes, x) for x in X]
    by_units = [reference.forward_propagate_units(theta, sizes, x) for x in X]
    at_once = reference.forward_propagate_vectorised(theta, sizes, X)
    assert len(at_once) == len(by_layers[0]) == len(by_units[0]) == len(sizes)
    for l, a in enumerate(expected):
        np.testing.assert_allclose(at_once[l], a, rtol=1e-12)
        np.testing.assert_allclose([one[l] for one in by_layers], a, rtol=1e-12)
        np.testing.assert_allclose([one[l] for one in by_units], a, rtol=1e-12)


@seeds
def test_deltas_of_every_example_and_their_gradients(seed):
    theta, sizes, X, y = draw(seed)
    Y = reference.one_hot(y, sizes[-1])
    deltas, Ds = nn.back_propagate(theta, sizes, X, y)
    each = [reference.back_propagate_loop(theta, sizes, *example) for example in zip(X, Y)]
    for l in range(len(sizes) - 1):
        np.testing.assert_allclose([one[l] for one, _ in each], deltas[l], rtol=1e-10, atol=1e-14)
        mean = sum(gradients[l] for _, gradients in each) / len(X)
        np.testing.assert_allclose(mean, Ds[l], rtol=1e-10, atol=1e-14)


@seeds
def test_numerical_gradient(seed):
    theta, sizes, X, y = draw(seed)
    args = (sizes, X, y, 1.0)
    grad_approx = reference.compute_numerical_gradient(
        reference.cost_function_vectorised, theta, args
    )
    # Two cost functions that round differently, divided by 2e-4.
    np.testing.assert_allclose(
        grad_approx, nn.compute_numerical_gradient(nn.cost_function, theta, args), atol=1e-9
    )
    np.testing.assert_allclose(
        grad_approx, reference.cost_function_loop(theta, *args)[1], atol=1e-6
    )


@seeds
def test_predictions(seed):
    theta, sizes, X, _ = draw(seed)
    np.testing.assert_array_equal(reference.predict(theta, sizes, X), nn.predict(theta, sizes, X))


@seeds
def test_matrices_and_vector(seed):
    theta, sizes, X, y = draw(seed)
    thetas = reference.reshape_params(theta, sizes)
    for Theta, expected in zip(thetas, nn.reshape_params(theta, sizes), strict=True):
        np.testing.assert_array_equal(Theta, expected)
    np.testing.assert_array_equal(reference.unroll(thetas), theta)
    np.testing.assert_array_equal(reference.add_bias(X), nn.add_bias(X))


def test_sigmoid():
    z = np.linspace(-9, 9, 37)
    np.testing.assert_allclose(reference.sigmoid(z), nn.sigmoid(z), rtol=1e-12)
    np.testing.assert_allclose(reference.sigmoid_gradient(z), nn.sigmoid_gradient(z), rtol=1e-12)


def test_inputs_are_left_alone():
    theta, sizes, X, y = draw(3)
    kept = [array.copy() for array in (theta, X, y)]
    for array in (theta, X, y):
        array.flags.writeable = False
    reference.cost_function_loop(theta, sizes, X, y, 1.0)
    reference.cost_function_vectorised(theta, sizes, X, y, 1.0)
    reference.compute_numerical_gradient(reference.cost_function_loop, theta, (sizes, X, y))
    for array, copy in zip((theta, X, y), kept):
        np.testing.assert_array_equal(array, copy)


# What else the notes say, step by step


def test_formally_delta_is_the_slope_of_one_examples_cost_by_z():
    # To move the bias of a unit by epsilon is to move its z by epsilon.
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


@pytest.mark.parametrize(
    "logistic_regression",
    [reference.logistic_regression_loop, reference.logistic_regression_vectorised],
)
def test_gradient_descent_for_logistic_regression(logistic_regression):
    rng = np.random.default_rng(0)
    X, y, alpha = rng.normal(size=(9, 2)), rng.integers(0, 2, 9), 0.3
    theta = np.zeros(3)
    for _ in range(5):
        _, d_theta = logistic_regression(theta, X, y)
        theta = theta - alpha * d_theta
    result = nn.fminunc(
        nn.cost_function,
        np.zeros(3),
        ((2, 1), X, y),
        method=nn.gradient_descent,
        alpha=alpha,
        max_iter=5,
    )
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
        delta3 = [h[i] - y[i] for i in range(2)]  # the derivative by z of a linear output
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
    result = nn.fminunc(
        nn.cost_function, start, args, method=nn.gradient_descent, alpha=alpha, max_iter=1
    )
    stepped = nn.unroll(nn.theta_from_weights(stepped_W, stepped_b))
    np.testing.assert_allclose(result.x, stepped, rtol=1e-12)


def test_summing_over_the_outputs_is_the_mean_over_them_times_their_number():
    """The notes that average the cross entropy over the Q outputs have J/Q."""
    theta, X, Y = np.linspace(-1, 1, 9), np.eye(2), np.array([[1.0, 0, 1], [0, 0, 1]])
    h = reference.forward_propagate_vectorised(theta, (2, 3), X)[-1]
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
