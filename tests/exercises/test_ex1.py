"""The story of the chain rule: every number it prints is right."""

import math
import re

import numpy as np
import pytest

from tests.exercises.stories import (
    ROOT,
    Story,
    assert_pictures,
    assert_same_story,
    find,
    finished_story,
    run_story,
)

SOLUTION = ROOT / "exercises" / "ex1" / "solution.py"


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    story = finished_story("ex1", tmp_path_factory.mktemp("story") / "pictures")
    assert story.errors == ""
    return story


def table(text):
    rows = re.findall(r"^(\S+) +(-?\d+\.\d{6}) +(-?\d+\.\d{6})$", text, re.MULTILINE)
    return {name: (float(value), float(gradient)) for name, value, gradient in rows}


def test_the_product_by_hand(story):
    numbers = dict(re.findall(r"(\S+) = (-?\d+)", story.section(1)))
    expected = {"q": "3", "f": "-12"}
    expected |= {"df/dq": "-4", "df/dx": "-4", "df/dy": "-4", "df/dz": "3"}
    assert numbers == expected


def test_the_product_on_a_graph(story):
    expected = {"x": (-2, -4), "y": (5, -4), "z": (-4, 3), "q": (3, -4), "f": (-12, 1)}
    assert table(story.section(2)) == expected


def test_gradients_of_an_input_that_is_used_twice_are_added(story):
    graph, function = re.findall(r"f = (\S+), df/dx = (\S+), df/dy = (\S+)", story.section(2))
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
    rows = table(story.section(3))
    assert list(rows) == list(expected)
    for node, numbers in expected.items():
        assert rows[node] == pytest.approx(numbers, abs=6e-7)
    assert rows["x0"][1] == pytest.approx(0.39, abs=0.005)
    assert rows["w0"][1] == pytest.approx(-0.20, abs=0.005)
    by_neuron = re.split("by neuron: ", story.section(3))[1].split("  picture")[0]
    np.testing.assert_allclose(
        [float(number) for number in re.findall(r"-?\d\.\d{6}", by_neuron)],
        [f, *(rows[node][1] for node in ("w0", "w1", "w2", "x0", "x1"))],
        atol=1e-6,
    )


def test_the_sigmoid_as_one_node(story):
    f, slope, slope_of_four_nodes = re.findall(r"= (-?\d\.\d{6})", story.section(4))
    assert f == "0.731059"
    assert slope == slope_of_four_nodes == "0.196612"


def test_both_graphs_and_the_numerical_gradient_agree(story):
    text = story.section(5)
    rows = re.findall(r"^(\w\d)((?: +-?\d\.\d{6}){3})$", text, re.MULTILINE)
    assert [name for name, _ in rows] == ["w0", "x0", "w1", "x1", "w2"]
    columns = np.array([row.split() for _, row in rows], dtype=float).T
    expected = 0.196611933241 * np.array([-1, 2, -2, -3, 1])
    np.testing.assert_allclose(columns, [expected] * 3, atol=1e-6)
    assert find("Largest difference: N", text) < 1e-8


def test_one_weight_factor_by_factor(story):
    text = story.section(6)
    factors = find(r"(?m)^d.* N N$", text)
    products = find("product N N", text)
    assert factors.shape == (5, 2)
    np.testing.assert_allclose(factors.prod(axis=0), products[0], atol=5e-6)
    total = re.search(r"sum over the paths: (\S+)", text)[1]
    assert float(total) == pytest.approx(factors.prod(axis=0).sum(), abs=1e-5)
    assert total == re.search(r"back_propagate: +(\S+)", text)[1]
    assert total == re.search(r"weight_gradient: +(\S+)", text)[1]
    assert abs(float(total)) > 1e-4  # agreement on zero would prove little


def test_errors_are_shared_factors(story):
    text = story.section(6)
    delta3, h_minus_y = re.findall(r"= \[(.+?)\]", text)
    assert delta3 == h_minus_y
    delta2, total = re.search(r"delta\(2\)_1 = (\S+), .* factors: (\S+)", text).groups()
    assert delta2 == total


def test_the_price_grows_with_the_parameters(story):
    table = find("N N J N s N J N s", story.section(7))
    sizes = [11 * hidden + 5 * (hidden + 1) for hidden in (5, 10, 20, 40, 80)]
    assert table[:, [0, 1, 3]].tolist() == [[n, 1, 2 * n] for n in sizes]
    backward, numerical = table[:, [2, 4]].T  # seconds
    assert (numerical > 10 * backward).all()
    assert (backward > 0).all()


def test_a_hundred_numerical_gradients_take_hours(story):
    text = story.section(8)
    assert "10285 parameters" in text
    assert "2057000 evaluations" in text
    once, hours = find("10285 parameters: N s", text), find("evaluations: N hours", text)
    assert hours == pytest.approx(2057000 * once / 3600, rel=0.5)  # once is rounded


def test_pictures_show_something(story):
    assert_pictures(story, ["neuron", "price", "product", "sigmoid_node"])


@pytest.mark.slow
def test_the_seed_decides_and_show_without_a_screen_says_so(story, tmp_path):
    other = finished_story("ex1", tmp_path, "--seed", 5, "--show")
    assert "no screen" in other.text
    assert find("back_propagate: N", other.text) != find("back_propagate: N", story.text)


@pytest.mark.slow
def test_the_solution_gives_the_same_story(story, tmp_path):
    rounding = r"Largest difference: \S+"  # steps 7 and 8 print only times
    assert_same_story("ex1", story, tmp_path, varying=[rounding], last_step=6)


@pytest.mark.slow
def test_a_wrong_function_shows_and_a_missing_one_ends_the_story(story, tmp_path):
    right = SOLUTION.read_text(encoding="utf-8")
    wrong = right.replace("return y * above, x * above", "return x * above, y * above")
    assert wrong != right
    mine = tmp_path / "mine.py"
    mine.write_text(wrong + "\n\ndef neuron(w, x):\n    raise NotImplementedError\n", "utf-8")
    done = run_story("ex1", "--figures", tmp_path, "--mine", mine)
    assert done.returncode == 1
    assert done.stderr == "\nneuron is not written yet; see python -m exercises grade ex1\n"
    shown = Story(done.stdout, done.stderr, tmp_path)
    assert shown.section(1) == story.section(1)
    assert table(shown.section(2))["z"] == (-4, -4)  # and not 3
    assert "df/dx = 1, df/dy = 3\nand by used_twice:        f = -6, df/dx = 1" in done.stdout


def test_a_wrong_option_gets_one_line():
    done = run_story("ex1", "--lambda", "1")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "unrecognized arguments: --lambda 1" in done.stderr
