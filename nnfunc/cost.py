"""The cost, its gradient, and its curvature along a direction."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnfunc.arrays import Array
from nnfunc.checks import Problem, arithmetic_dtype, check_problem, refuse_nan, theta_vector
from nnfunc.losses import output_layer
from nnfunc.network import NetworkLike
from nnfunc.parameters import transposed_params
from nnfunc.propagation import (
    backward,
    block_inputs,
    forward,
    hidden_activations,
    regularise,
    row_blocks,
)


def cost_function(
    theta_vec: ArrayLike,
    network: NetworkLike,
    X: ArrayLike,
    y: ArrayLike,
    lambda_: float = 0.0,
    sample_weight: ArrayLike | None = None,
    keep_prob: float = 1.0,
    seed: int | None = None,
) -> tuple[float, NDArray[np.float64]]:
    """Cost of a network on a set of examples, and its gradient by backpropagation.

    J = 1/m sum_i L(h(x_i), y_i) + lambda/(2m) sum_l sum_ij Theta(l)_ij^2, biases left out.

    Made to be handed to SciPy as it is:
    ``minimize(cost_function, theta0, args=(network, X, y, lambda_), jac=True)``.

    Parameters
    ----------
    theta_vec : array_like, shape (n_params,)
        Unrolled weights; see `unroll`.
    network : Network or tuple of layer sizes
        Says which activations and which loss L; a tuple means sigmoids and cross entropy.
    X : array_like, shape (m, n)
        One example a row, in any real dtype; float32 makes for float32 arithmetic. It is read
        in blocks, so a memory-mapped X may be larger than memory.
    y : array_like, shape (m,), (m, 1) or (m, K)
        Class labels 0..K-1 (whole numbers, floats too), or a target for every output. One
        output takes 0/1, or any real number if it is a regression. Labels that count from 1,
        as the course's files do: see `labels_from_octave`.
    lambda_ : float, default 0
        Strength of the regularisation. The notes' weight decay, lambda/2 without the m, is
        ``lambda_ = m * decay``. A mini-batch of B of the m examples takes ``lambda_ * B / m``.
    sample_weight : array_like, shape (m,), optional
        J = sum w_i L_i / sum w + lambda/(2 sum w) sum Theta^2: whole-number weights are repeated
        examples.
    keep_prob : float, default 1
        Inverted dropout: each hidden unit lives with this probability and is divided by it.
    seed : int, optional
        Says which units live, and must be given where keep_prob < 1. The same seed drops the
        same units, so that the gradient can be checked like any other.

    Returns
    -------
    J : float
        inf where theta_vec is so large that the arithmetic overflows.
    grad_vec : ndarray of float64, shape (n_params,)
        D(1), D(2), ..., unrolled like theta_vec. A new array.

    Raises
    ------
    ValueError, TypeError
        If an argument has the wrong shape or kind, or holds NaN.

    Notes
    -----
    Machine Learning, week 5, "Cost function" and "Backpropagation algorithm"; dropout and weight
    decay as in the Deep Learning Specialization, course 2, and the UFLDL tutorial.

    Examples
    --------
    >>> J, grad_vec = cost_function([0.0, 0.0], (1, 1), [[1.0], [2.0]], [0, 1])
    >>> round(J, 6), grad_vec
    (0.693147, array([ 0.  , -0.25]))
    """
    problem = check_problem(theta_vec, network, X, y, lambda_, sample_weight, keep_prob, seed)
    theta, network = problem.theta, problem.network
    grad_vec = np.zeros(theta.size)
    D = transposed_params(grad_vec, network)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        loss = add_blocks(problem, D)
        m, decay = problem.X.shape[0], problem.decay
        J = loss / m + regularise(D, transposed_params(theta, network), m, decay)
        finite = np.isfinite(J) and np.isfinite(grad_vec.sum())
    if not finite and not (np.isfinite(J) and np.isfinite(grad_vec).all()):
        refuse_nan(theta, problem.X, problem.y)
        return np.inf, np.where(np.isnan(grad_vec), 0.0, grad_vec)
    return J, grad_vec


def add_blocks(problem: Problem, D: list[Array], first_row: int = 0) -> float:
    """Sum the examples' losses, and add their Deltas to D, block by block.

    Sums are all that a map-reduce needs: those of two halves of the examples add up to those of
    the whole.

    Parameters
    ----------
    problem : Problem
    D : list of ndarray, shapes (s_l + 1, s_{l+1})
        Theta(l)' shaped; added to in place.
    first_row : int, default 0
        The number of problem.X[0] in the whole, which dropout wants to know.

    Returns
    -------
    float
        Sum of w_i L_i.
    """
    _, network, X, _, _, _, keep_prob, seed = problem
    dtype = arithmetic_dtype(X)
    V = transposed_params(problem.theta.astype(dtype, copy=False), network)
    _, loss = output_layer(network.output, network.loss, network.leaky_slope)
    total = 0.0
    for rows in row_blocks(X.shape[0]):
        A, Y, w = block_inputs(problem, rows, dtype)
        passed = forward(V, network, A, keep_prob, seed, first_row + rows.start)
        losses = loss.cost(passed.z, passed.a[-1], Y)
        total += float((losses if w is None else w[:, 0] * losses).sum(dtype=np.float64))
        backward(V, network, passed, loss.delta(passed.a[-1], Y), D, w)
    return total


def hessian_vector_product(
    theta_vec: ArrayLike,
    p: ArrayLike,
    network: NetworkLike,
    X: ArrayLike,
    y: ArrayLike,
    lambda_: float = 0.0,
    sample_weight: ArrayLike | None = None,
    keep_prob: float = 1.0,
    seed: int | None = None,
) -> NDArray[np.float64]:
    """Hessian of the cost times a vector, exactly, without the Hessian.

    The R-operator of Pearlmutter (1994): differentiate the forward and the backward pass along p.
    Costs about two gradients. Made to be SciPy's ``hessp``:
    ``minimize(cost_function, theta0, args=(network, X, y), jac=True,
    hessp=hessian_vector_product, method="trust-krylov")``.

    Parameters
    ----------
    theta_vec : array_like, shape (n_params,)
        Where the Hessian is taken.
    p : array_like, shape (n_params,)
        The direction.
    network, X, y, lambda_, sample_weight, keep_prob, seed
        As `cost_function` takes them.

    Returns
    -------
    Hp : ndarray of float64, shape (n_params,)

    Raises
    ------
    ValueError, TypeError
        As `cost_function`; also if the result overflows.

    Notes
    -----
    B. A. Pearlmutter, "Fast exact multiplication by the Hessian", Neural Computation 6 (1994).
    ReLUs and absolute errors have no curvature off their kinks, and get none at them.

    Examples
    --------
    >>> hessian_vector_product([0.0, 0.0], [1.0, 0.0], (1, 1), [[1.0], [2.0]], [0, 1])
    array([0.25 , 0.375])
    """
    problem = check_problem(theta_vec, network, X, y, lambda_, sample_weight, keep_prob, seed)
    theta, network, X = problem.theta, problem.network, problem.X
    try:
        p = theta_vector(p, network)
    except (TypeError, ValueError) as error:
        raise type(error)(str(error).replace("theta_vec", "p")) from None
    dtype = arithmetic_dtype(X)
    Hp = np.zeros(theta.size)
    R_D = transposed_params(Hp, network)
    with np.errstate(over="ignore", invalid="ignore"):
        V = transposed_params(theta.astype(dtype, copy=False), network)
        P = transposed_params(p.astype(dtype, copy=False), network)
        for rows in row_blocks(X.shape[0]):
            _add_curvature(problem, V, P, R_D, rows, dtype)
        regularise(R_D, transposed_params(p, network), X.shape[0], problem.decay)
    if not np.isfinite(Hp).all():
        if np.isnan(p).any():
            raise ValueError("p: found NaN")
        refuse_nan(theta, X, problem.y)
        raise ValueError("theta_vec, p: so large that the product overflows")
    return Hp


def _add_curvature(
    problem: Problem, V: list[Array], P: list[Array], R_D: list[Array], rows: slice, dtype: Any
) -> None:
    """Add a block's share of R{Delta}, R{.} being the derivative along p."""
    network = problem.network
    A, Y, w = block_inputs(problem, rows, dtype)
    a, g, _, masks = forward(V, network, A, problem.keep_prob, problem.seed, rows.start)
    hidden = hidden_activations(network)
    _, loss = output_layer(network.output, network.loss, network.leaky_slope)

    Rz: list[Array] = []
    Ra: list[Array] = []  # of the hidden layers; the examples do not move, R{a(1)} = 0
    for l in range(len(V)):
        Rz.append(a[l] @ P[l][1:] + P[l][0])
        if l > 0:
            Rz[l] += Ra[l - 1] @ V[l][1:]  # R{z} = R{a} Theta' + a P'
        if l < len(hidden):
            Ra.append(_masked(masks[l + 1], hidden[l].slope(g[l + 1]) * Rz[l]))  # g'(z) R{z}

    delta = loss.delta(a[-1], Y)
    R_delta = loss.r_delta(a[-1], Y, Rz[-1])
    if w is not None:
        delta, R_delta = w * delta, w * R_delta
    for l in reversed(range(len(V))):
        R_D[l][0] += R_delta.sum(axis=0)
        R_D[l][1:] += a[l].T @ R_delta  # R{delta a'} = R{delta} a' + delta R{a}'
        if l > 0:
            R_D[l][1:] += Ra[l - 1].T @ delta
            error, layer = delta @ V[l][1:].T, hidden[l - 1]
            R_error = R_delta @ V[l][1:].T + delta @ P[l][1:].T
            R_delta = R_error * layer.slope(g[l]) + error * layer.curvature(g[l]) * Rz[l - 1]
            delta = _masked(masks[l], error * layer.slope(g[l]))
            R_delta = _masked(masks[l], R_delta)


def _masked(mask: Array | None, A: Array) -> Array:
    return A if mask is None else mask * A
