"""Pictures, with matplotlib (extra ``exercises``), which is imported when one is drawn."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import OptimizeResult

from nnfunc.validation import as_real_array, finite_array, one_line


def display_data(
    X: ArrayLike,
    image_shape: tuple[int, int] | None = None,
    *,
    columns: int | None = None,
    ax: Any = None,
) -> Any:
    """Show the rows of X as a grid of grey images, each scaled by its largest absolute value.

    Octave: ``displayData(X)``.

    Parameters
    ----------
    X : array_like, shape (m, n)
        One image a row, unrolled column by column. For the hidden units of a network,
        ``display_data(Theta1[:, 1:])``.
    image_shape : (int, int), optional
        Height and width. By default images are square.
    columns : int, optional
        Images in a row of the grid. By default the grid is about square.
    ax : matplotlib Axes, optional
        Where to draw. By default on a new figure.

    Returns
    -------
    ax : matplotlib Axes
        ``ax.figure.savefig("digits.png")`` saves it.

    Examples
    --------
    >>> ax = display_data(np.eye(4))
    >>> ax.images[0].get_array().shape
    (7, 7)
    """
    X = as_real_array("X", X)
    if X.ndim == 1:
        X = X[np.newaxis, :]
    if X.ndim != 2 or not X.size:
        raise ValueError(f"X: expected one image a row, (m, n), got shape {X.shape}")
    X = finite_array("X", X)
    m, n = X.shape
    height, width = image_shape or (round(np.sqrt(n)),) * 2
    if height * width != n:
        hint = "" if image_shape else ": pass image_shape=(height, width)"
        raise ValueError(f"X: {n} pixels do not make an image of {height} x {width}{hint}")
    columns = min(m, columns or int(np.ceil(np.sqrt(m))))
    rows = -(-m // columns)

    grid = np.full((1 + rows * (height + 1), 1 + columns * (width + 1)), -1.0)
    for i, image in enumerate(X):
        top, left = 1 + i // columns * (height + 1), 1 + i % columns * (width + 1)
        scaled = image / (np.abs(image).max() or 1.0)
        grid[top : top + height, left : left + width] = scaled.reshape(height, width, order="F")

    if ax is None:
        ax = _new_axes((6, 6))
    ax.imshow(grid, cmap="gray", vmin=-1, vmax=1)
    ax.set_axis_off()
    return ax


def plot_history(result: OptimizeResult, ax: Any = None) -> Any:
    """Draw J, and the cost on the dev set if there is one, over the iterations.

    Parameters
    ----------
    result : scipy.optimize.OptimizeResult
        What `fminunc` returned.
    ax : matplotlib Axes, optional
        Where to draw. By default on a new figure.

    Returns
    -------
    ax : matplotlib Axes
        Its scale is logarithmic if the costs span more than a factor of 20. A dot marks the lowest
        dev cost, where the returned parameters are from.

    Raises
    ------
    TypeError, ImportError
        If the result has no history, as SciPy's own have none, or matplotlib is missing.

    Examples
    --------
    >>> ax = plot_history(OptimizeResult(history=[8.0, 3.0, 2.5], dev_history=[9.0, 4.0, 5.0]))
    >>> [line.get_label() for line in ax.get_lines()]
    ['J', 'dev set', 'lowest on the dev set']
    """
    if not isinstance(result, OptimizeResult) or "history" not in result:
        got = one_line(result)
        raise TypeError(f"result: expected what fminunc returns, with a history of J, got {got}")
    if ax is None:
        ax = _new_axes((7, 4.5))
    J, dev = (np.asarray(result.get(name, [])) for name in ("history", "dev_history"))
    ax.plot(J, label="J", color="#0072B2")
    if dev.size:  # blue and orange: colour-blind people tell them apart
        best = int(dev.argmin())
        ax.plot(dev, "--", label="dev set", color="#D55E00")
        ax.plot([best], [dev[best]], "o", label="lowest on the dev set", color="#D55E00")
        ax.legend()
    costs = np.concatenate([J, dev])
    costs = costs[np.isfinite(costs)]
    if costs.size and costs.min() > 0 and costs.max() > 20 * costs.min():
        ax.set_yscale("log")
    ax.set(xlabel="iteration", ylabel="cost" if dev.size else "J")
    ax.locator_params("x", integer=True)
    return ax


def _new_axes(size: tuple[float, float]) -> Any:
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        raise ImportError("pictures need matplotlib: pip install 'nnfunc[exercises]'") from None
    return plt.figure(figsize=size, layout="tight").add_subplot()
