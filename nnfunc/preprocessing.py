"""Normalising features, and splitting examples into sets."""

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
    X = finite_array("X", X)
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
) -> list[tuple[Array, Array]]:
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
    by = finite_array("y", _sort_key(y))[order]
    order = order[np.argsort(by, kind="stable")]
    number = _deal(np.unique(by, return_counts=True)[1], share)
    rows = [generator.permutation(order[number == s]) for s in range(share.size)]
    for s, members in enumerate(rows):
        if not members.size:
            raise ValueError(f"X: {m} examples are too few, set {s} of {share.size} would be empty")
    return [(X[members], y[members]) for members in rows]


def _fractions(fractions: Sequence[float]) -> Vector:
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


def _deal(runs: NDArray[np.intp], share: Vector) -> NDArray[np.intp]:
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
