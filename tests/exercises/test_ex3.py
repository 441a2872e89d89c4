"""The story of forward propagation, run as a user runs it: in a process of its own, no screen."""

import re
from functools import partial

import numpy as np
import pytest

from tests.exercises.stories import ROOT, picture_of_something, run_story

run = partial(run_story, "ex3")


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    folder = tmp_path_factory.mktemp("story")
    done = run("--figures", folder)
    assert done.returncode == 0, done.stderr
    return done, folder


def test_weights_are_unrolled_by_columns_and_come_back(story):
    assert "unrolled is [1, 2, 3, 4, 5, 6]." in story[0].stdout
    assert "(25, 401) and (10, 26) make 10285 parameters." in story[0].stdout
    assert "And back: (25, 401) and (10, 26), the same: True" in story[0].stdout


def test_networks_made_by_hand_are_switches(story):
    rows = re.findall(r"^  ([01 ]+[01]) +([01])   h = ([\d.]+)$", story[0].stdout, re.MULTILINE)
    assert len(rows) == 4 + 4 + 8
    for _, wanted, h in rows:
        assert abs(float(h) - int(wanted)) < 1e-4
    even = [(bits.count("1") % 2 == 0) == (wanted == "1") for bits, wanted, _ in rows[-8:]]
    assert all(even)


def test_the_digits_shown_are_recognised(story):
    rows = re.findall(r"^a (\d): h = (.*)$", story[0].stdout, re.MULTILINE)
    assert [digit for digit, _ in rows] == ["3", "3", "8", "0"]
    for digit, outputs in rows:
        assert np.argmax(np.array(outputs.split(), dtype=float)) == int(digit)


def test_the_accuracy_is_that_expected(story):
    assert "99.64 % of the digits are right (expected: 99.64 %)." in story[0].stdout
    mixed_up = re.search(r"([\d.]+) % with the weights unrolled row by row", story[0].stdout)
    assert float(mixed_up[1]) < 30


def test_the_confusion_matrix_counts_every_digit(story):
    lines = re.findall(r"^ {4}(\d) ((?: +(?:\d+|\.)){10})$", story[0].stdout, re.MULTILINE)
    confusion = np.array([row.replace(".", "0").split() for _, row in lines], dtype=int)
    assert confusion.shape == (10, 10)
    np.testing.assert_array_equal(confusion.sum(axis=1), np.full(10, 500))
    wrong = re.search(r"(\d+) of 5000 are misread", story[0].stdout)
    assert 5000 - np.trace(confusion) == int(wrong[1]) == 18


@pytest.mark.parametrize("name", ["activations", "right_and_wrong", "confusion"])
def test_pictures_are_of_something(story, name):
    assert str(story[1] / f"{name}.png") in story[0].stdout
    picture_of_something(story[1] / f"{name}.png")


@pytest.mark.slow
def test_the_solution_tells_the_same_story(story, tmp_path):
    done = run("--figures", tmp_path, "--mine", ROOT / "exercises" / "ex3" / "solution.py")
    assert done.returncode == 0, done.stderr
    title = "1. Unrolling"
    mine, library = (
        re.sub("picture: .*", "", text[text.index(title) :])
        for text in (done.stdout, story[0].stdout)
    )
    assert mine == library
