"""Weights and data to Octave's and MATLAB's files and back."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.io import loadmat, savemat

from nnfunc.labels import labels_from_octave
from nnfunc.parameters import unroll
from nnfunc.validation import (
    Array,
    Matrix,
    arithmetic_dtype,
    as_real_array,
    one_line,
    whole_number,
)

FilePath = str | os.PathLike[str]

# How files begin that are Octave's or MATLAB's, but not for SciPy to read.
OTHER_FORMATS = {
    b"\x89HDF": "HDF5",
    b"MATLAB 7.3": "MATLAB's v7.3 (HDF5)",
    b"# Created by Octave": "Octave's text format",
    b"# name:": "Octave's text format",
    b"Octave-1-": "Octave's own binary format",
    b"\x1f\x8b": "Octave's zipped format",
}


def save_weights(path: FilePath, thetas: Sequence[ArrayLike]) -> None:
    """Save the weights of a network as Theta1, Theta2, ... for Octave, MATLAB or `load_weights`.

    Octave: ``load weights.mat``. The order of the output units is not touched.

    Parameters
    ----------
    path : path
        Where to; used as it is, so write the ``.mat``. A file of that name is replaced, at once
        or not at all.
    thetas : sequence of array_like, shapes (s_out, s_in + 1)
        Theta(1), Theta(2), ..., bias in column 0; see `reshape_params`.

    Returns
    -------
    None

    Raises
    ------
    ValueError, TypeError
        If a Theta is not a matrix, or its columns do not fit the rows before it.
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     save_weights(f"{folder}/weights.mat", [[[1, 2]], [[3, 4], [5, 6]]])
    ...     load_weights(f"{folder}/weights.mat")
    [array([[1., 2.]]), array([[3., 4.],
           [5., 6.]])]
    """
    if isinstance(thetas, Iterator):
        thetas = list(thetas)
    unroll(thetas)  # refuses what is not a network's
    named = {f"Theta{l}": np.asarray(Theta, np.float64) for l, Theta in enumerate(thetas, 1)}
    _save(path, named)


def load_weights(path: FilePath, zero_label: int | None = None) -> list[Matrix]:
    """Load Theta1, Theta2, ... from a file of Octave's or MATLAB's, such as ``ex4weights.mat``.

    Parameters
    ----------
    path : path
        A MAT-file of version 4, 6 or 7; in Octave ``save -v7 weights.mat Theta1 Theta2``.
    zero_label : int, optional
        The course has 10 labels, of which the 10th stands for the digit zero, so its last output
        unit does. With ``zero_label=10`` the last Theta's rows are rolled by one,
        ``np.roll(Theta2, 1, axis=0)``, and output unit k stands for the digit k, as after
        ``load_data(path, zero_label=10)``. Give it to both or to neither: mixed, no digit is
        right.

    Returns
    -------
    thetas : list of ndarray, shapes (s_out, s_in + 1)
        As many as there are, for `unroll`. Other variables of the file are passed over.

    Raises
    ------
    ValueError
        If the file is not a MAT-file, lacks a Theta, its Thetas make no network, or the last has
        not `zero_label` rows.
    OSError
        If there is no such file, or it cannot be read.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     save_weights(f"{folder}/weights.mat", [[[0.0, 1.0], [0.0, 2.0], [0.0, 3.0]]])
    ...     (Theta1,) = load_weights(f"{folder}/weights.mat", zero_label=3)
    >>> Theta1
    array([[0., 3.],
           [0., 1.],
           [0., 2.]])
    """
    variables = _load(path)
    numbers = [int(name[5:]) for name in variables if re.fullmatch("Theta[1-9][0-9]*", name)]
    thetas = [
        _variable(path, variables, f"Theta{l}").astype(np.float64)
        for l in range(1, max(numbers, default=1) + 1)
    ]
    unroll(thetas)  # refuses what is not a network's
    if zero_label is not None:
        K = whole_number("zero_label", zero_label)
        if thetas[-1].shape[0] != K:
            raise ValueError(
                f"zero_label: expected the last Theta to have {K} rows, one for each label, "
                f"got shape {thetas[-1].shape}"
            )
        thetas[-1] = np.roll(thetas[-1], 1, axis=0)
    return thetas


def save_data(path: FilePath, X: ArrayLike, y: ArrayLike) -> None:
    """Save examples and their labels as X and y for Octave, MATLAB or `load_data`.

    Parameters
    ----------
    path : path
        Where to; used as it is, so write the ``.mat``. A file of that name is replaced, at once
        or not at all.
    X : array_like, shape (m, n)
        One example a row. In Octave it is single where it is float32 here, else double.
    y : array_like, shape (m,), (m, 1) or (m, K)
        Labels, values or targets, as they are: Octave, which counts from 1, may want ``y + 1``.
        In Octave it is double, (m, 1) where it is (m,) here.

    Returns
    -------
    None

    Raises
    ------
    ValueError, TypeError
        If X is not a matrix, or y has not one row for each of its.
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     save_data(f"{folder}/data.mat", [[0.5, 1.5], [2.5, 3.5]], [1, 0])
    ...     X, y = load_data(f"{folder}/data.mat")
    >>> y
    array([1, 0])
    """
    X, y = _examples(X, y)
    _save(path, {"X": X, "y": y.astype(np.float64)})


def load_data(path: FilePath, zero_label: int | None = None) -> tuple[Array, Array]:
    """Load X and y from a file of Octave's or MATLAB's, such as ``ex4data1.mat``.

    Parameters
    ----------
    path : path
        A MAT-file of version 4, 6 or 7; in Octave ``save -v7 data.mat X y``.
    zero_label : int, optional
        The label, the last, that stands for zero: labels 1..K become classes 0..K-1, y mod K, as
        `labels_from_octave` does it. 10 for the course's digits. By default labels are left as
        they are. See `load_weights`.

    Returns
    -------
    X : ndarray, shape (m, n)
        In float32 where Octave's is single, else in float64.
    y : ndarray, shape (m,)
        Of int where all are whole numbers, else of float64. If there are several columns, (m, K).

    Raises
    ------
    ValueError, TypeError
        If the file is not a MAT-file, X or y is missing or no matrix of numbers, or the labels
        are not 1..zero_label.
    OSError
        If there is no such file, or it cannot be read.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     save_data(f"{folder}/data.mat", [[0.5], [1.5], [2.5]], [10, 1, 9])
    ...     X, y = load_data(f"{folder}/data.mat", zero_label=10)
    >>> y
    array([0, 1, 9])
    """
    variables = _load(path)
    X, y = _examples(_variable(path, variables, "X"), _variable(path, variables, "y"))
    if y.shape[1] == 1:
        y = y.reshape(-1)
    if zero_label is not None:
        return X, labels_from_octave(y, whole_number("zero_label", zero_label))
    whole = np.isfinite(y).all() and (y == np.floor(y)).all()
    return X, y.astype(np.intp if whole else np.float64)


def _examples(X: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    """Take X as (m, n) and y as (m, 1) or (m, K)."""
    X, y = as_real_array("X", X), as_real_array("y", y)
    if X.ndim != 2 or not X.size:
        hint = ": flatten_images makes rows of images" if X.ndim > 2 else ""
        raise ValueError(f"X: expected one example a row, (m, n), got shape {X.shape}{hint}")
    m = X.shape[0]
    if y.shape in ((m,), (1, m)):
        y = y.reshape(m, 1)
    if y.ndim != 2 or y.shape[0] != m or not y.size:
        raise ValueError(f"y: expected one row for each of the {m} of X, got shape {y.shape}")
    return X.astype(arithmetic_dtype(X)), y


def _variable(path: FilePath, variables: Mapping[str, Any], name: str) -> Array:
    if name not in variables:
        there = ", ".join(variables) or "no variables"
        raise ValueError(f"path: expected {name} in {os.fspath(path)}, found {there}")
    return as_real_array(name, variables[name])


def _path(path: FilePath) -> Path:
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(f"path: expected the name of a file, got {one_line(path)}")
    return Path(path)


def _save(path: FilePath, variables: Mapping[str, Array]) -> None:
    target = _path(path)
    if target.is_dir() or not target.parent.is_dir():
        kind = "a folder" if target.is_dir() else "in a folder that is not there"
        raise OSError(f"path: expected the name of a file, {target} is {kind}")
    part = Path(f"{target}.part")
    try:
        with part.open("wb") as file:
            savemat(file, variables, do_compression=True)
        part.replace(target)  # whole or not at all
    finally:
        part.unlink(missing_ok=True)


def _load(path: FilePath) -> dict[str, Any]:
    """Read all variables of a MAT-file."""
    source = _path(path)
    if not source.is_file():
        raise FileNotFoundError(f"path: there is no file {source}")
    with source.open("rb") as file:
        start = file.read(32)
        file.seek(0)
        for magic, kind in OTHER_FORMATS.items():
            if start.startswith(magic):
                raise ValueError(
                    f"path: {source} is in {kind}: in Octave or MATLAB load it and say save -v7"
                )
        try:
            found = loadmat(file)
        except Exception as error:  # SciPy has many for what is broken
            reason = one_line(str(error))
            raise ValueError(f"path: {source} is not a MAT-file, or broken: {reason}") from None
    return {name: value for name, value in found.items() if not name.startswith("__")}
