"""Least squares: residuals and their Jacobian, Levenberg-Marquardt, Gauss-Newton products.

With r the residuals and A their Jacobian, the cost of a squared error is r'r / 2m and its gradient
A'r / m. Without the curvature of r its Hessian is the Gauss-Newton matrix G = A'A / m, which is
positive semi-definite and needs first derivatives only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import LinAlgError, cho_factor, cho_solve
from scipy.linalg.blas import dsyrk
from scipy.optimize import OptimizeResult

from nnfunc.activations import activation
from nnfunc.cost import Directional, curvature_product
from nnfunc.minimisers import Args, Fun, call_back, cost_and_gradient, refuse_other_options
from nnfunc.network import NetworkLike, weights_and_biases
from nnfunc.problem import (
    Block,
    CostArguments,
    Problem,
    blocks,
    check_problem,
    example_weights,
    overflow_error,
    refuse_nan,
)
from nnfunc.propagation import backward_block, forward_block, sum_products, without_biases
from nnfunc.validation import (
    Array,
    Matrix,
    Vector,
    arithmetic_dtype,
    real_number,
    real_vector,
    whole_number,
)

MESSAGES = {
    0: "the gradient is below gtol",
    1: "Maximum number of iterations has been exceeded.",
    2: "J or its derivatives are not finite: start from smaller weights",
    3: "the step is below xtol",
    4: "no step lowers J: is its gradient right (see check_gradients), or is there a kink?",
    99: "`callback` raised `StopIteration`.",
}


def residuals(
    theta_vec: ArrayLike,
    network: NetworkLike,
    X: ArrayLike,
    y: ArrayLike,
    lambda_: float = 0.0,
    sample_weight: ArrayLike | None = None,
    keep_prob: float = 1.0,
    seed: int | None = None,
) -> Vector:
    """Residuals of a squared error, for `scipy.optimize.least_squares`.

    Half their sum of squares is m J, or J times the sum of the sample weights. SciPy takes them as
    they are: ``least_squares(residuals, theta0, jac=residual_jacobian, args=(network, X, y,
    lambda_), method="lm")``.

    Parameters
    ----------
    theta_vec : array_like, shape (n_params,)
        Unrolled weights.
    network : Network
        Its loss must be ``squared_error``.
    X, y, lambda_, sample_weight, keep_prob, seed
        As in `cost_function`.

    Returns
    -------
    r : ndarray of float64, shape (m K + n_weights,)
        sqrt(w_i) (h(x_i) - y_i), the K outputs of one example after the other; then
        sqrt(lambda) Theta_ij in the order of theta_vec, biases left out. inf where theta_vec is so
        large that the arithmetic overflows.

    Raises
    ------
    ValueError
        If the network has another loss.

    Examples
    --------
    >>> from nnfunc import Network
    >>> network = Network((1, 1), output="linear")
    >>> residuals([1.0, 2.0], network, [[1.0], [2.0]], [3.0, 4.0], 9.0)
    array([0., 1., 6.])
    """
    args = CostArguments(network, X, y, lambda_, sample_weight, keep_prob, seed)
    problem = _squared_error_problem(theta_vec, args)
    m, K = problem.X.shape[0], problem.network.layer_sizes[-1]
    weights = np.flatnonzero(without_biases(np.ones_like(problem.theta), problem.network))
    r = np.empty(m * K + weights.size)
    errors = r[: m * K].reshape(m, K)
    with np.errstate(over="ignore", invalid="ignore"):
        for block in blocks(problem):
            rows = slice(block.first_row, block.first_row + block.X.shape[0])
            errors[rows] = forward_block(problem, block).a[-1] - block.Y
            if block.w is not None:
                errors[rows] *= np.sqrt(block.w)
        r[m * K :] = np.sqrt(problem.decay * m) * problem.theta[weights]
        r *= _root_weight(args, m)
    if not np.isfinite(r).all():
        refuse_nan(problem)
        r[np.isnan(r)] = np.inf
    return r


def residual_jacobian(
    theta_vec: ArrayLike,
    network: NetworkLike,
    X: ArrayLike,
    y: ArrayLike,
    lambda_: float = 0.0,
    sample_weight: ArrayLike | None = None,
    keep_prob: float = 1.0,
    seed: int | None = None,
) -> Matrix:
    """Jacobian of `residuals`, by backpropagation of every output.

    Parameters
    ----------
    theta_vec, network, X, y, lambda_, sample_weight, keep_prob, seed
        As in `residuals`.

    Returns
    -------
    jacobian : ndarray of float64, shape (m K + n_weights, n_params)
        One row a residual. Its transpose times `residuals` is m times the gradient of
        `cost_function`, or the sum of the sample weights times that gradient.

    Raises
    ------
    ValueError
        If the network has another loss, or the result overflows.

    Examples
    --------
    >>> from nnfunc import Network
    >>> network = Network((1, 1), output="linear")
    >>> residual_jacobian([1.0, 2.0], network, [[1.0], [2.0]], [3.0, 4.0], 9.0)
    array([[1., 1.],
           [1., 2.],
           [0., 3.]])
    """
    args = CostArguments(network, X, y, lambda_, sample_weight, keep_prob, seed)
    problem = _squared_error_problem(theta_vec, args)
    m, K, n = problem.X.shape[0], problem.network.layer_sizes[-1], problem.theta.size
    weights = np.flatnonzero(without_biases(np.ones(n), problem.network))
    jacobian = np.zeros((m * K + weights.size, n))
    of_errors = jacobian[: m * K].reshape(m, K, n)
    with np.errstate(over="ignore", invalid="ignore"):
        for block in blocks(problem):
            rows = slice(block.first_row, block.first_row + block.X.shape[0])
            for k, columns in enumerate(_jacobian_columns(problem, block)):
                of_errors[rows, k] = columns.T
        jacobian[m * K + np.arange(weights.size), weights] = np.sqrt(problem.decay * m)
        jacobian *= _root_weight(args, m)
    if not np.isfinite(jacobian).all():
        raise overflow_error(problem, "the Jacobian")
    return jacobian


def _squared_error_problem(theta_vec: ArrayLike, args: CostArguments) -> Problem:
    """Check the arguments, and refuse other losses."""
    problem = check_problem(theta_vec, args)
    if problem.network.loss != "squared_error":
        raise ValueError(
            f"network: least squares need loss='squared_error', got {problem.network.loss!r}: "
            "minimise another loss by fminunc"
        )
    return problem


def _root_weight(args: CostArguments, m: int) -> float:
    """Return the root of the mean sample weight, by which a problem's weights are divided."""
    return float(np.sqrt(example_weights(args.sample_weight, m)[1] / m))


def _jacobian_columns(problem: Problem, block: Block) -> Iterator[Array]:
    """Yield the transposed Jacobian (n_params, B) of a block's errors, output by output."""
    network, fwd = problem.network, forward_block(problem, block)
    slopes = activation(network.output, network.leaky_slope).slope(fwd.a[-1])
    if block.w is not None:
        slopes *= np.sqrt(block.w)
    a = [np.ascontiguousarray(a_l.T) for a_l in fwd.a[:-1]]
    columns = np.empty((network.n_params, slopes.shape[0]))
    dW, db = weights_and_biases(columns, network)
    for k in range(slopes.shape[1]):
        dh_dz = np.zeros_like(slopes)
        dh_dz[:, k] = slopes[:, k]
        for l, delta in enumerate(backward_block(problem, fwd, dh_dz)):
            db[l][:] = delta.T
            np.multiply(a[l][:, np.newaxis], db[l], out=dW[l])  # of Theta(l): delta(l+1) a(l)'
        yield columns


def gauss_newton_matrix(theta_vec: ArrayLike, args: CostArguments) -> Matrix:
    """Return the upper triangle of A'A / m, where A is the Jacobian of all residuals."""
    problem = _squared_error_problem(theta_vec, args)
    G = np.zeros((problem.theta.size,) * 2, order="F")
    with np.errstate(over="ignore", invalid="ignore"):
        for block in blocks(problem):
            for columns in _jacobian_columns(problem, block):
                # G += A'A. SciPy's BLAS adds in place; fminunc holds it to one thread.
                G = dsyrk(1.0, columns.T, trans=True, beta=1.0, c=G, overwrite_c=True)
        G /= problem.X.shape[0]
        is_weight = without_biases(np.ones_like(problem.theta), problem.network)
        G[np.diag_indices_from(G)] += problem.decay * is_weight
    return G


def gauss_newton_product(
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
    """Gauss-Newton matrix of the cost times a vector, without forming the matrix.

    The matrix is 1/m sum_i J_i' H_i J_i plus the regulariser's lambda/m, where J_i is the Jacobian
    of an example's outputs and H_i the curvature of its loss: of a cross entropy in z, of an error
    in h. It is positive semi-definite, unlike the Hessian, and equal to it where the errors are 0.
    It is a ``hessp`` like `hessian_vector_product` and serves networks whose matrix is
    too large for `levenberg_marquardt`.

    Parameters
    ----------
    theta_vec : array_like, shape (n_params,)
        Where to take the matrix.
    p : array_like, shape (n_params,)
        Direction.
    network, X, y, lambda_, sample_weight, keep_prob, seed
        As in `cost_function`.

    Returns
    -------
    Gp : ndarray of float64, shape (n_params,)

    Raises
    ------
    ValueError
        If the result overflows, or the loss is a function, which has no second derivative.

    Notes
    -----
    N. N. Schraudolph, "Fast curvature matrix-vector products for second-order gradient descent",
    Neural Computation 14 (2002). An absolute error has no curvature, which leaves the regulariser.

    Examples
    --------
    >>> gauss_newton_product([0.0, 0.0], [1.0, 0.0], (1, 1), [[1.0], [2.0]], [0, 1])
    array([0.25 , 0.375])
    """
    args = CostArguments(network, X, y, lambda_, sample_weight, keep_prob, seed)
    return curvature_product(theta_vec, p, args, _gauss_newton_share)


def _gauss_newton_share(problem: Problem, block: Block, along: Directional) -> Vector:
    """Return a block's sum of w_i J_i' H_i J_i p."""
    a, loss = along.fwd.a, problem.network.output_layer.loss
    R_delta = loss.gauss_newton(a[-1], block.Y, along.Rz[-1])
    if block.w is not None:
        R_delta = block.w * R_delta
    share = sum_products(problem, a, backward_block(problem, along.fwd, R_delta))
    return share.astype(np.float64, copy=False)


def levenberg_marquardt(
    fun: Fun,
    x0: ArrayLike,
    args: Args = (),
    *,
    gtol: float = 1e-7,
    xtol: float = 1e-10,
    damping: float = 1e-3,
    max_iter: int = 100,
    callback: Fun | None = None,
    jac: Any = None,
    **others: Any,
) -> OptimizeResult:
    """Levenberg-Marquardt: theta := theta - (G + mu I)^-1 dJ, G being the Gauss-Newton matrix.

    For squared errors and up to a few thousand parameters: a step costs n^3 and memory n^2, for any
    number of examples. ``minimize(cost_function, theta0, args=args, jac=True,
    method=levenberg_marquardt)``, or ``fminunc(..., method=levenberg_marquardt, gtol=1e-9)``. The
    choice of MATLAB's ``trainlm``.

    Parameters
    ----------
    fun : callable
        `cost_function`.
    x0 : array_like, shape (n,)
        Where to start.
    args : tuple
        ``(network, X, y, lambda_, sample_weight, keep_prob, seed)``, of which the last four are
        optional. The network's loss must be ``squared_error``.
    gtol : float, default 1e-7
        Stop where no element of the gradient is larger.
    xtol : float, default 1e-10
        Stop at a step that is shorter than this times the length of theta.
    damping : float, default 1e-3
        First mu, in units of G's largest diagonal element.
    max_iter : int, default 100
        Steps that lower J. A callback comes after each.
    callback, jac, **others
        As SciPy passes them.

    Returns
    -------
    scipy.optimize.OptimizeResult
        ``x``, ``fun``, ``jac``, ``nit``, ``nfev`` (of fun) and ``njev`` (of G). ``success`` means
        that gtol or xtol was reached.

    Raises
    ------
    ValueError, TypeError
        If args are not those of a cost function, or the network has another loss.

    Notes
    -----
    Marquardt (1963); Hagan and Menhaj (1994) for networks; the rule for mu is Nielsen's (1999).

    Examples
    --------
    >>> from nnfunc import Network, cost_function
    >>> network = Network((1, 1), output="linear")
    >>> args = (network, [[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
    >>> levenberg_marquardt(cost_function, [0.0, 0.0], args).x.round(6)
    array([1., 2.])
    """
    tolerances = {"gtol": gtol, "xtol": xtol, "damping": damping}
    refuse_other_options(others, (*tolerances, "max_iter"))
    for name, value in tolerances.items():
        real_number(name, value, "(0, inf)")
    max_iter, of_problem = whole_number("max_iter", max_iter), _cost_arguments(args)
    theta, cost = real_vector("x0", x0), cost_and_gradient(fun, jac)
    _squared_error_problem(theta, of_problem)
    nit = nfev = njev = 0
    mu = 0.0

    def evaluate(theta: Vector) -> _Point:
        nonlocal nfev
        nfev += 1
        return _Point(theta, *cost(theta, *args))

    here = evaluate(theta)
    epsilon = float(np.finfo(arithmetic_dtype(np.asarray(of_problem.X))).eps)  # rounding of J
    status = _status(here, gtol)
    while status == 1 and nit < max_iter:
        G = gauss_newton_matrix(here.theta, of_problem)
        njev += 1
        if not np.isfinite(G).all():
            status = 2
            break
        mu = mu or damping * (G.diagonal().max() or 1.0)
        there, mu, status = _step_down(evaluate, here, G, mu, xtol, epsilon)
        if status == 1:
            here, nit = there, nit + 1
            status = _status(here, gtol)
            seen = {"fun": here.J, "nit": nit}
            if callback is not None and not call_back(callback, here.theta, seen):
                status = 99
    result = {"x": here.theta, "fun": here.J, "jac": here.grad, "nit": nit}
    result |= {"nfev": nfev, "njev": njev, "status": status, "message": MESSAGES[status]}
    return OptimizeResult(result, success=status in (0, 3))


class _Point(NamedTuple):
    theta: Vector
    J: float
    grad: Vector

    @property
    def is_finite(self) -> bool:
        return bool(np.isfinite(self.J) and np.isfinite(self.grad).all())


def _status(point: _Point, gtol: float) -> int:
    """Return the number of the message at a point, 1 to go on."""
    if not point.is_finite:
        return 2
    return 0 if np.abs(point.grad).max() <= gtol else 1


def _step_down(
    evaluate: Callable[[Vector], _Point],
    here: _Point,
    G: Matrix,
    mu: float,
    xtol: float,
    epsilon: float,
) -> tuple[_Point, float, int]:
    """Raise mu until a step lowers J: return the new point, the next mu and the status."""
    nu, lowest_mu = 2.0, epsilon * G.diagonal().max()
    shortest = xtol * (np.linalg.norm(here.theta) + xtol)
    while np.isfinite(mu):
        step = _damped_step(G, mu, here.grad)
        if step is not None:
            predicted = float(step @ (mu * step - here.grad)) / 2
            if np.linalg.norm(step) <= shortest:
                at_rounding = predicted <= 100 * epsilon * abs(here.J)
                return here, mu, 3 if nu == 2 or at_rounding else 4
            there = evaluate(here.theta + step)
            if there.is_finite and there.J < here.J:
                ratio = min((here.J - there.J) / predicted, 1.0)
                mu *= max(1 / 3, 1 - (2 * ratio - 1) ** 3)
                return there, max(mu, lowest_mu), 1
        mu, nu = mu * nu, nu * 2
    return here, mu, 4


def _damped_step(G: Matrix, mu: float, grad: Vector) -> Vector | None:
    """Solve (G + mu I) step = -grad; None if rounding has left the matrix indefinite."""
    damped = G.copy(order="F")
    damped[np.diag_indices_from(damped)] += mu
    try:
        factor = cho_factor(damped, overwrite_a=True, check_finite=False)
    except LinAlgError:
        return None
    return -cho_solve(factor, grad, check_finite=False)


def _cost_arguments(args: Args) -> CostArguments:
    if not 3 <= len(args) <= 7:
        expected = "those of cost_function, (network, X, y, ...)"
        raise TypeError(f"args: levenberg_marquardt needs {expected}, got {len(args)} of them")
    return CostArguments(*args)
