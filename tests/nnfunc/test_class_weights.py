"""Weights of the examples from weights of the classes."""

import numpy as np
import pytest

from nnfunc import cost_function, sample_weight_by_class
from tests.nnfunc import textbook
from tests.nnfunc.support import refused

Y = np.array([3, 0, 0, 1, 0, 3, 0, 0])


@pytest.mark.parametrize("y", [Y, Y[:, np.newaxis], Y.astype(float), Y.tolist(), Y.astype(str)])
def test_balanced_classes_have_the_same_total_weight(y):
    w = sample_weight_by_class(y)
    assert (w.shape, w.dtype) == (Y.shape, np.float64)
    np.testing.assert_allclose([w[k == Y].sum() for k in (0, 1, 3)], 8 / 3)


def test_every_example_gets_the_weight_of_its_class():
    w = sample_weight_by_class(Y, {0: 0.5, 1: 2, 3: 0})
    np.testing.assert_array_equal(w, [0, 0.5, 0.5, 2, 0.5, 0, 0.5, 0.5])
    np.testing.assert_array_equal(sample_weight_by_class(["b", "a"], {"a": 2, "b": 3}), [3, 2])


def test_other_classes_have_weight_1():
    np.testing.assert_array_equal(sample_weight_by_class(Y, {0: 5})[:3], [1, 5, 5])
    np.testing.assert_array_equal(sample_weight_by_class([0, 1], {0: 5, 1: 2, 9: 7}), [5, 2])


@pytest.mark.parametrize("class_weight", ["balanced", {0: 0.5, 1: 2}, {0: 1, 1: 2, 3: 4, 9: 1}, {}])
@pytest.mark.parametrize("y", [Y, Y.astype(float), Y[:, np.newaxis]])
def test_weights_are_scikit_learns(y, class_weight):
    utils = pytest.importorskip("sklearn.utils", reason="compares with scikit-learn")
    expected = utils.compute_sample_weight(class_weight, y.ravel())
    np.testing.assert_allclose(sample_weight_by_class(y, class_weight), expected, rtol=1e-14)


def test_weight_of_a_class_counts_as_repetitions_of_its_examples():
    theta, (network, X, _) = textbook.draw(1, sizes=(3, 4, 4), m=8)
    J, _ = cost_function(theta, network, X, Y, 0.0, sample_weight_by_class(Y, {1: 3}))
    X3, Y3 = (np.concatenate([rows, rows[[3, 3]]]) for rows in (X, Y))
    assert J == pytest.approx(cost_function(theta, network, X3, Y3)[0], rel=1e-12)


BAD = {
    "one-hot": ("y", "(2, 2)", np.eye(2)),
    "nothing": ("y", "(0,)", []),
    "a number": ("y", "()", 3),
    "NaN": ("y", "NaN", [0, np.nan]),
    "mixed labels": ("y", "one kind", np.array(["a", None, 1], dtype=object)),
    "unknown label": ("class_weight", "not 10", Y, {10: 2}),
    "unknown name": ("class_weight", "'balance'", Y, "balance"),
    "list": ("class_weight", "{label: weight}", Y, [1, 2, 3]),
    "None": ("class_weight", "None", Y, None),
    "negative": ("class_weight[1]", ">= 0", Y, {1: -1}),
    "text": ("class_weight['a']", "'x'", ["a", "b"], {"a": "x"}),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused(case):
    argument, word, *args = BAD[case]
    refused(argument, word, sample_weight_by_class, *args)
