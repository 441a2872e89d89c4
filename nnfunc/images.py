"""More examples from the ones you have: images moved, turned or blurred, signals with noise.

All but `flatten_images` and `flip_images` return float32 for float32 input, else float64, and
refuse NaN and infinity.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike
from scipy import ndimage

from nnfunc.validation import (
    RNG,
    Array,
    as_real_array,
    finite_array,
    one_of,
    random_generator,
    real_number,
)


def flatten_images(images: ArrayLike) -> Array:
    """Unroll every image into a row, column by column, as the course does.

    Octave: ``image(:)'``. In the row of a colour image all red values come first, then all green,
    then all blue. ``X.reshape(images.shape, order="F")`` turns the rows back into images.

    Parameters
    ----------
    images : array_like, shape (m, height, width) or (m, height, width, channels)

    Returns
    -------
    X : ndarray, shape (m, height * width) or (m, height * width * channels)
        A copy, of the same dtype.

    Examples
    --------
    >>> flatten_images([[[1, 3], [2, 4]]])
    array([[1, 2, 3, 4]])
    """
    images = _images(images)
    # The index of the image runs fastest in both shapes, so images stay apart.
    return np.array(images.reshape(images.shape[0], -1, order="F"), order="C")


def flip_images(images: ArrayLike, axis: str = "horizontal") -> Array:
    """Mirror images. A mirrored cat is still a cat; a mirrored digit may not be a digit.

    Deep Learning Specialization, course 2, "data augmentation".

    Parameters
    ----------
    images : array_like, shape (m, height, width) or (m, height, width, channels)
    axis : str, default "horizontal"
        ``horizontal`` swaps left and right, ``vertical`` swaps top and bottom.

    Returns
    -------
    ndarray, of the same shape and dtype
        A copy.

    Examples
    --------
    >>> flip_images([[[1, 2], [3, 4]]])
    array([[[2, 1],
            [4, 3]]])
    """
    images = _images(images)
    one_of("axis", axis, ("horizontal", "vertical"))
    return np.flip(images, axis=2 if axis == "horizontal" else 1).copy()


def shift_images(images: ArrayLike, down: float, right: float) -> Array:
    """Move images within their frame; the pixels left empty become zero.

    Parameters
    ----------
    images : array_like, shape (m, height, width) or (m, height, width, channels)
    down, right : float
        Distance in pixels; negative is up and left. With a fraction each pixel is shared between
        its new neighbours (linear interpolation).

    Returns
    -------
    ndarray, of the same shape

    Examples
    --------
    >>> shift_images([[[1, 2], [3, 4]]], 1, 0)
    array([[[0., 0.],
            [1., 2.]]])
    >>> shift_images([[[1, 2], [3, 4]]], 0, -0.5)
    array([[[1.5, 1. ],
            [3.5, 2. ]]])
    """
    images = finite_array("images", _images(images))
    down = real_number("down", down, "(-inf, inf)")
    right = real_number("right", right, "(-inf, inf)")
    distance = (0, down, right, 0)[: images.ndim]
    return ndimage.shift(images, distance, order=1, mode="grid-constant")


def rotate_images(images: ArrayLike, degrees: float) -> Array:
    """Rotate images about their centre; the pixels left empty become zero.

    Parameters
    ----------
    images : array_like, shape (m, height, width) or (m, height, width, channels)
    degrees : float
        Counter-clockwise on the screen, where row 0 is at the top.

    Returns
    -------
    ndarray, of the same shape
        Interpolated linearly, so no value is outside the old range and 0.

    Examples
    --------
    >>> rotate_images([[[1, 2], [3, 4]]], 90)
    array([[[2., 4.],
            [1., 3.]]])
    """
    images = finite_array("images", _images(images))
    degrees = real_number("degrees", degrees, "(-inf, inf)")
    return ndimage.rotate(
        images, degrees, axes=(1, 2), reshape=False, order=1, mode="grid-constant"
    )


def blur_images(images: ArrayLike, sigma: float) -> Array:
    """Blur each channel of each image with a Gaussian.

    Parameters
    ----------
    images : array_like, shape (m, height, width) or (m, height, width, channels)
    sigma : float
        Standard deviation of the Gaussian, in pixels. 0 changes nothing.

    Returns
    -------
    ndarray, of the same shape
        Images are extended by their mirror image, so uniform grey stays uniform.

    Examples
    --------
    >>> blur_images([[[0.0, 0.0, 1.0, 0.0, 0.0]]], 0.5).round(3)
    array([[[0.   , 0.106, 0.787, 0.106, 0.   ]]])
    """
    images = finite_array("images", _images(images))
    sigma = real_number("sigma", sigma, "[0, inf)")
    return _not_overflowed(
        "images", lambda: ndimage.gaussian_filter(images, (0, sigma, sigma, 0)[: images.ndim])
    )


def change_contrast(images: ArrayLike, factor: float) -> Array:
    """Stretch the values of each image about its mean: mean + factor (image - mean).

    Parameters
    ----------
    images : array_like, shape (m, height, width) or (m, height, width, channels)
    factor : float
        Below 1 for less contrast (0 is uniform grey), above 1 for more.

    Returns
    -------
    ndarray, of the same shape
        Not clipped. The mean is taken over all pixels and channels of an image.

    Examples
    --------
    >>> change_contrast([[[1, 2], [3, 4]]], 2)
    array([[[-0.5,  1.5],
            [ 3.5,  5.5]]])
    """
    images = finite_array("images", _images(images))
    factor = real_number("factor", factor, "[0, inf)")
    axes = tuple(range(1, images.ndim))

    def stretched() -> Array:
        mean = images.mean(axis=axes, keepdims=True)
        return mean + factor * (images - mean)

    return _not_overflowed("factor", stretched)


def add_noise(X: ArrayLike, scale: float, rng: RNG = None) -> Array:
    """Add Gaussian noise to every pixel or sample.

    Parameters
    ----------
    X : array_like
        Images or signals, of any shape.
    scale : float
        Standard deviation of the noise.
    rng : int or numpy.random.Generator, optional
        Seed or generator. By default every call differs.

    Returns
    -------
    ndarray, of the same shape

    Examples
    --------
    >>> add_noise(np.zeros(3), 0.1, rng=0).round(3)
    array([ 0.013, -0.013,  0.064])
    """
    X = finite_array("X", as_real_array("X", X))
    scale = real_number("scale", scale, "[0, inf)")
    return X + random_generator(rng).normal(0.0, scale, X.shape).astype(X.dtype)


def change_loudness(signals: ArrayLike, gain: float) -> Array:
    """Make signals louder or softer.

    Parameters
    ----------
    signals : array_like, shape (m, n)
        One signal a row.
    gain : float
        Factor for every sample: 2 is 6 dB more, 0 is silence.

    Returns
    -------
    ndarray, shape (m, n)
        Not clipped.

    Examples
    --------
    >>> change_loudness([[1, -2, 3]], 0.5)
    array([[ 0.5, -1. ,  1.5]])
    """
    signals = as_real_array("signals", signals)
    if signals.ndim != 2 or not signals.size:
        hint = ": for a single signal pass signals[np.newaxis, :]" if signals.ndim == 1 else ""
        raise ValueError(f"signals: expected one a row, (m, n), got shape {signals.shape}{hint}")
    gain = real_number("gain", gain, "[0, inf)")
    signals = finite_array("signals", signals)
    return _not_overflowed("gain", lambda: gain * signals)


def _not_overflowed(name: str, compute: Callable[[], Array]) -> Array:
    """Refuse a result that is infinite or NaN, though all arguments are finite."""
    with np.errstate(over="ignore", invalid="ignore"):
        result = compute()
    if not np.isfinite(result).all():
        raise ValueError(f"{name}: so large that the result overflows")
    return result


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
