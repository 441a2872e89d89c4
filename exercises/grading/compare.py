"""Compare what a submission returned with what is right."""

from typing import Any

import numpy as np

from exercises.grading.child.wire import Other


def same(one: Any, other: Any, tolerance: float) -> bool:
    """Compare structure and shape, and numbers relative to the largest number of one."""
    if isinstance(one, (tuple, list)):
        return (
            isinstance(other, (tuple, list))
            and len(one) == len(other)
            and all(same(a, b, tolerance) for a, b in zip(one, other))
        )
    if isinstance(one, dict):
        return (
            isinstance(other, dict)
            and one.keys() == other.keys()
            and all(same(one[key], other[key], tolerance) for key in one)
        )
    if isinstance(one, Other):
        return isinstance(other, Other) and one.name == other.name
    if one is None or other is None or isinstance(one, str) or isinstance(other, str):
        return type(one) is type(other) and one == other
    if isinstance(other, (tuple, list, dict, Other)):
        return False
    try:
        a, b = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    except (TypeError, ValueError):  # not numbers
        return False
    return a.shape == b.shape and _same_numbers(a, b, tolerance)


def _same_numbers(a: np.ndarray, b: np.ndarray, tolerance: float) -> bool:
    if not a.size or np.array_equal(a, b, equal_nan=True):
        return True
    finite = np.isfinite(a) & np.isfinite(b)
    if not np.array_equal(a[~finite], b[~finite], equal_nan=True):
        return False
    a, b = a[finite], b[finite]
    if not a.size:
        return True
    with np.errstate(over="ignore"):
        return bool(np.abs(a - b).max() <= tolerance * np.abs(a).max())


def like_the_right_one(right: Any, got: Any) -> Any:
    """Turn a list of numbers into an array, or an array into a list, where the other is right."""
    if isinstance(right, np.ndarray) and right.ndim and isinstance(got, (tuple, list)):
        try:
            return np.array(got, dtype=float)
        except (TypeError, ValueError):  # uneven, or not numbers
            return got
    if isinstance(right, (tuple, list)):
        if isinstance(got, np.ndarray) and got.ndim:
            got = list(got)
        if isinstance(got, (tuple, list)) and len(got) == len(right):
            return [like_the_right_one(r, g) for r, g in zip(right, got)]
    return got
