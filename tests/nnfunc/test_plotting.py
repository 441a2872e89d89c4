"""display_data draws the rows of X as images, each on its own scale."""

import sys

import numpy as np
import pytest

from nnfunc import display_data
from tests.nnfunc.support import refused


@pytest.fixture
def plt():
    matplotlib = pytest.importorskip("matplotlib", reason="pictures need matplotlib")
    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    yield plt
    plt.close("all")


def grid(ax):
    return np.asarray(ax.images[0].get_array())


def test_images_are_unrolled_column_by_column(plt):
    drawn = grid(display_data([[1.0, 2.0, 3.0, 4.0]]))
    np.testing.assert_array_equal(drawn[1:-1, 1:-1], np.array([[1, 3], [2, 4]]) / 4)


def test_rows_fill_the_grid_from_left_to_right(plt):
    drawn = grid(display_data(np.arange(1, 7).reshape(6, 1) * [[1.0]], columns=3))
    assert drawn.shape == (5, 7)
    np.testing.assert_array_equal(drawn[1::2, 1::2], np.ones((2, 3)))
    drawn = grid(display_data([[-1.0], [2.0], [0.0]], columns=2))
    np.testing.assert_array_equal(drawn[1::2, 1::2], [[-1, 1], [0, -1]])


def test_each_image_has_its_own_scale(plt):
    drawn = grid(display_data([[1, 0, 0, 0], [100, 0, 0, 0]]))
    assert (drawn[1:3, 1:3].max(), drawn[1:3, 4:6].max()) == (1, 1)


def test_images_need_not_be_square(plt):
    drawn = grid(display_data(np.ones((1, 6)), (2, 3)))
    assert drawn.shape == (4, 5)


def test_images_are_drawn_on_the_given_axes(plt):
    figure, axes = plt.subplots(1, 2)
    assert display_data(np.eye(4), ax=axes[1]) is axes[1]
    assert not axes[0].images


@pytest.mark.parametrize(
    ("X", "shape", "word"),
    [
        (np.ones((2, 5)), None, "image_shape"),
        (np.ones((2, 4)), (3, 2), "3 x 2"),
        (np.ones((2, 2, 2)), None, "(2, 2, 2)"),
        (np.ones((0, 4)), None, "(0, 4)"),
        ([[np.nan]], None, "NaN"),
        ([["a"]], None, "real numbers"),
    ],
)
def test_display_data_refuses(X, shape, word):
    refused("X", word, display_data, X, shape)


def test_error_for_missing_matplotlib_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    with pytest.raises(ImportError, match=r"nnfunc\[exercises\]"):
        display_data([[1.0]])
