"""The chain rule's story, run as a user runs it: in a process of its own, with no screen."""

import math
import re
from functools import partial

import numpy as np
import pytest

from tests.exercises.stories import ROOT, picture_of_something, run_story

PICTURES = ["neuron", "price", "product", "sigmoid_node"]


run = partial(run_story, "ex1")
SOLUTION = ROOT / "exercises" / "ex1" / "solution.py"


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    folder = tmp_path_factory.mktemp("story") / "pictures"
    done = run("--figures", folder)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout, folder


def section(story, number):
    """Cut out what one step printed."""
    return re.split(rf"\n{number}\. .*\n-+\n", story[0])[1].split(f"\n\n{number + 1}. ")[0]


def table(text):
    rows = re.findall(r"^(\S+) +(-?\d+\.\d{6}) +(-?\d+\.\d{6})$", text, re.MULTILINE)
    return {name: (float(value), float(gradient)) for name, value, gradient in rows}


def test_the_product_by_hand(story):
    numbers = dict(re.findall(r"(\S+) = (-?\d+)", section(story, 1)))
    expected = {"q": "3", "f": "-12"}
    expected |= {"df/dq": "-4", "df/dx": "-4", "df/dy": "-4", "df/dz": "3"}
    assert numbers == expected


def test_the_product_on_a_graph(story):
    expected = {"x": (-2, -4), "y": (5, -4), "z": (-4, 3), "q": (3, -4), "f": (-12, 1)}
    assert table(section(story, 2)) == expected


def test_what_is_used_twice_is_added_up(story):
    graph, function = re.findall(r"f = (\S+), df/dx = (\S+), df/dy = (\S+)", section(story, 2))
    assert graph == function == ("-6", "1", "-2")


def test_the_neuron_node_by_node(story):
    e = math.exp(-1)  # w0 x0 + w1 x1 + w2 = 2 (-1) + (-3) (-2) - 3 = 1
    f = 1 / (1 + e)
    slope = f * (1 - f)
    expected = {
        "w0": (2, -slope),
        "x0": (-1, 2 * slope),
        "w1": (-3, -2 * slope),
        "x1": (-2, -3 * slope),
        "w2": (-3, slope),
        "p0": (-2, slope),
        "p1": (6, slope),
        "s": (4, slope),
        "z": (1, slope),
        "-z": (-1, -slope),
        "e": (e, -(f**2)),
        "d": (1 + e, -(f**2)),
        "f": (f, 1),
    }
    rows = table(section(story, 3))
    assert list(rows) == list(expected)
    for node, numbers in expected.items():
        assert rows[node] == pytest.approx(numbers, abs=6e-7)
    assert rows["x0"][1] == pytest.approx(0.39, abs=0.005)
    assert rows["w0"][1] == pytest.approx(-0.20, abs=0.005)
    by_neuron = re.split("by neuron: ", section(story, 3))[1].split("  picture")[0]
    np.testing.assert_allclose(
        [float(number) for number in re.findall(r"-?\d\.\d{6}", by_neuron)],
        [f, *(rows[node][1] for node in ("w0", "w1", "w2", "x0", "x1"))],
        atol=1e-6,
    )


def test_the_sigmoid_as_one_node(story):
    f, slope, before = re.findall(r"= (-?\d\.\d{6})", section(story, 4))
    assert f == "0.731059"
    assert slope == before == "0.196612"


def test_three_ways_agree(story):
    text = section(story, 5)
    rows = re.findall(r"^(\w\d)((?: +-?\d\.\d{6}){3})$", text, re.MULTILINE)
    assert [name for name, _ in rows] == ["w0", "x0", "w1", "x1", "w2"]
    columns = np.array([row.split() for _, row in rows], dtype=float).T
    slope = 0.196611933241
    expected = slope * np.array([-1, 2, -2, -3, 1])
    np.testing.assert_allclose(columns, [expected] * 3, atol=1e-6)
    assert float(re.search(r"Largest difference: (\S+)", text)[1]) < 1e-8


def test_one_weight_factor_by_factor(story):
    text = section(story, 6)
    rows = re.findall(r"^d.* +(-?\d+\.\d{6}) +(-?\d+\.\d{6})$", text, re.MULTILINE)
    product = re.search(r"^product +(\S+) +(\S+)$", text, re.MULTILINE).groups()
    assert len(rows) == 5
    by_hand = np.array(rows, dtype=float).prod(axis=0)
    np.testing.assert_allclose(by_hand, np.array(product, dtype=float), atol=5e-6)
    total = re.search(r"sum over the paths: (\S+)", text)[1]
    assert float(total) == pytest.approx(by_hand.sum(), abs=1e-5)
    assert total == re.search(r"back_propagate: +(\S+)", text)[1]
    assert total == re.search(r"weight_gradient: +(\S+)", text)[1]
    assert abs(float(total)) > 1e-4  # nothing would be easy to agree on


def test_errors_are_shared_factors(story):
    text = section(story, 6)
    delta3, h_minus_y = re.findall(r"= \[(.+?)\]", text)
    assert delta3 == h_minus_y
    delta2, total = re.search(r"delta\(2\)_1 = (\S+), .* factors: (\S+)", text).groups()
    assert delta2 == total


def test_the_price_grows_with_the_parameters(story):
    rows = re.findall(r"^ +(\d+) +(\d+) J +(\S+) s +(\d+) J +(\S+) s", section(story, 7), re.M)
    sizes = [int(row[0]) for row in rows]
    assert sizes == [11 * hidden + 5 * (hidden + 1) for hidden in (5, 10, 20, 40, 80)]
    for n, once, back, many, numerical in rows:
        assert int(once) == 1
        assert int(many) == 2 * int(n)
        assert float(numerical) > 10 * float(back) > 0


def test_a_hundred_numerical_gradients_take_hours(story):
    text = section(story, 8)
    assert "10285 parameters" in text
    assert "2057000 evaluations" in text
    once = float(re.search(r"10285 parameters: (\S+) s", text)[1])
    hours = float(re.search(r"evaluations: (\S+) hours", text)[1])
    assert hours == pytest.approx(2057000 * once / 3600, rel=0.5)  # once is rounded


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_of_something(story, name):
    assert str(story[1] / f"{name}.png") in story[0]
    picture_of_something(story[1] / f"{name}.png")


def test_there_are_no_other_files(story):
    assert sorted(file.stem for file in story[1].iterdir()) == PICTURES


@pytest.mark.slow
def test_the_seed_decides_and_show_knows_that_there_is_no_screen(story, tmp_path):
    other = run("--figures", tmp_path, "--seed", 5, "--show")
    assert other.returncode == 0, other.stderr
    assert "no screen" in other.stdout
    totals = [re.search(r"back_propagate: +(\S+)", text)[1] for text in (story[0], other.stdout)]
    assert totals[0] != totals[1]


@pytest.mark.slow
def test_the_solution_tells_the_same_story(story, tmp_path):
    done = run("--figures", tmp_path, "--mine", SOLUTION)
    assert done.returncode == 0, done.stderr
    assert "With your own functions" in done.stdout
    for number in range(1, 7):  # in 7 and 8 there are only times
        here = section((done.stdout, tmp_path), number).replace(str(tmp_path), str(story[1]))
        there = section(story, number)
        near_rounding = r"Largest difference: \S+"
        assert re.sub(near_rounding, "", here) == re.sub(near_rounding, "", there)


@pytest.mark.slow
def test_a_wrong_function_shows_and_one_unwritten_ends_it(story, tmp_path):
    right = SOLUTION.read_text(encoding="utf-8")
    wrong = right.replace("return y * above, x * above", "return x * above, y * above")
    assert wrong != right
    mine = tmp_path / "mine.py"
    mine.write_text(wrong + "\n\ndef neuron(w, x):\n    raise NotImplementedError\n", "utf-8")
    done = run("--figures", tmp_path, "--mine", mine)
    assert done.returncode == 1
    assert done.stderr == "\nneuron is not written yet: python -m exercises grade ex1\n"
    here = (done.stdout, tmp_path)
    assert section(here, 1) == section(story, 1)
    assert table(section(here, 2))["z"] == (-4, -4)  # and not 3
    assert "df/dx = 1, df/dy = 3\nand by used_twice:        f = -6, df/dx = 1" in done.stdout


def test_a_wrong_option_gets_one_line():
    done = run("--lambda", "1")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "unrecognized arguments: --lambda 1" in done.stderr
