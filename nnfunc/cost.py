"""The cost, its gradient, and its curvature along a direction."""

from math import isfinite

import numpy as np
from numpy.typing import ArrayLike

from nnfunc.network import NetworkLike, weights_and_biases
from nnfunc.parameters import theta_vector
from nnfunc.problem import (
    Block,
    CostArguments,
    Problem,
    blocks,
    check_problem,
    overflow_error,
    refuse_nan,
)
from nnfunc.propagation import backward, forward, masked, sum_products, without_biases
from nnfunc.validation import Array, Vector


def cost_function(
    theta_vec: ArrayLike,
    network: NetworkLike,
    X: ArrayLike,
    y: ArrayLike,
    lambda_: float = 0.0,
    sample_weight: ArrayLike | None = None,
    keep_prob: float = 1.0,
    seed: int | None = None,
) -> tuple[float, Vector]:
    """Cost of a network on a set of examples, and its gradient by backpropagation.

    J = 1/m sum_i L(h(x_i), y_i) + lambda/(2m) sum_l sum_ij Theta(l)_ij^2, biases left out. SciPy
    takes it as it is: ``minimize(cost_function, theta0, args=(network, X, y, lambda_), jac=True)``.

    Parameters
    ----------
    theta_vec : array_like, shape (n_params,)
        Unrolled weights; see `unroll`.
    network : Network or tuple of layer sizes
        The activations and the loss L; a tuple means sigmoids and cross entropy.
    X : array_like, shape (m, n)
        One example a row, of any real dtype. If it is float32, so is the arithmetic. It is read in
        blocks, so a memory-mapped X may be larger than memory.
    y : array_like, shape (m,), (m, 1) or (m, K)
        Class labels 0..K-1, or a target for every output. One output takes 0 or 1, or any real
        number in a regression. For labels that count from 1 see `labels_from_octave`.
    lambda_ : float, default 0
        Strength of the regularisation. A weight decay, lambda/2 without the m, is
        ``lambda_ = m * decay``. For a mini-batch of B of the m examples use ``lambda_ * B / m``.
    sample_weight : array_like, shape (m,), optional
        J = sum w_i L_i / sum w + lambda/(2 sum w) sum Theta^2. A weight of 2 is the same as the
        example twice.
    keep_prob : float, default 1
        Inverted dropout: each hidden unit is kept with this probability; kept activations are
        divided by it.
    seed : int, optional
        Seed of the dropout, required if keep_prob < 1. The same seed drops the same units, so the
        gradient can be checked.

    Returns
    -------
    J : float
        inf if theta_vec is so large that the arithmetic overflows.
    grad_vec : ndarray of float64, shape (n_params,)
        D(1), D(2), ..., unrolled like theta_vec.

    Notes
    -----
    Machine Learning, week 5, "Cost function" and "Backpropagation algorithm"; Deep Learning
    Specialization, course 2, for dropout; the UFLDL tutorial for weight decay.

    Examples
    --------
    >>> J, grad_vec = cost_function([0.0, 0.0], (1, 1), [[1.0], [2.0]], [0, 1])
    >>> round(J, 6), grad_vec
    (0.693147, array([ 0.  , -0.25]))
    """
    args = CostArguments(network, X, y, lambda_, sample_weight, keep_prob, seed)
    problem = check_problem(theta_vec, args)
    m = problem.X.shape[0]
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        loss, Delta = add_examples(problem)
        J, grad_vec = loss / m, np.divide(Delta, m, out=Delta)
        if problem.decay:
            weights = without_biases(problem.theta, problem.network)
            J += problem.decay / 2 * float(weights @ weights)
            grad_vec += problem.decay * weights
    if not (isfinite(J) and np.isfinite(grad_vec).all()):
        refuse_nan(problem)
        return np.inf, np.where(np.isnan(grad_vec), 0.0, grad_vec)
    return J, grad_vec


def add_examples(problem: Problem) -> tuple[float, Vector]:
    """Return the sum of w_i L_i and the unrolled sums Delta(l), the shares of all blocks added up.

    Sums are all that map-reduce needs: the sums of two halves add up to those of the whole.
    """
    shares = (share_of(problem, block) for block in blocks(problem))
    total, Delta = next(shares)
    for loss, share in shares:
        total += loss
        Delta += share
    return total, Delta


def share_of(problem: Problem, block: Block) -> tuple[float, Vector]:
    """Return a block's sum of w_i L_i and its unrolled sums of w_i delta(l+1) a(l)'."""
    fwd, loss = forward(problem, block), problem.network.output_layer.loss
    h = fwd.a[-1]
    losses, delta = loss.cost(fwd.z, h, block.Y), loss.delta(h, block.Y)
    if block.w is not None:
        losses, delta = block.w * losses, block.w * delta
    Delta = sum_products(problem, fwd.a, backward(problem, fwd, delta))
    return float(losses.sum(dtype=np.float64)), Delta.astype(np.float64, copy=False)


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
) -> Vector:
    """Hessian of the cost times a vector, exact and without forming the Hessian.

    It differentiates the forward and the backward pass along p, for the price of about two
    gradients. It is a ``hessp`` for SciPy: ``minimize(cost_function, theta0, args=(network, X, y),
    jac=True, hessp=hessian_vector_product, method="trust-krylov")``.

    Parameters
    ----------
    theta_vec : array_like, shape (n_params,)
        Where to take the Hessian.
    p : array_like, shape (n_params,)
        Direction.
    network, X, y, lambda_, sample_weight, keep_prob, seed
        As `cost_function` takes them.

    Returns
    -------
    Hp : ndarray of float64, shape (n_params,)

    Raises
    ------
    ValueError
        If the result overflows.

    Notes
    -----
    B. A. Pearlmutter, "Fast exact multiplication by the Hessian", Neural Computation 6 (1994).
    The curvature of a ReLU or an absolute error is 0, at the kink too.

    Examples
    --------
    >>> hessian_vector_product([0.0, 0.0], [1.0, 0.0], (1, 1), [[1.0], [2.0]], [0, 1])
    array([0.25 , 0.375])
    """
    args = CostArguments(network, X, y, lambda_, sample_weight, keep_prob, seed)
    problem = check_problem(theta_vec, args)
    network, m = problem.network, problem.X.shape[0]
    p = theta_vector(p, network, "p")
    R_Delta = np.zeros(network.n_params)
    with np.errstate(over="ignore", invalid="ignore"):
        P = weights_and_biases(p.astype(problem.dtype, copy=False), network)
        for block in blocks(problem):
            _add_curvature(problem, block, *P, *weights_and_biases(R_Delta, network))
        Hp = R_Delta / m + problem.decay * without_biases(p, network)
    if not np.isfinite(Hp).all():
        if not np.isfinite(p).all():
            raise ValueError("p: found NaN or infinity")
        raise overflow_error(problem, "the Hessian-vector product")
    return Hp


def _add_curvature(
    problem: Problem,
    block: Block,
    P: list[Array],
    p_b: list[Array],
    R_dW: list[Array],
    R_db: list[Array],
) -> None:
    """Add a block's share of R{Delta}, where R{.} is the derivative along p = (P, p_b)."""
    W, hidden, loss = problem.W, problem.network.hidden_layers, problem.network.output_layer.loss
    fwd = forward(problem, block)
    a, L = fwd.a, len(W)
    slopes = [masked(problem, fwd, l, hidden[l - 1].slope) for l in range(1, L)]

    Rz: list[Array] = []
    Ra: list[Array] = []  # of the hidden layers; R{a(1)} = 0, since the examples do not move
    for l in range(L):
        Rz.append(a[l] @ P[l] + p_b[l])
        if l > 0:
            Rz[l] += Ra[l - 1] @ W[l]  # R{z} = R{a} W + a P
        if l < L - 1:
            Ra.append(slopes[l] * Rz[l])  # g'(z) R{z}

    delta = loss.delta(a[-1], block.Y)
    R_delta = loss.r_delta(a[-1], block.Y, Rz[-1])
    if block.w is not None:
        delta, R_delta = block.w * delta, block.w * R_delta
    for l in reversed(range(L)):
        R_db[l] += R_delta.sum(axis=0)
        R_dW[l] += a[l].T @ R_delta  # R{delta a'} = R{delta} a' + delta R{a}'
        if l > 0:
            R_dW[l] += Ra[l - 1].T @ delta
            error = delta @ W[l].T
            R_error = R_delta @ W[l].T + delta @ P[l].T
            curvature = masked(problem, fwd, l, hidden[l - 1].curvature)
            R_delta = R_error * slopes[l - 1] + error * curvature * Rz[l - 1]
            delta = error * slopes[l - 1]
