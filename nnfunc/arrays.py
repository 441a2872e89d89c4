"""What a number or an array of numbers has to be, and the one line that says so if it is not."""

from numbers import Integral, Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]
RNG = int | np.random.Generator | None


def one_line(value: object) -> str:
    """Show a value in an error message: one line, not a long one.

    Parameters
    ----------
    value : object

    Returns
    -------
    str
    """
    shape = getattr(value, "shape", None)
    if shape:
        return f"an array of shape {shape}"
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else f"{text[:57]}..."


def as_real_array(name: str, value: ArrayLike) -> Array:
    """Take whatever NumPy understands as an array of real numbers, copying nothing it need not.

    Parameters
    ----------
    name : str
        The argument's, for the message.
    value : array_like

    Returns
    -------
    ndarray
        Boolean, integer or real.

    Raises
    ------
    ValueError, TypeError
        If it is ragged, sparse, masked, complex, text, objects or nothing at all.
    """
    if isinstance(value, np.ma.MaskedArray):
        raise TypeError(
            f"{name}: expected plain numbers, got a masked array: fill or drop the gaps"
        )
    if hasattr(value, "toarray"):
        raise TypeError(f"{name}: expected a dense array, got a sparse one: pass {name}.toarray()")
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name}: expected an array, got lists of unequal lengths") from None
    if array.dtype.kind not in "buif":
        got = type(value).__name__ if array.dtype == object else f"dtype {array.dtype}"
        hint = {"c": ": take .real if the imaginary part is zero"}.get(array.dtype.kind, "")
        if array.dtype == object and array.ndim:
            hint = ": its entries are objects, so it may be ragged or hold None"
        raise TypeError(f"{name}: expected real numbers, got {got}{hint}")
    return array


def real_vector(name: str, value: ArrayLike) -> NDArray[np.float64]:
    """Copy a vector of finite numbers, such as the parameters that an optimiser begins with.

    Parameters
    ----------
    name : str
        The argument's, for the message.
    value : array_like, shape (n,)

    Returns
    -------
    ndarray of float64, shape (n,)
    """
    vector = as_real_array(name, value)
    if vector.ndim != 1 or not vector.size:
        raise ValueError(f"{name}: expected a vector, got shape {vector.shape}: unroll it first")
    if not np.isfinite(vector).all():
        raise ValueError(f"{name}: found NaN or infinity")
    return vector.astype(np.float64)


def real_number(name: str, value: object, low: float, high: float, wanted: str) -> float:
    """Take one real number between low and high, both ends included, infinity not.

    Parameters
    ----------
    name : str
        The argument's, for the message.
    value : object
    low, high : float
    wanted : str
        The range in words, for the message.

    Returns
    -------
    float
    """
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{name}: expected {wanted}, got {one_line(value)}")
    number = float(value)
    if not low <= number <= high or np.isinf(number):
        raise ValueError(f"{name}: expected {wanted}, got {value}")
    return number


def positive(name: str, value: object) -> float:
    """Take one positive number, infinity not.

    Parameters
    ----------
    name : str
        The argument's, for the message.
    value : object

    Returns
    -------
    float
    """
    number = real_number(name, value, 0, np.inf, "a positive number")
    if number == 0:
        raise ValueError(f"{name}: expected a positive number, got 0")
    return number


def whole_number(name: str, value: object, low: int = 1) -> int:
    """Take one whole number, low or more.

    Parameters
    ----------
    name : str
        The argument's, for the message.
    value : object
    low : int, default 1

    Returns
    -------
    int
    """
    if isinstance(value, bool) or not isinstance(value, Integral) or value < low:
        wanted = "a positive whole number" if low == 1 else f"a whole number >= {low}"
        raise ValueError(f"{name}: expected {wanted}, got {one_line(value)}")
    return int(value)


def random_generator(rng: RNG) -> np.random.Generator:
    """Make a generator of a seed; take a generator as it is.

    Parameters
    ----------
    rng : int, numpy.random.Generator or None
        None draws a seed from the system.

    Returns
    -------
    numpy.random.Generator
    """
    if rng is None or isinstance(rng, np.random.Generator):
        return np.random.default_rng(rng)
    if isinstance(rng, bool) or not isinstance(rng, Integral) or rng < 0:
        raise ValueError(
            f"rng: expected a whole number >= 0 as a seed, or a numpy.random.Generator, "
            f"got {one_line(rng)}"
        )
    return np.random.default_rng(int(rng))
