"""Weights and data survive the way to Octave and back; unreadable files give one-line errors."""

import io
from pathlib import Path

import numpy as np
import pytest
from scipy.io import loadmat, savemat
from scipy.sparse import csc_array

from nnfunc import load_data, load_weights, save_data, save_weights
from tests.nnfunc.support import needs_octave, octave, refused

each_load = pytest.mark.parametrize("load", [load_data, load_weights])

RNG = np.random.default_rng(0)
THETAS = [RNG.normal(size=shape) for shape in ((5, 4), (3, 6), (10, 4))]
X, Y = RNG.normal(size=(6, 3)), np.array([10, 1, 9, 2, 10, 5])


def numbers(text):
    return [float(word) for word in text.split()]


def loaded(path):
    """The variables that SciPy finds in a file."""
    return {name: value for name, value in loadmat(path).items() if not name.startswith("__")}


# There and back


@pytest.mark.parametrize(
    "thetas", [THETAS[:1], THETAS[:2], THETAS, [np.full((2, 3), float(l)) for l in range(12)]]
)
def test_saved_weights_are_loaded_unchanged_and_in_order(tmp_path, thetas):
    save_weights(tmp_path / "weights.mat", thetas)
    loaded_thetas = load_weights(tmp_path / "weights.mat")
    assert len(loaded_thetas) == len(thetas)
    for loaded_theta, theta in zip(loaded_thetas, thetas):
        np.testing.assert_array_equal(loaded_theta, theta)
        assert loaded_theta.dtype == np.float64


@pytest.mark.parametrize("path", ["weights.mat", "weights", "weights.v7"])
def test_file_names_are_used_unchanged(tmp_path, path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save_weights(path, THETAS)
    assert [file.name for file in tmp_path.iterdir()] == [path]
    assert len(load_weights(Path(path))) == 3


def test_weights_may_be_lists_integers_or_an_iterator(tmp_path):
    save_weights(tmp_path / "w.mat", iter([[[1, 2]], np.array([[3, 4], [5, 6]], dtype=np.int8)]))
    written = loaded(tmp_path / "w.mat")
    assert written["Theta1"].tolist() == [[1, 2]]
    assert written["Theta2"].tolist() == [[3, 4], [5, 6]]
    assert loadmat(tmp_path / "w.mat", mat_dtype=True)["Theta2"].dtype == np.float64


@pytest.mark.parametrize("shape", [(6,), (6, 1)])
def test_saved_data_are_loaded_with_labels_in_a_vector(tmp_path, shape):
    save_data(tmp_path / "data.mat", X, Y.reshape(shape))
    loaded_X, y = load_data(tmp_path / "data.mat")
    np.testing.assert_array_equal(loaded_X, X)
    np.testing.assert_array_equal(y, Y)
    assert (y.shape, y.dtype) == ((6,), np.intp)
    assert loaded(tmp_path / "data.mat")["y"].shape == (6, 1)


@pytest.mark.parametrize(
    ("saved", "expected"),
    [(np.float32, np.float32), (np.float64, np.float64), (np.uint8, np.float64)],
)
def test_examples_are_loaded_as_floats(tmp_path, saved, expected):
    examples = (100 * np.abs(X)).astype(saved)
    save_data(tmp_path / "data.mat", examples, Y)
    loaded_X, _ = load_data(tmp_path / "data.mat")
    assert loaded_X.dtype == expected
    np.testing.assert_array_equal(loaded_X, examples)


TARGETS = {
    "fractions": Y / 4,
    "NaN": np.where(Y == 9, np.nan, Y),
    "infinity": np.where(Y == 9, np.inf, Y),
    "matrix": RNG.normal(size=(6, 2)),
    "one-hot": np.eye(11)[Y],
}


@pytest.mark.parametrize("kind", TARGETS)
def test_targets_that_are_not_labels_are_loaded_unchanged(tmp_path, kind):
    save_data(tmp_path / "data.mat", X, TARGETS[kind])
    _, y = load_data(tmp_path / "data.mat")
    np.testing.assert_array_equal(y, TARGETS[kind])
    assert y.dtype == (np.intp if kind == "one-hot" else np.float64)


def test_labels_in_a_row_are_loaded_as_a_vector(tmp_path):
    savemat(tmp_path / "data.mat", {"X": X, "y": Y[np.newaxis]})
    np.testing.assert_array_equal(load_data(tmp_path / "data.mat")[1], Y)


def test_negative_labels_are_loaded_unchanged(tmp_path):
    save_data(tmp_path / "data.mat", X, [-1, 1, -1, 1, 1, 1])
    assert load_data(tmp_path / "data.mat")[1].tolist() == [-1, 1, -1, 1, 1, 1]


# The label that stands for zero


def test_zero_label_makes_class_and_digit_agree(tmp_path):
    save_weights(tmp_path / "w.mat", THETAS)
    save_data(tmp_path / "data.mat", X, Y)
    thetas = load_weights(tmp_path / "w.mat", zero_label=10)
    for loaded_theta, theta in zip(thetas, [*THETAS[:-1], np.roll(THETAS[-1], 1, axis=0)]):
        np.testing.assert_array_equal(loaded_theta, theta)
    np.testing.assert_array_equal(load_data(tmp_path / "data.mat", zero_label=10)[1], Y % 10)


def test_zero_label_may_be_any_number_of_classes(tmp_path):
    save_weights(tmp_path / "w.mat", [[[0.0, 1.0], [0.0, 2.0], [0.0, 3.0]]])
    assert load_weights(tmp_path / "w.mat", 3)[0][:, 1].tolist() == [3, 1, 2]
    save_data(tmp_path / "data.mat", X, [1, 2, 3, 1, 2, 3])
    y = load_data(tmp_path / "data.mat", 3)[1]
    assert y.tolist() == [1, 2, 0, 1, 2, 0]
    assert y.dtype == np.intp


# Octave


@needs_octave
def test_octave_reads_our_weights(tmp_path):
    save_weights(tmp_path / "weights.mat", THETAS)
    code = """
        load weights.mat
        printf("%s ", class(Theta1), class(Theta3)); printf("\\n");
        printf("%d ", size(Theta1), size(Theta2), size(Theta3)); printf("\\n");
        printf("%.17g ", [Theta1(:); Theta2(:); Theta3(:)], Theta2(1, 6), Theta3(10, 1));
    """
    kinds, sizes, values = octave(code, tmp_path).splitlines()
    assert kinds.split() == ["double", "double"]
    assert numbers(sizes) == [5, 4, 3, 6, 10, 4]
    columns = np.concatenate([Theta.ravel(order="F") for Theta in THETAS])
    assert numbers(values) == [*columns, THETAS[1][0, 5], THETAS[2][9, 0]]


@needs_octave
def test_octave_reads_our_data(tmp_path):
    save_data(tmp_path / "data.mat", X.astype(np.float32), Y.astype(np.uint8))
    code = """
        load data.mat
        printf("%s ", class(X), class(y)); printf("\\n");
        printf("%d ", size(X), size(y)); printf("\\n");
        printf("%.17g ", X(:), y(:), y(1) * 100, y(2) - 2);
    """
    kinds, sizes, values = octave(code, tmp_path).splitlines()
    assert kinds.split() == ["single", "double"]
    assert numbers(sizes) == [6, 3, 6, 1]
    columns = X.astype(np.float32).ravel(order="F").astype(float)
    assert numbers(values) == [*columns, *Y, 1000, -1]  # in uint8 the last two are 255 and 0


@needs_octave
@pytest.mark.parametrize("version", ["-v4", "-v6", "-v7"])
def test_files_written_by_octave_are_read(tmp_path, version):
    octave(
        f"""
        X = [0.5 1 2; 3 4 1/3]; y = [10; 3];
        Theta2 = [7 8 9] / 7; Theta1 = reshape(1:6, 2, 3); other = 5; Theta = 6; Theta1b = 7;
        save {version} data.mat X y other
        save {version} weights.mat other Theta2 Theta1 Theta Theta1b
        """,
        tmp_path,
    )
    examples, y = load_data(tmp_path / "data.mat")
    assert examples.tolist() == [[0.5, 1, 2], [3, 4, 1 / 3]]
    assert y.tolist() == [10, 3]
    assert y.dtype == np.intp
    assert load_data(tmp_path / "data.mat", zero_label=10)[1].tolist() == [0, 3]
    Theta1, Theta2 = load_weights(tmp_path / "weights.mat")
    assert Theta1.tolist() == [[1, 3, 5], [2, 4, 6]]
    assert Theta2.tolist() == [[1, 8 / 7, 9 / 7]]


@needs_octave
def test_octaves_integers_logicals_and_singles_are_read(tmp_path):
    octave(
        """
        X = uint8([1 2; 250 4]); y = [true; false]; save -v7 whole.mat X y
        X = single([1.5 2; 3 4]); y = int16([-3; 300]); save -v7 single.mat X y
        """,
        tmp_path,
    )
    examples, y = load_data(tmp_path / "whole.mat")
    assert (examples.tolist(), y.tolist()) == ([[1, 2], [250, 4]], [1, 0])
    assert (examples.dtype, y.dtype) == (np.float64, np.intp)
    examples, y = load_data(tmp_path / "single.mat")
    assert (examples.tolist(), y.tolist()) == ([[1.5, 2], [3, 4]], [-3, 300])
    assert (examples.dtype, y.dtype) == (np.float32, np.intp)


@needs_octave
@pytest.mark.parametrize(
    ("option", "name"),
    [
        ("-text", "Octave's text format"),
        ("", "Octave's text format"),
        ("-hdf5", "HDF5"),
        ("-binary", "Octave's own binary format"),
        ("-zip", "zipped"),
    ],
)
@each_load
def test_errors_name_octaves_other_formats(tmp_path, option, name, load):
    file = "X = ones(2); y = [1; 2]; Theta1 = ones(2); save {} file.mat X y Theta1"
    octave(file.format(option), tmp_path)
    refused("path", name, load, tmp_path / "file.mat")
    refused("path", "save -v7", load, tmp_path / "file.mat")


# No data are lost


def test_file_is_replaced_completely_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "w.mat"
    save_weights(path, THETAS[:1])

    def full_disk(file, *args, **kwargs):
        file.write(b"MATLAB 5.0")
        raise OSError("no space left on device")

    monkeypatch.setattr("nnfunc.matfiles.savemat", full_disk)
    with pytest.raises(OSError, match="no space left"):
        save_weights(path, THETAS)
    monkeypatch.undo()
    assert [file.name for file in tmp_path.iterdir()] == ["w.mat"]
    np.testing.assert_array_equal(load_weights(path)[0], THETAS[0])
    (tmp_path / "old.mat").hardlink_to(path)  # what a program that has it open sees
    save_weights(path, THETAS)
    assert len(load_weights(path)) == 3
    assert len(load_weights(tmp_path / "old.mat")) == 1
    (tmp_path / "old.mat").unlink()
    assert [file.name for file in tmp_path.iterdir()] == ["w.mat"]


def test_refused_weights_leave_the_old_file(tmp_path):
    save_weights(tmp_path / "w.mat", THETAS)
    refused("Theta2", "columns", save_weights, tmp_path / "w.mat", THETAS[::2])
    assert len(load_weights(tmp_path / "w.mat")) == 3


def test_saving_does_not_modify_arrays_and_loaded_ones_are_writeable(tmp_path):
    before = [array.copy() for array in (*THETAS, X, Y)]
    save_weights(tmp_path / "w.mat", THETAS)
    save_data(tmp_path / "d.mat", X, Y)
    for array, copy in zip((*THETAS, X, Y), before):
        np.testing.assert_array_equal(array, copy)
    for array in (*load_weights(tmp_path / "w.mat"), *load_data(tmp_path / "d.mat")):
        array += 1


# Errors


def written(variables):
    file = io.BytesIO()
    savemat(file, variables)
    return file.getvalue()


WHOLE = written({"X": X, "y": Y})
BROKEN = {
    "empty": (b"", "not a MAT-file"),
    "short": (b"hello", "not a MAT-file"),
    "text": (b"0.1 0.2 0.3\n" * 50, "not a MAT-file"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not a MAT-file"),
    "half of one": (WHOLE[: len(WHOLE) // 2], "damaged"),
    "header alone": (WHOLE[:100], "damaged"),
    "v7.3": (b"MATLAB 7.3 MAT-file, Platform: GLNXA64".ljust(512) + b"\x89HDF\r\n\x1a\n", "v7.3"),
    "HDF5": (b"\x89HDF\r\n\x1a\n".ljust(200, b"\0"), "save -v7"),
    "Octave's text": (b"# Created by Octave 7.3.0\n# name: X\n# type: matrix\n", "save -v7"),
    "Octave's text without a date": (b"# name: X\n# type: matrix\n# rows: 1\n", "save -v7"),
    "NumPy's": (b"PK\x03\x04" + bytes(300), "not a MAT-file"),
}


@each_load
@pytest.mark.parametrize("case", BROKEN)
def test_files_that_are_not_mat_files_are_refused(tmp_path, case, load):
    content, word = BROKEN[case]
    (tmp_path / "file.mat").write_bytes(content)
    refused("path", word, load, tmp_path / "file.mat", kind=ValueError)
    refused("path", "file.mat", load, str(tmp_path / "file.mat"), kind=ValueError)


@each_load
def test_paths_that_cannot_be_read_are_refused(tmp_path, load):
    for path in (tmp_path / "nowhere.mat", tmp_path):
        refused("path", str(path), load, path, kind=FileNotFoundError)
    for path in (None, 3):
        refused("path", str(path), load, path, kind=TypeError)


def test_paths_that_cannot_be_written_are_refused(tmp_path):
    missing = tmp_path / "no" / "w.mat"
    refused("path", "does not exist", save_weights, missing, THETAS, kind=OSError)
    refused("path", "does not exist", save_data, missing, X, Y, kind=OSError)
    refused("path", "is a folder", save_weights, tmp_path, THETAS, kind=OSError)
    refused("path", "(2, 2)", save_data, np.ones((2, 2)), X, Y, kind=TypeError)
    assert not list(tmp_path.iterdir())


REFUSED_VARIABLES = {
    "no Theta": (load_weights, {"X": X, "y": Y}, "path: expected Theta1 in file.mat, found X, y"),
    "no variables": (load_weights, {}, "path: expected Theta1 in file.mat, found no variables"),
    "no Theta1": (load_weights, {"Theta2": X}, "path: expected Theta1 in file.mat, found Theta2"),
    "a gap": (load_weights, {"Theta3": X, "Theta1": X}, "path: Theta2 in file.mat, found Theta3"),
    "a wide gap": (load_weights, {"Theta1": X, "Theta99999999999": X}, "path: expected Theta2"),
    "lower case": (load_weights, {"theta1": X}, "path: expected Theta1 in file.mat, found theta1"),
    "no X": (load_data, {"y": Y}, "path: expected X in file.mat, found y"),
    "no y": (load_data, {"X": X, "Y": Y}, "path: expected y in file.mat, found X, Y"),
    "thetas out of order": (load_weights, {"Theta1": X, "Theta2": X}, "Theta2: columns"),
    "theta of text": (load_weights, {"Theta1": "weights"}, "Theta1: real numbers"),
    "theta sparse": (load_weights, {"Theta1": csc_array(np.eye(3))}, "Theta1: sparse"),
    "theta complex": (load_weights, {"Theta1": X * 1j}, "Theta1: complex"),
    "theta a column": (load_weights, {"Theta1": X[:, :1]}, "Theta1: (6, 1)"),
    "y of other rows": (load_data, {"X": X, "y": Y[:5, np.newaxis]}, "y: (5, 1)"),
    "X of images": (load_data, {"X": np.ones((2, 3, 4)), "y": [1, 2]}, "X: flatten_images"),
    "X empty": (load_data, {"X": np.ones((0, 0)), "y": Y}, "X: (0, 0)"),
    "y of text": (load_data, {"X": X, "y": "labels"}, "y: real numbers"),
}


@pytest.mark.parametrize("case", REFUSED_VARIABLES)
def test_files_with_missing_or_wrong_variables_are_refused(tmp_path, monkeypatch, case):
    load, variables, message = REFUSED_VARIABLES[case]
    monkeypatch.chdir(tmp_path)
    savemat("file.mat", variables)
    refused(*message.split(": "), load, "file.mat")


REFUSED_ARRAYS = {
    "a matrix for weights": ("thetas", "(5, 4)", save_weights, "file.mat", THETAS[0]),
    "no weights": ("thetas", "empty", save_weights, "file.mat", []),
    "weights None": ("thetas", "None", save_weights, "file.mat", None),
    "an empty iterator": ("thetas", "", save_weights, "file.mat", iter([])),
    "a vector for Theta": ("Theta1", "(3,)", save_weights, "file.mat", [np.ones(3)]),
    "weights of text": ("Theta1", "real numbers", save_weights, "file.mat", [[["a", "b"]]]),
    "uneven weights": ("Theta2", "columns", save_weights, "file.mat", THETAS[::2]),
    "X a vector": ("X", "(3,)", save_data, "file.mat", X[0], Y),
    "X of images": ("X", "flatten_images", save_data, "file.mat", np.ones((2, 3, 4)), [1, 2]),
    "no examples": ("X", "(0, 3)", save_data, "file.mat", np.ones((0, 3)), []),
    "X of text": ("X", "real numbers", save_data, "file.mat", [["a"]], [1]),
    "y too short": ("y", "(5,)", save_data, "file.mat", X, Y[:5]),
    "y a number": ("y", "()", save_data, "file.mat", X, 3),
    "y without columns": ("y", "(6, 0)", save_data, "file.mat", X, np.ones((6, 0))),
    "y of text": ("y", "real numbers", save_data, "file.mat", X, ["a"] * 6),
}


@pytest.mark.parametrize("case", REFUSED_ARRAYS)
def test_arrays_that_cannot_be_saved_are_refused(tmp_path, monkeypatch, case):
    monkeypatch.chdir(tmp_path)
    refused(*REFUSED_ARRAYS[case])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("zero_label", [0, -1, 2.5, "10", True])
def test_zero_label_must_be_a_positive_integer(tmp_path, zero_label):
    save_weights(tmp_path / "w.mat", THETAS)
    save_data(tmp_path / "d.mat", X, Y)
    refused("zero_label", "whole", load_weights, tmp_path / "w.mat", zero_label, kind=ValueError)
    refused("zero_label", "whole", load_data, tmp_path / "d.mat", zero_label, kind=ValueError)


@pytest.mark.parametrize("rows", [1, 9, 11])
def test_zero_label_must_be_the_number_of_outputs(tmp_path, rows):
    save_weights(tmp_path / "w.mat", [np.ones((rows, 4))])
    refused("zero_label", f"({rows}, 4)", load_weights, tmp_path / "w.mat", 10)


@pytest.mark.parametrize(
    ("y", "word"), [(Y - 1, "found 0"), (Y + 1, "11"), (Y / 4, "2.5"), (np.eye(6), "(6, 6)")]
)
def test_zero_label_requires_labels_from_1(tmp_path, y, word):
    save_data(tmp_path / "d.mat", X, y)
    refused("y", word, load_data, tmp_path / "d.mat", 10)
