"""What grading finds out: feedback on each part, and the points."""

from enum import Enum
from typing import NamedTuple

from exercises.exercise import Exercise


class Kind(Enum):
    """What happened to a part."""

    RIGHT = "right"
    NOT_WRITTEN = "not_written"
    WAITS_FOR = "waits_for"  # another part has to be fixed or written first
    MISTAKE = "mistake"  # of the catalogue
    WRONG = "wrong"  # and no known mistake explains it
    CRASHED = "crashed"  # the function raised, hung or ended the process
    CANNOT_RUN = "cannot_run"  # the file is not valid Python, raises or hangs
    CANNOT_BE_READ = "cannot_be_read"
    NOT_GRADED = "not_graded"  # the grader itself did not finish


class Feedback(NamedTuple):
    """What happened to a part, and what to tell the learner."""

    kind: Kind
    message: str = ""
    mistakes: tuple[str, ...] = ()  # sentences of the catalogue that the message names


RIGHT = Feedback(Kind.RIGHT)
NOT_WRITTEN = Feedback(Kind.NOT_WRITTEN, "not written yet")
NOT_FINISHED = Feedback(Kind.NOT_GRADED, "the grading did not finish")


class PartReport(NamedTuple):
    """The points and the feedback of a part."""

    name: str
    title: str
    points: int
    feedback: Feedback

    @property
    def score(self) -> int:
        return self.points if self.feedback.kind is Kind.RIGHT else 0


class Report(NamedTuple):
    """The result of grading a submission."""

    exercise: str
    parts: list[PartReport]
    output: str = ""
    notes: list[str] = []
    seconds: float = 0.0

    @property
    def score(self) -> int:
        return sum(part.score for part in self.parts)

    @property
    def points(self) -> int:
        return sum(part.points for part in self.parts)


def nothing_earned(exercise: Exercise, feedback: Feedback) -> Report:
    """Make the report of a submission that could not be graded."""
    parts = [PartReport(p.name, p.title, p.points, feedback) for p in exercise.parts]
    return Report(exercise.name, parts)
