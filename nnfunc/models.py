"""A trained model in one file: weights, architecture, normalisation and class names."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from math import prod
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.format import read_array_header_1_0, read_magic
from numpy.typing import ArrayLike
from scipy.io import loadmat, savemat, whosmat

from nnfunc.files import FilePath, file_path, replacing
from nnfunc.network import Network, NetworkLike, as_network
from nnfunc.parameters import reshape_params, theta_vector, unroll
from nnfunc.validation import Array, Vector, as_real_array, finite_array, one_line

FORMAT, VERSION = "nnfunc model", 1
FIELDS = ("format", "version", "layer_sizes", "hidden", "output", "loss", "leaky_slope")
OPTIONAL = ("mu", "sigma", "class_names")
NAMES = re.compile(f"Theta[1-9][0-9]{{0,3}}|{'|'.join((*FIELDS, *OPTIONAL))}")
TEXTS = ("format", "output", "loss")
LISTS = ("hidden", "class_names")  # cell arrays of text in Octave

# A file may unpack to 64 MB, or to 20 times its size: weights hardly compress, bombs do.
UNPACKED_BYTES, UNPACKED_RATIO = 64_000_000, 20
COMPRESSED = 15  # type of an element in a MAT-file of version 7


class Model(NamedTuple):
    """What `load_model` returns: the arguments of `save_model`."""

    theta_vec: Vector
    network: Network
    mu: Vector | None
    sigma: Vector | None
    class_names: tuple[str, ...] | None


def save_model(
    path: FilePath,
    theta_vec: ArrayLike,
    network: NetworkLike,
    *,
    mu: ArrayLike | None = None,
    sigma: ArrayLike | None = None,
    class_names: Sequence[str] | None = None,
) -> None:
    """Save all that a prediction needs in one file, for NumPy or for Octave and MATLAB.

    Octave: ``load model.mat`` gives Theta1, Theta2, ..., layer_sizes, hidden, output, loss,
    leaky_slope, and, where they were saved, mu, sigma and class_names.

    Parameters
    ----------
    path : path
        Name of the file, which ends in ``.npz`` or ``.mat``. An existing file is replaced,
        completely or not at all, and keeps its permissions.
    theta_vec : array_like, shape (n_params,)
    network : Network or tuple of layer sizes
        Its loss must be one of the library's names: a file cannot hold a function.
    mu, sigma : array_like, shape (n,), optional
        Those of `feature_normalize`, if the network was trained on normalised features.
    class_names : sequence of str, optional
        One name for each output unit, in their order; two for a single output of a classifier.

    Returns
    -------
    None

    Raises
    ------
    ValueError, TypeError, OSError
        If the name ends in something else, or the file cannot be written.

    Examples
    --------
    >>> save_model("model.npz", [0.0, 1.0], (1, 1), mu=[5.0], sigma=[2.0])
    >>> model = load_model("model.npz")
    >>> model.network.layer_sizes, model.theta_vec, model.mu
    ((1, 1), array([0., 1.]), array([5.]))
    """
    ending = _ending(path)
    network = as_network(network)
    if not isinstance(network.loss, str):
        raise ValueError("network: its loss is a function, which a file cannot hold: save it apart")
    model = _checked(theta_vec, network, mu, sigma, class_names)
    fields: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "layer_sizes": np.array(network.layer_sizes, np.float64),
        "hidden": list(network.hidden),
        "output": network.output,
        "loss": network.loss,
        "leaky_slope": float(network.leaky_slope),
        "mu": model.mu,
        "sigma": model.sigma,
        "class_names": None if model.class_names is None else list(model.class_names),
    }
    fields = {name: value for name, value in fields.items() if value is not None}
    thetas = reshape_params(model.theta_vec, network)
    fields |= {f"Theta{l}": Theta for l, Theta in enumerate(thetas, 1)}
    with replacing(path) as file:
        if ending == ".mat":
            savemat(file, {name: _for_octave(value) for name, value in fields.items()})
        else:
            texts = {name: np.array(fields[name], dtype=str) for name in LISTS if name in fields}
            np.savez(file, **fields | texts)


def load_model(path: FilePath) -> Model:
    """Load a model that `save_model` has saved; a ``.mat`` may have been saved again by Octave.

    Sizes and types are checked before an array is read, and no code from the file is run, so a
    file from a stranger is safe to load.

    Parameters
    ----------
    path : path
        Name of the file, which ends in ``.npz`` or ``.mat``.

    Returns
    -------
    model : Model
        A named tuple ``(theta_vec, network, mu, sigma, class_names)``. The last three are None
        where they were not saved.

    Raises
    ------
    ValueError, OSError
        If the file is not a model, is damaged, or is of a newer version of the format.

    Examples
    --------
    >>> save_model("model.mat", [0.0, 1.0], (1, 1), class_names=["low", "high"])
    >>> model = load_model("model.mat")
    >>> X = [[-3.0], [3.0]]
    >>> h = 1 / (1 + np.exp(-np.array(X) * model.theta_vec[1]))
    >>> model.class_names, (h[:, 0] >= 0.5).tolist()
    (('low', 'high'), [False, True])
    """
    ending, source = _ending(path), file_path(path)
    if not source.is_file():
        raise FileNotFoundError(f"path: there is no file {source}")
    try:
        fields = _read_mat(source) if ending == ".mat" else _read_npz(source)
        return _model(fields)
    except OSError:
        raise
    except Exception as error:  # zipfile, zlib, NumPy and SciPy have many for what is broken
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise ValueError(f"path: {source} is not a model, or damaged: {reason}") from None


def _ending(path: FilePath) -> str:
    ending = file_path(path).suffix.lower()
    if ending not in (".npz", ".mat"):
        raise ValueError(f"path: expected a name that ends in .npz or .mat, got {one_line(path)}")
    return ending


def _checked(
    theta_vec: ArrayLike,
    network: Network,
    mu: ArrayLike | None,
    sigma: ArrayLike | None,
    class_names: Sequence[str] | None,
) -> Model:
    """Check the parts of a model, on the way into a file and out of it."""
    theta = finite_array("theta_vec", theta_vector(theta_vec, network))
    if (mu is None) != (sigma is None):
        missing = "mu" if mu is None else "sigma"
        raise ValueError(f"{missing}: missing: a normalisation needs both mu and sigma")
    n, K = network.layer_sizes[0], network.layer_sizes[-1]
    center = None if mu is None else _feature_vector("mu", mu, n)
    scale = None if sigma is None else _feature_vector("sigma", sigma, n)
    if scale is not None and not (scale > 0).all():
        raise ValueError(f"sigma: expected positive numbers, found {scale.min():g}")
    if class_names is not None:
        class_names = _class_names(class_names)
        expected = 2 if K == 1 and network.output == "sigmoid" else K
        if len(class_names) != expected:
            raise ValueError(f"class_names: expected {expected} names, got {len(class_names)}")
    return Model(theta, network, center, scale, class_names)


def _feature_vector(name: str, value: ArrayLike, n: int) -> Vector:
    vector = as_real_array(name, value)
    if vector.shape != (n,):
        raise ValueError(f"{name}: expected shape ({n},), one for each input, got {vector.shape}")
    return finite_array(name, vector.astype(np.float64))


def _class_names(class_names: Sequence[str]) -> tuple[str, ...]:
    if isinstance(class_names, str) or not hasattr(class_names, "__len__"):
        got = one_line(class_names)
        raise TypeError(f"class_names: expected a sequence of names, got {got}")
    for name in class_names:
        if not isinstance(name, str):
            raise TypeError(f"class_names: expected text, found {one_line(name)}: use str(name)")
        if not name or name != name.strip() or not name.isprintable():
            expected = "printable text without blanks at its ends"
            raise ValueError(f"class_names: expected {expected}, found {one_line(name)}")
    return tuple(str(name) for name in class_names)


def _for_octave(value: Any) -> Any:
    """Turn a list of texts into what savemat writes as a cell array."""
    if not isinstance(value, list):
        return value
    cell = np.empty((1, len(value)), dtype=object)
    cell[0, :] = value
    return cell


def _model(fields: dict[str, Any]) -> Model:
    """Make a model from the fields of a file, texts and lists of them in Python's types."""
    if fields.get("format") != FORMAT:
        raise ValueError(f"expected format {FORMAT!r}, found {one_line(fields.get('format'))}")
    version = fields.get("version")
    version = _whole("version", np.zeros(0) if version is None else version)[0]
    if version > VERSION:
        raise ValueError(f"its format is {version}, and {VERSION} is known: update nnfunc")
    missing = [name for name in FIELDS if name not in fields]
    if missing:
        raise ValueError(f"missing {', '.join(missing)}")
    sizes = _whole("layer_sizes", fields["layer_sizes"])
    slope = float(as_real_array("leaky_slope", fields["leaky_slope"]).reshape(()))
    network = Network(sizes, tuple(fields["hidden"]), fields["output"], fields["loss"], slope)
    names = [f"Theta{l}" for l in range(1, len(sizes))]
    found = sorted(name for name in fields if name.startswith("Theta"))
    if sorted(names) != found:
        raise ValueError(f"expected {', '.join(names)}, found {', '.join(found) or 'none'}")
    for name, shape in zip(names, network.theta_shapes):
        if np.shape(fields[name]) != shape:
            got = np.shape(fields[name])
            raise ValueError(f"{name}: expected shape {shape} for layers {network}, got {got}")
    theta_vec = unroll([fields[name] for name in names])
    mu, sigma = (fields[name].reshape(-1) if name in fields else None for name in ("mu", "sigma"))
    return _checked(theta_vec, network, mu, sigma, fields.get("class_names"))


def _whole(name: str, value: ArrayLike) -> tuple[int, ...]:
    """Return whole numbers, which Octave keeps as doubles."""
    numbers = as_real_array(name, value).reshape(-1)
    if not numbers.size or numbers.size > 1000 or not (numbers == np.floor(numbers)).all():
        raise ValueError(f"{name}: expected whole numbers, found {one_line(value)}")
    if not (np.abs(numbers) < 2**53).all():
        raise ValueError(f"{name}: expected whole numbers, found {numbers.max():g}")
    return tuple(int(number) for number in numbers)


def _check_unpacked(unpacked: int, packed: int) -> None:
    if unpacked > max(UNPACKED_BYTES, UNPACKED_RATIO * packed):
        raise ValueError(f"its {packed} bytes unpack to {unpacked} or more")


def _read_npz(source: Path) -> dict[str, Any]:
    with zipfile.ZipFile(source) as archive:
        members = [info for info in archive.infolist() if NAMES.fullmatch(info.filename[:-4])]
        _check_unpacked(sum(info.file_size for info in members), source.stat().st_size)
        fields = {info.filename[:-4]: _read_array(archive, info) for info in members}
    for name in fields:
        if (name in TEXTS or name in LISTS) != (fields[name].dtype.kind == "U"):
            raise ValueError(f"{name}: found dtype {fields[name].dtype}")
    return {
        name: str(value) if name in TEXTS else value.tolist() if name in LISTS else value
        for name, value in fields.items()
    }


def _read_array(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Array:
    """Read a member of an ``.npz`` whose header agrees with its size."""
    name = info.filename[:-4]
    with archive.open(info) as member:
        if not info.filename.endswith(".npy") or read_magic(member) != (1, 0):
            raise ValueError(f"{info.filename}: expected an array in NumPy's format 1.0")
        shape, columns_first, dtype = read_array_header_1_0(member)
        if dtype.hasobject:
            raise ValueError(f"{name}: found pickled objects, which are never read")
        if dtype.kind not in "fiuU" or len(shape) > 2:
            raise ValueError(f"{name}: found an array of {dtype} and shape {shape}")
        if prod(shape) * dtype.itemsize != info.file_size - member.tell():
            raise ValueError(f"{name}: its shape {shape} and its size do not agree")
        array = np.frombuffer(member.read(), dtype)
    return array.reshape(shape, order="F" if columns_first else "C")


def _read_mat(source: Path) -> dict[str, Any]:
    contents = source.read_bytes()
    _check_mat_size(contents)
    variables = [entry for entry in whosmat(io.BytesIO(contents)) if NAMES.fullmatch(entry[0])]
    for name, shape, kind in variables:
        text = "char" if name in TEXTS else "cell" if name in LISTS else None
        numeric = kind in ("double", "single") or kind.lstrip("u").startswith("int")
        if kind != text and (text or not numeric):
            raise ValueError(f"{name}: expected {text or 'numbers'}, found {kind}")
        if len(shape) > 2 or prod(shape) > len(contents) + UNPACKED_BYTES:
            raise ValueError(f"{name}: found an array of shape {shape}")
    names = [name for name, _, _ in variables]
    fields = loadmat(io.BytesIO(contents), variable_names=names) if names else {}
    return {name: _from_octave(name, fields[name]) for name in names}


def _check_mat_size(contents: bytes) -> None:
    """Walk through a MAT-file of version 7, and unpack its parts as far as is allowed."""
    order = {b"IM": "<u4", b"MI": ">u4"}.get(contents[126:128])
    if order is None:
        raise ValueError("expected a MAT-file of version 7: save it with save -v7")
    start, unpacked, packed = 128, 0, len(contents)
    while start < packed:
        kind, size = np.frombuffer(contents[start : start + 8], order).tolist()
        if start + 8 + size > packed:
            raise ValueError("truncated")
        if kind == COMPRESSED:
            unpacker = zlib.decompressobj()
            rest = contents[start + 8 : start + 8 + size]
            while rest and not unpacker.eof:
                unpacked += len(unpacker.decompress(rest, 1 << 20))
                _check_unpacked(unpacked, packed)
                rest = unpacker.unconsumed_tail
        start += 8 + size


def _from_octave(name: str, value: Any) -> Any:
    if name in TEXTS:
        return str(value.reshape(-1)[0]) if value.size else ""
    if name in LISTS:
        return ["".join(map(str, text.reshape(-1))) for text in value.reshape(-1)]
    return value
