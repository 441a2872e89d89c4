"""The story of forward propagation: every number it prints is right."""

import re

import numpy as np
import pytest

from tests.exercises.stories import assert_pictures, assert_same_story, find, finished_story


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    return finished_story("ex3", tmp_path_factory.mktemp("story"))


def test_weights_are_unrolled_by_columns_and_back(story):
    assert "unrolled is [1, 2, 3, 4, 5, 6]." in story.text
    assert "(25, 401) and (10, 26) make 10285 parameters." in story.text
    assert "Reshaped: (25, 401) and (10, 26), identical: True" in story.text


def test_hand_made_networks_are_switches(story):
    rows = re.findall(r"^  ([01 ]+[01]) +([01])   h = ([\d.]+)$", story.text, re.MULTILINE)
    assert len(rows) == 4 + 4 + 8
    for _, truth, h in rows:
        assert abs(float(h) - int(truth)) < 1e-4
    assert all((bits.count("1") % 2 == 0) == (truth == "1") for bits, truth, _ in rows[-8:])


def test_the_digits_shown_are_recognised(story):
    rows = re.findall(r"^a (\d): h = (.*)$", story.text, re.MULTILINE)
    assert [digit for digit, _ in rows] == ["3", "3", "8", "0"]
    for digit, outputs in rows:
        assert np.argmax(np.array(outputs.split(), dtype=float)) == int(digit)


def test_the_accuracy_is_that_expected(story):
    assert "99.64 % of the digits are right (expected: 99.64 %)." in story.text
    assert find("N % with the weights unrolled row by row", story.text) < 30


def test_the_confusion_matrix_counts_every_digit(story):
    lines = re.findall(r"^ {4}(\d) ((?: +(?:\d+|\.)){10})$", story.text, re.MULTILINE)
    confusion = np.array([row.replace(".", "0").split() for _, row in lines], dtype=int)
    assert confusion.shape == (10, 10)
    np.testing.assert_array_equal(confusion.sum(axis=1), np.full(10, 500))
    assert 5000 - np.trace(confusion) == find("N of 5000 are misread", story.text) == 18


def test_pictures_show_something(story):
    assert_pictures(story, ["activations", "confusion", "right_and_wrong"])


@pytest.mark.slow
def test_the_solution_gives_the_same_story(story, tmp_path):
    assert_same_story("ex3", story, tmp_path)
