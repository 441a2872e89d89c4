"""Forward and backward through the layers, for one block of examples, one row each.

V(l) is Theta(l) transposed, a row-major (s_l + 1, s_{l+1}) with the biases in row 0. The lists
count from 0, so that ``a[0]`` is a(1), ``V[0]`` is Theta(1)' and ``deltas[0]`` is delta(2).
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnfunc.activations import Activation, activation
from nnfunc.arrays import Array, as_real_array
from nnfunc.checks import (
    Problem,
    arithmetic_dtype,
    check_problem,
    example_matrix,
    refuse_nan,
    target_block,
    theta_vector,
)
from nnfunc.losses import output_layer
from nnfunc.network import Network, NetworkLike, as_network
from nnfunc.parameters import transposed_params

BLOCK = 1024  # rows at a time: the activations of a small network stay in cache


class Forward(NamedTuple):
    """What a forward pass leaves for the way back.

    Parameters
    ----------
    a : list of ndarray, shapes (B, s_l)
        a(1)..a(L), after dropout.
    g : list of ndarray, shapes (B, s_l)
        The same before it, from which g' follows.
    z : ndarray, shape (B, s_L)
        z(L).
    masks : list of ndarray or None, shapes (B, s_l)
        0 or 1/keep_prob for the units of a(1)..a(L-1).
    """

    a: list[Array]
    g: list[Array]
    z: Array
    masks: list[Array | None]


def row_blocks(m: int) -> Iterator[slice]:
    """Cut m rows into blocks.

    Parameters
    ----------
    m : int

    Returns
    -------
    iterator of slice
    """
    for start in range(0, m, BLOCK):
        yield slice(start, min(start + BLOCK, m))


def hidden_activations(network: Network) -> list[Activation]:
    """Look up g, g' and g'' of every hidden layer.

    Parameters
    ----------
    network : Network

    Returns
    -------
    list of Activation
    """
    return [activation(name, network.leaky_slope) for name in network.hidden]


def dropout_mask(
    seed: int, layer: int, first_row: int, shape: tuple[int, ...], keep_prob: float, dtype: Any
) -> Array:
    """Draw which units of a layer live: 1/keep_prob for those that do, else 0.

    The draw for a row depends on seed, layer and the row's number alone: the generator skips
    the rows before, so that the size of a block changes nothing.

    Parameters
    ----------
    seed : int
    layer : int
        2 for the first hidden layer.
    first_row : int
        Number of the block's first row.
    shape : (int, int)
        Rows of the block, units of the layer.
    keep_prob : float
    dtype : data-type

    Returns
    -------
    ndarray, of that shape
    """
    generator = np.random.PCG64([seed, layer])
    generator.advance(first_row * shape[1])
    alive = np.random.Generator(generator).random(shape) < keep_prob
    return alive * np.asarray(1 / keep_prob, dtype=dtype)


def forward(
    V: list[Array],
    network: Network,
    A: Array,
    keep_prob: float = 1.0,
    seed: int = 0,
    first_row: int = 0,
) -> Forward:
    """Propagate a block of examples forward.

    Parameters
    ----------
    V : list of ndarray, shapes (s_l + 1, s_{l+1})
        Theta(1)', Theta(2)', ...
    network : Network
    A : ndarray, shape (B, s_1)
        a(1), the examples.
    keep_prob, seed, first_row
        Dropout of the hidden layers; see `dropout_mask`.

    Returns
    -------
    Forward
    """
    a, g = [A], [A]
    masks: list[Array | None] = [None]
    for l, layer in enumerate(hidden_activations(network)):
        A = layer.g(a[l] @ V[l][1:] + V[l][0])  # a(l+1) = g(Theta(l) [1; a(l)])
        mask = None
        if keep_prob < 1:
            mask = dropout_mask(seed, l + 2, first_row, A.shape, keep_prob, A.dtype)
        g.append(A)
        a.append(A if mask is None else A * mask)
        masks.append(mask)
    z = a[-1] @ V[-1][1:] + V[-1][0]
    g_output, _ = output_layer(network.output, network.loss, network.leaky_slope)
    h = g_output(z)
    return Forward([*a, h], [*g, h], z, masks)


def backward(
    V: list[Array],
    network: Network,
    passed: Forward,
    delta: Array,
    D: list[Array],
    w: Array | None = None,
) -> list[Array]:
    """Propagate the errors of a block backward, adding Delta(l) = sum w delta(l+1) a(l)' to D.

    Parameters
    ----------
    V : list of ndarray, shapes (s_l + 1, s_{l+1})
    network : Network
    passed : Forward
        What `forward` returned.
    delta : ndarray, shape (B, s_L)
        delta(L).
    D : list of ndarray, shapes (s_l + 1, s_{l+1})
        Transposed like V; added to in place.
    w : ndarray, shape (B, 1), optional
        Weights of the examples.

    Returns
    -------
    deltas : list of ndarray, shapes (B, s_l)
        delta(2)..delta(L), weights left out.
    """
    a, g, _, masks = passed
    hidden = hidden_activations(network)
    deltas = [delta]
    for l in reversed(range(len(V))):
        error = delta if w is None else w * delta
        D[l][0] += error.sum(axis=0)  # bias unit, a0 = 1
        D[l][1:] += a[l].T @ error  # Delta(l) += delta(l+1) a(l)'
        if l > 0:
            delta = (delta @ V[l][1:].T) * hidden[l - 1].slope(g[l])  # Theta' delta .* g'(z)
            mask = masks[l]
            if mask is not None:
                delta = delta * mask  # what was dropped on the way here is dropped on the way back
            deltas.insert(0, delta)
    return deltas


def forward_propagate(
    theta_vec: ArrayLike, network: NetworkLike, X: ArrayLike
) -> list[NDArray[Any]]:
    """Compute the activations of every layer.

    a(1) = x; a(l+1) = g(Theta(l) [1; a(l)]).

    Parameters
    ----------
    theta_vec : array_like, shape (n_params,)
        Unrolled weights.
    network : Network or tuple of layer sizes
    X : array_like, shape (m, n)
        One example a row. (Notes that have one a column: pass the transpose.)

    Returns
    -------
    activations : list of ndarray, shapes (m, s_l)
        a(1), ..., a(L), without bias columns; `add_bias` puts one in front. In float32 where X
        is float32, else in float64.

    Raises
    ------
    ValueError, TypeError
        If an argument has the wrong shape or kind, or holds NaN.

    Notes
    -----
    Machine Learning, week 5, "Gradient computation".

    Examples
    --------
    >>> a1, a2 = forward_propagate([0.0, 1.0], (1, 1), [[0.0], [1000.0]])
    >>> a2
    array([[0.5],
           [1. ]])
    """
    network = as_network(network)
    theta, X = theta_vector(theta_vec, network), example_matrix(X, network)
    dtype = arithmetic_dtype(X)
    with np.errstate(over="ignore", invalid="ignore"):
        V = transposed_params(theta.astype(dtype), network)
        a = forward(V, network, X.astype(dtype)).a
    refuse_nan_output(a[-1], theta, X)
    return a


def refuse_nan_output(h: Array, theta: Array, X: Array) -> None:
    """Raise if a hypothesis holds NaN, naming the argument it came from.

    Parameters
    ----------
    h : ndarray, shape (m, s_L)
    theta : ndarray, shape (n_params,)
    X : ndarray, shape (m, n)

    Returns
    -------
    None

    Raises
    ------
    ValueError
        If there is a NaN.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        finite = np.isfinite(h.sum())
    if not finite and np.isnan(h).any():
        refuse_nan(theta, X)
        raise ValueError("theta_vec: the weights are so large that the hypothesis overflows")


def add_bias(A: ArrayLike) -> NDArray[Any]:
    """Put the bias unit in front: [1 A].

    Parameters
    ----------
    A : array_like, shape (m, s)
        Examples or activations, one row each.

    Returns
    -------
    ndarray, shape (m, s + 1)
        A new array whose column 0 is 1.

    Raises
    ------
    ValueError
        If A is not a matrix.

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


def regularise(D: list[Array], V: list[Array], m: int, decay: float) -> float:
    """Turn the sums Delta into D = Delta/m + lambda/m Theta, and return the penalty on J.

    The bias column, row 0 here, is left out: lambda/(2m) sum Theta_ij^2 over j > 0.

    Parameters
    ----------
    D, V : lists of ndarray, shapes (s_l + 1, s_{l+1})
        D is changed in place.
    m : int
        Number of examples.
    decay : float
        lambda/m.

    Returns
    -------
    float
    """
    penalty = 0.0
    for D_l, V_l in zip(D, V):
        D_l /= m
        if decay:
            D_l[1:] += decay * V_l[1:]
            penalty += float(np.vdot(V_l[1:], V_l[1:]))
    return decay / 2 * penalty


def block_inputs(problem: Problem, rows: slice, dtype: Any) -> tuple[Array, Array, Array | None]:
    """Fetch a block of examples, their targets (B, K) and their weights (B, 1).

    Parameters
    ----------
    problem : Problem
    rows : slice
    dtype : data-type

    Returns
    -------
    A, Y : ndarray
    w : ndarray or None
    """
    A = np.asarray(problem.X[rows], dtype=dtype)
    Y = target_block(problem.y, rows, problem.network.layer_sizes[-1], dtype)
    w = problem.w
    return A, Y, None if w is None else w[rows, np.newaxis].astype(dtype)


def back_propagate(
    theta_vec: ArrayLike,
    network: NetworkLike,
    X: ArrayLike,
    y: ArrayLike,
    lambda_: float = 0.0,
    sample_weight: ArrayLike | None = None,
    keep_prob: float = 1.0,
    seed: int | None = None,
) -> tuple[list[NDArray[Any]], list[NDArray[np.float64]]]:
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

    Raises
    ------
    ValueError, TypeError
        As `cost_function`.

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
    problem = check_problem(theta_vec, network, X, y, lambda_, sample_weight, keep_prob, seed)
    theta, network, X = problem.theta, problem.network, problem.X
    dtype = arithmetic_dtype(X)
    D = transposed_params(np.zeros(network.n_params), network)
    with np.errstate(over="ignore", invalid="ignore"):
        V = transposed_params(theta.astype(dtype), network)
        A, Y, w = block_inputs(problem, slice(0, X.shape[0]), dtype)
        passed = forward(V, network, A, problem.keep_prob, problem.seed)
        loss = output_layer(network.output, network.loss, network.leaky_slope)[1]
        deltas = backward(V, network, passed, loss.delta(passed.a[-1], Y), D, w)
        regularise(D, transposed_params(theta, network), X.shape[0], problem.decay)
    if not all(np.isfinite(d).all() for d in (*deltas, *D)):
        refuse_nan(theta, X, problem.y)
        raise ValueError("theta_vec: the weights are so large that the errors overflow")
    return deltas, [D_l.T for D_l in D]
