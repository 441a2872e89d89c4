"""The digits, the trained weights and the two small data sets that come with the exercises.

The course's digits are MNIST's, shrunk from 28x28 to 20x20 pixels. The file holds the originals,
and `load_digits` shrinks them in a tenth of a second. If a file is missing, the FileNotFoundError
names the script that rebuilds it.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray
from scipy.io import loadmat

DATA = Path(__file__).resolve().parent.parent / "data"
SIDE = 28  # of an image in the file, in pixels


def _find(name: str, script: str) -> Path:
    path = DATA / name
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: rebuild it with python -m data.{script}")
    return path


def _cubic(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Evaluate the bicubic kernel with a = -1/2 (Keys, 1981), which is 0 for |x| >= 2."""
    x = np.abs(x)
    near = 1.5 * x**3 - 2.5 * x**2 + 1
    far = -0.5 * x**3 + 2.5 * x**2 - 4 * x + 2
    return np.where(x <= 1, near, np.where(x < 2, far, 0.0))


def _resize_weights(size: int) -> NDArray[np.float64]:
    """Weights, (size, 28), of the old pixels in each new pixel, along one axis."""
    stretch = SIDE / size
    # Pixel i has its centre at i + 1/2, so that the ends of the old and new rows coincide.
    centres = (np.arange(size) + 0.5) * stretch
    reach = int(np.ceil(2 * stretch))
    pixels = np.arange(-reach, SIDE + reach)
    # Stretching the kernel averages over pixels that it would skip otherwise (aliasing).
    weights = _cubic((centres[:, np.newaxis] - (pixels + 0.5)) / stretch)
    weights /= weights.sum(axis=1, keepdims=True)
    # The image is mirrored at its border: ..., 1, 0 | 0, 1, ..., 27 | 27, 26, ...
    inside = pixels % (2 * SIDE)
    inside = np.where(inside < SIDE, inside, 2 * SIDE - 1 - inside)
    return weights @ (inside[:, np.newaxis] == np.arange(SIDE))


def resize(images: ArrayLike, size: int) -> NDArray[Any]:
    """Shrink square images by bicubic interpolation, as MATLAB's ``imresize`` does.

    Each new pixel is a weighted mean of the old pixels around it, W image W'. The kernel is cubic
    with a = -1/2, stretched by 28/size to prevent aliasing, and the image is mirrored at its
    border, with the edge pixels repeated.

    Parameters
    ----------
    images : array_like, shape (m, 28, 28)
    size : int
        Side of the new images, 1 to 28. With 28 nothing changes.

    Returns
    -------
    ndarray, shape (m, size, size)
        float32 if images are float32, otherwise float64. Near sharp edges the values exceed the
        original range slightly; they are not clipped.

    Raises
    ------
    ValueError
        If the images are not (m, 28, 28) or the size is not a whole number from 1 to 28.

    Examples
    --------
    >>> resize(np.ones((1, 28, 28)), 2).round(6)
    array([[[1., 1.],
            [1., 1.]]])
    """
    images = np.asarray(images)
    if images.ndim != 3 or images.shape[1:] != (SIDE, SIDE):
        raise ValueError(f"images: expected shape (m, {SIDE}, {SIDE}), got {images.shape}")
    if not isinstance(size, (int, np.integer)) or not 1 <= size <= SIDE:
        raise ValueError(f"size: expected a whole number from 1 to {SIDE}, got {size!r}")
    W = _resize_weights(size).astype(np.float32 if images.dtype == np.float32 else np.float64)
    return W @ images @ W.T


def load_digits(
    size: int = 20, dtype: DTypeLike = np.float64
) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """Load the 5,000 handwritten digits, 500 of each, sorted by digit.

    Parameters
    ----------
    size : int, default 20
        Side of the images: 20, as in the course, or 28, as in MNIST.
    dtype : data-type, default float64
        float32 or float64.

    Returns
    -------
    X : ndarray, shape (5000, size * size)
        One image per row, unrolled column by column as in the course:
        ``X[i].reshape(size, size, order="F")`` is upright. Black is 0 and white is 1; at size 20
        interpolation gives values from -0.13 to 1.13, as in the course's own file.
    y : ndarray of int, shape (5000,)
        The digits, 0 to 9. (The course labels the digit zero as 10.)

    Raises
    ------
    ValueError
        If size is not 20 or 28, or dtype is not float32 or float64.

    Examples
    --------
    >>> X, y = load_digits()
    >>> X.shape, y[[0, 500, 4999]]
    ((5000, 400), array([0, 1, 9]))
    """
    if not isinstance(size, (int, np.integer)) or size not in (20, SIDE):
        raise ValueError(f"size: expected 20 or {SIDE}, got {size!r}")
    if dtype not in (np.dtype(np.float32), np.dtype(np.float64)):
        raise ValueError(f"dtype: expected float32 or float64, got {dtype!r}")
    with np.load(_find("digits.npz", "make_digits")) as digits:
        images, y = digits["X"], digits["y"]
    images = resize(images.astype(dtype) / 255, size)
    # Swap rows and columns first, so that reshape unrolls column by column.
    return images.transpose(0, 2, 1).reshape(len(y), size * size), y.astype(np.intp)


def split_digits(X: ArrayLike, y: ArrayLike) -> list[tuple[NDArray[Any], NDArray[Any]]]:
    """Hold out every fifth example of each digit as a test set.

    A fifth of each digit keeps both sets balanced. The split is not random, so accuracies on the
    test set always refer to the same images and can be compared.

    Parameters
    ----------
    X : array_like, shape (m, n)
        One example per row.
    y : array_like, shape (m,)
        The labels.

    Returns
    -------
    sets : list of (X, y)
        The training set and the test set: 4,000 (400 of each) and 1,000 (100 of each) of the
        5,000 digits, in their original order. The test set has the 5th, 10th, 15th, ... example
        of each digit.

    Raises
    ------
    ValueError
        If y is not (m,), one label for each row of X.

    Examples
    --------
    >>> (X_train, y_train), (X_test, y_test) = split_digits(*load_digits())
    >>> X_train.shape, X_test.shape
    ((4000, 400), (1000, 400))
    """
    X, y = np.asarray(X), np.asarray(y)
    if X.shape[:1] != y.shape:
        raise ValueError(f"y: expected one label for each row of X {X.shape}, got shape {y.shape}")
    test = np.zeros(y.shape, dtype=bool)
    for digit in np.unique(y):
        test[np.flatnonzero(y == digit)[4::5]] = True
    return [(X[rows], y[rows]) for rows in (~test, test)]


def load_digits_weights() -> list[NDArray[np.float64]]:
    """Load the weights of a 400-25-10 network, trained on all 5,000 digits.

    Returns
    -------
    thetas : list of ndarray, shapes (25, 401) and (10, 26)
        Theta1 and Theta2. Output unit k is the digit k, as in the labels of `load_digits`.

    Examples
    --------
    >>> Theta1, Theta2 = load_digits_weights()
    >>> Theta1.shape, Theta2.shape
    ((25, 401), (10, 26))
    """
    weights = loadmat(_find("digits_weights.mat", "make_digits_weights"))
    return [weights["Theta1"], weights["Theta2"]]


def load_auto_mpg() -> tuple[NDArray[np.float64], NDArray[np.float64], list[str]]:
    """Load 392 cars of the years 1970 to 1982, and their fuel consumption.

    Returns
    -------
    X : ndarray, shape (392, 7)
        One car per row, sorted by year, so split them at random. The columns are in physical
        units: normalise them with `nnfunc.feature_normalize`. The last one, origin, is a label
        (1 America, 2 Europe, 3 Japan), but also works as a number.
    y : ndarray, shape (392,)
        Miles per (US) gallon in the city, 9 to 46.6.
    names : list of str
        Names of the columns of X.

    Examples
    --------
    >>> X, y, names = load_auto_mpg()
    >>> names
    ['cylinders', 'displacement', 'horsepower', 'weight', 'acceleration', 'model_year', 'origin']
    >>> X[0].tolist(), float(y[0])
    ([8.0, 307.0, 130.0, 3504.0, 12.0, 70.0, 1.0], 18.0)
    """
    table, names = _read_csv("auto_mpg.csv", "make_auto_mpg")
    return table[:, :-1], table[:, -1], names[:-1]


def load_rings() -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Load 400 points in the plane, half of them in a disc and half in a ring around it.

    Returns
    -------
    X : ndarray, shape (400, 2)
    y : ndarray of int, shape (400,)
        0 for the disc and 1 for the ring, alternating.

    Examples
    --------
    >>> X, y = load_rings()
    >>> X.shape, y[:4]
    ((400, 2), array([0, 1, 0, 1]))
    """
    table, _ = _read_csv("rings.csv", "make_rings")
    return table[:, :2], table[:, 2].astype(np.intp)


def _read_csv(name: str, script: str) -> tuple[NDArray[np.float64], list[str]]:
    """Read a table of numbers, and the column names in its first line."""
    with _find(name, script).open(encoding="utf-8") as file:
        names = file.readline().strip().split(",")
        return np.loadtxt(file, delimiter=","), names
