"""Weights and data go to Octave and come back, and what cannot be read is said to be that."""

import io
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from scipy.io import loadmat, savemat
from scipy.sparse import csc_array

from nnfunc import load_data, load_weights, save_data, save_weights

OCTAVE = shutil.which("octave-cli") or shutil.which("octave")
needs_octave = pytest.mark.skipif(OCTAVE is None, reason="needs octave-cli or octave")

RNG = np.random.default_rng(0)
THETAS = [RNG.normal(size=shape) for shape in ((5, 4), (3, 6), (10, 4))]
X, Y = RNG.normal(size=(6, 3)), np.array([10, 1, 9, 2, 10, 5])


def octave(code, folder):
    command = [OCTAVE, "--no-init-file", "--quiet", "--eval", code]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def numbers(text):
    return [float(word) for word in text.split()]


def loaded(path):
    """What SciPy finds in a file."""
    return {name: value for name, value in loadmat(path).items() if not name.startswith("__")}


# There and back


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_weights_come_back_as_they_were(tmp_path, layers):
    thetas = THETAS[:layers]
    save_weights(tmp_path / "weights.mat", thetas)
    back = load_weights(tmp_path / "weights.mat")
    assert len(back) == layers
    for theirs, ours in zip(back, thetas):
        np.testing.assert_array_equal(theirs, ours)
        assert theirs.dtype == np.float64


def test_more_than_nine_weights_come_back_in_order(tmp_path):
    thetas = [np.full((2, 3), float(l)) for l in range(1, 13)]
    save_weights(tmp_path / "w.mat", thetas)
    assert [Theta[0, 0] for Theta in load_weights(tmp_path / "w.mat")] == list(range(1, 13))


@pytest.mark.parametrize("path", ["weights.mat", "weights", "weights.v7"])
def test_names_are_used_as_they_are(tmp_path, path, monkeypatch):
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
def test_data_come_back_with_labels_in_a_vector(tmp_path, shape):
    save_data(tmp_path / "data.mat", X, Y.reshape(shape))
    X_back, y_back = load_data(tmp_path / "data.mat")
    np.testing.assert_array_equal(X_back, X)
    np.testing.assert_array_equal(y_back, Y)
    assert y_back.shape == (6,)
    assert y_back.dtype == np.intp
    assert loaded(tmp_path / "data.mat")["y"].shape == (6, 1)


@pytest.mark.parametrize(
    ("given", "got"), [(np.float32, np.float32), (np.float64, np.float64), (np.uint8, np.float64)]
)
def test_dtype_of_examples(tmp_path, given, got):
    examples = (100 * np.abs(X)).astype(given)
    save_data(tmp_path / "data.mat", examples, Y)
    X_back, _ = load_data(tmp_path / "data.mat")
    assert X_back.dtype == got
    np.testing.assert_array_equal(X_back, examples)


@pytest.mark.parametrize(
    "y", [Y / 4, np.where(Y == 9, np.nan, Y), np.where(Y == 9, np.inf, Y), RNG.normal(size=(6, 2))]
)
def test_what_are_no_labels_come_back_as_they_are(tmp_path, y):
    save_data(tmp_path / "data.mat", X, y)
    _, y_back = load_data(tmp_path / "data.mat")
    np.testing.assert_array_equal(y_back, y)
    assert y_back.dtype == np.float64


def test_one_hot_rows_come_back_as_such(tmp_path):
    save_data(tmp_path / "data.mat", X, np.eye(11)[Y])
    np.testing.assert_array_equal(load_data(tmp_path / "data.mat")[1], np.eye(11)[Y])


def test_labels_in_a_row_become_a_vector(tmp_path):
    savemat(tmp_path / "data.mat", {"X": X, "y": Y[np.newaxis]})
    np.testing.assert_array_equal(load_data(tmp_path / "data.mat")[1], Y)


def test_labels_below_0_are_left_alone(tmp_path):
    save_data(tmp_path / "data.mat", X, [-1, 1, -1, 1, 1, 1])
    assert load_data(tmp_path / "data.mat")[1].tolist() == [-1, 1, -1, 1, 1, 1]


# The label that stands for zero


def test_zero_label_makes_class_and_digit_agree(tmp_path):
    save_weights(tmp_path / "w.mat", THETAS)
    save_data(tmp_path / "data.mat", X, Y)
    *first, last = load_weights(tmp_path / "w.mat", zero_label=10)
    for theirs, ours in zip(first, THETAS):
        np.testing.assert_array_equal(theirs, ours)
    np.testing.assert_array_equal(last[0], THETAS[-1][9])
    np.testing.assert_array_equal(last[1:], THETAS[-1][:9])
    np.testing.assert_array_equal(load_data(tmp_path / "data.mat", zero_label=10)[1], Y % 10)


def test_zero_label_of_another_number_of_classes(tmp_path):
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
        printf("%.17g ", X(:), y(:)); printf("\\n");
        printf("%g ", y(1) * 100, y(2) - 2);
    """
    kinds, sizes, values, arithmetic = octave(code, tmp_path).splitlines()
    assert kinds.split() == ["single", "double"]
    assert numbers(sizes) == [6, 3, 6, 1]
    assert numbers(values) == [*X.astype(np.float32).ravel(order="F").astype(float), *Y]
    assert numbers(arithmetic) == [1000, -1]  # a uint8 would say 255 and 0


@needs_octave
@pytest.mark.parametrize("version", ["-v4", "-v6", "-v7"])
def test_octaves_files_are_read(tmp_path, version):
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
def test_octaves_other_types_are_read(tmp_path):
    """Whole doubles come packed as bytes; logicals and integers are what people save too."""
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
    ("option", "kind"),
    [
        ("-text", "Octave's text format"),
        ("", "Octave's text format"),
        ("-hdf5", "HDF5"),
        ("-binary", "Octave's own binary format"),
        ("-zip", "zipped"),
    ],
)
@pytest.mark.parametrize("load", [load_data, load_weights])
def test_octaves_other_formats_are_named(tmp_path, option, kind, load):
    octave(
        f"X = ones(2); y = [1; 2]; Theta1 = ones(2); save {option} file.mat X y Theta1", tmp_path
    )
    refused(ValueError, "path", kind, load, tmp_path / "file.mat")
    refused(ValueError, "path", "save -v7", load, tmp_path / "file.mat")


# Nothing is lost


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
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
    (tmp_path / "old.mat").hardlink_to(path)  # as whoever is reading it sees it
    save_weights(path, THETAS)
    assert len(load_weights(path)) == 3
    assert len(load_weights(tmp_path / "old.mat")) == 1
    (tmp_path / "old.mat").unlink()
    assert [file.name for file in tmp_path.iterdir()] == ["w.mat"]


def test_bad_weights_leave_the_old_file(tmp_path):
    save_weights(tmp_path / "w.mat", THETAS)
    refused(ValueError, "Theta2", "columns", save_weights, tmp_path / "w.mat", THETAS[::2])
    assert len(load_weights(tmp_path / "w.mat")) == 3


def test_nothing_is_written_to(tmp_path):
    before = [Theta.copy() for Theta in THETAS], X.copy(), Y.copy()
    save_weights(tmp_path / "w.mat", THETAS)
    save_data(tmp_path / "d.mat", X, Y)
    for Theta, was in zip(THETAS, before[0]):
        np.testing.assert_array_equal(Theta, was)
    np.testing.assert_array_equal(X, before[1])
    np.testing.assert_array_equal(Y, before[2])


def test_loaded_arrays_may_be_written_to(tmp_path):
    save_weights(tmp_path / "w.mat", THETAS)
    save_data(tmp_path / "d.mat", X, Y)
    for array in (*load_weights(tmp_path / "w.mat"), *load_data(tmp_path / "d.mat")):
        array += 1


# What goes wrong


def refused(kind, argument, word, function, *args, **kwargs):
    with pytest.raises(kind) as caught:
        function(*args, **kwargs)
    message = str(caught.value)
    assert message.startswith(f"{argument}: "), message
    assert "\n" not in message
    assert word in message


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
    "half of one": (WHOLE[: len(WHOLE) // 2], "broken"),
    "header alone": (WHOLE[:100], "broken"),
    "v7.3": (b"MATLAB 7.3 MAT-file, Platform: GLNXA64".ljust(512) + b"\x89HDF\r\n\x1a\n", "v7.3"),
    "HDF5": (b"\x89HDF\r\n\x1a\n".ljust(200, b"\0"), "save -v7"),
    "Octave's text": (b"# Created by Octave 7.3.0\n# name: X\n# type: matrix\n", "save -v7"),
    "Octave's text without a date": (b"# name: X\n# type: matrix\n# rows: 1\n", "save -v7"),
    "NumPy's": (b"PK\x03\x04" + bytes(300), "not a MAT-file"),
}


@pytest.mark.parametrize("load", [load_data, load_weights])
@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_mat_file_is_refused(tmp_path, case, load):
    content, word = BROKEN[case]
    (tmp_path / "file.mat").write_bytes(content)
    refused(ValueError, "path", word, load, tmp_path / "file.mat")
    refused(ValueError, "path", "file.mat", load, str(tmp_path / "file.mat"))


@pytest.mark.parametrize("load", [load_data, load_weights])
def test_missing_files_are_named(tmp_path, load):
    refused(FileNotFoundError, "path", "nowhere.mat", load, tmp_path / "nowhere.mat")
    refused(FileNotFoundError, "path", str(tmp_path), load, tmp_path)
    refused(TypeError, "path", "None", load, None)
    refused(TypeError, "path", "3", load, 3)


def test_places_where_no_file_can_be(tmp_path):
    refused(OSError, "path", "not there", save_weights, tmp_path / "no" / "w.mat", THETAS)
    refused(OSError, "path", "is a folder", save_weights, tmp_path, THETAS)
    refused(OSError, "path", "not there", save_data, tmp_path / "no" / "d.mat", X, Y)
    refused(TypeError, "path", "(2, 2)", save_data, np.ones((2, 2)), X, Y)
    assert not list(tmp_path.iterdir())


MISSING = {
    "no Theta": (load_weights, {"X": X, "y": Y}, "expected Theta1", "found X, y"),
    "no variables": (load_weights, {}, "expected Theta1", "no variables"),
    "no Theta1": (load_weights, {"Theta2": X}, "expected Theta1", "found Theta2"),
    "a gap": (load_weights, {"Theta1": X, "Theta3": X}, "expected Theta2", "Theta3"),
    "a wide gap": (load_weights, {"Theta1": X, "Theta99999999999": X}, "expected Theta2", ""),
    "lower case": (load_weights, {"theta1": X}, "expected Theta1", "found theta1"),
    "no X": (load_data, {"y": Y}, "expected X", "found y"),
    "no y": (load_data, {"X": X, "Y": Y}, "expected y", "found X, Y"),
}


@pytest.mark.parametrize("case", MISSING)
def test_missing_variables_are_named(tmp_path, case):
    load, variables, word, another = MISSING[case]
    savemat(tmp_path / "file.mat", variables)
    refused(ValueError, "path", word, load, tmp_path / "file.mat")
    refused(ValueError, "path", another, load, tmp_path / "file.mat")


WRONG = {
    "thetas out of order": ("Theta2", "columns", load_weights, {"Theta1": X, "Theta2": X}),
    "theta of text": ("Theta1", "real numbers", load_weights, {"Theta1": "weights"}),
    "theta sparse": ("Theta1", "sparse", load_weights, {"Theta1": csc_array(np.eye(3))}),
    "theta complex": ("Theta1", "complex", load_weights, {"Theta1": X * 1j}),
    "theta a column": ("Theta1", "(6, 1)", load_weights, {"Theta1": X[:, :1]}),
    "y of other rows": ("y", "(5, 1)", load_data, {"X": X, "y": Y[:5, np.newaxis]}),
    "X of images": ("X", "flatten_images", load_data, {"X": np.ones((2, 3, 4)), "y": [1, 2]}),
    "X empty": ("X", "(0, 0)", load_data, {"X": np.ones((0, 0)), "y": Y}),
    "y of text": ("y", "real numbers", load_data, {"X": X, "y": "labels"}),
}


@pytest.mark.parametrize("case", WRONG)
def test_other_contents_are_refused(tmp_path, case):
    argument, word, load, variables = WRONG[case]
    savemat(tmp_path / "file.mat", variables)
    refused((ValueError, TypeError), argument, word, load, tmp_path / "file.mat")


@pytest.mark.parametrize(
    ("thetas", "argument"),
    [
        (THETAS[0], "thetas"),
        ([], "thetas"),
        (None, "thetas"),
        (iter([]), "thetas"),
        ([np.ones(3)], "Theta1"),
        ([[["a", "b"]]], "Theta1"),
        (THETAS[::2], "Theta2"),
    ],
    ids=["matrix", "empty", "None", "iterator", "vector", "text", "uneven"],
)
def test_save_weights_refuses(tmp_path, thetas, argument):
    refused((ValueError, TypeError), argument, "", save_weights, tmp_path / "w.mat", thetas)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("bad_X", "bad_y", "argument", "word"),
    [
        (X[0], Y, "X", "(3,)"),
        (np.ones((2, 3, 4)), [1, 2], "X", "flatten_images"),
        (np.ones((0, 3)), [], "X", "(0, 3)"),
        ([["a"]], [1], "X", "real numbers"),
        (X, Y[:5], "y", "(5,)"),
        (X, 3, "y", "()"),
        (X, np.ones((6, 0)), "y", "(6, 0)"),
        (X, ["a"] * 6, "y", "real numbers"),
    ],
)
def test_save_data_refuses(tmp_path, bad_X, bad_y, argument, word):
    refused((ValueError, TypeError), argument, word, save_data, tmp_path / "d.mat", bad_X, bad_y)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("zero_label", [0, -1, 2.5, "10", True])
def test_zero_label_is_a_positive_whole_number(tmp_path, zero_label):
    save_weights(tmp_path / "w.mat", THETAS)
    save_data(tmp_path / "d.mat", X, Y)
    refused(ValueError, "zero_label", "whole", load_weights, tmp_path / "w.mat", zero_label)
    refused(ValueError, "zero_label", "whole", load_data, tmp_path / "d.mat", zero_label)


@pytest.mark.parametrize("rows", [1, 9, 11])
def test_zero_label_needs_as_many_rows(tmp_path, rows):
    save_weights(tmp_path / "w.mat", [np.ones((rows, 4))])
    refused(ValueError, "zero_label", f"({rows}, 4)", load_weights, tmp_path / "w.mat", 10)


@pytest.mark.parametrize(
    ("y", "word"), [(Y - 1, "found 0"), (Y + 1, "11"), (Y / 4, "2.5"), (np.eye(6), "(6, 6)")]
)
def test_zero_label_needs_labels_from_1(tmp_path, y, word):
    save_data(tmp_path / "d.mat", X, y)
    refused(ValueError, "y", word, load_data, tmp_path / "d.mat", 10)
