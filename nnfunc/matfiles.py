"""Weights and data in the files of Octave and MATLAB."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.io import loadmat, savemat

from nnfunc.files import FilePath, file_path, replacing
from nnfunc.labels import labels_from_octave
from nnfunc.parameters import unroll
from nnfunc.validation import Array, Matrix, arithmetic_dtype, as_real_array, one_line, whole_number

# First bytes of files of Octave and MATLAB that SciPy cannot read.
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

    Octave: ``load weights.mat``. The output units keep their order.

    Parameters
    ----------
    path : path
        Name of the file, with its ``.mat``. An existing file is replaced, completely or not at
        all.
    thetas : sequence of array_like, shapes (s_out, s_in + 1)
        Theta(1), Theta(2), ..., bias in column 0; see `reshape_params`.

    Examples
    --------
    >>> save_weights("weights.mat", [[[1, 2]], [[3, 4], [5, 6]]])
    >>> load_weights("weights.mat")
    [array([[1., 2.]]), array([[3., 4.],
           [5., 6.]])]
    """
    if isinstance(thetas, Iterator):
        thetas = list(thetas)
    unroll(thetas)  # checks that they are the matrices of a network
    named = {f"Theta{l}": np.asarray(Theta, np.float64) for l, Theta in enumerate(thetas, 1)}
    _save(path, named)


def load_weights(path: FilePath, zero_label: int | None = None) -> list[Matrix]:
    """Load Theta1, Theta2, ... from a MAT-file such as the course's ``ex4weights.mat``.

    Parameters
    ----------
    path : path
        A MAT-file of version 4, 6 or 7; in Octave ``save -v7 weights.mat Theta1 Theta2``.
    zero_label : int, optional
        In the course's files label 10, and so the last output unit, stands for the digit zero.
        ``zero_label=10`` rolls the last Theta, ``np.roll(Theta2, 1, axis=0)``, so that output unit
        k stands for the digit k. Pass it to `load_data` too, or to neither: with only one of the
        two every prediction is wrong.

    Returns
    -------
    thetas : list of ndarray, shapes (s_out, s_in + 1)
        All the Thetas in the file; other variables are ignored.

    Raises
    ------
    ValueError, OSError
        If the file cannot be read or is not a MAT-file, a Theta is missing, the Thetas do not fit
        each other, or the last does not have `zero_label` rows.

    Examples
    --------
    >>> save_weights("weights.mat", [[[0, 1], [0, 2], [0, 3]]])
    >>> load_weights("weights.mat", zero_label=3)
    [array([[0., 3.],
           [0., 1.],
           [0., 2.]])]
    """
    variables = _load(path)
    numbers = [int(name[5:]) for name in variables if re.fullmatch("Theta[1-9][0-9]*", name)]
    thetas = [
        _variable(path, variables, f"Theta{l}").astype(np.float64)
        for l in range(1, max(numbers, default=1) + 1)
    ]
    unroll(thetas)  # checks that they are the matrices of a network
    if zero_label is not None:
        K = whole_number("zero_label", zero_label)
        if thetas[-1].shape[0] != K:
            got = thetas[-1].shape
            raise ValueError(f"zero_label: expected {K} rows in the last Theta, got shape {got}")
        thetas[-1] = np.roll(thetas[-1], 1, axis=0)
    return thetas


def save_data(path: FilePath, X: ArrayLike, y: ArrayLike) -> None:
    """Save examples and their labels as X and y for Octave, MATLAB or `load_data`.

    Parameters
    ----------
    path : path
        Name of the file, with its ``.mat``. An existing file is replaced, completely or not at
        all.
    X : array_like, shape (m, n)
        One example a row. Saved as single where it is float32, else as double.
    y : array_like, shape (m,), (m, 1) or (m, K)
        Labels, values or targets; for Octave, which counts from 1, you may want ``y + 1``. Saved
        as double, a vector as (m, 1).

    Examples
    --------
    >>> save_data("data.mat", [[0.5, 1.5], [2.5, 3.5]], [1, 0])
    >>> X, y = load_data("data.mat")
    >>> y
    array([1, 0])
    """
    X, y = _examples(X, y)
    _save(path, {"X": X, "y": y.astype(np.float64)})


def load_data(path: FilePath, zero_label: int | None = None) -> tuple[Array, Array]:
    """Load X and y from a MAT-file such as the course's ``ex4data1.mat``.

    Parameters
    ----------
    path : path
        A MAT-file of version 4, 6 or 7; in Octave ``save -v7 data.mat X y``.
    zero_label : int, optional
        The last label, K, which stands for zero: labels 1..K become classes 0..K-1, as in
        `labels_from_octave`. 10 for the course's digits; see `load_weights`. By default labels
        are left as they are.

    Returns
    -------
    X : ndarray, shape (m, n)
        In float32 where Octave's is single, else in float64.
    y : ndarray, shape (m,)
        Of int if all are whole numbers, else of float64. With several columns, (m, K).

    Raises
    ------
    ValueError, TypeError, OSError
        If the file cannot be read or is not a MAT-file, X or y is missing or is not a matrix of
        numbers, or the labels are not 1..zero_label.

    Examples
    --------
    >>> save_data("data.mat", [[0.5], [1.5], [2.5]], [10, 1, 9])
    >>> X, y = load_data("data.mat", zero_label=10)
    >>> y
    array([0, 1, 9])
    """
    variables = _load(path)
    X, y = _examples(_variable(path, variables, "X"), _variable(path, variables, "y"))
    if y.shape[1] == 1:
        y = y.reshape(-1)
    if zero_label is not None:
        return X, labels_from_octave(y, whole_number("zero_label", zero_label))
    whole = (np.abs(y) < 2**53).all() and (y == np.floor(y)).all()
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
        names = ", ".join(variables) or "no variables"
        raise ValueError(f"path: expected {name} in {os.fspath(path)}, found {names}")
    return as_real_array(name, variables[name])


def _save(path: FilePath, variables: Mapping[str, Array]) -> None:
    with replacing(path) as file:
        savemat(file, variables, do_compression=True)


def _load(path: FilePath) -> dict[str, Any]:
    """Read all variables of a MAT-file."""
    source = file_path(path)
    if not source.is_file():
        raise FileNotFoundError(f"path: there is no file {source}")
    with source.open("rb") as file:
        start = file.read(32)
        file.seek(0)
        for magic, kind in OTHER_FORMATS.items():
            if start.startswith(magic):
                raise ValueError(f"path: {source} is in {kind}: save it again with save -v7")
        try:
            found = loadmat(file)
        except Exception as error:  # SciPy raises many kinds for damaged files
            reason = one_line(str(error))
            raise ValueError(f"path: {source} is not a MAT-file, or is damaged: {reason}") from None
    return {name: value for name, value in found.items() if not name.startswith("__")}
