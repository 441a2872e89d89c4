"""The story of what makes a network learn well: every number it prints is right."""

import math
import re
from types import SimpleNamespace

import numpy as np
import pytest

from exercises.data import load_auto_mpg, load_rings
from tests.exercises.stories import (
    ROOT,
    Story,
    assert_pictures,
    assert_same_story,
    find,
    finished_story,
    run_story,
)

PICTURES = [
    "activations",
    "augmentation",
    "bowls",
    "dropout",
    "early_stopping",
    "errors",
    "explode_vanish",
    "initialisation",
    "rings",
    "saturation",
    "symmetry",
    "uniform_glorot",
]
SOLUTION = ROOT / "exercises" / "ex5" / "solution.py"


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    story = finished_story("ex5", tmp_path_factory.mktemp("story") / "pictures", "--show")
    assert story.errors == ""
    return story


def average(function):
    """Mean of a function of a standard normal number."""
    t = np.linspace(-8, 8, 4001)
    weight = np.exp(-(t**2) / 2)
    return float((function(t) * weight).sum() / weight.sum())


def test_activations(story):
    g = 1 / (1 + math.exp(-2))
    expected = {
        "sigmoid": (1 - g, 0.5, g, g * (1 - g), 0.25, g * (1 - g)),
        "tanh": (-math.tanh(2), 0, math.tanh(2), *(1 / math.cosh(z) ** 2 for z in (2, 0, 2))),
        "relu": (0, 0, 2, 0, 0, 1),
        "leaky_relu": (-0.02, 0, 2, 0.01, 0.01, 1),
        "linear": (-2, 0, 2, 1, 1, 1),
    }
    for name, numbers in expected.items():
        row = find(rf"(?m)^{name} N N N N N N$", story.section(1))
        np.testing.assert_allclose(row, [numbers], atol=6e-5)


def test_saturation(story):
    text = story.section(2)
    slopes = find(r"g'\(z\) N N N N\n", text)[0]
    np.testing.assert_allclose(slopes, [1 / 4 / math.cosh(z / 2) ** 2 for z in (0, 2, 5, 10)], 0.01)
    means = find(r"deviation N: mean of g'\(z\) = N", text)
    assert means[:, 0].tolist() == [0.5, 3, 15]
    for spread, mean in means:
        expected = average(lambda t, s=spread: 1 / 4 / np.cosh(s * t / 2) ** 2)
        assert mean == pytest.approx(expected, rel=0.05)


def test_linear_layers_collapse(story):
    text = story.section(3)
    assert "4-6-5-3, 83 weights, and 4-3, 15 weights" in text
    assert 0 < find("outputs: N", text)[0] < 1e-13


def test_linear_layers_with_a_sigmoid_are_a_logistic_regression(story):
    X, y = load_rings()
    A = np.column_stack([np.ones(len(X)), X])
    theta = np.zeros(3)
    for _ in range(10):  # Newton's method
        h = 1 / (1 + np.exp(-A @ theta))
        theta -= np.linalg.solve(A.T @ (A * (h * (1 - h))[:, np.newaxis]), A.T @ (h - y))
    J = -np.mean(np.log(np.where(y == 1, h, 1 - h)))
    text = story.section(4)
    lines = np.array(re.findall(r"z = (\S+) (\S+) x1 (\S+) x2", text), dtype=float)
    np.testing.assert_allclose(lines, [theta, theta], atol=2e-4)
    results = find("J = N, N % right", text)
    np.testing.assert_allclose(results[:2, 0], J, atol=2e-6)
    assert (results[:2, 1] < 60).all()
    assert results[2, 1] > 98
    assert results[2, 0] < 0.1


def test_only_random_weights_break_the_symmetry(story):
    pattern = r"rows N, of D\(2\)'s columns N, of Theta\(1\)'s rows N; N % right"
    from_zeros, constant, random = find(pattern, story.section(5))
    assert (from_zeros[:3] < 1e-9).all()
    assert (constant[:3] < 1e-9).all()
    assert (random[:3] > 1e-4).all()
    assert from_zeros[3] == 50
    assert constant[3] < 80
    assert random[3] > 90


def test_signals_explode_and_vanish(story):
    rows = find(r"N\^L for L = 10, 20, 30: N N N", story.section(6))
    assert rows[:, 0].tolist() == [1.5, 1, 0.5]
    for weight, *signal in rows:
        np.testing.assert_allclose(signal, weight ** np.array([10.0, 20, 30]), rtol=1e-5)


@pytest.mark.parametrize("hidden", ["tanh", "relu"])
def test_signals_under_each_initialisation(story, hidden):
    """In wide layers z is normal, so the mean of a^2 follows from that of the layer before."""
    g = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}[hidden]
    variance = {"zeros": 0, "epsilon": 0.12**2 / 3, "lecun": 0.01, "he": 0.02, "glorot": 0.01}
    text = story.section(7).split(f"{hidden} ")[1]
    for scheme, var in variance.items():
        row = find(rf"{scheme} N N N N\n", text)[0]
        q, expected = 1.0, [1.0]
        for _ in range(15):
            var_z = 100 * var * q + (var if scheme == "epsilon" else 0)
            q = average(lambda t, v=var_z: g(math.sqrt(v) * t) ** 2)
            expected.append(q)
        expected = np.array(expected)[[0, 5, 10, 15]]
        assert row[0] == pytest.approx(1, abs=0.05)
        if scheme == "zeros":
            assert (row[1:] == 0).all()
        else:  # ReLUs make the product of 15 random factors; with tanh they even out
            factor = 1.3 if hidden == "tanh" else 3
            assert (abs(np.log(row / expected)) < math.log(factor)).all(), scheme


def test_the_uniform_rule_has_glorots_variance(story):
    numbers = find(r"uniform N, glorot N, 2/\(n \+ n'\) = N", story.section(8))[0]
    np.testing.assert_allclose(numbers, 2 / 500, rtol=0.03)
    assert numbers[0] != numbers[1]


def test_normalised_features_make_a_round_bowl(story):
    text = story.section(9)
    X, y, names = load_auto_mpg()
    x = X[:, names.index("weight")] / 1000
    assert find("mean N, standard deviation N", text)[0] == pytest.approx(
        (x.mean(), x.std()), abs=1e-4
    )
    unchanged, normalised = find(r"curvatures N and N, lowest J N, iterations needed: N", text)
    product, total = x.var(), 1 + np.mean(x**2)  # of the eigenvalues of [1 mean; mean mean-square]
    assert unchanged[0] * unchanged[1] == pytest.approx(product, rel=2e-3)
    assert unchanged[0] + unchanged[1] == pytest.approx(total, abs=1e-3)
    assert normalised[:2].tolist() == [1, 1]
    J_min = y.var() / 2 * (1 - np.corrcoef(x, y)[0, 1] ** 2)
    assert unchanged[2] == normalised[2] == pytest.approx(J_min, abs=1e-4)
    assert normalised[3] == 1
    t0 = t1 = iterations = 0
    alpha = 1 / np.linalg.eigvalsh([[1, x.mean()], [x.mean(), np.mean(x**2)]]).max()
    while np.mean((error := t0 + t1 * x - y) ** 2) / 2 > J_min + 0.001:
        t0, t1 = t0 - alpha * error.mean(), t1 - alpha * np.mean(error * x)
        iterations += 1
    assert abs(unchanged[3] - iterations) <= 1
    (pounds, miles), (normalised_pounds, same_miles) = find("x = N, N miles per gallon", text)
    assert normalised_pounds == pytest.approx((pounds - x.mean()) / x.std(), abs=1e-4)
    assert miles == same_miles == pytest.approx(np.polyval(np.polyfit(x, y, 1), 2.5), abs=1e-4)


def errors_against(story, choice):
    pattern = f"{choice} N: training J N, N % wrong; dev J N, N % wrong"
    names = ("values", "training", "training_wrong", "dev", "dev_wrong")
    return SimpleNamespace(**dict(zip(names, find(pattern, story.section(10)).T, strict=True)))


def test_errors_against_lambda(story):
    errors = errors_against(story, "lambda")
    assert errors.values[[0, -1]].tolist() == [0.01, 10]
    assert (np.diff(errors.training) > 0).all()
    assert 0 < errors.dev.argmin() < len(errors.dev) - 1
    assert (errors.dev > errors.training).all()
    assert errors.training_wrong[0] == 0
    assert (errors.dev_wrong > errors.training_wrong).all()


def test_errors_against_hidden_units(story):
    errors = errors_against(story, "hidden units")
    assert errors.values.tolist() == [1, 2, 4, 8, 16, 32, 64]
    assert (np.diff(errors.training) < 0).all()
    assert errors.dev[-1] < errors.dev[0] / 2
    assert errors.dev_wrong[0] > 60  # one unit cannot distinguish ten digits
    assert errors.training_wrong[-1] < 1
    assert errors.dev_wrong[-1] < 25


def test_errors_against_examples(story):
    errors = errors_against(story, "examples")
    assert errors.values[-1] == 1600
    assert (np.diff(errors.dev) < 0).all()
    gap = errors.dev - errors.training
    assert gap[-1] < gap[0] / 2
    assert errors.dev_wrong[-1] < 12


def test_dropout(story):
    text = story.section(11)
    assert find(r"differ in delta\(2\): N", text).tolist() == [0, 0]
    kept_share = find(r"seed \d: N % of 40 x 25", text)
    np.testing.assert_allclose(kept_share, 70, atol=5)
    assert kept_share[0] != kept_share[1]
    kept, averaged = find(r"without dropout: N; over 2,000 seeds: N", text)[0]
    assert averaged == pytest.approx(kept, rel=0.02)
    assert find("without the division: N", text)[0] == pytest.approx(0.7 * kept, rel=0.02)
    first, again, other = find(r"seed 1: N, again: N, with seed 2: N", text)[0]
    assert first == again != other
    assert find("Relative difference of its gradient: N", text)[0] < 1e-7


def test_augmentation(story):
    text = story.section(12)
    rows = {
        name: (float(mean), float(difference))
        for name, mean, difference in re.findall(r"(\w+).*: mean (\S+), differs by (\S+)", text)
    }
    assert len(rows) == 7  # the two flips share a name
    mean, nothing = rows.pop("unchanged")
    assert nothing == 0
    assert all(difference > 0.05 for _, difference in rows.values())
    for keeps_the_mean in ("flip_images", "blur_images", "change_contrast"):
        assert rows[keeps_the_mean][0] == pytest.approx(mean, abs=2e-4)
    assert rows["add_noise"][1] == pytest.approx(0.2, abs=0.03)
    (few, error), (many, lower) = find(": N examples, dev error N %", text)
    assert (few, many) == (300, 1500)
    assert lower < error - 1


def test_early_stopping(story):
    text = story.section(13)
    assert "stopped early: no lower dev cost in 15 iterations" in text
    dev, stop, nit = find("lowest dev cost N after N of N iterations", text)[0]
    assert nit == stop + 15
    assert find("weights of iteration N, stops at N", text)[0].tolist() == [stop, nit]
    best, kept, end = find("training cost: N at iteration N, N at the end", text)[0]
    assert kept == stop
    assert end < best < dev
    assert find("dev cost at the end: N", text)[0] > 1.5 * dev


@pytest.mark.slow
def test_the_solution_gives_the_same_story(story, tmp_path):
    rounding = [r"outputs: .* \(rounding\)", ": spread .*;", r"its gradient: \S+"]
    assert_same_story("ex5", story, tmp_path, "--show", varying=rounding)


@pytest.mark.slow
def test_a_wrong_function_shows_and_a_missing_one_ends_the_story(story, tmp_path):
    right = SOLUTION.read_text(encoding="utf-8")
    wrong = right.replace("return 1 - a**2", "return 1 + a**2")
    assert wrong != right
    name = "rand_initialize_weights"
    missing = f"\n\ndef {name}(*args, **options):\n    raise NotImplementedError\n"
    mine = tmp_path / "mine.py"
    mine.write_text(wrong + missing, "utf-8")
    done = run_story("ex5", "--figures", tmp_path, "--mine", mine)
    assert done.returncode == 1
    assert done.stderr == f"\n{name} is not written yet; see python -m exercises grade ex5\n"
    shown = Story(done.stdout, done.stderr, tmp_path)
    slopes = find(r"\ntanh N N N N N N", shown.section(1))[0, 3:]
    np.testing.assert_allclose(slopes, 1 + np.tanh([-2, 0, 2]) ** 2, atol=1e-4)
    assert shown.section(2).split("picture")[0] in story.section(2)


def test_pictures_show_something(story):
    assert_pictures(story, PICTURES)


def test_show_without_a_screen_says_so(story):
    assert "no screen" in story.text


def test_a_wrong_option_gets_one_line():
    done = run_story("ex5", "--seed", "-1")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "argument --seed: expected a whole number >= 0, got '-1'" in done.stderr
