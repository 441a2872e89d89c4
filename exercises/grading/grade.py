"""Grade a submission: draw inputs, have them answered, and only then compute what is right."""

import secrets
import time
from typing import Any, NamedTuple

import numpy as np

from exercises.grading import sandbox
from exercises.grading.diagnosis import feedback, same
from exercises.grading.parts import Exercise, Part
from exercises.grading.sandbox import Answer, Call, Plan


class PartReport(NamedTuple):
    """What a part earned, and what to tell the learner."""

    name: str
    title: str
    score: int
    points: int
    feedback: str


class Report(NamedTuple):
    """What a submission earned."""

    exercise: str
    parts: list[PartReport]
    output: str
    notes: list[str]
    seconds: float = 0.0

    @property
    def score(self) -> int:
        """Points earned."""
        return sum(part.score for part in self.parts)

    @property
    def points(self) -> int:
        """Points there are."""
        return sum(part.points for part in self.parts)


def grade(exercise_name: str, source: bytes, seed: int | None = None) -> Report:
    """Grade a submission.

    Parameters
    ----------
    exercise_name : str
        Such as ``"ex4"``.
    source : bytes
        The learner's file.
    seed : int, optional
        For debugging; by default the inputs are drawn anew, secretly.

    Returns
    -------
    Report
    """
    begun = time.monotonic()
    exercise = Exercise(exercise_name)
    rng = np.random.default_rng(secrets.randbits(128) if seed is None else seed)
    calls = [
        [_call(part.function, args) for args in part.calls(generator)]
        for part, generator in zip(exercise.parts, rng.spawn(len(exercise.parts)))
    ]
    orders = [_shuffled_and_repeated(len(of_part), rng) for of_part in calls]
    asked = [
        Plan([of_part[i] for i in order], part.stubs)
        for part, of_part, order in zip(exercise.parts, calls, orders)
    ]
    outcome = sandbox.run(source, asked, with_scipy=exercise.with_scipy)

    # Every process that held the submission is dead. Only now is anything right computed.
    said = {}
    for part, of_part, order, answers in zip(exercise.parts, calls, orders, outcome.answers):
        first, steady = _in_order(part, len(of_part), order, answers)
        said[part.name] = feedback(exercise, part, of_part, first, source)
        if not said[part.name] and not steady and part.judge is None:
            said[part.name] = (
                f"{part.function} gives another result when it is called with the same "
                "arguments again: does it keep something between calls?"
            )
    parts = []
    for part in exercise.parts:
        text = said[part.name]
        broken = [need for need in part.needs if said[need]]
        if text and text != "not written yet" and broken:
            text = f"first mend {' and '.join(broken)}, which this part uses. Then: {text}"
        parts.append(
            PartReport(part.name, part.title, 0 if text else part.points, part.points, text)
        )
    notes = list(outcome.notes)
    if seed is not None:
        notes.append(f"graded on the inputs of seed {seed}: for debugging only")
    seconds = time.monotonic() - begun
    return Report(exercise_name, parts, outcome.output, notes, seconds)


def nothing_earned(exercise_name: str, why: str) -> Report:
    """Make the report of a submission that earned nothing.

    Parameters
    ----------
    exercise_name : str
    why : str
        What every part says.

    Returns
    -------
    Report
    """
    parts = Exercise(exercise_name).parts
    return Report(
        exercise_name, [PartReport(p.name, p.title, 0, p.points, why) for p in parts], "", []
    )


def _call(function: str, args: tuple[Any, ...]) -> Call:
    if args and isinstance(args[-1], dict):
        return Call(function, args[:-1], args[-1])
    return Call(function, args)


def _shuffled_and_repeated(count: int, rng: np.random.Generator) -> list[int]:
    """Some order of the calls in which the first few come twice."""
    return rng.permutation([*range(count), *range(min(count, 2))]).tolist()


def _in_order(
    part: Part, count: int, order: list[int], answers: list[Answer]
) -> tuple[list[Answer], bool]:
    """Put answers back in the order of the calls; and were those that came twice the same?"""
    first: dict[int, Answer] = {}
    steady = True
    for index, answer in zip(order, answers):
        if index in first:
            steady &= same(first[index].value, answer.value, part.tolerance)
        else:
            first[index] = answer
    # A failure the second time is a failure.
    for index, answer in zip(order, answers):
        if answer.kind != "result":
            first[index] = answer
    return [first[i] for i in range(count)], steady
