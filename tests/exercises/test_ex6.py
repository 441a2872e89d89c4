"""The story of the optimisers: every number it prints is right."""

import os
import re

import numpy as np
import pytest

from tests.exercises.stories import (
    ROOT,
    assert_pictures,
    assert_same_story,
    find,
    finished_story,
    refused,
    run_story,
)

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
SOLUTION = ROOT / "exercises" / "ex6" / "solution.py"


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    return finished_story("ex6", tmp_path_factory.mktemp("story") / "pictures" / "here")


def test_the_bowl_shrinks_at_the_rate_that_alpha_gives(story):
    alphas = re.findall(r"alpha = ([\d.]+), (?:too small|right|too large)", story.section(1))
    assert alphas == ["0.0100", "0.1818", "0.2100"]
    lines = find(
        r"J = N after 100 steps; the last multiplied it by N \(expected: N\)", story.section(1)
    )
    # After t steps, theta_1 = 5 (1 - alpha)^t and theta_2 = (1 - 10 alpha)^t.
    for alpha, (J, factor, expected) in zip((0.01, 2 / 11, 0.21), lines, strict=True):
        assert J == pytest.approx(12.5 * (1 - alpha) ** 200 + 5 * (1 - 10 * alpha) ** 200, rel=1e-3)
        assert factor == expected
    assert [factor for _, factor, _ in lines] == [0.9801, 0.6694, 1.21]


def test_the_starts_end_in_two_valleys(story):
    lines = find(r"N of 30 end in the \w+ valley, at w = \(N, N\), J = N", story.section(2))
    (lower, *at_lower), (other, *at_other) = lines
    assert lower + other == 30
    assert min(lower, other) >= 5
    np.testing.assert_allclose(at_lower, [1, 1, 0], atol=0.01)
    np.testing.assert_allclose(at_other, [-2.25, -0.77, 0.0385], atol=0.05)


def J_by_hand(step, beta, looks_ahead):
    """J in the valley after 60 steps; momentum is a multiple of theta's last change."""
    J = 0.0
    for c, theta in ((1, -10.0), (25, 1.0)):
        before = theta
        for _ in range(60):
            ahead = theta + beta * (theta - before)
            before, theta = theta, ahead - step * c * (ahead if looks_ahead else theta)
        J += c * theta**2 / 2
    return J


# The alpha (1 - beta) and beta that are best for curvatures from 1 to 25.
TUNED = [
    (2 / 26, 0.0, False),
    (4 / (5 + 1) ** 2, (4 / 6) ** 2, False),
    (4 / 76, (76**0.5 - 2) / (76**0.5 + 2), True),
]


def test_momentum_converges_at_the_expected_rate(story):
    pattern = r"J = N after 60 steps; each left N of the distance \(in the long run: N\)"
    costs, factors, expected = find(pattern, story.section(3)).T
    assert expected.tolist() == [0.923, 0.667, 0.771]
    assert (factors >= expected - 0.001).all()
    assert (factors < expected + 0.03).all()
    np.testing.assert_allclose(costs, [J_by_hand(*rule) for rule in TUNED], rtol=0.05)
    assert costs[0] > 1e6 * costs[2] > 1e9 * costs[1]


def test_beta_can_be_too_small_and_too_large(story):
    pattern = r"J = N after 100 steps; a step leaves N of the distance, sqrt\(beta\) = N"
    betas = re.findall(r"beta = ([\d.]+):", story.section(4))
    assert betas == ["0.00", "0.60", "0.90", "0.98"]
    costs, rates, roots = find(pattern, story.section(4)).T
    assert rates.tolist() == [0.96, 0.872, 0.949, 0.99]
    assert roots[2:].tolist() == rates[2:].tolist()
    assert costs.argmin() == 1
    # J falls with the square of the distance, apart from oscillations.
    np.testing.assert_allclose(np.log(costs / 62.5), 200 * np.log(rates), atol=4.5)


def test_the_noise_of_a_batch_is_one_over_the_root_of_its_size(story):
    text = story.section(5)
    sizes, scaled = find(r"for B = N; times sqrt\(B / \(1 - B/m\)\): N", text).T
    np.testing.assert_array_equal(sizes, [16, 64, 256])
    assert scaled.max() / scaled.min() < 1.4
    assert "(63 steps an epoch)" in text  # 62.5 batches of 64: the last one is shorter
    assert find("to N with mini-batches of 64 ", text) < find("to N with the full batch", text) / 4


def test_rules_that_scale_their_steps_cope_with_a_small_feature(story):
    pattern = r"  (\w+) +alpha = +[\d.]+: J = ([\d.]+), +([\d.]+) % right"
    lines = re.findall(pattern, story.section(6))
    assert [name for name, *_ in lines] == RULES * 2
    J, right = (
        np.array([line[1:] for line in lines], dtype=float).reshape(2, 5, 2).transpose(2, 0, 1)
    )
    assert right[0].min() > 95
    assert right[1, 3:].min() > 85 > right[1, :2].max()
    assert J[1, 3:].max() < J[1, :2].min()


def test_a_large_network_learns_the_digits(story):
    text = story.section(7)
    training, held_out = find("digits: N %", text)
    assert 94 < held_out < training
    assert training > 99
    assert "784-100-10: J fell from" in text
    assert "20 epochs of float32 batches" in text


def test_a_bar_shows_the_training(story):
    assert "20/20" in story.errors
    assert "J=" in story.errors


def test_lbfgs_gets_to_the_bottom(story):
    lbfgs, *adams = find(r"J = N, largest \|dJ\| = N, N evaluations", story.section(8))
    assert len(adams) == 2
    assert lbfgs[1] <= 1e-5
    for adam in adams:
        assert (lbfgs < adam * [1, 1, 0.5]).all()


@pytest.mark.slow
def test_the_solution_gives_the_same_story(story, tmp_path):
    varying = [r", [\d.]+ s\n", "(?s:784-100-10: .*?picture)"]  # times, and the large network
    options = ("--epochs", 2, "--show")
    mine = assert_same_story("ex6", story, tmp_path, *options, varying=varying)
    assert "There is no screen" in mine.text
    assert "in 2 epochs of" in mine.text
    assert "2/2" in mine.errors


@pytest.mark.slow
def test_a_wrong_function_shows_and_a_missing_one_ends_the_story(story, tmp_path):
    right = SOLUTION.read_text(encoding="utf-8")
    wrong = right.replace("theta - alpha * grad\n", "theta - alpha / 2 * grad\n")
    assert wrong != right
    missing = "\n\ndef momentum(*args, **options):\n    raise NotImplementedError\n"
    mine = tmp_path / "mine.py"
    mine.write_text(wrong + missing, "utf-8")
    done = run_story("ex6", "--figures", tmp_path, "--mine", mine)
    assert done.returncode == 1
    assert done.stderr == "\nmomentum is not written yet; see python -m exercises grade ex6\n"
    factors, expected = find(r"multiplied it by N \(expected: N\)", done.stdout).T
    assert expected.tolist() == [0.9801, 0.6694, 1.21]
    alphas = np.array([0.01, 2 / 11, 0.21]) / 2
    np.testing.assert_allclose(factors, (1 - alphas) ** 2, atol=1e-4)


def test_pictures_show_something(story):
    assert_pictures(story, PICTURES, coloured=True)


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
