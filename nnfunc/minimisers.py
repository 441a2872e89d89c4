"""Gradient descent and its descendants, as custom methods of `scipy.optimize.minimize`.

Each is an update rule; `_descend` turns the rule into a minimiser. Their options are the same:

alpha : float
    Learning rate.
batch_size : int, optional
    Examples a step; all of them by default. With mini-batches, cost and args must be those of
    `cost_function`.
maxiter : int, default 100
    Epochs, that is passes over the examples. Callbacks come once an epoch.
rng : int or numpy.random.Generator, default 0
    Shuffles the examples anew for every epoch.
"""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import OptimizeResult

from nnfunc.arrays import (
    RNG,
    as_real_array,
    one_line,
    positive,
    random_generator,
    real_number,
    real_vector,
    whole_number,
)
from nnfunc.checks import weights_of_examples

Theta = NDArray[np.float64]
Gradient = Callable[[Theta], Theta]
Update = Callable[[Theta, Gradient, int], Theta]
Cost = Callable[..., tuple[float, Theta]]


def gradient_descent(
    fun: Callable[..., Any],
    x0: ArrayLike,
    args: tuple[Any, ...] = (),
    *,
    alpha: float = 0.1,
    **options: Any,
) -> OptimizeResult:
    """Gradient descent: theta := theta - alpha dJ/dtheta.

    ``minimize(cost_function, theta0, args=args, jac=True, method=gradient_descent,
    options={"alpha": 0.3})``, or ``fminunc(..., method=gradient_descent, alpha=0.3)``.

    Parameters
    ----------
    fun : callable
        ``fun(theta, *args) -> (J, grad)``.
    x0 : array_like, shape (n,)
        Where to begin.
    args : tuple, optional
        The further arguments of fun.
    alpha : float, default 0.1
        Learning rate.
    **options
        ``batch_size``, ``maxiter`` (epochs), ``rng``, ``callback``; see the module.

    Returns
    -------
    scipy.optimize.OptimizeResult
        ``x``, ``fun`` (J of all examples), ``jac``, ``nit`` (epochs), ``nfev``, ``success``.

    Raises
    ------
    ValueError, TypeError
        If an option makes no sense.

    Notes
    -----
    Deep Learning Specialization, course 1 (algorithm 1.1 of the notes, the derivative upright).

    Examples
    --------
    >>> result = gradient_descent(lambda t: (t @ t, 2 * t), [1.0], alpha=0.25, maxiter=3)
    >>> result.x  # halved three times
    array([0.125])
    """
    alpha = positive("alpha", alpha)

    def update(theta: Theta, gradient: Gradient, t: int) -> Theta:
        return theta - alpha * gradient(theta)

    return _descend(update, ("alpha",), fun, x0, args, **options)


def momentum(
    fun: Callable[..., Any],
    x0: ArrayLike,
    args: tuple[Any, ...] = (),
    *,
    alpha: float = 0.1,
    beta: float = 0.9,
    **options: Any,
) -> OptimizeResult:
    """Gradient descent with momentum: v := beta v + (1 - beta) dJ; theta := theta - alpha v.

    Parameters
    ----------
    fun, x0, args, alpha
        As in `gradient_descent`.
    beta : float, default 0.9
        How much of the past v keeps: about the last 1/(1 - beta) steps.
    **options
        ``batch_size``, ``maxiter`` (epochs), ``rng``, ``callback``; see the module.

    Returns
    -------
    scipy.optimize.OptimizeResult
        As `gradient_descent`.

    Raises
    ------
    ValueError, TypeError
        If an option makes no sense.

    Notes
    -----
    Deep Learning Specialization, course 2. Polyak's (1964) has no 1 - beta: his alpha is
    (1 - beta) times this one.

    Examples
    --------
    >>> momentum(lambda t: (t @ t, 2 * t), [1.0], alpha=0.25, beta=0.5, maxiter=2).x
    array([0.4375])
    """
    alpha, beta = positive("alpha", alpha), _fraction("beta", beta)
    v = np.zeros(np.size(x0))

    def update(theta: Theta, gradient: Gradient, t: int) -> Theta:
        nonlocal v
        v = beta * v + (1 - beta) * gradient(theta)
        return theta - alpha * v

    return _descend(update, ("alpha", "beta"), fun, x0, args, **options)


def nesterov(
    fun: Callable[..., Any],
    x0: ArrayLike,
    args: tuple[Any, ...] = (),
    *,
    alpha: float = 0.1,
    beta: float = 0.9,
    **options: Any,
) -> OptimizeResult:
    """Nesterov's momentum: the gradient is taken where the momentum alone would lead.

    v := beta v + (1 - beta) dJ(theta - alpha beta v); theta := theta - alpha v.

    Parameters
    ----------
    fun, x0, args, alpha, beta
        As in `momentum`.
    **options
        ``batch_size``, ``maxiter`` (epochs), ``rng``, ``callback``; see the module.

    Returns
    -------
    scipy.optimize.OptimizeResult
        As `gradient_descent`.

    Raises
    ------
    ValueError, TypeError
        If an option makes no sense.

    Notes
    -----
    Nesterov (1983), in the form of Sutskever et al. (2013), with this library's 1 - beta.

    Examples
    --------
    >>> nesterov(lambda t: (t @ t, 2 * t), [1.0], alpha=0.25, beta=0.5, maxiter=2).x
    array([0.46875])
    """
    alpha, beta = positive("alpha", alpha), _fraction("beta", beta)
    v = np.zeros(np.size(x0))

    def update(theta: Theta, gradient: Gradient, t: int) -> Theta:
        nonlocal v
        v = beta * v + (1 - beta) * gradient(theta - alpha * beta * v)
        return theta - alpha * v

    return _descend(update, ("alpha", "beta"), fun, x0, args, **options)


def rmsprop(
    fun: Callable[..., Any],
    x0: ArrayLike,
    args: tuple[Any, ...] = (),
    *,
    alpha: float = 0.001,
    beta: float = 0.9,
    epsilon: float = 1e-8,
    **options: Any,
) -> OptimizeResult:
    """RMSprop: s := beta s + (1 - beta) dJ^2; theta := theta - alpha dJ / (sqrt(s) + epsilon).

    Parameters
    ----------
    fun, x0, args
        As in `gradient_descent`.
    alpha : float, default 0.001
        Learning rate, about the size of a step in every weight.
    beta : float, default 0.9
        How much of the past s keeps.
    epsilon : float, default 1e-8
        Keeps the division from zero.
    **options
        ``batch_size``, ``maxiter`` (epochs), ``rng``, ``callback``; see the module.

    Returns
    -------
    scipy.optimize.OptimizeResult
        As `gradient_descent`.

    Raises
    ------
    ValueError, TypeError
        If an option makes no sense.

    Notes
    -----
    Tieleman and Hinton (2012), lecture 6.5.

    Examples
    --------
    >>> rmsprop(lambda t: (t @ t, 2 * t), [1.0], alpha=0.1, beta=0.75, maxiter=1).x.round(6)
    array([0.8])
    """
    alpha, beta = positive("alpha", alpha), _fraction("beta", beta)
    epsilon = positive("epsilon", epsilon)
    s = np.zeros(np.size(x0))

    def update(theta: Theta, gradient: Gradient, t: int) -> Theta:
        nonlocal s
        dJ = gradient(theta)
        s = beta * s + (1 - beta) * dJ**2
        return theta - alpha * dJ / (np.sqrt(s) + epsilon)

    return _descend(update, ("alpha", "beta", "epsilon"), fun, x0, args, **options)


def adam(
    fun: Callable[..., Any],
    x0: ArrayLike,
    args: tuple[Any, ...] = (),
    *,
    alpha: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
    **options: Any,
) -> OptimizeResult:
    """Adam: momentum over RMSprop, both corrected for having begun at zero.

    v := beta1 v + (1 - beta1) dJ; s := beta2 s + (1 - beta2) dJ^2;
    theta := theta - alpha v / (1 - beta1^t) / (sqrt(s / (1 - beta2^t)) + epsilon).

    Parameters
    ----------
    fun, x0, args
        As in `gradient_descent`.
    alpha : float, default 0.001
        Learning rate, about the size of a step in every weight.
    beta1, beta2 : float, default 0.9 and 0.999
        How much of the past v and s keep.
    epsilon : float, default 1e-8
        Keeps the division from zero.
    **options
        ``batch_size``, ``maxiter`` (epochs), ``rng``, ``callback``; see the module.

    Returns
    -------
    scipy.optimize.OptimizeResult
        As `gradient_descent`.

    Raises
    ------
    ValueError, TypeError
        If an option makes no sense.

    Notes
    -----
    Kingma and Ba (2015), algorithm 1.

    Examples
    --------
    >>> adam(lambda t: (t @ t, 2 * t), [1.0], alpha=0.1, maxiter=1).x.round(6)
    array([0.9])
    """
    alpha, epsilon = positive("alpha", alpha), positive("epsilon", epsilon)
    beta1, beta2 = _fraction("beta1", beta1), _fraction("beta2", beta2)
    v = s = np.zeros(np.size(x0))

    def update(theta: Theta, gradient: Gradient, t: int) -> Theta:
        nonlocal v, s
        dJ = gradient(theta)
        v = beta1 * v + (1 - beta1) * dJ
        s = beta2 * s + (1 - beta2) * dJ**2
        v_hat, s_hat = v / (1 - beta1**t), s / (1 - beta2**t)
        return theta - alpha * v_hat / (np.sqrt(s_hat) + epsilon)

    return _descend(update, ("alpha", "beta1", "beta2", "epsilon"), fun, x0, args, **options)


def mini_batches(
    args: tuple[Any, ...], size: int | None, rng: RNG = None
) -> Iterator[tuple[Any, ...]]:
    """One epoch of mini-batches: the arguments of `cost_function`, some examples at a time.

    Parameters
    ----------
    args : tuple
        ``(network, X, y, lambda_, sample_weight, keep_prob, seed)``, those at the end optional.
    size : int or None
        Examples a batch; the last may be shorter. None gives args back, whole and once.
    rng : int or numpy.random.Generator, optional
        Shuffles the examples, and the dropout of every batch.

    Yields
    ------
    batch : tuple
        args for a part of the examples. lambda_ comes as ``lambda_ * B / m`` (with sample weights
        as the batch's share of their sum), so that lambda means the same whatever the size.

    Returns
    -------
    iterator

    Raises
    ------
    ValueError, TypeError
        If size is not a positive whole number, or args are not those of a cost function.

    Examples
    --------
    >>> X = np.arange(5.0)[:, np.newaxis]
    >>> [len(batch[1]) for batch in mini_batches(((1, 1), X, [0, 0, 1, 1, 1]), 2, rng=0)]
    [2, 2, 1]
    """
    if size is None:
        yield args
        return
    size, generator = whole_number("batch_size", size), random_generator(rng)
    if not 3 <= len(args) <= 7:
        raise TypeError(
            f"args: mini-batches need those of cost_function, (network, X, y, ...), "
            f"got {len(args)} of them"
        )
    defaults: tuple[Any, ...] = (0.0, None, 1.0, None)
    network, X, y, lambda_, w, keep_prob, seed = args + defaults[len(args) - 3 :]
    X, y = as_real_array("X", X), as_real_array("y", y)
    if not X.ndim or not y.ndim or X.shape[0] != y.shape[0]:
        raise ValueError(f"y: expected a target for each row of X {X.shape}, got shape {y.shape}")
    m = X.shape[0]
    w_scaled, _ = weights_of_examples(w, m)
    w = None if w is None else as_real_array("sample_weight", w)
    order = generator.permutation(m)
    for start in range(0, m, size):
        rows = order[start : start + size]
        share = len(rows) / m if w_scaled is None else float(w_scaled[rows].sum() / m)
        if share == 0:
            continue  # examples of no weight: there is nothing to learn from them
        batch_seed = None if seed is None else seed + int(generator.integers(2**32))
        batch_w = None if w is None else w[rows]
        yield network, X[rows], y[rows], lambda_ * share, batch_w, keep_prob, batch_seed


def call_back(callback: Callable[..., Any], theta: Theta, J: float, nit: int) -> None:
    """Call a callback as SciPy would: with the result if it names it so, else with theta.

    Parameters
    ----------
    callback : callable
    theta : ndarray, shape (n,)
    J : float
    nit : int

    Returns
    -------
    None
    """
    if set(inspect.signature(callback).parameters) == {"intermediate_result"}:
        callback(intermediate_result=OptimizeResult(x=theta.copy(), fun=J, nit=nit))
    else:
        callback(theta.copy())


def _descend(
    update: Update,
    own_options: tuple[str, ...],
    fun: Callable[..., Any],
    x0: ArrayLike,
    args: tuple[Any, ...],
    *,
    maxiter: int = 100,
    batch_size: int | None = None,
    rng: RNG = 0,
    callback: Callable[..., Any] | None = None,
    jac: Any = None,
    **others: Any,
) -> OptimizeResult:
    """Make a minimiser of an update rule: a step a batch, a callback an epoch."""
    _refuse(others, own_options)
    maxiter, generator = whole_number("maxiter", maxiter), random_generator(rng)
    cost, nfev = _remembering(_cost_and_gradient(fun, jac), args)
    theta = real_vector("x0", x0)
    good, nit, t = theta, 0, 0  # good: the last theta whose J was finite
    status, message = 1, "Maximum number of iterations has been exceeded."
    while nit < maxiter and status == 1:
        batches = mini_batches(args, batch_size, generator)
        theta, good, t, J = _epoch(update, cost, theta, good, t, batches)
        if J == np.inf:
            theta, status, message = good, 2, "diverged: alpha is too large"
            break
        nit += 1
        if callback is not None:
            J = J if batch_size else float(cost(theta, *args)[0])
            try:
                call_back(callback, theta, J, nit)
            except StopIteration:
                status, message = 99, "`callback` raised `StopIteration`."
    J, grad = cost(theta, *args)
    if J == np.inf:
        theta, status, message = good, 2, "diverged: alpha is too large"
        J, grad = cost(theta, *args)
    result = {"x": theta, "fun": float(J), "jac": grad, "nit": nit, "nfev": nfev()}
    return OptimizeResult(result, success=status == 1, status=status, message=message)


def _epoch(
    update: Update,
    cost: Cost,
    theta: Theta,
    good: Theta,
    t: int,
    batches: Iterator[tuple[Any, ...]],
) -> tuple[Theta, Theta, int, float]:
    """Take a step a batch; return theta, good and t as they are then, and the batches' mean J,
    which is inf where they diverged."""
    seen: list[tuple[float, float]] = []
    for batch in batches:
        t += 1
        with np.errstate(over="ignore", invalid="ignore"):
            stepped = update(theta, _gradient(cost, batch, seen), t)
        if np.isfinite(seen[-1][0]):
            good = theta
        if not np.isfinite(stepped).all() or not np.isfinite(seen[-1][0]):
            return theta, good, t, np.inf
        theta = stepped
    costs, sizes = zip(*seen)
    return theta, good, t, float(np.average(costs, weights=sizes))


def _gradient(cost: Cost, batch: tuple[Any, ...], seen: list[tuple[float, float]]) -> Gradient:
    def gradient(theta: Theta) -> Theta:
        J, grad = cost(theta, *batch)
        seen.append((float(J), _size(batch)))
        return grad

    return gradient


def _size(batch: tuple[Any, ...]) -> float:
    """How much a batch counts in the epoch's mean: its examples, or the sum of their weights."""
    if len(batch) > 4 and batch[4] is not None:
        return float(np.sum(batch[4]))
    return float(len(batch[2])) if len(batch) > 2 else 1.0


def _remembering(cost: Cost, args: tuple[Any, ...]) -> tuple[Cost, Callable[[], int]]:
    """Remember J and gradient of all examples: those at an epoch's end begin the next one."""
    theta_then: Theta | None = None
    then: tuple[float, Theta] = (np.inf, np.empty(0))
    nfev = 0

    def remembering(theta: Theta, *batch: Any) -> tuple[float, Theta]:
        nonlocal theta_then, then, nfev
        whole = all(part is given for part, given in zip(batch, args))
        if whole and theta is theta_then:
            return then
        nfev += 1
        J_grad = cost(theta, *batch)
        if whole:
            theta_then, then = theta, J_grad
        return J_grad

    return remembering, lambda: nfev


def _cost_and_gradient(fun: Callable[..., Any], jac: Any) -> Cost:
    # SciPy wraps a function that returns (J, grad) in a memo keyed by theta alone, which would
    # answer a second batch at one theta with the first one's gradient. Reach beneath it.
    if getattr(jac, "__self__", None) is fun:
        fun, jac = fun.fun, None
    if callable(jac):
        return lambda theta, *args: (fun(theta, *args), jac(theta, *args))

    def cost(theta: Theta, *args: Any) -> tuple[float, Theta]:
        returned = fun(theta, *args)
        if not isinstance(returned, tuple) or len(returned) != 2:
            raise TypeError(
                f"fun: expected to return (J, grad), got {one_line(returned)}: "
                "pass jac=True with such a function, or jac=gradient"
            )
        return returned

    return cost


def _fraction(name: str, value: object) -> float:
    number = real_number(name, value, 0, 1, "a number in [0, 1)")
    if number == 1:
        raise ValueError(f"{name}: expected a number in [0, 1), got 1")
    return number


def _refuse(others: dict[str, Any], own_options: tuple[str, ...]) -> None:
    """Of what SciPy passes to every custom method, most is no use here; the rest is a mistake."""
    for name in ("hess", "hessp", "tol"):
        others.pop(name, None)
    if others.pop("bounds", None) is not None or others.pop("constraints", ()):
        raise ValueError("bounds, constraints: gradient descent knows neither")
    if others:
        known = ", ".join((*own_options, "batch_size", "maxiter", "rng"))
        raise TypeError(f"{next(iter(others))}: no such option; there are {known}")
