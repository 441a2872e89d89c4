"""Every exercise: starter, solution, hints and the catalogue of mistakes fit together."""

import re

import pytest
from exercises.commands import HERE, exercise_names, read_hints
from exercises.grading.parts import Exercise

from exercises.grading.grade import grade
from tests.programs.mistakes import misnamed

NAMES = exercise_names()


def test_there_are_six():
    assert NAMES == ["ex1", "ex2", "ex3", "ex4", "ex5", "ex6"]
    assert sum(len(Exercise(name).mistakes) for name in NAMES) >= 60


@pytest.mark.parametrize("name", NAMES)
def test_a_starter_scores_nothing_and_hears_no_reproach(name):
    report = grade(name, (HERE / name / "starter.py").read_bytes())
    assert [part.score for part in report.parts] == [0] * len(report.parts)
    assert {part.feedback for part in report.parts} == {"not written yet"}
    assert report.output == ""


@pytest.mark.parametrize("name", NAMES)
def test_a_solution_gets_full_marks(name):
    report = grade(name, (HERE / name / "solution.py").read_bytes())
    assert [part.feedback for part in report.parts] == [""] * len(report.parts)
    assert report.score == report.points == 100


@pytest.mark.parametrize("name", NAMES)
def test_every_mistake_is_named_as_itself(name):
    assert misnamed(name, seed=0) == []  # twenty seeds: python -m tests.programs.mistakes


@pytest.mark.parametrize("name", NAMES)
def test_hints_handout_and_starter_cover_every_part(name):
    exercise = Exercise(name)
    parts = [part.name for part in exercise.parts]
    hints = read_hints(name)
    assert list(hints) == parts
    assert all(len(of_part) >= 2 for of_part in hints.values())
    handout = (HERE / name / "handout.md").read_text(encoding="utf-8")
    points = []
    for first, last, each in re.findall(
        r"^## Parts? (\d+)(?: to (\d+))?: .*\((\d+) points(?: each)?\)$", handout, re.MULTILINE
    ):
        points += [int(each)] * (int(last or first) - int(first) + 1)
    assert points == [part.points for part in exercise.parts]
    starter = (HERE / name / "starter.py").read_text(encoding="utf-8")
    for part in exercise.parts:
        assert f"def {part.function}(" in starter
        assert set(part.needs) <= set(parts[: parts.index(part.name)])


@pytest.mark.parametrize("name", NAMES)
def test_every_mistake_is_of_a_part_and_says_something(name):
    exercise = Exercise(name)
    assert {mistake.part for mistake in exercise.mistakes} == {part.name for part in exercise.parts}
    assert all(mistake.say and "\n" not in mistake.say for mistake in exercise.mistakes)


@pytest.mark.parametrize("name", NAMES)
def test_the_solution_has_the_starters_signatures(name):
    def signatures(file):
        text = (HERE / name / file).read_text(encoding="utf-8")
        return dict(re.findall(r"^def (\w+)(\(.*\)):$", text, re.MULTILINE))

    solution = signatures("solution.py")
    for function, arguments in signatures("starter.py").items():
        assert solution[function] == arguments
