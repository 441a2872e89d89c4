"""Normalising, splitting and labels."""

import numpy as np
import pytest

from nnfunc import feature_normalize, labels_from_octave, one_hot, train_dev_test_split
from tests.nnfunc.support import refused

# Labels


def label_types(test):
    """Repeat a test for labels of every dtype, in a vector and in a column."""
    test = pytest.mark.parametrize("shape", [(-1,), (-1, 1)])(test)
    return pytest.mark.parametrize("dtype", [int, np.uint8, float])(test)


@label_types
def test_label_10_is_the_digit_zero(dtype, shape):
    y = np.array([10, 1, 2, 9, 10], dtype=dtype).reshape(shape)
    before = y.copy()
    classes = labels_from_octave(y, 10)
    np.testing.assert_array_equal(classes, [0, 1, 2, 9, 0])
    assert classes.dtype.kind == "i"
    np.testing.assert_array_equal(y, before)


def test_last_label_is_class_zero_and_classes_may_be_missing():
    np.testing.assert_array_equal(labels_from_octave([1, 2, 3, 4], 4), [1, 2, 3, 0])
    np.testing.assert_array_equal(labels_from_octave([3, 4], 10), [3, 4])


@label_types
def test_one_hot_gives_rows_of_the_identity(dtype, shape):
    Y = one_hot(np.array([2, 0, 2], dtype=dtype).reshape(shape), 4)
    np.testing.assert_array_equal(Y, [[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 1, 0]])
    assert Y.dtype == np.float64
    np.testing.assert_array_equal(one_hot([0, 0], 1), [[1], [1]])


# Features


def test_features_get_mean_0_and_standard_deviation_1():
    X = np.random.default_rng(0).normal([5, -300, 0.01], [2, 70, 0.001], (40, 3))
    before = X.copy()
    X_norm, mu, sigma = feature_normalize(X)
    np.testing.assert_allclose(mu, np.mean(X, axis=0), rtol=1e-13)
    np.testing.assert_allclose(sigma, np.std(X, axis=0), rtol=1e-13)
    np.testing.assert_allclose(X_norm.mean(axis=0), 0, atol=1e-14)
    np.testing.assert_allclose((X_norm**2).mean(axis=0), 1, rtol=1e-13)
    np.testing.assert_array_equal(X_norm, (X - mu) / sigma)
    np.testing.assert_array_equal(X, before)


def test_new_data_are_normalised_by_the_training_sets_mu_and_sigma():
    _, mu, sigma = feature_normalize([[1, 10], [3, 50]])
    np.testing.assert_array_equal((np.array([[4, 30]]) - mu) / sigma, [[2, 0]])


VALUES = [0, 0.1, -0.1, 1 / 3, 7]


@pytest.mark.parametrize(
    ("value", "dtype"),
    [(value, np.float64) for value in (*VALUES, 1e-300, 1e300)]
    + [(value, np.float32) for value in VALUES],
)
@pytest.mark.parametrize("m", [1, 3, 10, 1000])
def test_constant_feature_becomes_0(value, m, dtype):
    """In floating point the mean of ten times 0.1 is not 0.1, and np.std is not 0."""
    X = np.column_stack([np.full(m, value), np.arange(m)]).astype(dtype)
    X_norm, mu, sigma = feature_normalize(X)
    np.testing.assert_array_equal(X_norm[:, 0], 0)
    assert sigma[0] == 1
    assert mu[0] == dtype(value)


def test_feature_constant_up_to_rounding_stays_near_0():
    X_norm, _, sigma = feature_normalize([[0.1 + 0.2], [0.3], [0.3]])
    assert sigma == 1
    assert np.abs(X_norm).max() < 1e-15


@pytest.mark.parametrize("scale", [1e-300, 1e-160, 1e160, 1e300])
def test_features_whose_squares_overflow_or_underflow(scale):
    X_norm, mu, sigma = feature_normalize(np.array([[1.0], [2.0], [6.0]]) * scale)
    np.testing.assert_allclose(mu, 3 * scale)
    np.testing.assert_allclose(sigma, np.sqrt(14 / 3) * scale)
    np.testing.assert_allclose(X_norm[:, 0], np.array([-2, -1, 3]) / np.sqrt(14 / 3))


def test_small_spread_about_a_large_mean_is_not_constant():
    X_norm, _, sigma = feature_normalize(1.7e9 + np.arange(5.0)[:, np.newaxis])
    np.testing.assert_allclose(sigma, np.sqrt(2), rtol=1e-5)
    np.testing.assert_allclose(X_norm[:, 0], np.arange(-2, 3) / np.sqrt(2), atol=1e-5)


@pytest.mark.parametrize(
    ("dtype", "expected"),
    [(np.float32, np.float32), (np.float64, np.float64), (np.int8, np.float64)],
)
def test_features_are_normalised_in_floats(dtype, expected):
    X = np.array([[-128, 1], [127, 2], [127, 1]]).astype(dtype)
    X_norm, mu, sigma = feature_normalize(X)
    assert X_norm.dtype == mu.dtype == sigma.dtype == expected
    assert mu.shape == sigma.shape == (2,)
    np.testing.assert_allclose(mu, [42, 4 / 3], rtol=1e-6)
    np.testing.assert_allclose(sigma, [np.sqrt(2 * 85**2), np.sqrt(2) / 3], rtol=1e-6)


# The split


def members(sets):
    """Numbers of the rows in each set."""
    return [X[:, 0].tolist() for X, _ in sets]


def numbered(m):
    """Rows that begin with their number."""
    return np.column_stack([np.arange(m), np.sin(np.arange(m))])


FRACTIONS = [(0.6, 0.2, 0.2), (0.75, 0.25), (1 / 3, 1 / 3, 1 / 3), (0.5, 0.3, 0.15, 0.05)]


@pytest.mark.parametrize("fractions", FRACTIONS)
@pytest.mark.parametrize("seed", range(15))
def test_split_is_complete_disjoint_and_in_proportion(fractions, seed):
    rng = np.random.default_rng(seed)
    y = rng.choice(7, p=[0.4, 0.3, 0.1, 0.1, 0.05, 0.03, 0.02], size=int(rng.integers(60, 500)))
    X = numbered(y.size)
    sets = train_dev_test_split(X, y, fractions, rng=seed)
    assert len(sets) == len(fractions)
    assert sorted(sum(members(sets), [])) == list(range(y.size))
    for (X_s, y_s), fraction in zip(sets, fractions):
        rows = X_s[:, 0].astype(int)
        np.testing.assert_array_equal(X_s, X[rows])
        np.testing.assert_array_equal(y_s, y[rows])
        off = np.bincount(y_s, minlength=7) - fraction * np.bincount(y, minlength=7)
        assert np.abs(off).max() < 1
        assert abs(y_s.size - fraction * y.size) < 1


def test_shares_that_are_integers_are_met_exactly():
    """100 * 0.29 is 28.999999999999996 in floating point."""
    y = np.repeat([3, 8], 100)
    sets = train_dev_test_split(numbered(200), y, (0.29, 0.57, 0.14), rng=1)
    assert [np.bincount(y_s)[[3, 8]].tolist() for _, y_s in sets] == [[29] * 2, [57] * 2, [14] * 2]


def test_share_that_is_an_integer_up_to_rounding_is_met_exactly():
    """50 * 0.58 is 28.999999999999996, and class 0 has already gone to the first set."""
    y = [0] + [1] * 50
    (_, y_train), *others = train_dev_test_split(numbered(51), y, (0.58, 0.21, 0.21), rng=0)
    assert np.bincount(y_train).tolist() == [1, 29]
    assert sorted(len(y_s) for _, y_s in others) == [10, 11]


def test_examples_left_over_from_small_classes_even_out_the_sets():
    """With one example in each of 100 classes, no class can be split in proportion."""
    sets = train_dev_test_split(numbered(100), np.arange(100), rng=0)
    assert [len(y) for _, y in sets] == [60, 20, 20]


def test_regression_is_split_by_quantile():
    y = np.random.default_rng(3).exponential(size=1000)
    for _, y_s in train_dev_test_split(numbered(1000), y, rng=0):
        counts, _ = np.histogram(y_s, np.quantile(y, np.linspace(0, 1, 11)))
        assert np.abs(counts - y_s.size / 10).max() <= 1


@pytest.mark.parametrize("kind", ["column", "one-hot", "float", "bool"])
def test_all_forms_of_labels_are_stratified(kind):
    labels = np.repeat([0, 1], [90, 10])
    y = {
        "column": labels[:, np.newaxis],
        "one-hot": np.eye(2)[labels],
        "float": labels / 2,
        "bool": labels == 1,
    }[kind]
    for X_s, y_s in train_dev_test_split(numbered(100), y, (0.5, 0.3, 0.2), rng=0):
        np.testing.assert_array_equal(y_s, y[X_s[:, 0].astype(int)])
        assert y_s.dtype == y.dtype
        assert labels[X_s[:, 0].astype(int)].sum() == len(X_s) / 10


@pytest.mark.parametrize(
    "y", [np.sin(np.arange(60.0)).reshape(20, 3), np.arange(60).reshape(20, 3) % 7 % 2 * 1.0]
)
def test_targets_without_classes_are_only_shuffled(y):
    sets = train_dev_test_split(numbered(20), y, (0.5, 0.5), rng=0)
    assert [len(y_s) for _, y_s in sets] == [10, 10]
    assert sorted(sum(members(sets), [])) == list(range(20))
    X_s, y_s = sets[0]
    np.testing.assert_array_equal(y_s, y[X_s[:, 0].astype(int)])
    assert sorted(members(sets)[0]) != list(range(10))


def test_rows_of_a_set_are_in_random_order():
    y = np.repeat([0, 1], 100)
    (X_train, y_train), _ = train_dev_test_split(numbered(200), y, (0.5, 0.5), rng=0)
    assert 20 < np.count_nonzero(np.diff(y_train)) < 80  # 0 or 1 if sorted
    up = np.count_nonzero(np.diff(X_train[:, 0]) > 0)
    assert 20 < up < 80  # 99 in the original order


def test_examples_of_a_set_are_chosen_at_random():
    y = np.repeat([0, 1], 50)
    sets = [train_dev_test_split(numbered(100), y, rng=seed) for seed in range(200)]
    tested = np.bincount(np.array([s[2][0][:, 0] for s in sets]).astype(int).ravel(), minlength=100)
    assert tested.min() > 15  # 40 on average, with a standard deviation of 5.7
    assert tested.max() < 65


def test_seed_determines_the_split():
    X, y = numbered(50), np.arange(50) % 3

    def split_by(rng):
        return members(train_dev_test_split(X, y, rng=rng))

    assert split_by(5) == split_by(5) == split_by(np.random.default_rng(5)) != split_by(6)


def test_split_takes_images_and_keeps_dtypes_and_inputs():
    X, y = np.arange(240, dtype=np.uint8).reshape(20, 3, 4), np.arange(20) % 2
    before = X.copy(), y.copy()
    for X_s, y_s in train_dev_test_split(X, y, rng=0):
        assert X_s.shape[1:] == (3, 4)
        assert X_s.dtype == np.uint8
        X_s[:], y_s[:] = 0, 0
    np.testing.assert_array_equal(X, before[0])
    np.testing.assert_array_equal(y, before[1])


# Errors

X10, Y10 = np.ones((10, 2)), np.arange(10) % 2
split = train_dev_test_split

BAD = {
    "normalise a vector": ("X", "np.newaxis", feature_normalize, [1.0, 2.0]),
    "normalise images": ("X", "(3, 4, 5)", feature_normalize, np.ones((3, 4, 5))),
    "normalise nothing": ("X", "(0, 3)", feature_normalize, np.ones((0, 3))),
    "normalise no features": ("X", "(3, 0)", feature_normalize, np.ones((3, 0))),
    "normalise NaN": ("X", "[0, 1]", feature_normalize, [[1.0, np.nan]]),
    "normalise infinity": ("X", "[0, 0]", feature_normalize, [[np.inf, 1.0]]),
    "normalise text": ("X", "real numbers", feature_normalize, [["a"]]),
    "normalise ragged": ("X", "unequal", feature_normalize, [[1.0], [1.0, 2.0]]),
    "normalise masked": ("X", "masked", feature_normalize, np.ma.ones((2, 2))),
    "split of other lengths": ("y", "(9,)", split, X10, Y10[:-1]),
    "split of a row": ("y", "y.T", split, X10, Y10[np.newaxis]),
    "split of a cube": ("y", "(10, 1, 1)", split, X10, Y10.reshape(10, 1, 1)),
    "split of a number": ("y", "()", split, X10, 1),
    "split of empty targets": ("y", "(10, 0)", split, X10, np.ones((10, 0))),
    "split of NaN": ("y", "NaN", split, X10, [np.nan] + [1.0] * 9),
    "split of text": ("y", "real numbers", split, X10, ["a"] * 10),
    "split without y": ("y", "NoneType", split, X10, None),
    "split of no examples": ("X", "(0, 2)", split, np.ones((0, 2)), []),
    "split of a lone number": ("X", "()", split, 3.0, [1]),
    "split of too few": ("X", "set 2 of 3", split, X10[:2], Y10[:2]),
    "split of so few": ("X", "3 examples", split, X10[:3], Y10[:3], (0.98, 0.01, 0.01)),
    "fractions sum to less": ("fractions", "(0.6, 0.2)", split, X10, Y10, (0.6, 0.2)),
    "fractions sum to more": ("fractions", "sum to 1", split, X10, Y10, (0.9, 0.2)),
    "fractions in percent": ("fractions", "(60, 20, 20)", split, X10, Y10, (60, 20, 20)),
    "one fraction": ("fractions", "two or more", split, X10, Y10, (1.0,)),
    "no fraction": ("fractions", "two or more", split, X10, Y10, ()),
    "a fraction of 0": ("fractions", "positive", split, X10, Y10, (1.0, 0.0)),
    "a negative fraction": ("fractions", "positive", split, X10, Y10, (1.2, -0.2)),
    "a fraction of NaN": ("fractions", "nan", split, X10, Y10, (0.5, np.nan)),
    "fractions a number": ("fractions", "0.6", split, X10, Y10, 0.6),
    "fractions text": ("fractions", "real numbers", split, X10, Y10, ("a", "b")),
    "one-hot beyond K": ("y", "found 3", one_hot, [0, 3], 3),
    "one-hot from 1": ("y", "labels_from_octave", one_hot, [1, 3], 3),
    "one-hot negative": ("y", "-1", one_hot, [-1, 0], 3),
    "one-hot of fractions": ("y", "0.5", one_hot, [0.5], 3),
    "one-hot of one-hot": ("y", "(2, 2)", one_hot, np.eye(2), 2),
    "one-hot of no classes": ("K", "0", one_hot, [0], 0),
    "one-hot swapped": ("K", "whole number", one_hot, 3, [0, 1]),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused(case):
    refused(*BAD[case])


@pytest.mark.parametrize("rng", ["seed", 1.5, -1, True])
def test_split_refuses_a_bad_seed(rng):
    refused("rng", "seed", split, X10, Y10, rng=rng)
