"""What is done to data before a network sees it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage

from nnfunc.arrays import (
    RNG,
    Array,
    as_real_array,
    one_line,
    random_generator,
    real_number,
    whole_number,
)
from nnfunc.checks import arithmetic_dtype, class_labels, target_block


def feature_normalize(X: ArrayLike) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Give every feature mean 0 and standard deviation 1: (X - mu) / sigma.

    Whatever else the network is to see, a dev set, a test set or next year's data, is treated with
    the training set's mu and sigma: ``(X_dev - mu) / sigma``.

    Parameters
    ----------
    X : array_like, shape (m, n)
        The training set, one example a row, without the column of ones.

    Returns
    -------
    X_norm : ndarray, shape (m, n)
        In float32 where X is float32, else in float64; so are mu and sigma.
    mu : ndarray, shape (n,)
        Mean of every feature.
    sigma : ndarray, shape (n,)
        Its standard deviation, or 1 for a feature that is the same in all examples, which so
        becomes 0.

    Raises
    ------
    ValueError, TypeError
        If X is not a matrix of finite numbers.

    Notes
    -----
    sigma^2 = 1/m sum (x - mu)^2, as in the notes of the Deep Learning Specialization, course 2.
    Octave's ``std`` has 1/(m - 1), so the ``featureNormalize`` of the course's first exercise
    finds a sigma that is sqrt(m / (m - 1)) times as large.

    Examples
    --------
    >>> X_norm, mu, sigma = feature_normalize([[1.0, 7.0], [3.0, 7.0]])
    >>> mu, sigma
    (array([2., 7.]), array([1., 1.]))
    >>> X_norm
    array([[-1.,  0.],
           [ 1.,  0.]])
    >>> X_dev = [[2.5, 8.0]]
    >>> (X_dev - mu) / sigma
    array([[0.5, 1. ]])
    """
    X = as_real_array("X", X)
    if X.ndim != 2 or not X.size:
        hint = ": for a single feature pass X[:, np.newaxis]" if X.ndim == 1 and X.size else ""
        raise ValueError(f"X: expected one example a row, (m, n), got shape {X.shape}{hint}")
    X = _finite("X", X)
    # Divided by the largest, no square over- or underflows, and a constant feature is exactly 1.
    largest = np.abs(X).max(axis=0).astype(np.float64)
    largest[largest == 0] = 1
    scaled = X / largest
    mu, sigma = scaled.mean(axis=0) * largest, scaled.std(axis=0) * largest
    sigma[np.ptp(scaled, axis=0) <= 4 * np.finfo(X.dtype).eps] = 1  # the same but for rounding
    mu, sigma = mu.astype(X.dtype), sigma.astype(X.dtype)
    return (X - mu) / sigma, mu, sigma


def train_dev_test_split(
    X: ArrayLike,
    y: ArrayLike,
    fractions: Sequence[float] = (0.6, 0.2, 0.2),
    *,
    rng: RNG = None,
) -> list[tuple[NDArray[Any], NDArray[Any]]]:
    """Deal the examples out at random to a training set, a dev set and a test set.

    Every set gets its fraction of every class, and of small and large values if y is that of a
    regression: the shuffled examples are sorted by y, and every run of equal labels is shared in
    proportion.

    Parameters
    ----------
    X : array_like, shape (m, ...)
        Examples are rows; images (m, height, width) will do.
    y : array_like, shape (m,), (m, 1) or (m, K)
        Labels, values, or one-hot rows. Where other targets have several columns the sets are
        drawn without a look at them.
    fractions : sequence of float, default (0.6, 0.2, 0.2)
        Two or more positive numbers that sum to 1, one for each set.
    rng : int or numpy.random.Generator, optional
        Seed or generator; without it every call differs.

    Returns
    -------
    sets : list of (X, y)
        A pair of copies for each fraction. No example is in two sets and none is left out. The
        rows of a set are in random order. Every class, and every set as a whole, is there within
        one example of its share.

    Raises
    ------
    ValueError, TypeError
        If X and y do not fit together, y holds NaN, the fractions do not sum to 1, or a set would
        be left without examples.

    Notes
    -----
    From each run of n equal labels, every set gets the whole part of its share, n times its
    fraction. What is left over goes, at most one each, to the sets that are furthest behind.

    Examples
    --------
    >>> y = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]
    >>> train, dev, test = train_dev_test_split(np.arange(10), y, rng=0)
    >>> [np.bincount(labels).tolist() for X, labels in (train, dev, test)]
    [[3, 3], [1, 1], [1, 1]]
    """
    X, y = as_real_array("X", X), as_real_array("y", y)
    share = _fractions(fractions)
    generator = random_generator(rng)
    if not X.ndim or not X.size:
        raise ValueError(f"X: expected one or more examples, one a row, got shape {X.shape}")
    m = X.shape[0]
    if y.ndim not in (1, 2) or y.shape[0] != m or not y.size:
        hint = ": examples are rows, so pass y.T" if y.ndim == 2 and y.shape[1] == m else ""
        raise ValueError(f"y: expected one row for each of the {m} of X, got shape {y.shape}{hint}")
    order = generator.permutation(m)
    by = _finite("y", _sort_key(y))[order]
    order = order[np.argsort(by, kind="stable")]
    number = _deal(np.unique(by, return_counts=True)[1], share)
    rows = [generator.permutation(order[number == s]) for s in range(share.size)]
    for s, members in enumerate(rows):
        if not members.size:
            raise ValueError(f"X: {m} examples are too few, set {s} of {share.size} would be empty")
    return [(X[members], y[members]) for members in rows]


def _fractions(fractions: Sequence[float]) -> NDArray[np.float64]:
    share = as_real_array("fractions", fractions).astype(np.float64)
    if share.ndim != 1 or share.size < 2 or not (share > 0).all() or abs(share.sum() - 1) > 1e-9:
        raise ValueError(
            "fractions: expected two or more positive numbers that sum to 1, "
            f"got {one_line(fractions)}"
        )
    return share


def _sort_key(y: Array) -> Array:
    """What to sort by: labels, the classes of one-hot rows, or nothing."""
    if y.ndim == 1 or y.shape[1] == 1:
        return y.reshape(-1)
    if ((y == 0) | (y == 1)).all() and (y.sum(axis=1) == 1).all():
        return y.argmax(axis=1)
    return np.zeros(y.shape[0])


def _deal(runs: NDArray[np.intp], share: NDArray[np.float64]) -> NDArray[np.intp]:
    """Number of the set that each example goes to, the runs one after the other."""
    dealt = []
    behind = np.zeros(share.size)
    for n in runs:
        given = np.floor(n * share + 1e-9)  # 100 * 0.29 is a little less than 29
        short = n * share - given
        behind += short
        # The furthest behind first; whoever has its share in full gets no more.
        first = np.argsort(np.where(short > 1e-9, -behind, np.inf), kind="stable")
        extra = first[: n - int(given.sum())]
        given[extra] += 1
        behind[extra] -= 1
        dealt.append(np.repeat(np.arange(share.size), given.astype(np.intp)))
    return np.concatenate(dealt)


def one_hot(y: ArrayLike, K: int) -> NDArray[np.float64]:
    """Turn class labels into rows of the identity, a 1 in the column of the class.

    The library takes labels as they are; this is for those who want to see the targets, or mix
    them.

    Parameters
    ----------
    y : array_like, shape (m,) or (m, 1)
        Classes 0..K-1, whole numbers.
    K : int
        Number of classes.

    Returns
    -------
    Y : ndarray, shape (m, K)

    Raises
    ------
    ValueError, TypeError
        If a label is not a whole number from 0 to K-1.

    Examples
    --------
    >>> one_hot([2, 0], 3)
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    K = whole_number("K", K)
    return target_block(class_labels(y, K), slice(None), K, np.float64)


def labels_from_octave(y: ArrayLike, K: int) -> NDArray[np.intp]:
    """Turn labels that count from 1, the last standing for zero, into classes 0..K-1.

    The course's digits are labelled 1..10, and 10 is the digit zero. Here the class of the digit
    zero is 0, so that class and digit agree: y mod K.

    Weights trained in Octave have their output units in Octave's order, the zero last; roll the
    last Theta to match: ``Theta2 = np.roll(Theta2, 1, axis=0)``.

    Parameters
    ----------
    y : array_like, shape (m,) or (m, 1)
        Labels 1..K, whole numbers.
    K : int
        Number of classes.

    Returns
    -------
    classes : ndarray of int, shape (m,)

    Raises
    ------
    ValueError
        If a label is not a whole number from 1 to K.

    Examples
    --------
    >>> labels_from_octave([10, 1, 9], 10)
    array([0, 1, 9])
    """
    K = whole_number("K", K)
    y = class_labels(y, K + 1)
    if y.min() == 0:
        raise ValueError(f"y: expected labels 1..{K}, found 0: they count from 0 already")
    return y % K


def flatten_images(images: ArrayLike) -> NDArray[Any]:
    """Unroll every image into a row, column by column, as the course does.

    Octave: ``image(:)'``, so of a colour image first all that is red, then all that is green, then
    all that is blue. ``X.reshape(images.shape, order="F")`` turns the rows back into images.

    Parameters
    ----------
    images : array_like, shape (m, height, width) or (m, height, width, channels)

    Returns
    -------
    X : ndarray, shape (m, height * width) or (m, height * width * channels)
        A copy, of the same dtype.

    Raises
    ------
    ValueError, TypeError
        If the images are not such an array of numbers.

    Examples
    --------
    >>> flatten_images([[[1, 3], [2, 4]]])
    array([[1, 2, 3, 4]])
    """
    images = _images(images)
    # The index of the image runs fastest, in the old array and in the new, so images stay apart.
    return np.array(images.reshape(images.shape[0], -1, order="F"), order="C")


def flip_images(images: ArrayLike, axis: str = "horizontal") -> NDArray[Any]:
    """Mirror images: one of the ways to get more examples out of those there are.

    Parameters
    ----------
    images : array_like, shape (m, height, width) or (m, height, width, channels)
    axis : str, default "horizontal"
        ``horizontal`` makes left right, ``vertical`` makes top bottom.

    Returns
    -------
    ndarray, of the same shape and dtype
        A copy.

    Raises
    ------
    ValueError, TypeError
        If the images are not such an array of numbers, or the axis is neither.

    Notes
    -----
    Deep Learning Specialization, course 2, "data augmentation". A mirrored cat is a cat; a
    mirrored digit is not always one.

    Examples
    --------
    >>> flip_images([[[1, 2], [3, 4]]])
    array([[[2, 1],
            [4, 3]]])
    >>> flip_images([[[1, 2], [3, 4]]], "vertical")
    array([[[3, 4],
            [1, 2]]])
    """
    images = _images(images)
    if not isinstance(axis, str) or axis not in ("horizontal", "vertical"):
        raise ValueError(f"axis: expected 'horizontal' or 'vertical', got {one_line(axis)}")
    return np.flip(images, axis=2 if axis == "horizontal" else 1).copy()


def shift_images(images: ArrayLike, down: float, right: float) -> NDArray[Any]:
    """Move what is in the images; zeros come in at the other side.

    Parameters
    ----------
    images : array_like, shape (m, height, width) or (m, height, width, channels)
    down, right : float
        By how many pixels; negative is up and left. A fraction shares each pixel between the
        neighbours it comes to lie on (linear interpolation).

    Returns
    -------
    ndarray, of the same shape
        In float32 where the images are float32, else in float64.

    Raises
    ------
    ValueError, TypeError
        If the images are not such an array of finite numbers, or a shift is not a number.

    Examples
    --------
    >>> shift_images([[[1, 2], [3, 4]]], 1, 0)
    array([[[0., 0.],
            [1., 2.]]])
    >>> shift_images([[[1, 2], [3, 4]]], 0, -0.5)
    array([[[1.5, 1. ],
            [3.5, 2. ]]])
    """
    images = _finite("images", _images(images))
    down = real_number("down", down, -np.inf, np.inf, "a number of pixels")
    right = real_number("right", right, -np.inf, np.inf, "a number of pixels")
    by = (0, down, right, 0)[: images.ndim]
    return ndimage.shift(images, by, order=1, mode="grid-constant")


def rotate_images(images: ArrayLike, degrees: float) -> NDArray[Any]:
    """Turn what is in the images about their centre; zeros come in at the corners.

    Parameters
    ----------
    images : array_like, shape (m, height, width) or (m, height, width, channels)
    degrees : float
        Counter-clockwise as seen on the screen, where row 0 is at the top.

    Returns
    -------
    ndarray, of the same shape
        What leaves the frame is lost. In float32 where the images are float32, else in float64.
        Pixels in between are interpolated linearly, so no value lies outside the old range and 0.

    Raises
    ------
    ValueError, TypeError
        If the images are not such an array of finite numbers, or degrees is not a number.

    Examples
    --------
    >>> rotate_images([[[1, 2], [3, 4]]], 90)
    array([[[2., 4.],
            [1., 3.]]])
    """
    images = _finite("images", _images(images))
    degrees = real_number("degrees", degrees, -np.inf, np.inf, "a number of degrees")
    turned = ndimage.rotate(
        images, degrees, axes=(1, 2), reshape=False, order=1, mode="grid-constant"
    )
    return turned


def blur_images(images: ArrayLike, sigma: float) -> NDArray[Any]:
    """Blur each channel of each image on its own, by a Gaussian.

    Parameters
    ----------
    images : array_like, shape (m, height, width) or (m, height, width, channels)
    sigma : float
        Standard deviation of the Gaussian, in pixels. 0 changes nothing.

    Returns
    -------
    ndarray, of the same shape
        In float32 where the images are float32, else in float64. Beyond its border an image goes
        on as its mirror image, so that an even grey stays one.

    Raises
    ------
    ValueError, TypeError
        If the images are not such an array of finite numbers, or sigma is not a number >= 0.

    Examples
    --------
    >>> blur_images([[[0.0, 0.0, 1.0, 0.0, 0.0]]], 0.5).round(3)
    array([[[0.   , 0.106, 0.787, 0.106, 0.   ]]])
    """
    images = _finite("images", _images(images))
    sigma = real_number("sigma", sigma, 0, np.inf, "a number >= 0")
    return ndimage.gaussian_filter(images, (0, sigma, sigma, 0)[: images.ndim])


def change_contrast(images: ArrayLike, factor: float) -> NDArray[Any]:
    """Stretch the values of each image about that image's mean.

    Parameters
    ----------
    images : array_like, shape (m, height, width) or (m, height, width, channels)
    factor : float
        Below 1 less contrast, down to an even grey at 0; above 1 more.

    Returns
    -------
    ndarray, of the same shape
        mean + factor (image - mean), the mean being that of all pixels and channels of the image.
        In float32 where the images are float32, else in float64. Not clipped.

    Raises
    ------
    ValueError, TypeError
        If the images are not such an array of finite numbers, or factor is not a number >= 0.

    Examples
    --------
    >>> change_contrast([[[1, 2], [3, 4]]], 2)
    array([[[-0.5,  1.5],
            [ 3.5,  5.5]]])
    """
    images = _finite("images", _images(images))
    factor = real_number("factor", factor, 0, np.inf, "a number >= 0")
    mean = images.mean(axis=tuple(range(1, images.ndim)), keepdims=True)
    return mean + factor * (images - mean)


def add_noise(X: ArrayLike, scale: float, rng: RNG = None) -> NDArray[Any]:
    """Add Gaussian noise, drawn anew for every pixel or sample.

    Parameters
    ----------
    X : array_like
        Images or signals, of any shape.
    scale : float
        Standard deviation of the noise.
    rng : int or numpy.random.Generator, optional
        Seed or generator; without it every call differs.

    Returns
    -------
    ndarray, of the same shape
        In float32 where X is float32, else in float64.

    Raises
    ------
    ValueError, TypeError
        If X is not an array of finite numbers, or scale is not a number >= 0.

    Examples
    --------
    >>> add_noise(np.zeros(3), 0.1, rng=0).round(3)
    array([ 0.013, -0.013,  0.064])
    """
    X = _finite("X", as_real_array("X", X))
    scale = real_number("scale", scale, 0, np.inf, "a number >= 0")
    return X + random_generator(rng).normal(0.0, scale, X.shape).astype(X.dtype)


def change_loudness(signals: ArrayLike, gain: float) -> NDArray[Any]:
    """Make signals louder or softer.

    Parameters
    ----------
    signals : array_like, shape (m, n)
        One signal a row.
    gain : float
        What every sample is multiplied with: 2 is 6 dB more, 0 is silence.

    Returns
    -------
    ndarray, shape (m, n)
        In float32 where the signals are float32, else in float64. Not clipped.

    Raises
    ------
    ValueError, TypeError
        If the signals are not a matrix of finite numbers, or gain is not a number >= 0.

    Examples
    --------
    >>> change_loudness([[1, -2, 3]], 0.5)
    array([[ 0.5, -1. ,  1.5]])
    """
    signals = as_real_array("signals", signals)
    if signals.ndim != 2 or not signals.size:
        hint = ": for a single signal pass signals[np.newaxis, :]" if signals.ndim == 1 else ""
        raise ValueError(f"signals: expected one a row, (m, n), got shape {signals.shape}{hint}")
    gain = real_number("gain", gain, 0, np.inf, "a number >= 0")
    return gain * _finite("signals", signals)


def _images(images: ArrayLike) -> Array:
    array = as_real_array("images", images)
    if array.ndim not in (3, 4) or not array.size:
        hint = ""
        if array.ndim == 2:
            hint = ": turn rows of X into images by X.reshape(-1, height, width, order='F')"
        raise ValueError(
            "images: expected shape (m, height, width) or (m, height, width, channels), "
            f"got {array.shape}{hint}"
        )
    return array


def _finite(name: str, array: Array) -> Array:
    """Take numbers in the dtype of the arithmetic, which are finite all."""
    array = array.astype(arithmetic_dtype(array), copy=False)
    if not np.isfinite(array).all():
        place = ", ".join(str(int(i)) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(f"{name}: found NaN or infinity at [{place}]: fill or drop it")
    return array
