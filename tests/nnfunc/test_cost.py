"""The cost against the textbook, and what must not change it."""

from tempfile import TemporaryFile

import numpy as np
import pytest

from nnfunc import (
    Network,
    back_propagate,
    cost_function,
    hessian_vector_product,
    hypothesis,
    predict,
)
from tests.nnfunc import textbook
from tests.nnfunc.support import blocks_of, kinds

# The test case for nnCostFunction.m in the course's forum
FORUM = (
    np.arange(1, 19) / 10,
    (2, 2, 4),
    np.cos([[1, 2], [3, 4], [5, 6]]),
    np.array([4, 2, 3]) - 1,
)
FORUM_GRADIENT = [
    0.76614, 0.97990, 0.37246, 0.49749, 0.64174, 0.74614, 0.88342, 0.56876, 0.58467,
    0.59814, 1.92598, 1.94462, 1.98965, 2.17855, 2.47834, 2.50225, 2.52644, 2.72233,
]  # fmt: skip


def same(result, expected, rtol=1e-12):
    """Two pairs (J, grad_vec) agree to rounding."""
    assert result[0] == pytest.approx(expected[0], rel=rtol)
    scale = abs(np.asarray(expected[1])).max()
    np.testing.assert_allclose(result[1], expected[1], rtol=rtol, atol=rtol * scale)


@pytest.mark.parametrize(("lambda_", "J", "digits"), [(0, 7.4070, 4), (4, 19.474, 3)])
def test_forum_case(lambda_, J, digits):
    assert cost_function(*FORUM, lambda_)[0] == pytest.approx(J, abs=0.51 * 10**-digits)


def test_forum_case_gradient():
    np.testing.assert_allclose(cost_function(*FORUM, 4)[1], FORUM_GRADIENT, atol=5.1e-6)


def test_returns_a_float_and_a_new_float64_vector():
    J, grad_vec = cost_function(*FORUM, 1)
    assert type(J) is float
    assert (grad_vec.dtype, grad_vec.shape) == (np.float64, (18,))
    assert not np.shares_memory(grad_vec, FORUM[0])
    assert not np.shares_memory(grad_vec, cost_function(*FORUM, 1)[1])


@kinds
@pytest.mark.parametrize("lambda_", [0.0, 2.5])
def test_cost_of_every_kind_of_network_is_the_textbooks(kind, lambda_):
    theta, args = textbook.draw(1, sizes=(3, 5, 4, 2), m=9, leaky_slope=0.2, **kind)
    for w in (None, np.linspace(0, 3, 9)):
        J, _ = cost_function(theta, *args, lambda_, sample_weight=w)
        assert J == pytest.approx(textbook.cost(theta, *args, lambda_, w), rel=1e-12)


@pytest.mark.parametrize("output", ["sigmoid", "softmax"])
def test_targets_may_be_probabilities(output):
    theta, args = textbook.draw(2, sizes=(3, 4, 3), m=9, output=output)
    args = args._replace(y=0.9 * args.y + 0.1 / 3)
    J, _ = cost_function(theta, *args)
    assert J == pytest.approx(textbook.cost(theta, *args), rel=1e-12)


def test_bias_is_not_regularised():
    network, X, y = (1, 1), [[0.0]], [1]
    J0, grad0 = cost_function([3.0, 0.0], network, X, y, 0)
    J9, grad9 = cost_function([3.0, 0.0], network, X, y, 9)
    assert J0 == J9
    np.testing.assert_array_equal(grad0, grad9)
    J, grad_vec = cost_function([3.0, 2.0], network, X, y, 9)
    assert J == pytest.approx(J0 + 9 / 2 * 2**2)
    assert grad_vec[1] == pytest.approx(grad0[1] + 9 * 2)


# Forms of y

LABELS = FORUM[3]


FORMS = {
    "list": LABELS.tolist(),
    "float": LABELS.astype(float),
    "uint8": LABELS.astype(np.uint8),
    "column": LABELS[:, np.newaxis],
    "float-column": LABELS[:, np.newaxis].astype(float),
    "one-hot": np.eye(4)[LABELS],
    "one-hot-bool": np.eye(4, dtype=bool)[LABELS],
    "one-hot-uint8": np.eye(4, dtype=np.uint8)[LABELS],
    "one-hot-fortran": np.asfortranarray(np.eye(4)[LABELS]),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("output", ["sigmoid", "softmax"])
def test_every_form_of_the_labels_gives_the_same_cost(form, output):
    theta, X = FORUM[0], FORUM[2]
    network = Network((2, 2, 4), output=output)
    expected = textbook.cost(theta, network, X, np.eye(4)[LABELS], 1.0)
    J, _ = cost_function(theta, network, X, FORMS[form], 1.0)
    assert J == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("y", [[0, 1, 1], [[0], [1], [1]], [0.0, 1.0, 1.0], [False, True, True]])
def test_one_output_takes_a_vector_or_a_column(y):
    theta, X = np.linspace(-1, 1, 9), FORUM[2]
    expected = textbook.cost(theta, Network((2, 2, 1)), X, np.array([[0], [1], [1]]))
    assert cost_function(theta, (2, 2, 1), X, y)[0] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("loss", ["squared_error", "absolute_error"])
def test_a_regression_takes_any_real_number(loss):
    theta, X, y = np.linspace(-1, 1, 9), FORUM[2], np.array([-2.5, 0, 7])
    network = Network((2, 2, 1), output="linear", loss=loss)
    expected = textbook.cost(theta, network, X, y[:, np.newaxis])
    assert cost_function(theta, network, X, y)[0] == pytest.approx(expected, rel=1e-12)
    assert cost_function(theta, network, X, y[:, np.newaxis])[0] == pytest.approx(expected)


# Blocks


@pytest.mark.parametrize("m", [1, 1023, 1024, 1025, 2048, 2049])
def test_cost_and_gradient_do_not_depend_on_where_blocks_end(m):
    theta, args = textbook.draw(m, sizes=(4, 5, 3), m=m)
    expected = textbook.cost_function_loop(theta, (4, 5, 3), args.X, args.y, 3.0)
    same(cost_function(theta, *args, 3.0), expected, rtol=1e-11)
    args = args._replace(y=args.y.argmax(axis=1))
    same(cost_function(theta, *args, 3.0), expected, rtol=1e-11)


@pytest.mark.parametrize("block", [1, 3, 50])
def test_block_size_does_not_change_results(block):
    theta, args = textbook.draw(5, sizes=(4, 5, 3), m=50, output="softmax")
    w, p = np.linspace(0, 1, 50), np.linspace(-1, 1, theta.size)

    def results():
        return (
            cost_function(theta, *args, 1.0, w),
            hessian_vector_product(theta, p, *args, 1.0, w, 0.7, 3),
            hypothesis(theta, args.network, args.X),
        )

    expected, Hp, h = results()
    with blocks_of(block):
        in_blocks, Hp_in_blocks, h_in_blocks = results()
    same(in_blocks, expected)
    np.testing.assert_allclose(Hp_in_blocks, Hp, rtol=1e-9, atol=1e-13)
    np.testing.assert_allclose(h_in_blocks, h, rtol=1e-12)


# Weights of the examples


@pytest.mark.parametrize("output", ["sigmoid", "softmax", "linear"])
def test_integer_weights_count_as_repeated_rows(output):
    theta, args = textbook.draw(3, sizes=(3, 4, 2), m=6, output=output)
    w, p = np.array([1, 0, 3, 2, 1, 5]), np.linspace(-1, 1, theta.size)
    repeated = args._replace(X=np.repeat(args.X, w, axis=0), y=np.repeat(args.y, w, axis=0))
    expected = cost_function(theta, *repeated, 2.0)
    same(cost_function(theta, *args, 2.0, w), expected)
    np.testing.assert_allclose(
        hessian_vector_product(theta, p, *args, 2.0, w),
        hessian_vector_product(theta, p, *repeated, 2.0),
        rtol=1e-10,
        atol=1e-14,
    )


@pytest.mark.parametrize("scale", [1e-50, 0.25, 1e50])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_rescaled_weights_do_not_change_the_loss(scale, dtype):
    theta, args = textbook.draw(3, sizes=(3, 4, 2), m=6)
    w = np.linspace(1, 2, 6)
    args = args._replace(X=args.X.astype(dtype))
    rtol = 1e-12 if dtype == np.float64 else 1e-5
    plain = cost_function(theta, *args, 0.0, w)
    same(cost_function(theta, *args, 0.0, scale * w), plain, rtol)


def test_rescaling_weights_and_lambda_alike_changes_nothing():
    theta, args = textbook.draw(3, sizes=(3, 4, 2), m=6)
    w = np.linspace(1, 2, 6)
    plain = cost_function(theta, *args, 1.0, w)
    same(cost_function(theta, *args, 10.0, 10 * w), plain)


# Storage of X and theta


def read_only(A):
    A = A.copy()
    A.flags.writeable = False
    return A


def memory_mapped(A):
    with TemporaryFile() as file:
        mapped = np.memmap(file, A.dtype, "w+", shape=A.shape)
    mapped[:] = A
    return mapped


STORED = {
    "fortran": np.asfortranarray,
    "every-other": lambda A: np.repeat(A, 2, axis=0)[::2],
    "reversed": lambda A: A[::-1].copy()[::-1],
    "read-only": read_only,
    "big-endian": lambda A: A.astype(">f8"),
    "list": np.ndarray.tolist,
    "memory-mapped": memory_mapped,
}
STORED_X = {
    **STORED,
    "every-third-column": lambda X: np.repeat(X, 3, axis=1)[:, ::3],
    "int": lambda X: X.astype(int),
    "uint8": lambda X: X.astype(np.uint8),
    "float16": lambda X: X.astype(np.float16),
    "bool": lambda X: X.astype(bool),
}


@pytest.mark.parametrize("kind", STORED_X)
def test_storage_of_x_does_not_change_results(kind):
    theta, (network, _, Y) = textbook.draw(4, sizes=(3, 4, 2), m=1100)
    X = np.random.default_rng(0).integers(0, 2 if kind == "bool" else 5, (1100, 3)).astype(float)
    stored = STORED_X[kind](X)
    same(cost_function(theta, network, stored, Y, 1.0), cost_function(theta, network, X, Y, 1.0))
    np.testing.assert_allclose(hypothesis(theta, network, stored), hypothesis(theta, network, X))


@pytest.mark.parametrize("kind", STORED)
def test_storage_of_theta_does_not_change_the_cost(kind):
    theta, args = textbook.draw(4, sizes=(3, 4, 2), m=20)
    expected = cost_function(theta, *args, 1.0)
    same(cost_function(STORED[kind](theta), *args, 1.0), expected)


@kinds
def test_float32_cost_is_close(kind):
    theta, args = textbook.draw(4, sizes=(3, 4, 4, 2), m=20, **kind)
    J, grad_vec = cost_function(theta, *args._replace(X=args.X.astype(np.float32)), 1.0)
    assert type(J) is float
    assert grad_vec.dtype == np.float64
    expected = cost_function(theta, *args, 1.0)
    same((J, grad_vec), expected, rtol=1e-5)
    assert not np.allclose(grad_vec, expected[1], rtol=1e-12, atol=0)  # computed in float32


def test_inputs_are_not_modified():
    theta, args = textbook.draw(4, sizes=(3, 4, 2), m=20)
    w, p = np.linspace(0, 1, 20), np.linspace(-1, 1, theta.size)
    arrays = (theta, args.X, args.y, w, p)
    copies = [array.copy() for array in arrays]
    for array in arrays:
        array.flags.writeable = False
    for options in ((), (0.5, 7)):
        cost_function(theta, *args, 1.0, w, *options)
        hessian_vector_product(theta, p, *args, 1.0, w, *options)
        back_propagate(theta, *args, 1.0, w, *options)
    hypothesis(theta, args.network, args.X)
    predict(theta, args.network, args.X)
    for array, copy in zip(arrays, copies):
        np.testing.assert_array_equal(array, copy)


# Extreme numbers


def logistic(z, y, dtype=np.float64):
    """Cost of one example whose pre-activation is z."""
    return cost_function([0.0, z], (1, 1), np.ones((1, 1), dtype), [y])[0]


@pytest.mark.parametrize("z", [0.0, 1.5, -1.5, 30.0, -30.0, 50.0, -50.0, 800.0, -800.0])
@pytest.mark.parametrize("y", [0, 1, 0.25])
def test_cross_entropy_is_exact_for_saturated_outputs(z, y):
    exact = y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)
    assert logistic(z, y) == pytest.approx(exact, rel=1e-13, abs=1e-15)
    assert logistic(z, y, np.float32) == pytest.approx(exact, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("z", [1.5, 50.0, 800.0])
@pytest.mark.parametrize("label", [0, 1, 2])
def test_softmax_cross_entropy_is_exact(z, label):
    scores = np.array([z, 0.0, -z])
    exact = np.logaddexp.reduce(scores) - scores[label]
    theta = np.concatenate([scores, np.zeros(3)])
    J, _ = cost_function(theta, Network((1, 3), output="softmax"), [[0.0]], [label])
    assert J == pytest.approx(exact, rel=1e-13, abs=1e-15)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("K", [63, 64, 65, 128, 129, 2000])
def test_cross_entropy_of_many_outputs(K, dtype):
    z = np.linspace(-3, 3, K)
    Y = np.arange(K)[np.newaxis] % 2
    for scale in (0.0, 1.0, 100.0):
        exact = np.sum(np.logaddexp(0, scale * z) - Y * scale * z)
        theta = np.concatenate([np.zeros(K), z])
        J, _ = cost_function(theta, (1, K), np.full((1, 1), scale, dtype), Y)
        assert J == pytest.approx(exact, rel=1e-13 if dtype == np.float64 else 1e-5)


@pytest.mark.parametrize("scale", [1e3, 1e10, 1e38, 1e300])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@kinds
def test_huge_weights_give_no_nan_and_no_warning(kind, scale, dtype):
    theta, args = textbook.draw(7, sizes=(3, 4, 4, 2), m=9, **kind)
    args = args._replace(X=args.X.astype(dtype))
    for lambda_ in (0.0, 1.0):
        J, grad_vec = cost_function(scale * theta, *args, lambda_)
        assert J >= 0
        assert not np.isnan(grad_vec).any()


def test_cost_of_large_weights_is_exact():
    theta, args = textbook.draw(7, sizes=(3, 2), m=9)
    z = 1e3 * textbook.with_ones(args.X) @ theta.reshape(4, 2)
    exact = np.sum(np.logaddexp(0, z) - args.y * z) / 9
    assert cost_function(1e3 * theta, *args)[0] == pytest.approx(exact, rel=1e-12)


@pytest.mark.parametrize("theta", [[np.inf, 1.0], [0.0, -np.inf], [np.inf, -np.inf]])
def test_cost_of_infinite_weights_is_infinite(theta):
    J, grad_vec = cost_function(theta, (1, 1), [[1.0], [-1.0]], [0, 1])
    assert J == np.inf
    assert not np.isnan(grad_vec).any()
