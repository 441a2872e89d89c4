"""The edges of every argument: right, or refused in one line."""

import numpy as np
import pytest

import nnfunc
from nnfunc import Network, adam, cost_function, fminunc, mini_batches
from tests.nnfunc.support import refused

BIG = np.full((2, 2, 2), 1.7e308) * np.array([1, -1])


@pytest.mark.parametrize(
    ("argument", "word", "function", "args"),
    [
        ("z", "infinity", nnfunc.softmax, ([np.inf, 0.0],)),
        ("factor", "overflows", nnfunc.change_contrast, (BIG, 10.0)),
        ("gain", "overflows", nnfunc.change_loudness, (BIG[0], 10.0)),
        ("gain", "a number >= 0", nnfunc.change_loudness, (BIG[0], 10**400)),
        ("epsilon", "vanishes", nnfunc.compute_numerical_gradient, (np.sum, [1.0, 1e20])),
        (
            "theta",
            "infinity",
            nnfunc.compute_numerical_gradient,
            (np.sum, np.array(["1e400"], "g")),
        ),
        ("slope", "[0, 1)", nnfunc.leaky_relu, ([1.0], None)),
        ("slope", "[0, 1)", nnfunc.leaky_relu, ([1.0], [0.1])),
        ("leaky_slope", "[0, 1)", Network, ((2, 1), "relu", "linear", None, "steep")),
    ],
)
def test_it_is_refused(argument, word, function, args):
    refused(argument, word, function, *args)


def test_container_that_cannot_be_converted_is_named():
    class Tensor:
        def __array__(self, *args, **kwargs):
            raise RuntimeError("call detach() first")

    refused(
        "X", "got a Tensor: 'call detach() first'", nnfunc.hypothesis, [0.0, 1.0], (1, 1), Tensor()
    )


@pytest.mark.parametrize(
    ("grad", "word"),
    [
        (np.zeros(1), "shape (2,), got (1,)"),
        (np.zeros((2, 1)), "shape (2,), got (2, 1)"),
        (np.zeros(2, dtype=complex), "complex"),
        (["a", "b"], "dtype"),
    ],
)
@pytest.mark.parametrize("method", ["L-BFGS-B", "adam"])
def test_gradient_of_the_wrong_kind_is_refused(grad, word, method):
    refused("cost_fn", word, fminunc, lambda theta: (1.0, grad), [1.0, 2.0], method=method)
    if method == "adam":
        refused("fun", word, adam, lambda theta: (1.0, grad), [1.0, 2.0])


@pytest.mark.parametrize("J", [np.zeros(2), 1j, None])
def test_cost_that_is_no_number_is_refused(J):
    refused("cost_fn", "a real number", fminunc, lambda theta: (J, np.zeros(1)), [1.0])


def test_features_of_any_size_are_normalised():
    X = np.array([[5e-324, 1.7e308, 3.0], [1e-323, -1.7e308, 3.0]])
    X_norm, mu, sigma = nnfunc.feature_normalize(X)
    assert np.isfinite([*X_norm, mu, sigma]).all()
    np.testing.assert_allclose(X_norm[:, 1:], [[1, 0], [-1, 0]])


def test_smallest_int8_is_an_image_like_any_other():
    pytest.importorskip("matplotlib").use("agg")
    ax = nnfunc.display_data(np.array([[-128, 64, 0, 127]], dtype=np.int8))
    grid = ax.images[0].get_array()
    np.testing.assert_allclose(sorted(grid[1:3, 1:3].ravel()), [-1, 0, 0.5, 127 / 128])


def test_seed_of_32_bits_does_not_overflow():
    X, y = np.zeros((64, 1)), np.zeros(64, dtype=int)
    args = ((1, 2, 1), X, y, 0.0, None, 0.5, np.int32(2**31 - 1))
    seeds = [batch.seed for batch in mini_batches(args, 1, rng=0)]
    assert min(seeds) >= 2**31 - 1
    assert len(set(seeds)) == 64


def test_whole_numbers_beyond_float64_stay_what_they_are(tmp_path):
    nnfunc.save_data(tmp_path / "data.mat", [[1.0], [2.0]], [2.0**63, 1.0])
    _, y = nnfunc.load_data(tmp_path / "data.mat")
    np.testing.assert_array_equal(y, [2.0**63, 1.0])


def test_error_of_the_cost_carries_the_best_result():
    calls = []

    def cost(theta):
        calls.append(theta)
        if len(calls) == 4:
            raise ZeroDivisionError
        return float(theta @ theta), 2 * theta

    with pytest.raises(ZeroDivisionError) as caught:
        fminunc(cost, [3.0, 1.0], method="gradient_descent", alpha=0.1)
    result = caught.value.result
    assert not result.success
    assert result.fun == cost(result.x)[0] < 10


def test_dev_cost_that_is_always_nan_ends_the_run_without_success():
    def cost(theta):
        return float(theta @ theta), 2 * theta

    options = {"method": "adam", "dev_cost": lambda theta: np.nan, "patience": 3}
    result = fminunc(cost, [3.0], **options)
    assert (result.success, result.message, result.nit) == (False, "the dev cost is NaN", 3)
    assert result.fun == cost(result.x)[0]


def test_huge_theta_of_a_hessian_product_ends_newtons_method_with_its_best():
    network = Network((1, 2, 1), hidden="relu", output="linear")
    args = (network, np.array([[1e150]]), np.array([[1.0]]))
    try:
        result = fminunc(
            cost_function,
            np.full(7, 1e10),
            args,
            method="trust-krylov",
            hessp=nnfunc.hessian_vector_product,
            max_iter=3,
        )
    except ValueError as error:
        result = error.result
    assert not result.success
    assert np.isfinite(result.x).all()
