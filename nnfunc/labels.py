"""Class labels: checks, one-hot rows, weights by class, and the labels of the course's files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnfunc.validation import (
    Array,
    Matrix,
    Vector,
    as_real_array,
    one_line,
    real_number,
    whole_number,
)


def class_labels(y: ArrayLike, K: int, m: int | None = None, name: str = "y") -> Array:
    """Return class labels 0..K-1, (m,) or (m, 1), as a vector of whole numbers.

    Floats are accepted if they are whole numbers.
    """
    y = as_real_array(name, y)
    if y.ndim not in (1, 2) or (y.ndim == 2 and y.shape[1] != 1) or y.shape[0] != (m or y.shape[0]):
        rows = "m" if m is None else m
        hint = f": labels are one column, pass {name}.T" if y.shape == (1, m) else ""
        raise ValueError(f"{name}: expected class labels ({rows},), got shape {y.shape}{hint}")
    y = y.reshape(-1)
    if not y.size:
        raise ValueError(f"{name}: expected one or more labels, got none")
    if y.dtype.kind == "f":
        fractional = y[y != np.floor(y)] if np.isfinite(y).all() else y[~np.isfinite(y)]
        if fractional.size:
            raise ValueError(f"{name}: expected whole numbers 0..{K - 1}, found {fractional[0]}")
    low, high = y.min(), y.max()
    if low < 0 or high >= K:
        hint = ""
        if high == K and low >= 1:
            zero = ", where 10 stands for the digit zero" if K == 10 else ""
            hint = f": the course's files count from 1{zero}; see labels_from_octave"
        outside = high if high >= K else low
        raise ValueError(f"{name}: labels must be 0..{K - 1}, found {outside:g}{hint}")
    return y.astype(np.intp, copy=False)


def one_hot_rows(labels: Array, K: int, dtype: type[np.floating[Any]]) -> Array:
    """Turn checked labels into rows of the identity."""
    Y = np.zeros((labels.size, K), dtype=dtype)
    Y[np.arange(labels.size), labels] = 1
    return Y


def one_hot(y: ArrayLike, K: int) -> Matrix:
    """Turn class labels into rows of the identity, a 1 in the column of the class.

    The library takes labels as they are. Use this to look at the targets, or to mix them.

    Parameters
    ----------
    y : array_like, shape (m,) or (m, 1)
        Classes 0..K-1, whole numbers.
    K : int
        Number of classes.

    Returns
    -------
    Y : ndarray, shape (m, K)

    Examples
    --------
    >>> one_hot([2, 0], 3)
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    K = whole_number("K", K)
    return one_hot_rows(class_labels(y, K), K, np.float64)


def labels_from_octave(y: ArrayLike, K: int) -> NDArray[np.intp]:
    """Turn labels 1..K, where K stands for zero, into classes 0..K-1: y mod K.

    The course's digits are labelled 1..10, and 10 is the digit zero. Here the digit zero is
    class 0, so that class and digit agree.

    In weights trained in Octave the output unit of the digit zero comes last. Roll the last Theta
    to match: ``Theta2 = np.roll(Theta2, 1, axis=0)``.

    Parameters
    ----------
    y : array_like, shape (m,) or (m, 1)
        Labels 1..K, whole numbers.
    K : int
        Number of classes.

    Returns
    -------
    classes : ndarray of int, shape (m,)

    Examples
    --------
    >>> labels_from_octave([10, 1, 9], 10)
    array([0, 1, 9])
    """
    K = whole_number("K", K)
    y = class_labels(y, K + 1)
    if y.min() == 0:
        raise ValueError(f"y: expected labels 1..{K}, found 0: these count from 0 already")
    return y % K


def sample_weight_by_class(
    y: ArrayLike, class_weight: Mapping[Any, float] | str = "balanced"
) -> Vector:
    """Give every example the weight of its class, for classes of unequal size or importance.

    Pass the result to `cost_function` as ``sample_weight``.

    Parameters
    ----------
    y : array_like, shape (m,) or (m, 1)
        Class labels: numbers or strings.
    class_weight : dict or "balanced", default "balanced"
        ``{label: weight}``; a class that is not in it has weight 1. With "balanced", every class
        that occurs in y gets the same total weight: m over (number of classes times examples of
        the class). Both are as in scikit-learn.

    Returns
    -------
    sample_weight : ndarray, shape (m,)

    Raises
    ------
    ValueError
        If class_weight names a label that y does not have, and not all that it has.

    Examples
    --------
    >>> sample_weight_by_class([0, 0, 0, 1]).round(3)
    array([0.667, 0.667, 0.667, 2.   ])
    >>> sample_weight_by_class(["cat", "dog"], {"cat": 3})
    array([3., 1.])
    """
    labels = np.asarray(y)
    if labels.ndim not in (1, 2) or labels.shape[1:] not in ((), (1,)) or not labels.size:
        raise ValueError(f"y: expected class labels (m,), got shape {labels.shape}")
    if labels.dtype.kind == "f" and np.isnan(labels).any():
        raise ValueError("y: found NaN: drop these examples")
    try:
        classes, rows, counts = np.unique(labels, return_inverse=True, return_counts=True)
    except TypeError:
        raise TypeError("y: expected labels of one kind, numbers or strings") from None
    rows = rows.reshape(-1)
    if isinstance(class_weight, str) and class_weight == "balanced":
        return (labels.size / (classes.size * counts))[rows]
    if not isinstance(class_weight, Mapping):
        got = one_line(class_weight)
        raise ValueError(f"class_weight: expected 'balanced' or {{label: weight}}, got {got}")
    for label, weight in class_weight.items():
        real_number(f"class_weight[{label!r}]", weight, "[0, inf)")
    known = classes.tolist()
    missing = [label for label in class_weight if label not in known]
    if missing and not set(known) <= set(class_weight):
        raise ValueError(f"class_weight: y has the labels {one_line(known)}, not {missing[0]!r}")
    return np.array([class_weight.get(label, 1.0) for label in known], dtype=float)[rows]
