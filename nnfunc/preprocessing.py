"""Normalising features, and splitting examples into sets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnfunc.validation import (
    RNG,
    Array,
    Vector,
    as_real_array,
    finite_array,
    one_line,
    random_generator,
)


def feature_normalize(X: ArrayLike) -> tuple[Array, Array, Array]:
    """Give every feature mean 0 and standard deviation 1: (X - mu) / sigma.

    Use the mu and sigma of the training set for the dev set, the test set and all later data:
    ``(X_dev - mu) / sigma``.

    Parameters
    ----------
    X : array_like, shape (m, n)
        The training set, one example a row, without the column of ones.

    Returns
    -------
    X_norm : ndarray, shape (m, n)
        Like mu and sigma in float32 where X is float32, else in float64.
    mu : ndarray, shape (n,)
        Mean of every feature.
    sigma : ndarray, shape (n,)
        Its standard deviation. 1 for a constant feature, which becomes 0.

    Notes
    -----
    sigma^2 = 1/m sum (x - mu)^2, as in the notes of the Deep Learning Specialization, course 2.
    Octave's ``std`` has 1/(m - 1), so the sigma of the course's ``featureNormalize`` is
    sqrt(m / (m - 1)) times as large.

    Examples
    --------
    >>> X_norm, mu, sigma = feature_normalize([[1.0, 7.0], [3.0, 7.0]])
    >>> mu, sigma
    (array([2., 7.]), array([1., 1.]))
    >>> X_norm
    array([[-1.,  0.],
           [ 1.,  0.]])
    """
    X = as_real_array("X", X)
    if X.ndim != 2 or not X.size:
        hint = ": for a single feature pass X[:, np.newaxis]" if X.ndim == 1 and X.size else ""
        raise ValueError(f"X: expected one example a row, (m, n), got shape {X.shape}{hint}")
    X = finite_array("X", X)
    # Divide by the largest: no square overflows or underflows, and a constant feature is exactly 1.
    largest = np.abs(X).max(axis=0).astype(np.float64)
    largest[largest == 0] = 1
    scaled = X / largest
    mu, sigma = scaled.mean(axis=0) * largest, scaled.std(axis=0) * largest
    sigma[np.ptp(scaled, axis=0) <= 4 * np.finfo(X.dtype).eps] = 1  # constant up to rounding
    mu, sigma = mu.astype(X.dtype), sigma.astype(X.dtype)
    sigma[sigma == 0] = 1  # of subnormal numbers
    half = X.dtype.type(0.5)  # X - mu may overflow
    return 2 * ((half * X - half * mu) / sigma), mu, sigma


def train_dev_test_split(
    X: ArrayLike, y: ArrayLike, fractions: Sequence[float] = (0.6, 0.2, 0.2), *, rng: RNG = None
) -> list[tuple[Array, Array]]:
    """Split the examples at random into a training set, a dev set and a test set.

    Every set gets its fraction of every class (of small and of large values in a regression).

    Parameters
    ----------
    X : array_like, shape (m, ...)
        Examples are rows; each may be an image.
    y : array_like, shape (m,), (m, 1) or (m, K)
        Labels, values, or one-hot rows. Other targets with several columns are split without
        regard to their values.
    fractions : sequence of float, default (0.6, 0.2, 0.2)
        Two or more positive numbers that sum to 1, one for each set.
    rng : int or numpy.random.Generator, optional
        Seed or generator. By default every call differs.

    Returns
    -------
    sets : list of (X, y)
        A pair of copies for each fraction, their rows in random order. Every example is in one
        set. Each set, and each class in it, has its share to within one example.

    Raises
    ------
    ValueError
        If a set would be empty.

    Notes
    -----
    The shuffled examples are sorted by y. From each run of n equal labels, every set gets the
    whole part of n times its fraction; the sets that are furthest behind get the rest.

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
    by = finite_array("y", _sort_key(y))[order]
    order = order[np.argsort(by, kind="stable")]
    number = _set_numbers(np.unique(by, return_counts=True)[1], share)
    rows = [generator.permutation(order[number == s]) for s in range(share.size)]
    for s, members in enumerate(rows):
        if not members.size:
            raise ValueError(f"X: {m} examples are too few, set {s} of {share.size} would be empty")
    return [(X[members], y[members]) for members in rows]


def _fractions(fractions: Sequence[float]) -> Vector:
    share = as_real_array("fractions", fractions).astype(np.float64)
    if share.ndim != 1 or share.size < 2 or not (share > 0).all() or abs(share.sum() - 1) > 1e-9:
        expected = "two or more positive numbers that sum to 1"
        raise ValueError(f"fractions: expected {expected}, got {one_line(fractions)}")
    return share


def _sort_key(y: Array) -> Array:
    """Return what to sort by: labels, the classes of one-hot rows, or a constant."""
    if y.ndim == 1 or y.shape[1] == 1:
        return y.reshape(-1)
    if ((y == 0) | (y == 1)).all() and (y.sum(axis=1) == 1).all():
        return y.argmax(axis=1)
    return np.zeros(y.shape[0])


def _set_numbers(runs: NDArray[np.intp], share: Vector) -> NDArray[np.intp]:
    """Return the set of each example, run after run."""
    sets = []
    behind = np.zeros(share.size)
    for n in runs:
        count = np.floor(n * share + 1e-9)  # 100 * 0.29 is a little less than 29
        short = n * share - count
        behind += short
        # The furthest behind come first; a set that has its full share gets no more.
        first = np.argsort(np.where(short > 1e-9, -behind, np.inf), kind="stable")
        extra = first[: n - int(count.sum())]
        count[extra] += 1
        behind[extra] -= 1
        sets.append(np.repeat(np.arange(share.size), count.astype(np.intp)))
    return np.concatenate(sets)
