"""Checks of numbers, arrays and generators; each error is one line."""

from __future__ import annotations

import operator
from collections.abc import Callable
from difflib import get_close_matches
from functools import lru_cache
from numbers import Integral, Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]
Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
RNG = int | np.random.Generator | None


def one_line(value: object) -> str:
    """Describe a value in an error message, in at most 60 characters."""
    shape = getattr(value, "shape", None)
    if shape:
        return f"an array of shape {shape}"
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else f"{text[:57]}..."


def as_real_array(name: str, value: ArrayLike) -> Array:
    """Return an argument as an array of real numbers, without a copy where it is one."""
    if type(value) is np.ndarray and value.dtype.kind in "fiub":
        return value
    if isinstance(value, np.ma.MaskedArray):
        raise TypeError(f"{name}: expected plain numbers, got a masked array: fill the gaps")
    if hasattr(value, "toarray"):
        raise TypeError(f"{name}: expected a dense array, got a sparse one: pass {name}.toarray()")
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name}: expected an array, got lists of unequal lengths") from None
    except Exception as error:  # such as of a tensor that has a gradient
        kind, reason = type(value).__name__, one_line(str(error))
        raise TypeError(f"{name}: expected an array, got a {kind}: {reason}") from None
    if array.dtype.kind not in "fiub":
        got = type(value).__name__ if array.dtype == object else f"dtype {array.dtype}"
        hint = {"c": ": take .real if the imaginary part is zero"}.get(array.dtype.kind, "")
        if array.dtype == object and array.ndim:
            hint = ": its entries are objects, so it may be ragged or hold None"
        raise TypeError(f"{name}: expected real numbers, got {got}{hint}")
    return array


def real_vector(name: str, value: ArrayLike) -> Vector:
    """Copy a vector of finite numbers, such as the parameters that an optimiser starts from."""
    vector = as_real_array(name, value)
    if vector.ndim != 1 or not vector.size:
        raise ValueError(f"{name}: expected a vector, got shape {vector.shape}: unroll it first")
    with np.errstate(over="ignore"):  # a longdouble may be too large
        vector = vector.astype(np.float64)
    if not np.isfinite(vector).all():
        raise ValueError(f"{name}: found NaN or infinity")
    return vector


def arithmetic_dtype(X: Array) -> type[np.floating[Any]]:
    """Return float32 where X is float32, else float64."""
    return np.float32 if X.dtype == np.float32 else np.float64


def finite_array(name: str, array: Array) -> Array:
    """Return an array in the dtype of the arithmetic, after a search for NaN and infinity."""
    with np.errstate(over="ignore"):
        array = array.astype(arithmetic_dtype(array), copy=False)
    if not np.isfinite(array).all():
        place = ", ".join(str(int(i)) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(f"{name}: found NaN or infinity at [{place}]: fill or drop it")
    return array


def real_number(name: str, value: object, interval: str) -> float:
    """Return a real number from an interval, which is written as in ``"(0, 1]"``."""
    contains, description = _interval(interval)
    if type(value) is float and contains(value):
        return value
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{name}: expected {description}, got {one_line(value)}")
    try:
        number = float(value)
    except OverflowError:  # of an int
        number = np.nan
    if not contains(number):
        raise ValueError(f"{name}: expected {description}, got {one_line(value)}")
    return number


@lru_cache
def _interval(text: str) -> tuple[Callable[[float], bool], str]:
    """Parse an interval into a test for membership and its name in an error message."""
    low, high = map(float, text[1:-1].split(","))
    above = operator.gt if text[0] == "(" else operator.ge
    below = operator.lt if text[-1] == ")" else operator.le
    names = {
        "(0, inf)": "a positive number",
        "[0, inf)": "a number >= 0",
        "(-inf, inf)": "a number",
    }

    def contains(number: float) -> bool:
        return above(number, low) and below(number, high)

    return contains, names.get(text, f"a number in {text}")


def whole_number(name: str, value: object, low: int = 1) -> int:
    """Return a whole number that is at least low."""
    if isinstance(value, bool) or not isinstance(value, Integral) or value < low:
        expected = "a positive whole number" if low == 1 else f"a whole number >= {low}"
        raise ValueError(f"{name}: expected {expected}, got {one_line(value)}")
    return int(value)


def random_generator(rng: RNG) -> np.random.Generator:
    """Make a generator from a seed; return a generator as it is."""
    if rng is None or isinstance(rng, np.random.Generator):
        return np.random.default_rng(rng)
    if isinstance(rng, bool) or not isinstance(rng, Integral) or rng < 0:
        expected = "a whole number >= 0 as a seed, or a numpy.random.Generator"
        raise ValueError(f"rng: expected {expected}, got {one_line(rng)}")
    return np.random.default_rng(int(rng))


def call_arguments(args: object) -> tuple[Any, ...]:
    """Return the further arguments of a cost function, which must be a tuple."""
    if not isinstance(args, tuple):
        raise TypeError(f"args: expected a tuple such as (network, X, y), got {one_line(args)}")
    return args


def one_of(name: str, value: object, choices: tuple[str, ...]) -> None:
    """Refuse a value that is not one of the choices; suggest the closest one."""
    if isinstance(value, str) and value in choices:
        return
    close = get_close_matches(str(value).lower().replace(" ", "_"), choices, n=1)
    hint = f": did you mean {close[0]!r}?" if close else ""
    raise ValueError(f"{name}: expected one of {', '.join(choices)}, got {one_line(value)}{hint}")
