"""The story of the digit classifier: every number it prints is right, and its options work."""

import os
import re

import numpy as np
import pytest

from tests.exercises.stories import (
    assert_pictures,
    assert_same_story,
    find,
    finished_story,
    refused,
    run_story,
)


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    return finished_story("ex4", tmp_path_factory.mktemp("story") / "pictures" / "here")


def test_costs_are_those_expected(story):
    lambdas, costs, expected = find(r"lambda = N: J = N \(expected: N\)", story.section(2)).T
    assert lambdas.tolist() == [0, 1]
    assert costs.tolist() == expected.tolist()


def test_the_gradient_check_prints_two_equal_columns(story):
    text = story.section(4)
    columns = re.findall(r"^ +(-?0\.\d{8}) +(-?0\.\d{8})$", text, re.MULTILINE)
    assert len(columns) == 38  # 5 x 4 and 3 x 6 weights
    np.testing.assert_allclose(*np.array(columns, dtype=float).T, atol=2e-8)
    assert find("Relative difference: N", text) < 1e-9


def test_it_learns_the_digits(story):
    training, held_out = find("digits: N %", story.section(6))
    assert training > 97
    assert 90 < held_out < training


def test_a_bar_shows_the_training(story):
    assert "100/100" in story.errors
    assert "J=" in story.errors


def test_pictures_show_something(story):
    assert_pictures(story, ["convergence", "digits", "hidden_units"])


def test_options_change_the_training(tmp_path):
    options = ("--hidden", 7, "--max-iter", 4, "--lambda", 0.5, "--method", "CG", "--seed", 5)
    text = finished_story("ex4", tmp_path, *options, "--show").text
    assert "CG, 4 iterations, lambda = 0.5, layers 400-7-10" in text
    assert "in 4 iterations" in text
    assert "no screen" in text


@pytest.mark.slow
def test_the_solution_gives_the_same_story(story, tmp_path):
    options = ("--max-iter", 3)
    rounding = r"Relative difference: \S+"
    assert_same_story("ex4", story, tmp_path, *options, varying=[rounding], last_step=4)


@pytest.mark.slow
def test_the_seed_decides(tmp_path):
    options = ("--max-iter", 2, "--hidden", 3)
    first, again, other = (
        re.search("J fell .*", finished_story("ex4", tmp_path, *options, "--seed", seed).text)[0]
        for seed in (1, 1, 2)
    )
    assert first == again != other


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--lambda", "-1"], "argument --lambda: expected a number >= 0, got '-1'"),
        (["--lambda", "nan"], "argument --lambda: expected a number >= 0, got 'nan'"),
        (["--hidden", "0"], "argument --hidden: expected a whole number >= 1, got '0'"),
        (["--max-iter", "ten"], "argument --max-iter: expected a whole number >= 1, got 'ten'"),
        (["--seed", "1.5"], "argument --seed: expected a whole number >= 0, got '1.5'"),
        (["--method", "sgd"], "argument --method: invalid choice: 'sgd'"),
        (["--figures", os.devnull], "argument --figures: cannot make"),
        (["--colour"], "unrecognized arguments: --colour"),
    ],
)
def test_a_wrong_option_gets_one_line(arguments, says, capsys):
    assert says in refused("ex4", arguments, capsys)


def test_a_wrong_option_ends_the_process_with_2():
    done = run_story("ex4", "--colour")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
