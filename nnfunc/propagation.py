"""Forward and backward through the layers, for one block of examples, one row each.

V(l) is Theta(l) transposed, a row-major (s_l + 1, s_{l+1}) with the biases in row 0. The lists
count from 0: ``a[0]`` is a(1), ``V[0]`` is Theta(1)' and ``deltas[0]`` is delta(2).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnfunc.network import NetworkLike, transposed_params
from nnfunc.problem import (
    Block,
    CostArguments,
    Problem,
    blocks,
    check_inputs,
    check_problem,
    overflow_error,
)
from nnfunc.validation import Array, Matrix, arithmetic_dtype, as_real_array


class Forward(NamedTuple):
    """The results of a forward pass that the backward pass needs."""

    a: list[Array]  # a(1)..a(L), after dropout
    g: list[Array]  # the same before dropout, from which g' follows
    z: Array  # z(L)
    masks: list[Array | None]  # 0 or 1/keep_prob for each unit of a(1)..a(L-1)


def forward(problem: Problem, block: Block) -> Forward:
    """Propagate a block of examples forward."""
    V, network = problem.V, problem.network
    a, g = [block.X], [block.X]
    masks: list[Array | None] = [None]
    for l, layer in enumerate(network.hidden_layers):
        z = a[l] @ V[l][1:]
        z += V[l][0]  # z(l+1) = Theta(l) [1; a(l)]
        g.append(layer.g(z))
        if problem.keep_prob < 1:
            mask = dropout_mask(problem, l + 2, block.first_row, z.shape)
            a.append(g[-1] * mask)
            masks.append(mask)
        else:
            a.append(g[-1])
            masks.append(None)
    z = a[-1] @ V[-1][1:]
    z += V[-1][0]
    h = network.output_layer.g(z.copy())
    return Forward([*a, h], [*g, h], z, masks)


def dropout_mask(problem: Problem, layer: int, first_row: int, shape: tuple[int, ...]) -> Array:
    """Draw which units of a layer to keep: 1/keep_prob for those, else 0.

    The draw for a row depends on the seed, the layer and the row's number only: the generator
    skips the rows before it, so the size of a block changes nothing.
    """
    generator = np.random.PCG64([problem.seed, layer])
    generator.advance(first_row * shape[1])
    keep = np.random.Generator(generator).random(shape) < problem.keep_prob
    return keep * problem.dtype(1 / problem.keep_prob)


def backward(
    problem: Problem, passes: Forward, delta: Array, D: list[Array], w: Array | None = None
) -> list[Array]:
    """Propagate delta(L) of a block backward; add sum_i w_i delta(l+1) a(l)' to D(l).

    Return delta(2)..delta(L), without the sample weights.
    """
    V, (a, g, _, masks) = problem.V, passes
    deltas = [delta]
    for l in reversed(range(len(V))):
        error = delta if w is None else w * delta
        D[l][0] += error.sum(axis=0)  # bias unit, a0 = 1
        D[l][1:] += a[l].T @ error  # Delta(l) += delta(l+1) a(l)'
        if l > 0:
            delta = delta @ V[l][1:].T
            delta *= problem.network.hidden_layers[l - 1].slope(g[l])  # Theta' delta .* g'(z)
            mask = masks[l]
            if mask is not None:
                delta *= mask  # units dropped in the forward pass pass no error back
            deltas.insert(0, delta)
    return deltas


def regularise(D: list[Array], V: list[Array], m: int, decay: float) -> float:
    """Turn the sums Delta into D = Delta/m + lambda/m Theta; return lambda/(2m) sum Theta^2.

    The bias column, row 0 here, is left out.
    """
    penalty = 0.0
    for D_l, V_l in zip(D, V):
        D_l /= m
        if decay:
            D_l[1:] += decay * V_l[1:]
            penalty += float(np.vdot(V_l[1:], V_l[1:]))
    return decay / 2 * penalty


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
    with np.errstate(over="ignore", invalid="ignore"):
        (block,) = blocks(problem, size=problem.X.shape[0])
        X, *a = forward(problem, block).a
    if not np.isfinite(a[-1]).all():
        raise overflow_error(problem, "the hypothesis")
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
        As `cost_function` takes them.

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
    D = transposed_params(np.zeros(network.n_params), network)
    with np.errstate(over="ignore", invalid="ignore"):
        (block,) = blocks(problem, size=m)
        passes = forward(problem, block)
        delta = network.output_layer.loss.delta(passes.a[-1], block.Y)
        deltas = backward(problem, passes, delta, D, block.w)
        regularise(D, transposed_params(problem.theta, network), m, problem.decay)
    if not all(np.isfinite(d).all() for d in (*deltas, *D)):
        raise overflow_error(problem, "an error delta")
    return deltas, [D_l.T for D_l in D]
