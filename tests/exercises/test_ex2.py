"""The story of a single unit, run as a user runs it: in a process of its own, with no screen."""

import re
from functools import partial

import numpy as np
import pytest

from tests.exercises.stories import ROOT, picture_of_something, run_story

run = partial(run_story, "ex2")


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    folder = tmp_path_factory.mktemp("story")
    done = run("--figures", folder)
    assert done.returncode == 0, done.stderr
    return done, folder


def without_what_varies(text):
    """A story's output but for its first lines, places, times, and what is near rounding."""
    text = text[text.index("1. The sigmoid") :]
    return re.sub(r"picture: .*|in +[\d.]+ ms.*|: \d\.\de-\d+|.* x2 = 0", "", text)


def test_the_sigmoid_is_a_half_in_the_middle(story):
    values = re.search(r"^g\(z\) +(.*)$", story[0].stdout, re.MULTILINE)[1].split()
    np.testing.assert_allclose(
        np.array(values, dtype=float), 1 / (1 + np.exp([5, 1, 0, -1, -5])), atol=1e-6
    )


def test_cost_and_gradient_at_zero_are_those_expected(story):
    pairs = re.findall(r"^(?:J|db) += ([\d.]+) \(expected: ([\d.]+)", story[0].stdout, re.MULTILINE)
    assert len(pairs) == 2
    assert all(found == expected for found, expected in pairs)
    difference = re.search(r"numerical gradient: (\S+)", story[0].stdout)
    assert float(difference[1]) < 1e-9


def test_the_loop_agrees_and_is_slower(story):
    found = re.findall(r"J = ([\d.]+) in +([\d.]+) ms", story[0].stdout)
    (J_loop, slow), (J, fast) = found
    assert J_loop == J
    assert float(slow) > float(fast)
    assert float(re.search(r"between the gradients: (\S+)", story[0].stdout)[1]) < 1e-12


def test_it_knows_a_zero(story):
    training, held_out = re.findall(r"digits: +([\d.]+) % \(always", story[0].stdout)
    assert float(training) > 99
    assert float(held_out) > 99


def test_a_line_parts_the_clouds_and_not_the_rings(story):
    clouds = re.search(r": ([\d.]+) % on the right side", story[0].stdout)
    assert float(clouds[1]) > 90
    line, circle = re.findall(r": +([\d.]+) % right", story[0].stdout)
    assert float(line) < 65
    assert float(circle) > 97


@pytest.mark.parametrize("name", ["zero_or_not", "line", "rings"])
def test_pictures_are_of_something(story, name):
    assert str(story[1] / f"{name}.png") in story[0].stdout
    picture_of_something(story[1] / f"{name}.png")


@pytest.mark.slow
def test_the_solution_tells_the_same_story(story, tmp_path):
    done = run("--figures", tmp_path, "--mine", ROOT / "exercises" / "ex2" / "solution.py")
    assert done.returncode == 0, done.stderr
    assert "With your own functions" in done.stdout
    assert without_what_varies(done.stdout) == without_what_varies(story[0].stdout)
