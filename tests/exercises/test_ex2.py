"""The story of a single unit: every number it prints is right."""

import re

import numpy as np
import pytest

from tests.exercises.stories import assert_pictures, assert_same_story, find, finished_story


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    return finished_story("ex2", tmp_path_factory.mktemp("story"))


def test_the_sigmoid_is_a_half_in_the_middle(story):
    values = find(r"g\(z\) N N N N N", story.section(1))
    np.testing.assert_allclose(values, [1 / (1 + np.exp([5, 1, 0, -1, -5]))], atol=1e-6)


def test_cost_and_gradient_at_zero_are_those_expected(story):
    text = story.section(3)
    pairs = re.findall(r"^(?:J|db) += ([\d.]+) \(expected: ([\d.]+)", text, re.MULTILINE)
    assert len(pairs) == 2
    assert all(found == expected for found, expected in pairs)
    assert find("numerical gradient: N", text) < 1e-9


def test_the_loop_agrees_and_is_slower(story):
    text = story.section(4)
    (J_loop, slow), (J, fast) = find("J = N in N ms", text)
    assert J_loop == J
    assert slow > fast
    assert find("between the gradients: N", text) < 1e-12


def test_it_recognises_a_zero(story):
    accuracies = find(r"digits: N % \(always", story.text)
    assert len(accuracies) == 2  # training and held out
    assert (accuracies > 99).all()


def test_a_line_separates_the_clouds_but_not_the_rings(story):
    assert find(": N % on the right side", story.section(7)) > 90
    line, circle = find(": N % right", story.section(8))
    assert line < 65
    assert circle > 97


def test_pictures_show_something(story):
    assert_pictures(story, ["line", "rings", "zero_or_not"])


@pytest.mark.slow
def test_the_solution_gives_the_same_story(story, tmp_path):
    varying = [r"in +[\d.]+ ms.*", r": \d\.\de-\d+", ".* x2 = 0"]  # times and rounding
    assert_same_story("ex2", story, tmp_path, varying=varying)
