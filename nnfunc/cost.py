"""The cost, its gradient, and its curvature along a direction."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import NamedTuple

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
from nnfunc.propagation import (
    Forward,
    backward_block,
    forward_block,
    hidden_derivative,
    sum_products,
    without_biases,
)
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
        J, grad_vec = loss / m, Delta
        grad_vec /= m
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
    fwd, loss = forward_block(problem, block), problem.network.output_layer.loss
    h = fwd.a[-1]
    losses, delta = loss.cost(fwd.z, h, block.Y), loss.delta(h, block.Y)
    if block.w is not None:
        losses, delta = block.w * losses, block.w * delta
    Delta = sum_products(problem, fwd.a, backward_block(problem, fwd, delta))
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
        As in `cost_function`.

    Returns
    -------
    Hp : ndarray of float64, shape (n_params,)

    Raises
    ------
    ValueError
        If the result overflows, or the loss is a function, which has no second derivative.

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
    return curvature_product(theta_vec, p, args, _hessian_share)


class Directional(NamedTuple):
    """A block's forward pass and its derivative R{.} along p = (P, p_b)."""

    fwd: Forward
    P: list[Array]
    slopes: list[Array]  # g'(z(l)) of the hidden layers
    Ra: list[Array]  # R{a(l)}; R{a(1)} = 0 is left empty
    Rz: list[Array]


Share = Callable[[Problem, Block, Directional], Vector]


def curvature_product(
    theta_vec: ArrayLike, p: ArrayLike, args: CostArguments, share: Share
) -> Vector:
    """Multiply a curvature of the cost by p; share returns a block's sum before the 1/m."""
    problem = check_problem(theta_vec, args)
    network, m = problem.network, problem.X.shape[0]
    p = theta_vector(p, network, "p")
    with np.errstate(over="ignore", invalid="ignore"):
        P, p_b = weights_and_biases(p.astype(problem.dtype, copy=False), network)
        shares = (
            share(problem, block, forward_along(problem, block, P, p_b))
            for block in blocks(problem)
        )
        product = sum(shares) / m + problem.decay * without_biases(p, network)
    if not np.isfinite(product).all():
        if not np.isfinite(p).all():
            raise ValueError("p: found NaN or infinity")
        raise overflow_error(problem, "the product with p")
    return product


def forward_along(problem: Problem, block: Block, P: list[Array], p_b: list[Array]) -> Directional:
    """Propagate a block forward, and the derivative along p with it."""
    W, hidden = problem.W, problem.network.hidden_layers
    # One product with [W P] reads the examples once.
    z, Rz_1 = np.hsplit(block.X @ np.hstack([W[0], P[0]]), 2)
    fwd = forward_block(problem, block, np.ascontiguousarray(z))
    a, L = fwd.a, len(W)
    slopes = [hidden_derivative(problem, fwd, l, hidden[l - 1].slope) for l in range(1, L)]

    Rz = [Rz_1 + p_b[0]]  # R{a(1)} = 0, since the examples do not move
    Ra = [block.X[:0]]
    for l in range(1, L):
        Ra.append(slopes[l - 1] * Rz[l - 1])  # g'(z) R{z}
        Rz.append(Ra[l] @ W[l])
        Rz[l] += a[l] @ P[l]
        Rz[l] += p_b[l]  # R{z} = R{a} W + a P + p_b
    return Directional(fwd, P, slopes, Ra, Rz)


def _hessian_share(problem: Problem, block: Block, along: Directional) -> Vector:
    """Return a block's R{Delta}."""
    W, hidden, loss = problem.W, problem.network.hidden_layers, problem.network.output_layer.loss
    a, P, slopes, L = along.fwd.a, along.P, along.slopes, len(W)
    deltas, R_deltas = [loss.delta(a[-1], block.Y)], [loss.r_delta(a[-1], block.Y, along.Rz[-1])]
    if block.w is not None:
        deltas, R_deltas = [block.w * deltas[0]], [block.w * R_deltas[0]]
    for l in reversed(range(1, L)):
        error, R_error = deltas[0] @ W[l].T, R_deltas[0] @ W[l].T
        R_error += deltas[0] @ P[l].T
        R_error *= slopes[l - 1]
        bend = hidden_derivative(problem, along.fwd, l, hidden[l - 1].curvature)  # g''(z(l))
        R_error += error * bend * along.Rz[l - 1]
        error *= slopes[l - 1]
        deltas.insert(0, error)
        R_deltas.insert(0, R_error)

    R_Delta = sum_products(problem, a, R_deltas)  # R{delta a'} = R{delta} a' + delta R{a}'
    for l in range(1, L):
        weights_and_biases(R_Delta, problem.network)[0][l][:] += along.Ra[l].T @ deltas[l]
    return R_Delta.astype(np.float64, copy=False)
