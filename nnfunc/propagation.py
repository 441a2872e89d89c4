"""Forward and backward through the layers, for one block of examples, one row each.

W(l) is Theta(l) transposed, (s_l, s_{l+1}), without the biases b(l). The lists count from 0:
``a[0]`` is a(1), ``W[0]`` belongs to Theta(1), and ``deltas[0]`` is delta(2).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnfunc.network import Network, NetworkLike, weights_and_biases
from nnfunc.parameters import reshape_params
from nnfunc.problem import (
    Block,
    CostArguments,
    Problem,
    blocks,
    check_inputs,
    check_problem,
    overflow_error,
)
from nnfunc.validation import Array, Matrix, Vector, arithmetic_dtype, as_real_array


class Forward(NamedTuple):
    """The results of a forward pass that the backward pass needs."""

    a: list[Array]  # a(1)..a(L), after dropout
    z: Array  # z(L)
    masks: list[Array]  # of a(2)..a(L-1), if there is dropout: 0 or 1/keep_prob for each unit


def forward_block(problem: Problem, block: Block, product: Array | None = None) -> Forward:
    """Propagate a block of examples forward; product may be X @ W[0], which is overwritten."""
    W, b, network = problem.W, problem.b, problem.network
    a, masks = [block.X], []
    z = a[0] @ W[0] if product is None else product
    z += b[0]
    for l, layer in enumerate(network.hidden_layers, 1):
        a.append(layer.g(z))
        if problem.keep_prob < 1:
            masks.append(dropout_mask(problem, l + 1, block.first_row, z.shape))
            a[l] *= masks[-1]
        z = a[l] @ W[l]
        z += b[l]  # z(l+1) = Theta(l) [1; a(l)]
    return Forward([*a, network.output_layer.g(z.copy())], z, masks)


def finite_forward(problem: Problem, block: Block) -> Forward:
    """Propagate forward; refuse a z(L) that is not finite: inf or NaN, as the BLAS decides."""
    with np.errstate(over="ignore", invalid="ignore"):
        fwd = forward_block(problem, block)
    if not np.isfinite(fwd.z).all():
        raise overflow_error(problem, "the hypothesis")
    return fwd


def dropout_mask(problem: Problem, layer: int, first_row: int, shape: tuple[int, ...]) -> Array:
    """Draw which units of a layer to keep: 1/keep_prob for those, else 0.

    The draw for a row depends on the seed, the layer and the row's number only: the generator
    skips the rows before it, so the size of a block changes nothing.
    """
    generator = np.random.PCG64([problem.seed, layer])
    generator.advance(first_row * shape[1])
    keep = np.random.Generator(generator).random(shape) < problem.keep_prob
    return keep * problem.dtype(1 / problem.keep_prob)


def backward_block(problem: Problem, fwd: Forward, delta: Array) -> list[Array]:
    """Propagate the errors of a block backward: return delta(2)..delta(L), given delta(L)."""
    deltas = [delta]
    for l in reversed(range(1, len(problem.W))):
        delta = deltas[0] @ problem.W[l].T
        slope = problem.network.hidden_layers[l - 1].slope
        delta *= hidden_derivative(problem, fwd, l, slope)  # Theta' delta .* g'(z)
        deltas.insert(0, delta)
    return deltas


def hidden_derivative(
    problem: Problem, fwd: Forward, l: int, derivative: Callable[[Array], Array]
) -> Array:
    """Evaluate g' or g'' of a hidden layer, l = 1 being the first, times the dropout mask."""
    if not fwd.masks:
        return derivative(fwd.a[l])
    return derivative(fwd.a[l] * problem.dtype(problem.keep_prob)) * fwd.masks[l - 1]


def sum_products(problem: Problem, a: list[Array], deltas: list[Array]) -> Array:
    """Return the unrolled sums Delta(l) of delta(l+1) a(l)', where the bias unit a_0 is 1."""
    Delta = np.empty(problem.network.n_params, dtype=problem.dtype)
    dW, db = weights_and_biases(Delta, problem.network)
    ones = np.ones(a[0].shape[0], dtype=problem.dtype)
    for l, delta in enumerate(deltas):
        np.matmul(ones, delta, out=db[l])
        if delta.shape[1] <= 64:  # for a narrow layer this order is up to 1.4 times faster
            dW[l][:] = (delta.T @ a[l]).T
        else:
            np.matmul(a[l].T, delta, out=dW[l])
    return Delta


def without_biases(vector: Vector, network: Network) -> Vector:
    """Copy a theta_vec with zeros for the bias columns, which are not regularised."""
    weights = vector.copy()
    for b in weights_and_biases(weights, network)[1]:
        b[:] = 0
    return weights


def forward_propagate(theta_vec: ArrayLike, network: NetworkLike, X: ArrayLike) -> list[Array]:
    """Compute the activations of every layer: a(1) = x; a(l+1) = g(Theta(l) [1; a(l)]).

    Machine Learning, week 5, "Gradient computation".

    Parameters
    ----------
    theta_vec : array_like, shape (n_params,)
    network : Network or tuple of layer sizes
    X : array_like, shape (m, n)
        One example a row. If your notes have one example a column, pass the transpose.

    Returns
    -------
    activations : list of ndarray, shapes (m, s_l)
        a(1), ..., a(L), without bias columns; `add_bias` adds one. In float32 where X is float32,
        else in float64.

    Raises
    ------
    ValueError
        If the hypothesis overflows.

    Examples
    --------
    >>> a1, a2 = forward_propagate([0.0, 1.0], (1, 1), [[0.0], [1000.0]])
    >>> a2
    array([[0.5],
           [1. ]])
    """
    problem = check_inputs(theta_vec, network, X)
    (block,) = blocks(problem, size=problem.X.shape[0])
    X, *a = finite_forward(problem, block).a
    return [X.copy(), *a]


def add_bias(A: ArrayLike) -> Array:
    """Put a column of ones, the bias unit, in front: [1 A].

    Parameters
    ----------
    A : array_like, shape (m, s)
        Examples or activations, one row each.

    Returns
    -------
    ndarray, shape (m, s + 1)
        A new array whose column 0 is 1.

    Examples
    --------
    >>> add_bias([[2.0, 3.0]])
    array([[1., 2., 3.]])
    """
    A = as_real_array("A", A)
    if A.ndim != 2:
        raise ValueError(f"A: expected a matrix (m, s), got shape {A.shape}")
    A = A.astype(arithmetic_dtype(A), copy=False)
    return np.column_stack([np.ones(A.shape[0], dtype=A.dtype), A])


def back_propagate(
    theta_vec: ArrayLike,
    network: NetworkLike,
    X: ArrayLike,
    y: ArrayLike,
    lambda_: float = 0.0,
    sample_weight: ArrayLike | None = None,
    keep_prob: float = 1.0,
    seed: int | None = None,
) -> tuple[list[Array], list[Matrix]]:
    """Return the errors delta(l) and the gradients D(l), layer by layer.

    delta(L) = a(L) - y for a cross entropy, dL/da .* g'(z(L)) for the other losses;
    delta(l) = Theta(l)' delta(l+1) .* g'(z(l)), the bias row left out;
    D(l) = 1/m sum_i delta(l+1) a(l)' + lambda/m Theta(l), the bias column not regularised.

    Parameters
    ----------
    theta_vec, network, X, y, lambda_, sample_weight, keep_prob, seed
        As in `cost_function`.

    Returns
    -------
    deltas : list of ndarray, shapes (m, s_l)
        delta(2), ..., delta(L), one row an example, before 1/m and the examples' weights.
    Ds : list of ndarray, shapes of the Thetas
        D(1), ..., D(L-1) in float64; ``unroll(Ds)`` is the gradient of `cost_function`.

    Notes
    -----
    Machine Learning, week 5, "Backpropagation algorithm". In the Deep Learning Specialization
    delta(l) is dz[l-1], and D is [db dW].

    Examples
    --------
    >>> deltas, Ds = back_propagate([0.0, 1.0], (1, 1), [[0.0], [0.0]], [1, 0])
    >>> deltas[0].ravel(), Ds[0]
    (array([-0.5,  0.5]), array([[0., 0.]]))
    """
    args = CostArguments(network, X, y, lambda_, sample_weight, keep_prob, seed)
    problem = check_problem(theta_vec, args)
    network, m = problem.network, problem.X.shape[0]
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        (block,) = blocks(problem, size=m)
        fwd = forward_block(problem, block)
        deltas = backward_block(problem, fwd, network.output_layer.loss.delta(fwd.a[-1], block.Y))
        weighted = deltas if block.w is None else [block.w * delta for delta in deltas]
        Delta = sum_products(problem, fwd.a, weighted).astype(np.float64)
        grad_vec = Delta / m + problem.decay * without_biases(problem.theta, network)
    if not all(np.isfinite(array).all() for array in (*deltas, grad_vec)):
        raise overflow_error(problem, "an error delta")
    return deltas, reshape_params(grad_vec, network)
