"""Grade a submission: draw inputs, have them answered, and only then compute what is right."""

import secrets
import time
from typing import NamedTuple

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
    generators = rng.spawn(len(exercise.parts))
    calls = [calls_of(part, generator) for part, generator in zip(exercise.parts, generators)]
    orders = [_shuffled_and_repeated(len(of_part), rng) for of_part in calls]
    asked = [
        Plan([of_part[i] for i in order], part.stubs)
        for part, of_part, order in zip(exercise.parts, calls, orders)
    ]
    outcome = sandbox.run(source, asked, with_scipy=exercise.with_scipy)

    # Every process that held the submission is dead. Only now is anything right computed.
    said: dict[str, str] = {}
    for part, of_part, order, answers in zip(exercise.parts, calls, orders, outcome.answers):
        broken = [need for need in part.needs if said[need]]
        said[part.name] = _say(exercise, part, of_part, order, answers, source, broken)
    parts = [
        PartReport(p.name, p.title, 0 if said[p.name] else p.points, p.points, said[p.name])
        for p in exercise.parts
    ]
    notes = list(outcome.notes)
    if seed is not None:
        notes.append(f"graded on the inputs of seed {seed}: for debugging only")
    seconds = time.monotonic() - begun
    return Report(exercise_name, parts, outcome.output, notes, seconds)


def _say(
    exercise: Exercise,
    part: Part,
    calls: list[Call],
    order: list[int],
    answers: list[Answer],
    source: bytes,
    broken: list[str],
) -> str:
    first, steady = _in_order(part, len(calls), order, answers)
    try:
        said = feedback(exercise, part, calls, first, source, broken)
    except Exception as error:  # whatever came back: it costs this part and no other
        return f"{part.function} returns what cannot be compared ({type(error).__name__})"
    if said or steady or part.judge is not None:
        return said
    return (
        f"{part.function} gives another result when it is called with the same arguments again: "
        "does it keep something between calls?"
    )


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


def calls_of(part: Part, rng: np.random.Generator) -> list[Call]:
    """Draw a part's calls.

    Parameters
    ----------
    part : Part
    rng : numpy.random.Generator

    Returns
    -------
    list of Call
        The smallest case first.
    """
    return [
        Call(part.function, args[:-1], args[-1])
        if args and isinstance(args[-1], dict)
        else Call(part.function, args)
        for args in part.calls(rng)
    ]


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
