"""The README's tour prints what it shows, and its tables and counts are complete."""

import re
from pathlib import Path

import pytest

import nnfunc
from exercises.exercise import Exercise, exercise_names

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def test_tour_prints_what_its_comments_show(tmp_path, monkeypatch, capsys):
    pytest.importorskip("matplotlib", reason="the tour draws a picture").use("agg")
    monkeypatch.chdir(tmp_path)
    assert len(blocks("python")) >= 5
    names = {}
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), names)
        expected = re.findall(r"^print\(.*\)  # (.*)$", block, re.MULTILINE)
        assert capsys.readouterr().out.splitlines() == expected
    assert (tmp_path / "hidden_units.png").stat().st_size > 5000


def test_first_two_bash_blocks_are_the_commands_that_ci_runs():
    assert blocks("bash")[0].endswith("python -m exercises run ex4\n")
    assert blocks("bash")[1].endswith("python -m pytest -n auto --dist loadfile\n")


def test_number_of_mistakes_is_right():
    count = sum(len(Exercise(name).mistakes) for name in exercise_names())
    judged = sum(
        part.judge is not None and mistake.part == part.name
        for name in exercise_names()
        for part in Exercise(name).parts
        for mistake in Exercise(name).mistakes
    )
    assert re.search(rf"It knows {count}\s+mistakes: {count - judged} it recognises", README)
    assert f"and {judged}\nby judging" in README


def test_table_lists_every_public_name():
    table = README[README.index("### All functions") : README.index("## From Octave")]
    assert set(nnfunc.__all__) <= set(re.findall(r"`(\w+)", table))
