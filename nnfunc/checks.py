"""What the arguments of a cost have to be, and the one line that says so when they are not."""

from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnfunc.arrays import Array, as_real_array, real_number, whole_number
from nnfunc.network import Network, NetworkLike, as_network


class Problem(NamedTuple):
    """The checked arguments of a cost, J = 1/m sum_i w_i L_i + decay/2 sum Theta^2.

    Parameters
    ----------
    theta, network, X, y, keep_prob, seed
        As `cost_function` takes them, in their one form.
    decay : float
        lambda/m, or lambda over the sum of the examples' weights.
    w : ndarray, shape (m,), or None
        Weights of the examples, scaled to a mean of 1.
    """

    theta: NDArray[np.float64]
    network: Network
    X: Array
    y: Array
    decay: float
    w: Array | None
    keep_prob: float
    seed: int


def theta_vector(theta_vec: ArrayLike, network: Network) -> NDArray[np.float64]:
    """Take theta_vec as a float64 vector of the network's length, without a copy if it is one.

    Parameters
    ----------
    theta_vec : array_like, shape (n,)
    network : Network

    Returns
    -------
    ndarray, shape (n,)
    """
    if isinstance(theta_vec, (list, tuple)) and any(getattr(t, "ndim", 0) == 2 for t in theta_vec):
        raise ValueError(
            "theta_vec: expected one vector, got a list of matrices: pass unroll([Theta1, ...])"
        )
    theta = as_real_array("theta_vec", theta_vec)
    n = network.n_params
    if theta.shape != (n,):
        hint = ""
        if theta.size == n:
            hint = ": pass theta_vec.ravel(order='F')"
        elif theta.ndim == 1 and theta.size == n - sum(network.layer_sizes[1:]):
            hint = ": each Theta needs a bias column, (s_out, s_in + 1)"
        raise ValueError(
            f"theta_vec: expected shape ({n},) for layers {network}, got {theta.shape}{hint}"
        )
    return theta.astype(np.float64, order="C", copy=False)


def example_matrix(X: ArrayLike, network: Network) -> Array:
    """Take X as (m, n), n being the network's inputs. No element is looked at.

    Parameters
    ----------
    X : array_like, shape (m, n)
    network : Network

    Returns
    -------
    ndarray, shape (m, n)
    """
    X = as_real_array("X", X)
    n = network.layer_sizes[0]
    if X.ndim != 2 or X.shape[1] != n:
        hint = ""
        if X.shape == (n,):
            hint = ": for a single example pass X[np.newaxis, :]"
        elif X.ndim == 1 and n == 1:
            hint = ": for a single feature pass X[:, np.newaxis]"
        elif X.ndim == 2 and X.shape[0] == n:
            hint = ": examples are rows, so pass X.T"
        elif X.ndim == 2 and X.shape[1] == n + 1:
            hint = ": leave out the column of ones, the bias is added for you"
        elif X.ndim > 2 and prod(X.shape[1:]) == n:
            hint = ": unroll the images into rows, see flatten_images"
        raise ValueError(f"X: expected shape (m, {n}) for layers {network}, got {X.shape}{hint}")
    if not X.shape[0]:
        raise ValueError(f"X: expected one or more examples, got an empty array {X.shape}")
    return X


def arithmetic_dtype(X: Array) -> type[np.floating[Any]]:
    """Return float32 where X is float32, else float64.

    Parameters
    ----------
    X : ndarray

    Returns
    -------
    type
    """
    return np.float32 if X.dtype == np.float32 else np.float64


def class_labels(y: ArrayLike, K: int, m: int | None = None, name: str = "y") -> Array:
    """Take class labels 0..K-1, (m,) or (m, 1), as a vector of whole numbers.

    Parameters
    ----------
    y : array_like, shape (m,) or (m, 1)
        Floats that are whole numbers will do.
    K : int
        Number of classes.
    m : int, optional
        How many labels there must be.
    name : str, default "y"
        The argument's, for the message.

    Returns
    -------
    ndarray of int, shape (m,)
    """
    y = as_real_array(name, y)
    if y.ndim not in (1, 2) or (y.ndim == 2 and y.shape[1] != 1) or y.shape[0] != (m or y.shape[0]):
        rows = "m" if m is None else m
        hint = ": labels are one column, pass y.T" if y.shape == (1, m) else ""
        raise ValueError(f"{name}: expected class labels ({rows},), got shape {y.shape}{hint}")
    y = y.reshape(-1)
    if not y.size:
        raise ValueError(f"{name}: expected one or more labels, got none")
    if y.dtype.kind == "f":
        strange = y[y != np.floor(y)] if np.isfinite(y).all() else y[~np.isfinite(y)]
        if strange.size:
            raise ValueError(
                f"{name}: expected whole numbers 0..{K - 1} as labels, found {strange[0]}"
            )
    low, high = y.min(), y.max()
    if low < 0 or high >= K:
        hint = ""
        if high == K and low >= 1:
            zero = ", where 10 stands for the digit zero" if K == 10 else ""
            hint = f": the course's files count from 1{zero}; see labels_from_octave"
        raise ValueError(
            f"{name}: labels must be 0..{K - 1}, found {(high if high >= K else low):g}{hint}"
        )
    return y.astype(np.intp, copy=False)


def targets(y: ArrayLike, network: Network, m: int) -> Array:
    """Take y as class labels (m,), or as targets (m, K).

    Parameters
    ----------
    y : array_like, shape (m,), (m, 1) or (m, K)
    network : Network
    m : int
        Rows of X.

    Returns
    -------
    ndarray, shape (m,) of int or (m, K)
        What `target_block` understands.
    """
    y = as_real_array("y", y)
    K, classifies = network.layer_sizes[-1], network.output in ("sigmoid", "softmax")
    if K > 1 and y.shape in ((m,), (m, 1)):
        if not classifies:
            raise ValueError(
                f"y: expected targets ({m}, {K}) for {K} {network.output} outputs, got {y.shape}: "
                "class labels need a sigmoid or softmax output"
            )
        return class_labels(y, K, m)
    if y.shape == (m,) and K == 1:
        y = y[:, np.newaxis]
    if y.shape != (m, K):
        wanted = f"({m},) or ({m}, {K})" if classifies or K == 1 else f"({m}, {K})"
        hint = ""
        if y.ndim == 2 and y.T.shape in ((m, K), (m, 1)):
            hint = ": examples are rows, so pass y.T"
        elif y.ndim and y.shape[0] != m:
            hint = f": X has {m} rows"
        raise ValueError(f"y: expected shape {wanted}, got {y.shape}{hint}")
    if network.loss == "cross_entropy":
        low, high = y.min(), y.max()
        if low < 0 or high > 1:
            hint = ": the course's files count from 1" if {low, high} == {1, 2} else ""
            outside = high if high > 1 else low
            raise ValueError(f"y: a cross entropy needs targets in 0..1, found {outside:g}{hint}")
        if network.output == "softmax":
            sums = y.sum(axis=1, dtype=np.float64)
            off = np.flatnonzero(np.abs(sums - 1) > 1e-5)
            if off.size and np.isfinite(sums[off[0]]):
                raise ValueError(
                    f"y: a softmax needs rows that sum to 1, row {off[0]} sums to "
                    f"{sums[off[0]]:g}: several labels an example need output='sigmoid'"
                )
    return y


def target_block(y: Array, rows: slice, K: int, dtype: type[np.floating[Any]]) -> Array:
    """Turn a slice of checked targets into a (B, K) matrix, labels into rows of the identity.

    Parameters
    ----------
    y : ndarray, shape (m,) of int or (m, K)
    rows : slice
    K : int
    dtype : type

    Returns
    -------
    ndarray, shape (B, K)
    """
    if y.ndim == 2:
        return np.asarray(y[rows], dtype=dtype)
    labels = y[rows]
    Y = np.zeros((labels.size, K), dtype=dtype)
    Y[np.arange(labels.size), labels] = 1
    return Y


def weights_of_examples(sample_weight: ArrayLike | None, m: int) -> tuple[Array | None, float]:
    """Take sample_weight as (m,) non-negative numbers, and add them up.

    Parameters
    ----------
    sample_weight : array_like, shape (m,), or None
    m : int
        Rows of X.

    Returns
    -------
    w : ndarray of float64, or None
        Scaled to a mean of 1, so that float32 can hold them.
    total : float
        The sum before that, or m.
    """
    if sample_weight is None:
        return None, float(m)
    w = as_real_array("sample_weight", sample_weight)
    if w.shape != (m,):
        raise ValueError(f"sample_weight: expected shape ({m},), got {w.shape}")
    w = w.astype(np.float64, copy=False)
    if not w.min() >= 0 or not w.max() < np.inf:
        strange = w[~((w >= 0) & (w < np.inf))][0]
        raise ValueError(f"sample_weight: expected finite numbers >= 0, found {strange:g}")
    with np.errstate(over="ignore"):
        total = float(w.sum())
    if total == 0:
        raise ValueError("sample_weight: expected a positive sum, got all zeros")
    if total == np.inf:
        raise ValueError("sample_weight: so large that their sum overflows")
    return w / total * m, total


def dropout_seed(seed: object, keep_prob: float) -> int:
    """Take the seed of a dropout: a whole number, which must be there where units are dropped.

    Parameters
    ----------
    seed : int or None
    keep_prob : float

    Returns
    -------
    int
    """
    if seed is None:
        if keep_prob == 1:
            return 0
        raise ValueError("seed: expected a whole number, got None: dropout must be repeatable")
    return whole_number("seed", seed, 0)


def check_problem(
    theta_vec: ArrayLike,
    network: NetworkLike,
    X: ArrayLike,
    y: ArrayLike,
    lambda_: float,
    sample_weight: ArrayLike | None,
    keep_prob: float,
    seed: int | None,
) -> Problem:
    """Check all that a cost depends on, at a price far below that of computing it.

    Parameters
    ----------
    theta_vec, network, X, y, lambda_, sample_weight, keep_prob, seed
        As `cost_function` takes them.

    Returns
    -------
    Problem
    """
    network = as_network(network)
    theta = theta_vector(theta_vec, network)
    X = example_matrix(X, network)
    y = targets(y, network, X.shape[0])
    lambda_ = real_number("lambda_", lambda_, 0, np.inf, "a number >= 0")
    w, total = weights_of_examples(sample_weight, X.shape[0])
    keep_prob = real_number("keep_prob", keep_prob, 0, 1, "a number in (0, 1]")
    if keep_prob == 0:
        raise ValueError("keep_prob: expected a number in (0, 1], got 0: no unit would be left")
    seed = dropout_seed(seed, keep_prob)
    return Problem(theta, network, X, y, lambda_ / total, w, keep_prob, seed)


def refuse_nan(theta: Array, X: Array, y: Array | None = None) -> None:
    """Name the NaN, or the infinity in the data, that made a result not finite.

    Called only when a result is not finite, so that the usual call does not pay for the search.

    Parameters
    ----------
    theta : ndarray, shape (n,)
        May hold infinities: a line search that went too far has J = inf.
    X : ndarray, shape (m, n)
    y : ndarray, optional

    Returns
    -------
    None

    Raises
    ------
    ValueError
        If one is found.
    """
    if np.isnan(theta).any():
        raise ValueError(f"theta_vec: found NaN at index {np.flatnonzero(np.isnan(theta))[0]}")
    for name, array in (("X", X), ("y", y)):
        if array is None or array.dtype.kind != "f":
            continue
        for start in range(0, array.shape[0], 1024):
            bad = np.argwhere(~np.isfinite(array[start : start + 1024]))
            if bad.size:
                row, column = start + int(bad[0][0]), int(bad[0][1])
                kind = "NaN" if np.isnan(array[row, column]) else "infinity"
                raise ValueError(
                    f"{name}: found {kind} in row {row}, column {column}: "
                    "fill or drop missing values before you call"
                )
