"""A trained model in one file: weights, architecture, normalisation and class names."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from math import prod
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.format import read_array_header_1_0, read_magic
from numpy.typing import ArrayLike
from scipy.io import savemat

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

# Types of elements and classes of arrays in a MAT-file of version 7
MATRIX, COMPRESSED = 14, 15
CELL, CHAR, NUMERIC, COMPLEX = 1, 4, range(6, 16), 0x800
STORED = dict(zip((1, 2, 3, 4, 5, 6, 7, 9), ("i1", "u1", "i2", "u2", "i4", "u4", "f4", "f8")))
STORED |= {12: "i8", 13: "u8", 16: "u1", 17: "u2"}  # text comes as UTF-8 or UTF-16
MOST_NAMES = 100_000


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
        One name for each output unit, in their order; two for a single sigmoid.
        In ASCII for a ``.mat``: Octave cuts other names short.

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
    if ending == ".mat" and not "".join(model.class_names or ()).isascii():
        raise ValueError("class_names: expected ASCII, as Octave does: save to an .npz for others")
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
    """Make a model from the fields of a file: arrays of numbers, texts, and lists of texts."""
    for name, value in fields.items():
        kind = str if name in TEXTS else list if name in LISTS else np.ndarray
        if not isinstance(value, kind):
            raise ValueError(f"{name}: found {one_line(value)}")
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
    return {
        name: value if value.dtype.kind != "U" else value.tolist() for name, value in fields.items()
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


# SciPy's loadmat crashes on some damaged files, so the few types of a model are read here. The
# format: "MAT-File Format", The MathWorks, version 7: tagged elements, whose sizes are checked.


def _read_mat(source: Path) -> dict[str, Any]:
    contents = source.read_bytes()
    order = {b"IM": "<", b"MI": ">"}.get(contents[126:128])
    if order is None:
        raise ValueError("expected a MAT-file of version 7: save it with save -v7")
    fields: dict[str, Any] = {}
    unpacked = 0
    for kind, element in _elements(contents[128:], order):
        if kind == COMPRESSED:
            most = max(UNPACKED_BYTES, UNPACKED_RATIO * len(contents)) - unpacked
            element = zlib.decompressobj().decompress(element, most + 1)
            unpacked += len(element)
            _check_unpacked(unpacked, len(contents))
            ((kind, element),) = _elements(element, order)
        if kind != MATRIX:
            raise ValueError(f"found an element of type {kind}")
        name, value = _read_variable(element, order)
        if NAMES.fullmatch(name):
            fields[name] = value
    return fields


def _elements(data: bytes, order: str) -> Iterator[tuple[int, bytes]]:
    """Yield the type and the data of one element after the other."""
    start = 0
    while start < len(data):
        kind, size = struct.unpack_from(f"{order}II", data, start)
        begin = start + 8
        if kind >> 16:  # up to four bytes are kept in the tag
            kind, size, begin = kind & 0xFFFF, min(kind >> 16, 4), start + 4
        if begin + size > len(data):
            raise ValueError("truncated")
        yield kind, data[begin : begin + size]
        start = begin + size
        start += 0 if kind == COMPRESSED else -start % 8


def _read_variable(data: bytes, order: str) -> tuple[str, Any]:
    """Return the name of a variable, and a matrix of numbers, a text or a list of texts."""
    (_, flags), (_, sizes), (_, name), *parts = _elements(data, order)
    flag = int(np.frombuffer(flags, f"{order}u4")[0])
    shape = tuple(np.frombuffer(sizes, f"{order}i4").tolist())
    kind, variable = flag & 0xFF, name.decode("ascii")
    if kind == CELL:
        texts = [_read_variable(part, order)[1] for _, part in parts[:MOST_NAMES]]
        if not all(isinstance(text, str) for text in texts) or len(texts) != prod(shape):
            raise ValueError(f"{variable}: expected a cell array of text")
        return variable, texts
    if kind not in (CHAR, *NUMERIC) or flag & COMPLEX or len(shape) != 2 or min(shape) < 0:
        raise ValueError(f"{variable}: found an array of class {kind} and shape {shape}")
    values = [np.frombuffer(part, order + STORED[stored]) for stored, part in parts[:1]]
    array = values[0] if values else np.empty(0)
    if array.size != prod(shape):
        raise ValueError(f"{variable}: its shape {shape} and its size do not agree")
    if kind != CHAR:
        return variable, array.reshape(shape, order="F").astype(np.float64)
    if array.size and array.max() > 127:
        raise ValueError(f"{variable}: expected ASCII")
    return variable, "".join(map(chr, array.astype(int)))
