"""The digit classifier's story, run as a user runs it: in a process of its own, with no screen."""

import os
import re
from functools import partial

import numpy as np
import pytest

from tests.exercises.stories import ROOT, picture_of_something, refused, run_story

run = partial(run_story, "ex4")


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    folder = tmp_path_factory.mktemp("story") / "pictures" / "here"
    done = run("--figures", folder)
    assert done.returncode == 0, done.stderr
    return done, folder


def test_costs_are_those_expected(story):
    lines = re.findall(r"lambda = (\d): J = ([\d.]+) \(expected: ([\d.]+)\)", story[0].stdout)
    assert [lambda_ for lambda_, *_ in lines] == ["0", "1"]
    for _, J, expected in lines:
        assert J == expected


def test_the_gradient_check_shows_two_equal_columns(story):
    columns = re.findall(r"^ +(-?0\.\d{8}) +(-?0\.\d{8})$", story[0].stdout, re.MULTILINE)
    assert len(columns) == 38  # 5 x 4 and 3 x 6 weights
    np.testing.assert_allclose(*np.array(columns, dtype=float).T, atol=2e-8)
    difference = re.search(r"Relative difference: (\S+)", story[0].stdout)
    assert float(difference[1]) < 1e-9


def test_it_learns_the_digits(story):
    training, held_out = re.findall(r"digits: +([\d.]+) %", story[0].stdout)
    assert float(training) > 97
    assert 90 < float(held_out) < float(training)


def test_a_bar_shows_the_training(story):
    assert "100/100" in story[0].stderr
    assert "J=" in story[0].stderr


@pytest.mark.parametrize("name", ["digits", "hidden_units", "convergence"])
def test_pictures_are_of_something(story, name):
    assert str(story[1] / f"{name}.png") in story[0].stdout
    picture_of_something(story[1] / f"{name}.png")


def test_there_are_no_other_files(story):
    names = sorted(file.name for file in story[1].iterdir())
    assert names == ["convergence.png", "digits.png", "hidden_units.png"]


def test_options_do_what_they_say(tmp_path):
    done = run(
        *("--figures", tmp_path, "--hidden", 7, "--max-iter", 4, "--lambda", 0.5),
        *("--method", "CG", "--seed", 5, "--show"),
    )
    assert done.returncode == 0, done.stderr
    assert "CG, 4 iterations, lambda = 0.5, layers 400-7-10" in done.stdout
    assert "in 4 iterations" in done.stdout
    assert "no screen" in done.stdout


@pytest.mark.slow
def test_the_solution_tells_the_same_story(story, tmp_path):
    solution = ROOT / "exercises" / "ex4" / "solution.py"
    done = run("--figures", tmp_path, "--max-iter", 3, "--mine", solution)
    assert done.returncode == 0, done.stderr
    assert "With your own functions" in done.stdout
    until = "5. Training"
    there = story[0].stdout.split(until)[0].replace(str(story[1]), "")
    mine = done.stdout.split(until)[0].replace(str(tmp_path), "")
    rounding = r"Relative difference: \S+"
    said = re.sub(rounding, "", mine[mine.index("1. A hundred") :])
    assert said == re.sub(rounding, "", there[there.index("1. A hundred") :])


@pytest.mark.slow
def test_the_seed_decides(tmp_path):
    options = ("--figures", tmp_path, "--max-iter", 2, "--hidden", 3)
    first, again, other = (
        re.search(r"J fell .*", run(*options, "--seed", seed).stdout)[0] for seed in (1, 1, 2)
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
    done = run("--colour")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
