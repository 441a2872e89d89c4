"""Hypothesis, classes, accuracy."""

import numpy as np
import pytest

from nnfunc import Network, accuracy, confusion_matrix, hypothesis, predict
from tests.nnfunc import textbook
from tests.nnfunc.support import refused

SIGN = [0.0, 1.0]  # one unit, h = sigmoid(x)
X = np.array([[-3.0], [-0.1], [0.0], [0.1], [3.0]])


def test_one_output_predicts_1_from_one_half_on():
    np.testing.assert_array_equal(predict(SIGN, (1, 1), X), [0, 0, 1, 1, 1])


@pytest.mark.parametrize("output", ["sigmoid", "softmax"])
@pytest.mark.parametrize("m", [1, 1500])
def test_class_is_the_largest_output(output, m):
    theta, (network, X, _) = textbook.draw(1, sizes=(3, 4, 5), m=m, output=output)
    h = textbook.hypothesis(theta, network, X)
    np.testing.assert_allclose(hypothesis(theta, network, X), h, rtol=1e-12)
    classes = predict(theta, network, X)
    np.testing.assert_array_equal(classes, h.argmax(axis=1))
    assert classes.shape == (m,)
    assert classes.dtype.kind == "i"


def test_multilabel_decides_each_output_separately():
    theta, (network, X, _) = textbook.draw(1, sizes=(3, 4, 5), m=20)
    h = textbook.hypothesis(theta, network, X)
    np.testing.assert_array_equal(predict(theta, network, X, multilabel=True), h >= 0.5)
    one = predict(SIGN, (1, 1), [[-1.0], [1.0]], multilabel=True)
    np.testing.assert_array_equal(one, [[0], [1]])


def test_regression_predicts_the_output_itself():
    theta, (network, X, _) = textbook.draw(1, sizes=(3, 4, 2), m=6, output="linear")
    h = textbook.hypothesis(theta, network, X)
    np.testing.assert_allclose(predict(theta, network, X), h, rtol=1e-12)


@pytest.mark.parametrize("y", [[0, 1, 1, 0, 1], [[0], [1], [1], [0], [1]], [0.0, 1, 1, 0, 1]])
def test_accuracy_of_one_output(y):
    share = accuracy(SIGN, (1, 1), X, y)
    assert share == pytest.approx(3 / 5)
    assert type(share) is float


@pytest.mark.parametrize("output", ["sigmoid", "softmax"])
def test_accuracy_of_several_outputs(output):
    theta, (network, X, _) = textbook.draw(1, sizes=(3, 4, 5), m=10, output=output)
    y = predict(theta, network, X)
    assert accuracy(theta, network, X, y) == 1
    y[:4] = (y[:4] + 1) % 5
    for same in (y, y[:, np.newaxis], y.astype(float), np.eye(5)[y], np.eye(5, dtype=bool)[y]):
        assert accuracy(theta, network, X, same) == pytest.approx(0.6)


def test_confusion_matrix_has_true_classes_in_rows_and_predicted_ones_in_columns():
    y, predicted = [0, 0, 2, 2, 2], np.array([0, 2, 2, 1, 2], dtype=np.uint8)
    expected = [[1, 0, 1, 0], [0, 0, 0, 0], [0, 1, 2, 0], [0, 0, 0, 0]]
    for column in (np.array(y), np.array(y, dtype=float)[:, np.newaxis]):
        counts = confusion_matrix(column, predicted, 4)
        np.testing.assert_array_equal(counts, expected)
        assert counts.dtype.kind == "i"


def test_confusion_matrix_is_scikit_learns_and_its_diagonal_the_accuracy():
    metrics = pytest.importorskip("sklearn.metrics", reason="compares with scikit-learn")
    theta, (network, X, Y) = textbook.draw(1, sizes=(3, 4, 5), m=300)
    y, predicted = Y.argmax(axis=1), predict(theta, network, X)
    counts = confusion_matrix(y, predicted, 5)
    expected = metrics.confusion_matrix(y, predicted, labels=range(5))
    np.testing.assert_array_equal(counts, expected)
    assert counts.trace() == round(300 * accuracy(theta, network, X, y))


@pytest.mark.parametrize(
    ("argument", "word", "y", "predicted", "K"),
    [
        ("y", "found 2", [0, 2], [0, 1], 2),
        ("y", "labels_from_octave", [1, 10], [0, 1], 10),
        ("predicted", "found 2", [0, 1], [0, 2], 2),
        ("predicted", "(2,)", [0, 1], [0, 1, 1], 2),
        ("predicted", "0.5", [0, 1], [0, 0.5], 2),
        ("predicted", "pass predicted.T", [0, 1], [[0, 1]], 2),
        ("K", "0", [0], [0], 0),
    ],
)
def test_confusion_matrix_refuses(argument, word, y, predicted, K):
    refused(argument, word, confusion_matrix, y, predicted, K)


def test_octave_weights_are_rolled_or_labels_count_from_0():
    # Octave's unit 10 stands for zero; here it is unit 0.
    theta_octave = np.eye(10, 11, k=1)
    X, octave_labels = np.eye(10), np.arange(1, 11)
    rolled = np.roll(theta_octave, 1, axis=0).ravel(order="F")
    assert accuracy(rolled, (10, 10), X, octave_labels % 10) == 1
    unrolled = theta_octave.ravel(order="F")
    assert accuracy(unrolled, (10, 10), X, octave_labels - 1) == 1
    assert accuracy(unrolled, (10, 10), X, octave_labels % 10) == 0


@pytest.mark.parametrize("scale", [1e3, 1e300])
def test_huge_weights_still_predict(scale):
    np.testing.assert_array_equal(predict([0.0, scale], (1, 1), [[-3.0], [3.0]]), [0, 1])
    network = Network((1, 2), output="softmax")
    theta = [0.0, 0.0, scale, -scale]
    np.testing.assert_array_equal(predict(theta, network, [[-3.0], [3.0]]), [1, 0])
