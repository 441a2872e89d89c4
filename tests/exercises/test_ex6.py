"""The optimisers' story, run as a user runs it: in a process of its own, with no screen."""

import os
import re
from functools import partial

import numpy as np
import pytest

from tests.exercises.stories import ROOT, picture_of_something, refused, run_story

PICTURES = [
    "adam",
    "beta",
    "five_rules",
    "learning_rate",
    "many_starts",
    "mini_batches",
    "momentum",
    "to_the_bottom",
]
RULES = ["gradient_descent", "momentum", "nesterov", "rmsprop", "adam"]


run = partial(run_story, "ex6")
SOLUTION = ROOT / "exercises" / "ex6" / "solution.py"


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    folder = tmp_path_factory.mktemp("story") / "pictures" / "here"
    done = run("--figures", folder)
    assert done.returncode == 0, done.stderr
    return done, folder


def numbers(pattern, text):
    return [tuple(map(float, found)) for found in re.findall(pattern, text)]


def test_the_bowl_shrinks_at_the_rate_that_alpha_gives(story):
    pattern = r"alpha = ([\d.]+), too small|alpha = ([\d.]+), right|alpha = ([\d.]+), too large"
    assert ["".join(alpha) for alpha in re.findall(pattern, story[0].stdout)] == [
        "0.0100",
        "0.1818",
        "0.2100",
    ]
    lines = numbers(
        r"J = +(\S+) after 100 steps; the last multiplied it by ([\d.]+) \(expected: ([\d.]+)\)",
        story[0].stdout,
    )
    # After t steps, theta_1 = 5 (1 - alpha)^t and theta_2 = (1 - 10 alpha)^t.
    for alpha, (J, factor, expected) in zip((0.01, 2 / 11, 0.21), lines, strict=True):
        assert J == pytest.approx(12.5 * (1 - alpha) ** 200 + 5 * (1 - 10 * alpha) ** 200, rel=1e-3)
        assert factor == expected
    assert [factor for _, factor, _ in lines] == [0.9801, 0.6694, 1.21]


def test_the_starts_part_between_two_valleys(story):
    lines = numbers(
        r"(\d+) of 30 end in the \w+ valley, at w = \((\S+), (\S+)\), J = (\S+)", story[0].stdout
    )
    (lower, *at_lower), (other, *at_other) = lines
    assert lower + other == 30
    assert min(lower, other) >= 5
    np.testing.assert_allclose(at_lower, [1, 1, 0], atol=0.01)
    np.testing.assert_allclose(at_other, [-2.25, -0.77, 0.0385], atol=0.05)


def J_by_hand(step, beta, looks_ahead):
    """J of the valley after 60 steps, momentum as the difference of the last two thetas."""
    J = 0.0
    for c, theta in ((1, -10.0), (25, 1.0)):
        before = theta
        for _ in range(60):
            ahead = theta + beta * (theta - before)
            before, theta = theta, ahead - step * c * (ahead if looks_ahead else theta)
        J += c * theta**2 / 2
    return J


# alpha (1 - beta) and beta that are best for curvatures from 1 to 25
TUNED = [
    (2 / 26, 0.0, False),
    (4 / (5 + 1) ** 2, (4 / 6) ** 2, False),
    (4 / 76, (76**0.5 - 2) / (76**0.5 + 2), True),
]


def test_momentum_keeps_its_promise(story):
    lines = numbers(
        r"J = +(\S+) after 60 steps; each left ([\d.]+) of the distance "
        r"\(in the long run: ([\d.]+)\)",
        story[0].stdout,
    )
    assert [expected for *_, expected in lines] == [0.923, 0.667, 0.771]
    for _, factor, expected in lines:
        assert expected - 0.001 <= factor < expected + 0.03
    costs = [J for J, *_ in lines]
    np.testing.assert_allclose(costs, [J_by_hand(*rule) for rule in TUNED], rtol=0.05)
    assert costs[0] > 1e6 * costs[2] > 1e9 * costs[1]


def test_beta_can_be_too_small_and_too_large(story):
    lines = numbers(
        r"beta = ([\d.]+): J = +(\S+) after 100 steps; a step leaves ([\d.]+) of the distance, "
        r"sqrt\(beta\) = ([\d.]+)",
        story[0].stdout,
    )
    betas, costs, rates, roots = np.transpose(lines)
    np.testing.assert_array_equal(betas, [0, 0.6, 0.9, 0.98])
    np.testing.assert_array_equal(rates, [0.96, 0.872, 0.949, 0.99])
    np.testing.assert_array_equal(roots[2:], rates[2:])
    assert costs.argmin() == 1
    # J falls as the square of the distance does, but for the swing.
    np.testing.assert_allclose(np.log(costs / 62.5), 200 * np.log(rates), atol=4.5)


def test_the_noise_of_a_batch_is_one_over_the_root_of_its_size(story):
    sizes, scaled = np.transpose(
        numbers(
            r"for B = +(\d+); times sqrt\(B / \(1 - B/m\)\): ([\d.]+)",
            story[0].stdout,
        )
    )
    np.testing.assert_array_equal(sizes, [16, 64, 256])
    assert scaled.max() / scaled.min() < 1.4
    full, mini = (
        float(re.search(rf"to ([\d.]+) with {batch}", story[0].stdout)[1])
        for batch in ("the full batch", "mini-batches of 64 ")
    )
    assert "(63 steps an epoch)" in story[0].stdout  # 62.5, and the last is a short one
    assert mini < full / 4


def test_rules_that_scale_their_steps_do_not_mind_a_small_feature(story):
    pattern = r"  (\w+) +alpha = +[\d.]+: J = ([\d.]+), +([\d.]+) % right"
    lines = re.findall(pattern, story[0].stdout)
    assert [name for name, *_ in lines] == RULES * 2
    J, right = (
        np.array([line[1:] for line in lines], dtype=float).reshape(2, 5, 2).transpose(2, 0, 1)
    )
    assert right[0].min() > 95
    assert right[1, 3:].min() > 85 > right[1, :2].max()
    assert J[1, 3:].max() < J[1, :2].min()


def test_a_large_network_learns_the_digits(story):
    training, held_out = (float(p) for p in re.findall(r"digits: +([\d.]+) %", story[0].stdout))
    assert 94 < held_out < training
    assert training > 99
    assert "784-100-10: J fell from" in story[0].stdout
    assert "20 epochs of float32 batches" in story[0].stdout


def test_a_bar_shows_the_training(story):
    assert "20/20" in story[0].stderr
    assert "J=" in story[0].stderr


def test_lbfgs_gets_to_the_bottom(story):
    lines = numbers(r": J = ([\d.]+), largest \|dJ\| = (\S+), (\d+) evaluations", story[0].stdout)
    (J, slope, evaluations), *adams = lines
    assert len(adams) == 2
    assert slope <= 1e-5
    for adam_J, adam_slope, adam_evaluations in adams:
        assert J < adam_J
        assert slope < adam_slope
        assert evaluations < adam_evaluations / 2


def without_what_varies(text, folder):
    """A story's output but for its first lines, places, times, and the large network."""
    text = text[text.index("1. Alpha") :].replace(str(folder), "")
    return re.sub(r"(?s), [\d.]+ s\n|784-100-10: .*?picture", "", text)


@pytest.mark.slow
def test_the_solution_tells_the_same_story(story, tmp_path):
    done = run("--figures", tmp_path, "--epochs", 2, "--show", "--mine", SOLUTION)
    assert done.returncode == 0, done.stderr
    assert "With your own functions" in done.stdout
    there = without_what_varies(story[0].stdout, story[1])
    shown = done.stdout.partition("There is no screen")
    assert shown[1]
    assert without_what_varies(shown[0], tmp_path) == there
    assert "in 2 epochs of" in done.stdout
    assert "2/2" in done.stderr


@pytest.mark.slow
def test_a_wrong_function_shows_and_one_unwritten_ends_it(story, tmp_path):
    right = SOLUTION.read_text(encoding="utf-8")
    wrong = right.replace("theta - alpha * grad\n", "theta - alpha / 2 * grad\n")
    assert wrong != right
    unwritten = "\n\ndef momentum(*args, **options):\n    raise NotImplementedError\n"
    mine = tmp_path / "mine.py"
    mine.write_text(wrong + unwritten, "utf-8")
    done = run("--figures", tmp_path, "--mine", mine)
    assert done.returncode == 1
    assert done.stderr == "\nmomentum is not written yet: python -m exercises grade ex6\n"
    factors = numbers(r"multiplied it by ([\d.]+) \(expected: ([\d.]+)\)", done.stdout)
    assert [expected for _, expected in factors] == [0.9801, 0.6694, 1.21]
    alphas = np.array([0.01, 2 / 11, 0.21]) / 2
    np.testing.assert_allclose([factor for factor, _ in factors], (1 - alphas) ** 2, atol=1e-4)


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_of_something(story, name):
    assert str(story[1] / f"{name}.png") in story[0].stdout
    middle = picture_of_something(story[1] / f"{name}.png")
    assert np.ptp(middle, axis=2).max() > 0.3  # a curve in colour


def test_there_are_no_other_files(story):
    assert sorted(file.name for file in story[1].iterdir()) == [f"{name}.png" for name in PICTURES]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--epochs", "0"], "argument --epochs: expected a whole number >= 1, got '0'"),
        (["--epochs", "many"], "argument --epochs: expected a whole number >= 1, got 'many'"),
        (["--seed", "-1"], "argument --seed: expected a whole number >= 0, got '-1'"),
        (["--figures", os.devnull], "argument --figures: cannot make"),
        (["--method", "adam"], "unrecognized arguments: --method adam"),
    ],
)
def test_a_wrong_option_gets_one_line(arguments, says, capsys):
    assert says in refused("ex6", arguments, capsys)
