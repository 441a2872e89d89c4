"""From wrong answers to a sentence for the one who wrote them."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from exercises.grading.child import Other
from exercises.grading.parts import Exercise, Part, picked
from exercises.grading.sandbox import Answer, Call


@np.errstate(all="ignore")  # of a learner's numbers
def feedback(
    exercise: Exercise,
    part: Part,
    calls: list[Call],
    answers: list[Answer],
    source: bytes,
    broken: Sequence[str] = (),
) -> str:
    """Say what is wrong with a part's answers, or nothing where nothing is.

    Parameters
    ----------
    exercise : Exercise
    part : Part
    calls : list of Call
        Those that were made, the smallest case first.
    answers : list of Answer
    source : bytes
        The submission, to show a line of it.
    broken : sequence of str
        Names of the parts that this one needs and that are not right.

    Returns
    -------
    str
    """
    said = _feedback(exercise, part, calls, answers, source, broken)
    if not said or not broken or said == "not written yet":
        return said
    first = f"first mend {' and '.join(broken)}, which this part uses"
    return f"{first}. Then: {said}" if said.strip() else first


def _feedback(
    exercise: Exercise,
    part: Part,
    calls: list[Call],
    answers: list[Answer],
    source: bytes,
    broken: Sequence[str],
) -> str:
    for answer in answers:
        said = _not_an_answer(part, answer, source)
        if said:
            return said
    for call, answer in zip(calls, answers):
        for number, (before, after) in enumerate(zip(call.args, answer.args)):
            if isinstance(before, np.ndarray) and not same(before, after, 0):
                return (
                    f"{part.function} changes its argument number {number + 1} in place: work on "
                    "a copy, or whoever called you finds other numbers than he put there"
                )
    values = [picked(part, answer.value) for answer in answers]
    if part.judge is not None:
        return part.judge(calls, values) or ""
    return _compare(exercise, part, calls, values, broken)


def expected_values(exercise: Exercise, part: Part, calls: list[Call]) -> list[Any]:
    """Compute what is right.

    Parameters
    ----------
    exercise : Exercise
    part : Part
    calls : list of Call

    Returns
    -------
    list
    """
    return [picked(part, value) for value in _results(exercise.solution(), part, calls)]


def _results(module: Any, part: Part, calls: Sequence[Call]) -> list[Any]:
    """Call a module's function as the submission was; what raises is worth None."""
    results = []
    for call in calls:
        args = tuple(arg.copy() if isinstance(arg, np.ndarray) else arg for arg in call.args)
        try:
            with np.errstate(all="ignore"):
                results.append(getattr(module, part.function)(*args, **call.kwargs))
        except Exception:
            results.append(None)
    return results


def _not_an_answer(part: Part, answer: Answer, source: bytes) -> str:
    name = part.function
    if answer.kind == "result":
        value = answer.value
        if value is None:
            return f"{name} returns None: the return at its end is missing"
        if (
            isinstance(value, (tuple, list))
            and part.pick is not None
            and isinstance(part.pick, int)
        ):
            if len(value) <= part.pick:
                return f"{name} returns {len(value)} values: number {part.pick + 1} is missing"
        elif isinstance(part.pick, int):
            return f"{name} returns {_kind(value)}, expected several values: return J, grad_vec"
        elif isinstance(part.pick, str) and not isinstance(value, dict):
            return (
                f"{name} returns {_kind(value)}, expected a result that holds {part.pick}: "
                "return OptimizeResult(x=theta, fun=J)"
            )
        value = picked(part, value)
        if value is None and isinstance(part.pick, str):
            return f"there is no {part.pick} in what {name} returns, or it is None"
        if value is None:
            number = part.pick + 1 if isinstance(part.pick, int) else 1
            return f"{name} returns None in place of its value number {number}"
        if isinstance(value, Other):
            return f"{name} returns something of the type {value.name}: expected numbers or arrays"
        return ""
    if answer.kind == "missing":
        return f"there is no function {name} in the file: keep the starter's names"
    if answer.kind == "error" and answer.error == "NotImplementedError":
        unwritten = _function_at(source, answer.line)
        if unwritten in ("", name):
            return "not written yet"
        return f"{name} calls {unwritten}, which is not written yet"
    if answer.kind == "error":
        said = f"{_line(source, answer.line)}{answer.error}: {answer.message}".rstrip(": ")
        if answer.error == "ModuleNotFoundError":
            said += ": what the starter imports, and the standard library, is all there is here"
        return said
    return {
        "hung": "the file does not finish running: is there a loop outside of the functions?",
        "timeout": f"{name} did not finish in time: is there a loop that never ends, or a loop "
        "where a matrix product would do?",
        "died": f"{name} ended the whole process: was it exit(), or too much memory?",
        "forged": "what came back was not an answer",
    }[answer.kind]


def _line(source: bytes, number: int) -> str:
    lines = source.decode("utf-8", "replace").splitlines()
    if not 0 < number <= len(lines):
        return ""
    return f"line {number}, `{lines[number - 1].strip()[:100]}`: "


def _function_at(source: bytes, number: int) -> str:
    """Name the function that a line stands in."""
    lines = source.decode("utf-8", "replace").splitlines()[:number]
    found = [match for line in lines if (match := re.match(r"def (\w+)", line))]
    return found[-1][1] if found else ""


def _kind(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, Other):
        return f"a {value.name}"
    if isinstance(value, np.generic):
        return "a number"
    names = {int: "a number", float: "a number", bool: "a truth value", str: "a text"}
    return names.get(type(value), f"a {type(value).__name__}")


def _compare(
    exercise: Exercise, part: Part, calls: list[Call], values: list[Any], broken: Sequence[str]
) -> str:
    right = expected_values(exercise, part, calls)
    values = [_as_arrays(r, v) for r, v in zip(right, values)]
    if all(same(r, v, part.tolerance) for r, v in zip(right, values)):
        return ""
    others = {p.name for p in exercise.parts if p.function != part.function}
    astray = bool(others.intersection(broken))  # the numbers of another function's mistake
    for say, module in exercise.wrong_ways(part, together=not astray):
        wrong = [picked(part, value) for value in _results(module, part, calls)]
        wrong = [_as_arrays(r, w) for r, w in zip(right, wrong)]
        if all(same(w, v, part.tolerance) for w, v in zip(wrong, values)):
            return say
    if astray:
        return " "
    first = next(i for i, (r, v) in enumerate(zip(right, values)) if not same(r, v, part.tolerance))
    return _difference(part, right[first], values[first], list(zip(right, values)))


def _as_arrays(right: Any, got: Any) -> Any:
    """Take a list of numbers for an array, or an array for several values, where those are due."""
    if isinstance(right, np.ndarray) and right.ndim and isinstance(got, (tuple, list)):
        try:
            return np.array(got, dtype=float)
        except (TypeError, ValueError):  # uneven, or not of numbers
            return got
    if isinstance(right, (tuple, list)):
        if isinstance(got, np.ndarray) and got.ndim:
            got = list(got)
        if isinstance(got, (tuple, list)) and len(got) == len(right):
            return [_as_arrays(r, g) for r, g in zip(right, got)]
    return got


def same(one: Any, other: Any, tolerance: float) -> bool:
    """Compare two values in structure and shape, and in numbers to within a tolerance.

    Parameters
    ----------
    one, other : object
    tolerance : float
        Relative to the largest number of one.

    Returns
    -------
    bool
    """
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
    except (TypeError, ValueError):  # no numbers
        return False
    if a.shape != b.shape:
        return False
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


def _difference(part: Part, right: Any, got: Any, pairs: list[tuple[Any, Any]]) -> str:
    """Describe a difference that no known mistake explains, on the smallest case that shows it."""
    if isinstance(right, (tuple, list)):
        if not isinstance(got, (tuple, list)) or len(got) != len(right):
            count = f"{len(got)}" if isinstance(got, (tuple, list)) else _kind(got)
            return f"expected {len(right)} values, got {count}"
        for number, (r, g) in enumerate(zip(right, got), 1):
            if not same(r, g, part.tolerance):
                longer = [(r, g) for r, g in pairs if _alike(r, g) and len(r) >= number]
                rest = [(r[number - 1], g[number - 1]) for r, g in longer]
                return f"value number {number}: {_difference(part, r, g, rest)}"
    if not isinstance(got, (int, float, np.ndarray)):
        return f"expected {_kind(right)}, got {_kind(got)}"
    r, g = np.asarray(right, dtype=float), np.asarray(got, dtype=float)
    if r.shape != g.shape:
        return _shape(part, r, g)
    if not np.isfinite(g).all():
        return f"there is {'NaN' if np.isnan(g).any() else 'infinity'} in what it returns"
    # What other cases gave may be of another kind or shape: they have nothing to say here.
    numbers = [(a, b) for a, b in pairs if isinstance(b, (int, float, np.ndarray))]
    arrays = [(np.asarray(a, dtype=float), np.asarray(b, dtype=float)) for a, b in numbers]
    arrays = [(a, b) for a, b in arrays if a.shape == b.shape and a.size]
    return f"{_pattern(part, arrays)}{_where(r, g, part.tolerance)}"


def _alike(right: Any, got: Any) -> bool:
    return isinstance(got, (tuple, list)) and len(got) == len(right)


def _shape(part: Part, right: np.ndarray, got: np.ndarray) -> str:
    hint = ""
    if got.shape == right.shape[::-1]:
        hint = ": it is transposed"
    elif got.size == 1 and right.ndim == 0:
        hint = ": it is an array around one number, take that out: .item()"
    elif got.size == right.size:
        hint = ": the numbers may be right, but lie otherwise; see ravel and reshape"
    elif got.ndim == right.ndim == 2 and got.shape[1] == right.shape[1] + 1:
        hint = ": a bias column too many"
    elif got.ndim == right.ndim == 2 and got.shape[1] == right.shape[1] - 1:
        hint = ": a bias column too few"
    elif part.shapes:
        hint = f": {part.shapes}"
    return f"expected the shape {right.shape}, got {got.shape}{hint}"


def _pattern(part: Part, pairs: list[tuple[np.ndarray, np.ndarray]]) -> str:
    """Find what is wrong throughout: sign, factor, order, single columns."""
    if all(same(-r, g, part.tolerance) for r, g in pairs):
        return "the sign is the wrong way round; "
    factors = [_factor(r, g, part.tolerance) for r, g in pairs]
    if all(factor is not None for factor in factors):
        if all(np.isclose(factor, factors[0], rtol=1e-6) for factor in factors):
            return f"every number is {factors[0]:.6g} times what it should be; "
        if max(r.size for r, _ in pairs) > 1:  # a single number is always some multiple
            return (
                "every number is off by one factor, which differs from case to case: m, perhaps; "
            )
    if all(r.ndim and same(np.sort(r, axis=None), np.sort(g, axis=None), 1e-9) for r, g in pairs):
        return "the numbers are right but in the wrong order: rows first, or columns first? "
    r, g = max(pairs, key=lambda pair: pair[0].size)
    if r.ndim == 2:
        off = [k for k in range(r.shape[1]) if not same(r[:, k], g[:, k], part.tolerance)]
        if 0 < len(off) < r.shape[1]:
            return f"columns {_listed(off)} are off, the others right; "
    return ""


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:5])) + (", ..." if len(numbers) > 5 else "")


def _factor(right: np.ndarray, got: np.ndarray, tolerance: float) -> float | None:
    largest = np.unravel_index(np.argmax(np.abs(right)), right.shape)
    if right[largest] == 0 or got[largest] == 0:
        return None
    factor = float(got[largest] / right[largest])
    return factor if same(right * factor, got, max(tolerance, 1e-10)) else None


def _where(right: np.ndarray, got: np.ndarray, tolerance: float) -> str:
    if right.ndim == 0:
        return f"on the smallest case that shows it, expected {right:.8g}, got {got:.8g}"
    bound = tolerance * np.abs(right).max()
    index = tuple(int(i) for i in np.argwhere(~(np.abs(right - got) <= bound))[0])
    place = re.sub(r"[(), ]+", ", ", str(index)).strip(", ")
    return (
        f"on the smallest case that shows it, element [{place}] should be {right[index]:.8g} "
        f"and is {got[index]:.8g}"
    )
