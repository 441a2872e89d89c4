"""The checked arguments of a cost, and their blocks of rows."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnfunc.labels import class_labels, one_hot_rows
from nnfunc.network import Network, NetworkLike, as_network, weights_and_biases
from nnfunc.parameters import theta_vector
from nnfunc.validation import (
    Array,
    Vector,
    arithmetic_dtype,
    as_real_array,
    real_number,
    whole_number,
)


class CostArguments(NamedTuple):
    """What a cost depends on besides theta, in the order in which SciPy passes ``args``."""

    network: NetworkLike
    X: ArrayLike
    y: ArrayLike
    lambda_: float = 0.0
    sample_weight: ArrayLike | None = None
    keep_prob: float = 1.0
    seed: int | None = None


class Problem(NamedTuple):
    """The checked arguments of a cost, J = 1/m sum_i w_i L_i + decay/2 sum Theta^2."""

    network: Network
    theta: Vector
    W: list[Array]  # Theta(1)', Theta(2)', ... without biases, in the dtype of the arithmetic
    b: list[Array]  # the biases
    X: Array  # (m, n)
    y: Array | None = None  # (m,) of int or (m, K); None for a prediction
    decay: float = 0.0  # lambda/m, or lambda over the sum of the sample weights
    w: Array | None = None  # sample weights (m,), scaled to a mean of 1
    keep_prob: float = 1.0
    seed: int = 0

    @property
    def dtype(self) -> type[np.floating[Any]]:
        return arithmetic_dtype(self.X)


class Block(NamedTuple):
    """Some rows of a problem, in the dtype of the arithmetic."""

    first_row: int
    X: Array  # (B, n)
    Y: Array  # (B, K); empty for a prediction
    w: Array | None  # (B, 1)


def check_inputs(theta_vec: ArrayLike, network: NetworkLike, X: ArrayLike) -> Problem:
    """Check the arguments of a prediction."""
    network = as_network(network)
    theta, X = theta_vector(theta_vec, network), example_matrix(X, network)
    return Problem(network, theta, *_views(theta, X, network), X)


def check_problem(theta_vec: ArrayLike, args: CostArguments) -> Problem:
    """Check the arguments of a cost, for a small fraction of the time that the cost takes."""
    network = as_network(args.network)
    theta, X = theta_vector(theta_vec, network), example_matrix(args.X, network)
    m = X.shape[0]
    y = targets(args.y, network, m)
    lambda_ = real_number("lambda_", args.lambda_, "[0, inf)")
    w, total = example_weights(args.sample_weight, m)
    keep_prob = real_number("keep_prob", args.keep_prob, "(0, 1]")
    seed = dropout_seed(args.seed, keep_prob)
    W, b = _views(theta, X, network)
    return Problem(network, theta, W, b, X, y, lambda_ / total, w, keep_prob, seed)


def _views(theta: Array, X: Array, network: Network) -> tuple[list[Array], list[Array]]:
    """Views of W(l) and b(l) in the dtype of the arithmetic."""
    if X.dtype == np.float32:
        with np.errstate(over="ignore"):  # float32 cannot hold a theta of 1e300
            theta = theta.astype(np.float32)
    return weights_and_biases(theta, network)


CACHE_BYTES = 400_000  # of activations, in a processor's second-level cache


def block_rows(network: Network, dtype: type[np.floating[Any]]) -> int:
    """Return how many rows fit in a processor's cache with their activations; at least 1024."""
    return max(1024, CACHE_BYTES // (network.n_units * np.dtype(dtype).itemsize))


def blocks(problem: Problem, size: int | None = None) -> Iterator[Block]:
    """Cut a problem into blocks of rows."""
    size = size or block_rows(problem.network, problem.dtype)
    X, y, w, dtype = problem.X, problem.y, problem.w, problem.dtype
    K = problem.network.layer_sizes[-1]
    for start in range(0, X.shape[0], size):
        rows = slice(start, start + size)
        if y is None:
            Y = np.empty((0, K), dtype=dtype)
        elif y.ndim == 1:
            Y = one_hot_rows(y[rows], K, dtype)
        else:
            Y = np.asarray(y[rows], dtype=dtype)
        w_block = None if w is None else w[rows, np.newaxis].astype(dtype)
        yield Block(start, np.asarray(X[rows], dtype=dtype), Y, w_block)


def refuse_nan(problem: Problem) -> None:
    """Raise an error that names the NaN in the arguments, or the infinity in X or y.

    It is called only when a result is not finite, so that other calls do not pay for the search.
    """
    # An infinity in theta is no error: where a line search goes too far, J is inf.
    if np.isnan(problem.theta).any():
        index = np.flatnonzero(np.isnan(problem.theta))[0]
        raise ValueError(f"theta_vec: found NaN at index {index}")
    for name, array in (("X", problem.X), ("y", problem.y)):
        if array is None or array.dtype.kind != "f":
            continue
        for start in range(0, array.shape[0], 1024):
            bad = np.argwhere(~np.isfinite(array[start : start + 1024]))
            if bad.size:
                row, column = start + int(bad[0][0]), int(bad[0][1])
                kind = "NaN" if np.isnan(array[row, column]) else "infinity"
                place = f"row {row}, column {column}"
                raise ValueError(f"{name}: found {kind} in {place}: fill or drop missing values")


def overflow_error(problem: Problem, result: str) -> ValueError:
    """Find the cause of a result that is not finite: NaN in the arguments, or large weights."""
    refuse_nan(problem)
    return ValueError(f"theta_vec: the weights are so large that {result} overflows")


def example_matrix(X: ArrayLike, network: Network) -> Array:
    """Return X as (m, n), n being the network's inputs, without a look at its elements."""
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


def targets(y: ArrayLike, network: Network, m: int) -> Array:
    """Return y as class labels (m,), or as targets (m, K)."""
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


def example_weights(sample_weight: ArrayLike | None, m: int) -> tuple[Array | None, float]:
    """Return sample_weight (m,), scaled to a mean of 1 so that float32 can hold it, and its sum.

    Without weights that is None, and m.
    """
    if sample_weight is None:
        return None, float(m)
    w = as_real_array("sample_weight", sample_weight)
    if w.shape != (m,):
        raise ValueError(f"sample_weight: expected shape ({m},), got {w.shape}")
    w = w.astype(np.float64, copy=False)
    if not w.min() >= 0 or not w.max() < np.inf:
        invalid = w[~((w >= 0) & (w < np.inf))][0]
        raise ValueError(f"sample_weight: expected finite numbers >= 0, found {invalid:g}")
    with np.errstate(over="ignore"):
        total = float(w.sum())
    if total == 0:
        raise ValueError("sample_weight: expected a positive sum, got all zeros")
    if total == np.inf:
        raise ValueError("sample_weight: so large that their sum overflows")
    return w / total * m, total


def dropout_seed(seed: int | None, keep_prob: float) -> int:
    """Return the seed of the dropout, which is required where units are dropped."""
    if seed is None:
        if keep_prob == 1:
            return 0
        raise ValueError("seed: expected a whole number, got None: dropout must be repeatable")
    return whole_number("seed", seed, 0)
