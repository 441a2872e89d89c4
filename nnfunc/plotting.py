"""Pictures, with matplotlib (extra ``exercises``), which is imported when one is drawn."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnfunc.validation import as_real_array, finite_array


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
        ax = _new_axes()
    ax.imshow(grid, cmap="gray", vmin=-1, vmax=1)
    ax.set_axis_off()
    return ax


def _new_axes() -> Any:
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        raise ImportError("pictures need matplotlib: pip install 'nnfunc[exercises]'") from None
    return plt.figure(figsize=(6, 6), layout="tight").add_subplot()
