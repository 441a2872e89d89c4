"""Turn the answers to a part's calls into feedback."""

import re
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import numpy as np

from exercises.exercise import Exercise, Mistake, Part
from exercises.grading.child.wire import Other
from exercises.grading.compare import like_the_right_one, same
from exercises.grading.difference import describe_difference, kind_of
from exercises.grading.result import NOT_WRITTEN, RIGHT, Feedback, Kind
from exercises.grading.sandbox import Answer, Call


@np.errstate(all="ignore")  # in the learner's numbers
def diagnose(
    exercise: Exercise,
    part: Part,
    calls: list[Call],
    answers: list[Answer],
    source: bytes,
    wrong: Sequence[str] = (),
) -> Feedback:
    """Find out what is wrong with a part, given the parts it needs that are wrong."""
    found = _diagnose(exercise, part, calls, answers, source, wrong)
    if not wrong or found.kind in (Kind.RIGHT, Kind.NOT_WRITTEN):
        return found
    pronoun = "it" if len(wrong) == 1 else "them"
    first = f"fix {' and '.join(wrong)} first: this part calls {pronoun}"
    then = f". Then: {found.message}" if found.message else ""
    return found._replace(message=f"{first}{then}")


def _diagnose(
    exercise: Exercise,
    part: Part,
    calls: list[Call],
    answers: list[Answer],
    source: bytes,
    wrong: Sequence[str],
) -> Feedback:
    for answer in answers:
        if answer.kind != "result":
            return _failure(part, answer, source)
        if message := _unusable(part, answer.value):
            return Feedback(Kind.WRONG, message)
    for call, answer in zip(calls, answers):
        for number, (before, after) in enumerate(zip(call.args, answer.args), 1):
            if isinstance(before, np.ndarray) and not same(before, after, 0):
                message = (
                    f"{part.function} changes its argument number {number} in place: work on a "
                    "copy, or you overwrite the caller's data"
                )
                return Feedback(Kind.WRONG, message)
    values = [part.picked(answer.value) for answer in answers]
    if part.judge is None:
        return _compare(exercise, part, calls, values, wrong)
    judgement = part.judge(calls, values)
    if not judgement:
        return RIGHT
    if any(judgement == m.sentence for m in exercise.mistakes if m.part == part.name):
        return Feedback(Kind.MISTAKE, judgement, (judgement,))
    return Feedback(Kind.WRONG, judgement)


def _compare(
    exercise: Exercise, part: Part, calls: list[Call], values: list[Any], wrong: Sequence[str]
) -> Feedback:
    """Compare values with the solution's, then with those of every known mistake."""
    right = _results(exercise.solution(), part, calls)

    def all_same(expected: list[Any]) -> bool:
        alike = [like_the_right_one(r, e) for r, e in zip(right, expected)]
        return all(same(e, v, part.tolerance) for e, v in zip(alike, values))

    values = [like_the_right_one(r, v) for r, v in zip(right, values)]
    if all_same(right):
        return RIGHT
    functions = {p.function for p in exercise.parts if p.name in wrong}
    others_wrong = bool(functions - {part.function})  # their mistakes are in these numbers too
    for mistakes, module in exercise.wrong_solutions(part, pairs=not others_wrong):
        if all_same(_results(module, part, calls)):
            return _named(mistakes)
    if others_wrong:
        return Feedback(Kind.WAITS_FOR)
    return Feedback(Kind.WRONG, describe_difference(part, list(zip(right, values))))


def _named(mistakes: tuple[Mistake, ...]) -> Feedback:
    sentences = tuple(mistake.sentence for mistake in mistakes)
    return Feedback(Kind.MISTAKE, " And: ".join(sentences), sentences)


def _results(module: ModuleType | None, part: Part, calls: Sequence[Call]) -> list[Any]:
    """Make a part's calls of our own code; where it raises, the result is None."""
    results = []
    for call in calls:
        args = tuple(arg.copy() if isinstance(arg, np.ndarray) else arg for arg in call.args)
        try:
            results.append(getattr(module, part.function)(*args, **call.kwargs))
        except Exception:
            results.append(None)
    return [part.picked(result) for result in results]


def _unusable(part: Part, value: Any) -> str:
    """Say why there is nothing to compare in a result."""
    name, pick = part.function, part.pick
    if value is None:
        return f"{name} returns None: the return statement is missing"
    if isinstance(pick, int):
        if not isinstance(value, (tuple, list)):
            return f"{name} returns {kind_of(value)}, expected several values: return J, grad_vec"
        if len(value) <= pick:
            return f"{name} returns {len(value)} values: number {pick + 1} is missing"
        if value[pick] is None:
            return f"{name} returns None instead of its value number {pick + 1}"
    if isinstance(pick, str):
        if not isinstance(value, dict):
            return (
                f"{name} returns {kind_of(value)}, expected a result with {pick}: "
                "return OptimizeResult(x=theta, fun=J)"
            )
        if value.get(pick) is None:
            return f"{pick} is missing in the result of {name}, or None"
    picked = part.picked(value)
    if isinstance(picked, Other):
        return f"{name} returns an object of type {picked.name}: expected numbers or arrays"
    return ""


def _failure(part: Part, answer: Answer, source: bytes) -> Feedback:
    """Describe a call that has no result."""
    name = part.function
    if answer.kind == "missing":
        message = f"the function {name} is missing: keep the starter's names"
        return Feedback(Kind.NOT_WRITTEN, message)
    if answer.kind in ("error", "cannot_run"):
        return _exception(part, answer, source)
    kind = Kind.CANNOT_RUN if answer.kind in ("hung", "exited") else Kind.CRASHED
    messages = {
        "hung": "the file does not finish running: is there an endless loop outside the functions?",
        "exited": "the file ends the whole process: does it call exit(), or use too much memory?",
        "timeout": f"{name} did not finish in time: is there an endless loop, or a loop that a "
        "matrix product could replace?",
        "died": f"{name} ended the whole process: does it call exit(), or use too much memory?",
        "forged": "the process that ran your file sent back something that is not an answer",
    }
    return Feedback(kind, messages[answer.kind])


def _exception(part: Part, answer: Answer, source: bytes) -> Feedback:
    """Describe an exception, with the line of the submission that raised it."""
    lines = source.decode("utf-8", "replace").splitlines()
    if answer.kind == "error" and answer.error == "NotImplementedError":
        unwritten = _function_at(lines, answer.line)
        if unwritten in ("", part.function):
            return NOT_WRITTEN
        message = f"{part.function} calls {unwritten}, which is not written yet"
        return Feedback(Kind.WAITS_FOR, message)
    message = f"{answer.error}: {answer.message}".rstrip(": ")
    if 0 < answer.line <= len(lines):
        message = f"line {answer.line}, `{lines[answer.line - 1].strip()[:100]}`: {message}"
    if answer.error == "ModuleNotFoundError":
        message += ": only the starter's imports and the standard library are available here"
    kind = Kind.CANNOT_RUN if answer.kind == "cannot_run" else Kind.CRASHED
    return Feedback(kind, message)


def _function_at(lines: list[str], number: int) -> str:
    """Name the function that contains a line."""
    found = [match for line in lines[:number] if (match := re.match(r"def (\w+)", line))]
    return found[-1][1] if found else ""
