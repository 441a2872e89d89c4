"""Describe a difference that no known mistake explains."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from exercises.exercise import Part
from exercises.grading.child.wire import Other
from exercises.grading.compare import same

Pairs = Sequence[tuple[Any, Any]]  # right values, and what the submission returned instead


def describe_difference(part: Part, pairs: Pairs) -> str:
    """Describe the first pair that differs, and what is wrong in all of them."""
    right, got = next((r, g) for r, g in pairs if not same(r, g, part.tolerance))
    if isinstance(right, (tuple, list)):
        if not _same_length(right, got):
            count = f"{len(got)}" if isinstance(got, (tuple, list)) else kind_of(got)
            return f"expected {len(right)} values, got {count}"
        i = next(i for i, (r, g) in enumerate(zip(right, got)) if not same(r, g, part.tolerance))
        ith = [(r[i], g[i]) for r, g in pairs if _same_length(r, g) and len(r) > i]
        return f"value number {i + 1}: {describe_difference(part, ith)}"
    if not isinstance(got, (int, float, np.ndarray)):
        return f"expected {kind_of(right)}, got {kind_of(got)}"
    r, g = np.asarray(right, dtype=float), np.asarray(got, dtype=float)
    if r.shape != g.shape:
        return _wrong_shape(part, r, g)
    if not np.isfinite(g).all():
        return f"the result contains {'NaN' if np.isnan(g).any() else 'infinity'}"
    return f"{_pattern(_numeric(pairs), part.tolerance)}{_first_element(r, g, part.tolerance)}"


def kind_of(value: Any) -> str:
    """Name a value's type in the learner's terms."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, Other):
        return f"a {value.name}"
    if isinstance(value, np.generic):
        return "a number"
    names = {int: "a number", float: "a number", bool: "a truth value", str: "a string"}
    return names.get(type(value), f"a {type(value).__name__}")


def _same_length(right: Any, got: Any) -> bool:
    return isinstance(got, (tuple, list)) and len(got) == len(right)


def _numeric(pairs: Pairs) -> list[tuple[np.ndarray, np.ndarray]]:
    """Keep the pairs of arrays of the same shape: only these can have a pattern in common."""
    numbers = [(r, g) for r, g in pairs if isinstance(g, (int, float, np.ndarray))]
    arrays = [(np.asarray(r, dtype=float), np.asarray(g, dtype=float)) for r, g in numbers]
    return [(r, g) for r, g in arrays if r.shape == g.shape and r.size]


def _wrong_shape(part: Part, right: np.ndarray, got: np.ndarray) -> str:
    hint = ""
    if got.shape == right.shape[::-1]:
        hint = ": it is transposed"
    elif got.size == 1 and right.ndim == 0:
        hint = ": it is an array with one number in it; take the number out with .item()"
    elif got.size == right.size:
        hint = ": the right number of values in the wrong shape; see ravel and reshape"
    elif got.ndim == right.ndim == 2 and got.shape[1] == right.shape[1] + 1:
        hint = ": one bias column too many"
    elif got.ndim == right.ndim == 2 and got.shape[1] == right.shape[1] - 1:
        hint = ": a bias column is missing"
    elif part.shapes:
        hint = f": {part.shapes}"
    return f"expected shape {right.shape}, got {got.shape}{hint}"


def _pattern(pairs: list[tuple[np.ndarray, np.ndarray]], tolerance: float) -> str:
    """Find what is wrong everywhere: the sign, a factor, the order, some columns."""
    if all(same(-r, g, tolerance) for r, g in pairs):
        return "the sign is wrong; "
    factors = [_factor(r, g, tolerance) for r, g in pairs]
    if all(factor is not None for factor in factors):
        if all(np.isclose(factor, factors[0], rtol=1e-6) for factor in factors):
            return f"every number is {factors[0]:.6g} times what it should be; "
        if max(r.size for r, _ in pairs) > 1:  # a single number is always some multiple
            return "every number is off by a factor that differs from case to case (perhaps m); "
    if all(r.ndim and same(np.sort(r, axis=None), np.sort(g, axis=None), 1e-9) for r, g in pairs):
        return "the numbers are right but in the wrong order (row-major or column-major?); "
    r, g = max(pairs, key=lambda pair: pair[0].size)
    if r.ndim == 2:
        wrong = [k for k in range(r.shape[1]) if not same(r[:, k], g[:, k], tolerance)]
        if 0 < len(wrong) < r.shape[1]:
            listed = ", ".join(map(str, wrong[:5])) + (", ..." if len(wrong) > 5 else "")
            return f"columns {listed} are wrong, the others right; "
    return ""


def _factor(right: np.ndarray, got: np.ndarray, tolerance: float) -> float | None:
    """Return the number that turns right into got, if one does."""
    largest = np.unravel_index(np.argmax(np.abs(right)), right.shape)
    if right[largest] == 0 or got[largest] == 0:
        return None
    factor = float(got[largest] / right[largest])
    return factor if same(right * factor, got, max(tolerance, 1e-10)) else None


def _first_element(right: np.ndarray, got: np.ndarray, tolerance: float) -> str:
    """Show the first wrong number."""
    if right.ndim == 0:
        return f"in the smallest failing case, expected {right:.8g}, got {got:.8g}"
    bound = tolerance * np.abs(right).max()
    index = tuple(int(i) for i in np.argwhere(~(np.abs(right - got) <= bound))[0])
    place = re.sub(r"[(), ]+", ", ", str(index)).strip(", ")
    return (
        f"in the smallest failing case, element [{place}]: expected {right[index]:.8g}, "
        f"got {got[index]:.8g}"
    )
