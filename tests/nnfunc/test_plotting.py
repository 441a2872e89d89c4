"""Images of the rows of X, each on its own scale; costs over the iterations."""

import sys

import numpy as np
import pytest
from scipy.optimize import OptimizeResult

from nnfunc import display_data, fminunc, plot_history
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


# plot_history


def squares(theta):
    return theta @ theta + 1, 2 * theta


def test_history_of_a_training_is_drawn(plt):
    result = fminunc(squares, [3.0, -4.0], method="CG")
    ax = plot_history(result)
    (line,) = ax.get_lines()
    np.testing.assert_array_equal(line.get_ydata(), result.history)
    np.testing.assert_array_equal(line.get_xdata(), range(result.nit + 1))
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_legend()) == ("iteration", "J", None)


def test_dev_cost_is_drawn_beside_j_and_its_lowest_marked(plt):
    result = fminunc(squares, [3.0, -4.0], dev_cost=lambda theta: (theta @ [1, 2] - 1) ** 2)
    figure, axes = plt.subplots(1, 2)
    assert plot_history(result, ax=axes[1]) is axes[1]
    J, dev, lowest = axes[1].get_lines()
    np.testing.assert_array_equal(J.get_ydata(), result.history)
    np.testing.assert_array_equal(dev.get_ydata(), result.dev_history)
    assert lowest.get_ydata() == [result.dev_fun]
    assert lowest.get_xdata() == [result.dev_history.argmin()]
    assert J.get_color() != dev.get_color()
    assert J.get_linestyle() != dev.get_linestyle()  # in grey print too
    labels = [text.get_text() for text in axes[1].get_legend().get_texts()]
    assert labels == ["J", "dev set", "lowest on the dev set"]
    assert axes[1].get_ylabel() == "cost"
    assert not axes[0].lines


@pytest.mark.parametrize(
    ("J", "dev", "scale"),
    [
        ([21.0, 1.0], [], "log"),
        ([19.0, 1.0], [], "linear"),
        ([5.0, 1.0], [30.0, 2.0], "log"),
        ([21.0, 0.0], [], "linear"),
        ([np.inf, 5.0, 1.0], [], "linear"),
        ([np.inf, 50.0, 1.0], [], "log"),
    ],
)
def test_wide_ranges_of_costs_are_drawn_on_a_logarithmic_scale(plt, J, dev, scale):
    ax = plot_history(OptimizeResult(history=J, dev_history=dev))
    assert ax.get_yscale() == scale
    ax.figure.canvas.draw()


@pytest.mark.parametrize("result", [OptimizeResult(x=[1.0]), [3.0, 2.0], None])
def test_plot_history_refuses(result):
    refused("result", "history", plot_history, result)


@pytest.mark.parametrize("draw", [display_data, plot_history])
def test_error_for_missing_matplotlib_names_the_extra(draw, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    with pytest.raises(ImportError, match=r"nnfunc\[exercises\]"):
        draw([[1.0]] if draw is display_data else OptimizeResult(history=[1.0]))
