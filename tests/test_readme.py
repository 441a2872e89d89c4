"""The README's tour does what it says, and its two commands are what CI runs."""

import re
from pathlib import Path

import pytest

import nnfunc
from exercises.commands import exercise_names
from exercises.grading.parts import Exercise

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_tour_prints_what_it_says(tmp_path, monkeypatch, capsys):
    pytest.importorskip("matplotlib", reason="the tour draws a picture").use("agg")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    assert len(blocks) >= 5
    names = {}
    pytest.importorskip("threadpoolctl", reason="NumPy's threads are held").threadpool_limits(1)
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)
        said = re.findall(r"^print\(.*\)  # (.*)$", block, re.MULTILINE)
        assert capsys.readouterr().out.splitlines() == said
    assert (tmp_path / "hidden_units.png").stat().st_size > 5000


def test_the_first_two_bash_blocks_hold_one_command_line_each():
    blocks = re.findall(r"^```bash\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    assert [block.count("\n") for block in blocks] == [1, 1]
    assert blocks[0].endswith("python -m exercises run ex4\n")
    assert blocks[1].endswith("python -m pytest -n auto --dist loadfile\n")


def test_the_mistakes_are_counted():
    count = sum(len(Exercise(name).mistakes) for name in exercise_names())
    assert f"It knows {count} of them" in README


def test_the_table_names_what_there_is():
    table = README[README.index("## What there is") : README.index("## From Octave")]
    named = set(re.findall(r"`(\w+)", table))
    missing = set(nnfunc.__all__) - named
    assert not missing
