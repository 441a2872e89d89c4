"""In every exercise, starter, solution, hints, hand-out and mistakes fit together."""

import re

import pytest

from exercises.exercise import Exercise, exercise_names
from exercises.grading.grade import grade
from exercises.grading.result import NOT_WRITTEN, RIGHT
from tests.programs.mistakes import misnamed

ALL = pytest.mark.parametrize("name", exercise_names())


def test_six_exercises_exist():
    assert exercise_names() == ["ex1", "ex2", "ex3", "ex4", "ex5", "ex6"]


@ALL
def test_starter_is_not_written_yet(name):
    exercise = Exercise(name)
    report = grade(exercise, exercise.starter.read_bytes())
    assert [part.feedback for part in report.parts] == [NOT_WRITTEN] * len(report.parts)
    assert (report.score, report.output) == (0, "")


@ALL
def test_solution_gets_full_marks(name):
    exercise = Exercise(name)
    report = grade(exercise, exercise.solution_text.encode())
    assert [part.feedback for part in report.parts] == [RIGHT] * len(report.parts)
    assert report.score == report.points == 100


@ALL
def test_every_mistake_is_named(name):
    assert misnamed(name, seed=0) == []  # over twenty seeds: python -m tests.programs.mistakes


@ALL
def test_every_part_has_a_mistake_with_a_one_line_sentence(name):
    exercise = Exercise(name)
    assert {mistake.part for mistake in exercise.mistakes} == {part.name for part in exercise.parts}
    assert all(m.sentence and "\n" not in m.sentence for m in exercise.mistakes)


@ALL
def test_every_part_has_two_hints(name):
    exercise = Exercise(name)
    assert list(exercise.hints) == [part.name for part in exercise.parts]
    assert all(len(of_part) >= 2 for of_part in exercise.hints.values())


@ALL
def test_handout_has_the_points_of_every_part(name):
    exercise = Exercise(name)
    handout = (exercise.folder / "handout.md").read_text(encoding="utf-8")
    points = []
    for first, last, each in re.findall(
        r"^## Parts? (\d+)(?: to (\d+))?: .*\((\d+) points(?: each)?\)$", handout, re.MULTILINE
    ):
        points += [int(each)] * (int(last or first) - int(first) + 1)
    assert points == [part.points for part in exercise.parts]


@ALL
def test_parts_need_only_parts_before_them(name):
    seen = set()
    for part in Exercise(name).parts:
        assert set(part.needs) <= seen
        assert re.fullmatch(r"\w+", part.name)  # so that a shell needs no quotes
        seen.add(part.name)


@ALL
def test_starter_and_solution_have_the_same_signatures(name):
    def signatures(text):
        return dict(re.findall(r"^def (\w+)(\(.*\)):$", text, re.MULTILINE))

    exercise = Exercise(name)
    starter = exercise.starter.read_text(encoding="utf-8")
    assert signatures(starter).items() <= signatures(exercise.solution_text).items()
    assert all(f"def {part.function}(" in starter for part in exercise.parts)
