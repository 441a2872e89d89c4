"""Grade a submission: draw inputs, collect answers, and only then compute the right ones."""

import secrets
import time
from pathlib import Path

import numpy as np

from exercises.exercise import Exercise, Part
from exercises.files import Unreadable, read_submission, shown, write_whole
from exercises.grading import sandbox
from exercises.grading.compare import same
from exercises.grading.diagnosis import diagnose
from exercises.grading.report import FORMATS
from exercises.grading.result import (
    NOT_FINISHED,
    Feedback,
    Kind,
    PartReport,
    Report,
    nothing_earned,
)
from exercises.grading.sandbox import Answer, Call, Plan


def grade_file(
    exercise: Exercise, path: Path, form: str, out: Path | None = None, seed: int | None = None
) -> Report:
    """Grade a file and write its report to a file, or to standard output.

    A learner's report is not printed if the submission cannot be read.
    """
    report_format = FORMATS[form]

    def write(report: Report) -> None:
        text = report_format.write(report, exercise.title, shown(path))
        if out is None:
            print(text, end="")
        else:
            write_whole(text, out)

    if out is not None:  # whatever happens from here on, a report exists
        write(nothing_earned(exercise, NOT_FINISHED))
    try:
        report = grade(exercise, read_submission(path), seed)
    except Unreadable as error:
        report = nothing_earned(exercise, Feedback(Kind.CANNOT_BE_READ, str(error)))
        if out is None and not report_format.for_machines:
            return report
    write(report)
    return report


def grade(exercise: Exercise, source: bytes, seed: int | None = None) -> Report:
    """Grade the bytes of a submission, on new secret inputs or on those of a seed."""
    start = time.monotonic()
    rng = np.random.default_rng(secrets.randbits(128) if seed is None else seed)
    generators = rng.spawn(len(exercise.parts))
    calls = [part.draw_calls(generator) for part, generator in zip(exercise.parts, generators)]
    orders = [_shuffled_and_repeated(len(of_part), rng) for of_part in calls]
    plans = [
        Plan([of_part[i] for i in order], part.stubs)
        for part, of_part, order in zip(exercise.parts, calls, orders)
    ]
    outcome = sandbox.run(source, plans, with_scipy=exercise.with_scipy)

    # Every process that held the submission is dead. Only now are right answers computed.
    feedback: dict[str, Feedback] = {}
    by_calls = map(_by_call, orders, outcome.answers)
    for part, of_part, by_call in zip(exercise.parts, calls, by_calls):
        wrong = [name for name in part.needs if feedback[name].kind is not Kind.RIGHT]
        found = _diagnose_safely(exercise, part, of_part, by_call, source, wrong)
        if found.kind is Kind.RIGHT and part.judge is None and not _repeatable(part, by_call):
            found = Feedback(
                Kind.WRONG,
                f"{part.function} returns another result when it is called again with the same "
                "arguments: does it keep something between calls?",
            )
        feedback[part.name] = found
    parts = [PartReport(p.name, p.title, p.points, feedback[p.name]) for p in exercise.parts]
    notes = list(outcome.notes)
    if seed is not None:
        notes.append(f"graded on the inputs of seed {seed}: for debugging only")
    return Report(exercise.name, parts, outcome.output, notes, time.monotonic() - start)


def _shuffled_and_repeated(count: int, rng: np.random.Generator) -> list[int]:
    """Return an order of the calls in which the first two come twice."""
    return rng.permutation([*range(count), *range(min(count, 2))]).tolist()


def _by_call(order: list[int], answers: list[Answer]) -> list[list[Answer]]:
    """Group the answers, of which some calls have two, in the original order of the calls."""
    by_call: list[list[Answer]] = [[] for _ in set(order)]
    for index, answer in zip(order, answers):
        by_call[index].append(answer)
    return by_call


def _repeatable(part: Part, by_call: list[list[Answer]]) -> bool:
    """Check that calls made twice returned the same result."""
    return all(same(a[0].value, b.value, part.tolerance) for a in by_call for b in a[1:])


def _diagnose_safely(
    exercise: Exercise,
    part: Part,
    calls: list[Call],
    by_call: list[list[Answer]],
    source: bytes,
    wrong: list[str],
) -> Feedback:
    """Diagnose a part; a result that breaks the diagnosis costs this part only."""
    # If a call failed the second time, that answer counts.
    answers = [
        next((a for a in reversed(of_call) if a.kind != "result"), of_call[0])
        for of_call in by_call
    ]
    try:
        return diagnose(exercise, part, calls, answers, source, wrong)
    except Exception as error:
        message = f"{part.function} returns what cannot be compared ({type(error).__name__})"
        return Feedback(Kind.WRONG, message)
