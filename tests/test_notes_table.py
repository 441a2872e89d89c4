"""Every function, test and step that the tables of tests/README.md name exists."""

import re
from importlib import import_module
from pathlib import Path

import pytest

import nnfunc

TESTS = Path(__file__).parent
STORIES = TESTS.parent / "exercises"
NAMING = {"function", "test", "seen in"}


def cells():
    """Yield (column title, cell) for every cell of every table."""
    titles = []
    for line in (TESTS / "README.md").read_text(encoding="utf-8").splitlines():
        row = [cell.strip() for cell in line.strip("|").split(" | ")]
        if not line.startswith("|"):
            titles = []
        elif not titles:
            titles = row
        elif not line.startswith("|---"):
            assert len(row) == len(titles), f"{len(row)} cells: {line}"
            yield from zip(titles, row)


def names(column):
    found = {
        name for title, cell in cells() if title == column for name in re.findall("`(.+?)`", cell)
    }
    assert found
    return sorted(found)


def test_every_cell_is_a_list_of_names_or_a_dash():
    for title, cell in cells():
        if title in NAMING:
            assert re.fullmatch(r"–|`[^`]+`(, `[^`]+`)*", cell), cell
            assert cell != "–" or title != "test"


@pytest.mark.parametrize("name", names("function"))
def test_function_exists(name):
    module, _, function = name.rpartition(".")
    if module:
        assert callable(getattr(import_module(module), function))
    else:
        assert function in nnfunc.__all__


@pytest.mark.parametrize("name", names("test"))
def test_test_exists(name):
    file, _, test = name.partition("::")
    assert f"\ndef {test}(" in (TESTS / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", names("seen in"))
def test_step_exists(name):
    exercise, _, title = name.partition(": ")
    story = (STORIES / exercise / "story.py").read_text(encoding="utf-8")
    assert title in re.findall(r'^step\("\d+\. (.*)"\)$', story, re.MULTILINE)
