"""The digits are the course's, the weights recognise them, and data/README.md is right."""

import doctest
import importlib
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from scipy.io import loadmat

from exercises import data
from exercises.data import (
    load_auto_mpg,
    load_digits,
    load_digits_weights,
    load_rings,
    resize,
    split_digits,
)
from nnfunc import accuracy, cost_function, forward_propagate, unroll

NETWORK = (400, 25, 10)
ROOT = Path(data.__file__).parent.parent
README = ROOT / "data" / "README.md"

# lambda and J of the weights that ship, as in data/README.md.
PUBLISHED = [(0.0, 0.119823), (1.0, 0.306947), (3.0, 0.681195)]
# The same for the course's own weights on these digits.
COURSE = [(0.0, 0.28765), (1.0, 0.38379), (3.0, 0.57607)]


@pytest.fixture(scope="module")
def digits():
    return load_digits()


@pytest.fixture(scope="module")
def originals():
    with np.load(ROOT / "data" / "digits.npz") as file:
        return file["X"]


@pytest.fixture(scope="module")
def course_theta():
    folder = os.environ.get("NNFUNC_COURSERA_DIR", "")
    path = Path(folder, "ex4weights.mat")
    if not folder or not path.exists():
        pytest.skip("NNFUNC_COURSERA_DIR is not a folder with the course's ex4weights.mat")
    weights = loadmat(path)
    return unroll([weights["Theta1"], np.roll(weights["Theta2"], 1, axis=0)])


# The digits


def test_file_holds_500_of_each_digit_in_order(originals):
    _, y = load_digits(28)
    assert originals.shape == (5000, 28, 28)
    assert originals.dtype == np.uint8
    assert y.dtype == np.intp
    assert y.tolist() == [digit for digit in range(10) for _ in range(500)]


@pytest.mark.parametrize("size", [20, 28])
@pytest.mark.parametrize("dtype", [np.float32, np.float64, "float32"])
def test_digits_have_the_requested_size_and_dtype(size, dtype):
    X, y = load_digits(size, dtype)
    assert X.shape == (5000, size * size)
    assert X.dtype == dtype
    assert X.flags.c_contiguous
    assert y.shape == (5000,)


def test_at_size_20_pixels_are_the_courses(digits):
    X, _ = digits
    assert X.dtype == np.float64
    assert X.min() == pytest.approx(-0.1319632, abs=5e-8)
    assert X.max() == pytest.approx(1.1276883, abs=5e-8)
    # The first pixels of the first zero that are not black.
    np.testing.assert_allclose(X[0, :67], 0, atol=1e-15)
    np.testing.assert_allclose(
        X[0, 67:70], [8.56059680e-06, 1.94035948e-06, -7.37438725e-04], rtol=1e-8
    )


def test_at_size_28_pixels_are_unchanged_and_unrolled_by_column(originals):
    X, _ = load_digits(28)
    for i in (0, 500, 2345, 4999):
        assert (X[i].reshape(28, 28).T * 255).round().tolist() == originals[i].tolist()
    assert X.min() == 0
    assert X.max() == 1


def test_at_size_20_a_seven_is_upright(digits):
    """Its bar is row 6; with rows and columns swapped it would be column 6."""
    X, y = digits
    ink = X[3502].reshape(20, 20, order="F") > 0.5
    assert y[3502] == 7
    assert ink[6].sum() == 9
    assert ink[:, 6].sum() == 4


def test_float32_is_float64_rounded(digits):
    X, _ = load_digits(dtype=np.float32)
    np.testing.assert_allclose(X, digits[0], atol=1e-6, rtol=0)
    assert not np.array_equal(X, digits[0])


# Shrinking


def kernel(x, a=-0.5):
    """Keys (1981), for any a."""
    x = abs(x)
    if x <= 1:
        return (a + 2) * x**3 - (a + 3) * x**2 + 1
    if x < 2:
        return a * x**3 - 5 * a * x**2 + 8 * a * x - 4 * a
    return 0.0


def resize_by_definition(image, size):
    """MATLAB's imresize, counting from 1, one new pixel at a time."""
    scale, margin = size / 28, 60
    padded = np.pad(image, margin, mode="symmetric")
    new = np.empty((size, size))
    for row in range(size):
        for column in range(size):
            u = (row + 1) / scale + 0.5 * (1 - 1 / scale)
            v = (column + 1) / scale + 0.5 * (1 - 1 / scale)
            reach = 2 / scale
            total = norm = 0.0
            for i in range(int(np.floor(u - reach)), int(np.ceil(u + reach)) + 1):
                for j in range(int(np.floor(v - reach)), int(np.ceil(v + reach)) + 1):
                    weight = kernel(scale * (u - i)) * kernel(scale * (v - j))
                    norm += weight
                    total += weight * padded[i - 1 + margin, j - 1 + margin]
            new[row, column] = total / norm
    return new


@pytest.mark.parametrize("size", [1, 5, 14, 20, 27, 28])
def test_resize_matches_its_definition(size):
    image = np.random.default_rng(size).random((28, 28))
    np.testing.assert_allclose(
        resize(image[np.newaxis], size)[0], resize_by_definition(image, size), atol=1e-13
    )


@pytest.mark.parametrize("size", [1, 3, 20, 27])
def test_resize_keeps_a_constant_image_constant(size):
    images = np.full((2, 28, 28), 0.7)
    np.testing.assert_allclose(resize(images, size), np.full((2, size, size), 0.7), atol=1e-14)


def test_resize_to_the_same_size_changes_nothing():
    images = np.random.default_rng(0).random((2, 28, 28))
    assert np.array_equal(resize(images, 28), images)


def test_resize_treats_each_image_alone_and_leaves_inputs_unchanged(originals):
    images = originals[[0, 999]].copy()
    both = resize(images, 20)
    assert np.array_equal(images, originals[[0, 999]])
    assert both.dtype == np.float64
    assert resize(images.astype(np.float32), 20).dtype == np.float32
    np.testing.assert_allclose(both[1:], resize(images[1:], 20), rtol=1e-12, atol=1e-12)


# The split


def test_split_is_complete_disjoint_and_stratified(digits):
    _, y = digits
    number = np.arange(5000)[:, np.newaxis]
    (train, y_train), (test, y_test) = split_digits(number, y)
    assert (train.shape, test.shape) == ((4000, 1), (1000, 1))
    assert np.array_equal(np.sort(np.vstack([train, test]), axis=0), number)
    assert np.bincount(y_train).tolist() == [400] * 10
    assert np.bincount(y_test).tolist() == [100] * 10
    assert np.array_equal(y_train, y[train[:, 0]])
    assert np.array_equal(y_test, y[test[:, 0]])
    assert test[:, 0].tolist() == list(range(4, 5000, 5))


def test_split_takes_every_fifth_of_each_digit():
    X = np.arange(12)[:, np.newaxis]
    y = [0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 1]
    (_, y_train), (X_test, y_test) = split_digits(X, y)
    assert X_test[:, 0].tolist() == [8, 9]
    assert y_test.tolist() == [1, 0]
    assert np.bincount(y_train).tolist() == [4, 6]


# The weights


def test_weights_have_the_courses_shapes():
    Theta1, Theta2 = load_digits_weights()
    assert (Theta1.shape, Theta2.shape) == ((25, 401), (10, 26))
    assert Theta1.dtype == Theta2.dtype == np.float64


@pytest.mark.parametrize(("lambda_", "J"), PUBLISHED)
def test_weights_cost_what_the_readme_says(lambda_, J, digits):
    theta = unroll(load_digits_weights())
    assert round(cost_function(theta, NETWORK, *digits, lambda_)[0], 6) == J
    assert f" {J:.6f} " in README.read_text(encoding="utf-8")


def test_weights_are_right_as_often_as_the_readme_says(digits):
    right = accuracy(unroll(load_digits_weights()), NETWORK, *digits)
    assert right > 0.97
    assert f" {100 * right:.2f} % " in README.read_text(encoding="utf-8")


def test_output_unit_k_is_digit_k(digits):
    X, y = digits
    h = forward_propagate(unroll(load_digits_weights()), NETWORK, X)[-1]
    mean_output = np.array([h[y == digit].mean(axis=0) for digit in range(10)])
    assert mean_output.argmax(axis=1).tolist() == list(range(10))


def test_the_readmes_command_prints_its_figures():
    lines = README.read_text(encoding="utf-8").splitlines()
    (command,) = [line for line in lines if line.strip().startswith("python -c")]
    _, *arguments = shlex.split(command)
    run = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == [*(str(J) for _, J in PUBLISHED), "0.9964"]


def test_octave_reads_the_weights():
    octave = shutil.which("octave-cli") or shutil.which("octave")
    if octave is None:
        pytest.skip("neither octave-cli nor octave is on the path")
    code = """
        load data/digits_weights.mat
        printf("%d ", size(Theta1), size(Theta2));
        printf("%.17g ", Theta1(1, 2), Theta1(25, 401), Theta2(10, 1), Theta2(2, 26));
    """
    run = subprocess.run(
        [octave, "--norc", "--eval", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    Theta1, Theta2 = load_digits_weights()
    values = [Theta1[0, 1], Theta1[24, 400], Theta2[9, 0], Theta2[1, 25]]
    assert [float(word) for word in run.stdout.split()] == [25, 401, 10, 26, *values], run.stderr


@pytest.mark.parametrize(("lambda_", "J"), COURSE)
def test_the_courses_weights_cost_what_the_readme_says(lambda_, J, course_theta, digits):
    assert round(cost_function(course_theta, NETWORK, *digits, lambda_)[0], 5) == J


def test_the_courses_weights_are_right_as_often_as_the_readme_says(course_theta, digits):
    assert accuracy(course_theta, NETWORK, *digits) == 0.9752


# The cars and the rings


def tables_and_code(section):
    """The rows of the table in a section of the README, as numbers, and the section's code."""
    text = README.read_text(encoding="utf-8").partition(f"\n## {section}\n")[2]
    text = text.partition("\n## ")[0]
    rows = [numbers(line) for line in text.splitlines() if re.match(r"\| *[(0-9]", line)]
    (code,) = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return rows, code


def numbers(line):
    return [float(number) for number in re.findall(r"[0-9]+(?:\.[0-9]+)?", line)]


def test_cars_are_complete_and_sorted_by_year():
    X, y, names = load_auto_mpg()
    assert (X.shape, y.shape) == ((392, 7), (392,))
    assert X.dtype == y.dtype == np.float64
    columns = "cylinders displacement horsepower weight acceleration model_year origin"
    assert names == columns.split()
    assert X.min(axis=0).tolist() == [3, 68, 46, 1613, 8, 70, 1]
    assert X.max(axis=0).tolist() == [8, 455, 230, 5140, 24.8, 82, 3]
    assert (y.min(), y.max()) == (9, 46.6)
    assert (np.diff(X[:, 5]) >= 0).all()
    # Chevrolet Chevelle Malibu and Chevy S-10, the first and the last car of the original.
    assert [*X[0], y[0]] == [8, 307, 130, 3504, 12, 70, 1, 18]
    assert [*X[-1], y[-1]] == [4, 119, 82, 2720, 19.4, 82, 1, 31]
    assert np.bincount(X[:, 6].astype(int)).tolist() == [0, 245, 68, 79]


def test_cars_have_the_originals_statistics():
    """The mean of mpg, and its correlation with the weight."""
    X, y, names = load_auto_mpg()
    assert y.mean() == pytest.approx(23.4459, abs=1e-4)
    assert np.corrcoef(X[:, names.index("weight")], y)[0, 1] == pytest.approx(-0.8322, abs=1e-4)


@pytest.mark.filterwarnings("default")  # raised by mlxtend itself
def test_cars_are_those_of_mlxtend():
    mlxtend = pytest.importorskip("mlxtend.data", reason="compares with mlxtend's cars")
    X, y, _ = load_auto_mpg()
    theirs, mpg = mlxtend.autompg_data()
    np.testing.assert_array_equal(X, theirs[:, :7])
    np.testing.assert_array_equal(y, mpg)


def test_rings_are_a_disc_inside_a_ring():
    X, y = load_rings()
    assert (X.shape, X.dtype, y.dtype) == ((400, 2), np.float64, np.intp)
    assert y.tolist() == [0, 1] * 200
    assert X[:2].tolist() == [[-0.082, -0.096], [-0.103, 0.82]]
    radius = np.hypot(*X.T)
    assert radius[y == 1].mean() == pytest.approx(1, abs=0.02)
    assert radius[y == 1].std() == pytest.approx(0.1, abs=0.02)
    assert radius[y == 0].max() < 0.85
    assert ((radius > 0.72) == y).mean() > 0.99
    for label in (0, 1):  # all around
        assert np.abs(X[y == label].mean(axis=0)).max() < 0.1


def test_no_straight_line_separates_the_rings():
    """The best threshold along each of 3,600 directions; the README says 273 of 400."""
    X, y = load_rings()
    best = 0
    for angle in np.linspace(0, 2 * np.pi, 3600, endpoint=False):
        along = y[np.argsort(X @ [np.cos(angle), np.sin(angle)])]
        right = y.sum() + np.cumsum(1 - 2 * along)  # class 0 before the cut, class 1 after it
        best = max(best, int(right.max()))
    assert best == 273
    assert "more than 273 of the 400" in README.read_text(encoding="utf-8")


def test_rebuilding_the_rings_gives_the_same_file(tmp_path, monkeypatch):
    script = importlib.import_module("data.make_rings")
    monkeypatch.setattr(script, "FILE", tmp_path / "rings.csv")
    script.main()
    assert (tmp_path / "rings.csv").read_bytes() == (ROOT / "data" / "rings.csv").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("section", ["auto_mpg.csv", "rings.csv"])
def test_the_readmes_code_prints_its_tables(section, capsys):
    rows, code = tables_and_code(section)
    exec(compile(code, "README.md", "exec"), {})
    printed = [numbers(line) for line in capsys.readouterr().out.splitlines()]
    assert len(printed) == len(rows) == 5
    for line, row in zip(printed, rows):
        # With many minima, rounding decides which one a machine finds.
        many = section == "auto_mpg.csv" and row[0] == 0
        few_units = section == "rings.csv" and row[1] in (2, 3)
        assert line == pytest.approx(row, abs=3 if many else 0.15 if few_units else 0.05)


def test_small_networks_beat_straight_lines():
    """The exercises rely on it. The figures are those that the README's code prints."""
    cars, _ = tables_and_code("auto_mpg.csv")
    cars = [row[1:] for row in cars if row[0] > 0]  # without the row of lambda = 0
    assert [won for _, _, won in cars] == [10] * 4
    assert all(net < 0.9 * line for line, net, _ in cars)
    rings, _ = tables_and_code("rings.csv")
    assert rings[0][-1] <= 0.7
    assert all(row[-2] > 0.95 for row in rings[3:])


# Errors

REFUSED = [
    (load_digits, [0, 19, 28.0, "20", None], "size: expected 20 or 28, got "),
    (
        partial(load_digits, 20),
        [np.int64, np.float16, "complex", "no such type"],
        "dtype: expected float32 or float64, got ",
    ),
    (
        lambda shape: resize(np.zeros(shape), 20),
        [(28, 28), (5, 784), (5, 28, 20), (1, 28, 28, 1)],
        "images: expected shape (m, 28, 28), got ",
    ),
    (
        partial(resize, np.zeros((1, 28, 28))),
        [0, -1, 29, 20.0],
        "size: expected a whole number from 1 to 28, got ",
    ),
    (
        partial(split_digits, np.zeros((3, 4))),
        [[0, 1], [[0], [1], [2]], 0],
        "y: expected one label for each row of X (3, 4), ",
    ),
]


@pytest.mark.parametrize(
    ("function", "argument", "message"),
    [(function, argument, text) for function, arguments, text in REFUSED for argument in arguments],
)
def test_a_wrong_argument_is_refused_with_one_line(function, argument, message):
    with pytest.raises(ValueError, match=rf"^{re.escape(message)}.*$"):
        function(argument)


@pytest.mark.parametrize(
    ("load", "file", "script"),
    [
        (load_digits, "digits.npz", "make_digits"),
        (load_digits_weights, "digits_weights.mat", "make_digits_weights"),
        (load_auto_mpg, "auto_mpg.csv", "make_auto_mpg"),
        (load_rings, "rings.csv", "make_rings"),
    ],
)
def test_a_missing_file_gets_the_command_that_rebuilds_it(
    load, file, script, tmp_path, monkeypatch
):
    monkeypatch.setattr(data, "DATA", tmp_path)
    message = rf"^.*{re.escape(file)} is missing: .*python -m data\.{script}$"
    with pytest.raises(FileNotFoundError, match=message):
        load()


@pytest.mark.parametrize(("script", "what"), [("make_digits", "digits"), ("make_auto_mpg", "cars")])
def test_scripts_say_how_to_install_mlxtend(script, what, monkeypatch):
    monkeypatch.setitem(sys.modules, "mlxtend", None)
    monkeypatch.setitem(sys.modules, "mlxtend.data", None)
    with pytest.raises(SystemExit, match=rf"^the {what} come from mlxtend: pip install mlxtend$"):
        runpy.run_path(str(ROOT / "data" / f"{script}.py"), run_name="__main__")


def test_examples_in_docstrings_are_right():
    assert doctest.testmod(data) == doctest.TestResults(failed=0, attempted=12)
