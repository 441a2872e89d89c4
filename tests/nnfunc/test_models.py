"""A model survives the way into a file and back, and into Octave; wrong files are refused."""

import io
import os
import pickle
import zipfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from scipy.io import loadmat, savemat

from nnfunc import (
    Network,
    huber,
    hypothesis,
    load_model,
    load_weights,
    rand_initialize_theta,
    save_model,
)
from nnfunc.models import VERSION
from tests.nnfunc.support import kinds, needs_octave, octave, refused

RNG = np.random.default_rng(0)
NETWORK = Network((3, 4, 5, 2), hidden=("leaky_relu", "tanh"), output="softmax", leaky_slope=0.2)
THETA = rand_initialize_theta(NETWORK, epsilon=1.0, rng=0)
MU, SIGMA, NAMES = np.array([1.0, 20.0, -3.0]), np.array([0.1, 5.0, 2.0]), ("a", "b c")
X = MU + SIGMA * RNG.normal(size=(6, 3))
each_ending = pytest.mark.parametrize("ending", ["npz", "mat"])

FORWARD = """
load model.mat; load X.mat;
A = (X - mu) ./ sigma;
for l = 1:numel(layer_sizes) - 1
  Theta = eval(sprintf('Theta%d', l));
  Z = [ones(size(A, 1), 1) A] * Theta';
  g = output; if l <= numel(hidden), g = hidden{l}; end
  switch g
    case 'sigmoid', A = 1 ./ (1 + exp(-Z));
    case 'tanh', A = tanh(Z);
    case 'relu', A = max(Z, 0);
    case 'leaky_relu', A = max(Z, leaky_slope * Z);
    case 'linear', A = Z;
    case 'softmax', A = exp(Z - max(Z, [], 2)); A = A ./ sum(A, 2);
  end
end
"""


def saved(folder, ending="npz", **changes):
    """Save the model, with changed or, where None, deleted fields of the file."""
    path = folder / f"model.{ending}"
    save_model(path, THETA, NETWORK, mu=MU, sigma=SIGMA, class_names=NAMES)
    if changes:
        with np.load(path) if ending == "npz" else io.BytesIO(path.read_bytes()) as file:
            found = dict(file) if ending == "npz" else loadmat(file)
        fields = {**found, **changes}
        fields = {k: v for k, v in fields.items() if v is not None and not k.startswith("__")}
        (np.savez if ending == "npz" else lambda path, **all_: savemat(path, all_))(path, **fields)
    return path


# There and back


@each_ending
def test_model_is_loaded_unchanged(tmp_path, ending):
    model = load_model(saved(tmp_path, ending))
    np.testing.assert_array_equal(model.theta_vec, THETA)
    np.testing.assert_array_equal(model.mu, MU)
    np.testing.assert_array_equal(model.sigma, SIGMA)
    assert (model.network, model.class_names) == (NETWORK, NAMES)
    assert model.theta_vec.flags.writeable
    assert len(load_weights(tmp_path / "model.mat")) == 3 if ending == "mat" else True


@each_ending
@kinds
def test_every_kind_of_network_is_loaded_unchanged(tmp_path, ending, kind):
    network = Network((2, 3, 1 + 2, 3), **kind)
    theta = rand_initialize_theta(network, rng=0)
    save_model(tmp_path / f"m.{ending}", theta, network)
    model = load_model(tmp_path / f"m.{ending}")
    np.testing.assert_array_equal(model.theta_vec, theta)
    assert model[1:] == (network, None, None, None)


@each_ending
@pytest.mark.parametrize("names", [None, ["no", "yes"]])
def test_smallest_network_is_loaded_unchanged(tmp_path, ending, names):
    path = tmp_path / f"m.{ending}"
    save_model(path, [0.5, -2.0], (1, 1), mu=[3], sigma=[2], class_names=names)
    model = load_model(path)
    assert (model.theta_vec.tolist(), model.network) == ([0.5, -2.0], Network((1, 1)))
    assert (model.mu.tolist(), model.sigma.tolist()) == ([3.0], [2.0])
    assert model.class_names == (names and tuple(names))


def test_class_names_may_be_in_any_language_but_not_for_octave(tmp_path):
    names = {"class_names": ["größe", "日本"]}
    save_model(tmp_path / "m.npz", THETA, NETWORK, **names)
    assert load_model(tmp_path / "m.npz").class_names == ("größe", "日本")
    refused("class_names", "ASCII", save_model, tmp_path / "m.mat", THETA, NETWORK, **names)


@needs_octave
@pytest.mark.parametrize("output", ["softmax", "sigmoid", "linear"])
def test_octave_predicts_the_same_and_saves_the_model_again(tmp_path, output):
    network = Network((3, 4, 4, 4, 2, 2), ("relu", "tanh", "leaky_relu", "sigmoid"), output)
    theta = rand_initialize_theta(network, epsilon=1.0, rng=1)
    save_model(
        tmp_path / "model.mat", theta, network, mu=MU, sigma=SIGMA, class_names=["yes", "not so"]
    )
    savemat(tmp_path / "X.mat", {"X": X})
    code = (
        FORWARD
        + "save -v7 h.mat A; clear A X Z Theta g l; save -v7 again.mat; save -v6 again6.mat;"
    )
    printed = octave(code + "printf('%s %s', class_names{:})", tmp_path)
    h = hypothesis(theta, network, (X - MU) / SIGMA)
    np.testing.assert_allclose(loadmat(tmp_path / "h.mat")["A"], h, rtol=1e-12)
    assert printed == "yes not so"
    for name in ("again.mat", "again6.mat"):
        again = load_model(tmp_path / name)
        np.testing.assert_array_equal(again.theta_vec, theta)
        assert (again.network, again.class_names) == (network, ("yes", "not so"))


# No data are lost


@each_ending
def test_file_is_replaced_completely_or_not_at_all(tmp_path, monkeypatch, ending):
    path = saved(tmp_path, ending)
    before = path.read_bytes()

    def full_disk(file, *args, **kwargs):
        file.write(b"PK")
        raise OSError("no space left on device")

    monkeypatch.setattr("nnfunc.models.savemat", full_disk)
    monkeypatch.setattr("nnfunc.models.np.savez", full_disk)
    with pytest.raises(OSError, match="no space left"):
        save_model(path, THETA, NETWORK)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="needs the permissions and links of POSIX")
def test_file_keeps_its_permissions_and_the_links_to_it(tmp_path):
    path = saved(tmp_path)
    path.chmod(0o640)
    (tmp_path / "link.npz").symlink_to(path)
    save_model(tmp_path / "link.npz", np.zeros(NETWORK.n_params), NETWORK)
    assert path.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "link.npz").is_symlink()
    assert not load_model(path).theta_vec.any()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a named pipe")
def test_target_that_is_no_regular_file_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.npz")
    refused(
        "path",
        "not a regular file",
        save_model,
        tmp_path / "pipe.npz",
        [0, 0],
        (1, 1),
        kind=OSError,
    )
    refused("path", "no file", load_model, tmp_path / "pipe.npz", kind=OSError)
    (tmp_path / "folder.npz").mkdir()
    refused("path", "a folder", save_model, tmp_path / "folder.npz", [0, 0], (1, 1), kind=OSError)
    refused(
        "path", "does not exist", save_model, tmp_path / "a" / "b.npz", [0, 0], (1, 1), kind=OSError
    )
    assert sorted(file.name for file in tmp_path.iterdir()) == ["folder.npz", "pipe.npz"]


# Errors


REFUSED_ARGUMENTS = {
    "a loss of one's own": (
        "network",
        "function",
        {"network": Network((3, 1), output="linear", loss=huber(1.0)), "theta_vec": np.zeros(4)},
    ),
    "another ending": ("path", ".npz or .mat", {"path": "model.pkl"}),
    "no ending": ("path", ".npz or .mat", {"path": "model"}),
    "no path": ("path", "None", {"path": None}),
    "theta too short": ("theta_vec", "shape", {"theta_vec": THETA[1:]}),
    "theta NaN": ("theta_vec", "NaN", {"theta_vec": THETA * np.nan}),
    "mu alone": ("sigma", "both", {"mu": MU}),
    "sigma alone": ("mu", "both", {"sigma": SIGMA}),
    "mu too short": ("mu", "(3,)", {"mu": MU[:2], "sigma": SIGMA}),
    "sigma zero": ("sigma", "positive", {"mu": MU, "sigma": SIGMA * 0}),
    "names too few": ("class_names", "2 names", {"class_names": ["a"]}),
    "names of numbers": ("class_names", "str(name)", {"class_names": [1, 2]}),
    "a name alone": ("class_names", "sequence", {"class_names": "ab"}),
    "blank name": ("class_names", "printable", {"class_names": ["a", " "]}),
}


@pytest.mark.parametrize("case", REFUSED_ARGUMENTS)
def test_arguments_that_cannot_be_saved_are_refused(tmp_path, monkeypatch, case):
    monkeypatch.chdir(tmp_path)
    name, word, changes = REFUSED_ARGUMENTS[case]
    arguments = {"path": "model.npz", "theta_vec": THETA, "network": NETWORK, **changes}
    refused(name, word, save_model, **arguments)
    assert not list(tmp_path.iterdir())


REFUSED_FIELDS = {
    "format": ({"format": "something else"}, "format"),
    "newer": ({"version": VERSION + 1}, "update nnfunc"),
    "no version": ({"version": None}, "version"),
    "no loss": ({"loss": None}, "missing loss"),
    "no Theta2": ({"Theta2": None}, "Theta2"),
    "more Thetas": ({"Theta4": np.ones((2, 3))}, "Theta4"),
    "wrong size": ({"Theta2": np.ones((5, 4))}, "(5, 5)"),
    "wrong sizes": ({"layer_sizes": [3.5, 4, 5, 2]}, "whole numbers"),
    "one layer": ({"layer_sizes": [3.0]}, "2 or more layers"),
    "unknown loss": ({"loss": "hinge"}, "loss"),
    "loss of numbers": ({"loss": 3.0}, "loss"),
    "NaN": ({"Theta1": np.full((4, 4), np.nan)}, "NaN"),
    "infinite size": ({"layer_sizes": [3.0, np.inf, 5, 2]}, "whole numbers"),
    "no sigma": ({"sigma": None}, "sigma"),
    "long mu": ({"mu": np.ones(4)}, "(3,)"),
    "three dimensions": ({"Theta1": np.ones((2, 2, 4))}, "(2, 2, 4)"),
}


@each_ending
@pytest.mark.parametrize("case", REFUSED_FIELDS)
def test_files_with_missing_or_wrong_fields_are_refused(tmp_path, ending, case):
    changes, word = REFUSED_FIELDS[case]
    refused("path", word, load_model, saved(tmp_path, ending, **changes), kind=ValueError)


@each_ending
def test_every_truncated_file_is_refused(tmp_path, ending):
    path = saved(tmp_path, ending)
    whole = path.read_bytes()
    for length in range(0, len(whole) - 1, 97):
        path.write_bytes(whole[:length])
        refused("path", "not a model", load_model, path, kind=ValueError)


@each_ending
def test_damaged_file_is_a_model_or_a_value_error(tmp_path, ending):
    path, rng = saved(tmp_path, ending), np.random.default_rng(0)
    whole = path.read_bytes()
    for _ in range(200):
        broken = np.frombuffer(whole, np.uint8).copy()
        broken[rng.integers(len(broken), size=3)] = rng.integers(256, size=3)
        path.write_bytes(broken.tobytes())
        with suppress(ValueError):
            load_model(path)


class Touch:
    """Creates a file when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


def test_pickled_objects_are_refused_and_not_run(tmp_path):
    objects = np.array([Touch(tmp_path / "run")], dtype=object)
    refused("path", "never read", load_model, saved(tmp_path, Theta1=objects), kind=ValueError)
    (tmp_path / "model.npz").write_bytes(pickle.dumps(objects))
    refused("path", "not a model", load_model, tmp_path / "model.npz", kind=ValueError)
    assert not (tmp_path / "run").exists()


@each_ending
def test_file_that_unpacks_to_much_more_is_refused(tmp_path, ending):
    path, bomb = tmp_path / f"model.{ending}", np.zeros((8400, 8400), dtype=np.uint8)
    save = np.savez_compressed if ending == "npz" else None
    if save:
        save(path, Theta1=bomb)
    else:
        savemat(path, {"Theta1": bomb}, do_compression=True)
    assert path.stat().st_size < 200_000
    refused("path", "bytes unpack to", load_model, path, kind=ValueError)


def test_header_that_promises_a_huge_array_is_refused(tmp_path):
    path = saved(tmp_path)
    header = io.BytesIO()
    shape = {"descr": "<f8", "fortran_order": False, "shape": (10**9, 10**6)}
    np.lib.format.write_array_header_1_0(header, shape)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Theta1.npy", header.getvalue() + bytes(80))
    refused("path", "do not agree", load_model, path, kind=ValueError)
