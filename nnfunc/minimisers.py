"""Gradient descent and its descendants, as custom methods of `scipy.optimize.minimize`.

Each is an update rule, ``update(theta, gradient, t, *state) -> (theta, *state)`` in step t = 1, 2,
..., with its state in the open. `_descend` is the loop that runs them all. They share these
options:

batch_size : int, optional
    Examples in a step; by default all of them. With mini-batches, fun and args must be
    `cost_function` and its arguments.
max_iter : int, default 100
    Epochs (passes over the examples). Callbacks are called once an epoch.
rng : int or numpy.random.Generator, default 0
    Shuffles the examples anew for every epoch.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import OptimizeResult

from nnfunc.problem import CostArguments, example_weights
from nnfunc.validation import (
    RNG,
    Vector,
    arithmetic_dtype,
    as_real_array,
    one_line,
    random_generator,
    real_number,
    real_vector,
    whole_number,
)

Args = tuple[Any, ...]
Fun = Callable[..., Any]
CostFunction = Callable[..., tuple[float, Vector]]
Gradient = Callable[[Vector], Vector]

# A learning rate, or a schedule: a function of the step t = 1, 2, ...
Rate = float | Callable[[int], float]


def at_step(alpha: Rate, t: int) -> float:
    return float(alpha(t)) if callable(alpha) else alpha


def gradient_descent(
    fun: Fun, x0: ArrayLike, args: Args = (), *, alpha: Rate = 0.1, **options: Any
) -> OptimizeResult:
    """Gradient descent: theta := theta - alpha dJ/dtheta.

    ``minimize(cost_function, theta0, args=args, jac=True, method=gradient_descent,
    options={"alpha": 0.3})``, or ``fminunc(..., method=gradient_descent, alpha=0.3)``. See the
    Deep Learning Specialization, course 1.

    Parameters
    ----------
    fun : callable
        ``fun(theta, *args) -> (J, grad)``.
    x0 : array_like, shape (n,)
        Where to start.
    args : tuple, optional
        Further arguments of fun.
    alpha : float or callable, default 0.1
        Learning rate, or a function of the step 1, 2, ... that returns it (a schedule).
    **options
        ``batch_size``, ``max_iter`` (epochs), ``rng``, ``callback``; see the module.

    Returns
    -------
    scipy.optimize.OptimizeResult
        ``x``, ``fun`` (J of all examples), ``jac``, ``nit`` (epochs), ``nfev``, ``success``,
        ``message``. x has the lowest J of all examples that was seen. success is True if the
        epochs of mini-batches are done and J did not rise; a descent on all examples that ends
        at max_iter has not converged, so it is False.

    Examples
    --------
    >>> result = gradient_descent(lambda t: (t @ t, 2 * t), [1.0], alpha=0.25, max_iter=3)
    >>> result.x  # halved three times
    array([0.125])
    """

    def update(theta: Vector, gradient: Gradient, t: int) -> Args:
        return (theta - at_step(alpha, t) * gradient(theta),)

    return _descend(update, (), {"alpha": alpha}, fun, x0, args, **options)


def momentum(
    fun: Fun,
    x0: ArrayLike,
    args: Args = (),
    *,
    alpha: Rate = 0.1,
    beta: float = 0.9,
    **options: Any,
) -> OptimizeResult:
    """Gradient descent with momentum: v := beta v + (1 - beta) dJ; theta := theta - alpha v.

    Deep Learning Specialization, course 2. Polyak (1964) has no factor 1 - beta: his alpha is
    (1 - beta) times this one.

    Parameters
    ----------
    beta : float, default 0.9
        v is an average of about the last 1/(1 - beta) gradients.
    fun, x0, args, alpha, **options
        As in `gradient_descent`.

    Returns
    -------
    scipy.optimize.OptimizeResult
        As in `gradient_descent`, and so are the errors.

    Examples
    --------
    >>> momentum(lambda t: (t @ t, 2 * t), [1.0], alpha=0.25, beta=0.5, max_iter=2).x
    array([0.4375])
    """

    def update(theta: Vector, gradient: Gradient, t: int, v: Vector) -> Args:
        v = beta * v + (1 - beta) * gradient(theta)
        return theta - at_step(alpha, t) * v, v

    return _descend(update, (0.0,), {"alpha": alpha, "beta": beta}, fun, x0, args, **options)


def nesterov(
    fun: Fun,
    x0: ArrayLike,
    args: Args = (),
    *,
    alpha: Rate = 0.1,
    beta: float = 0.9,
    **options: Any,
) -> OptimizeResult:
    """Nesterov's momentum: the gradient is taken at the point to which momentum alone leads.

    v := beta v + (1 - beta) dJ(theta - alpha beta v); theta := theta - alpha v. Nesterov (1983), in
    the form of Sutskever et al. (2013), with the factor 1 - beta.

    Parameters
    ----------
    fun, x0, args, alpha, beta, **options
        As in `momentum`.

    Returns
    -------
    scipy.optimize.OptimizeResult
        As in `gradient_descent`, and so are the errors.

    Examples
    --------
    >>> nesterov(lambda t: (t @ t, 2 * t), [1.0], alpha=0.25, beta=0.5, max_iter=2).x
    array([0.46875])
    """

    def update(theta: Vector, gradient: Gradient, t: int, v: Vector) -> Args:
        alpha_t = at_step(alpha, t)
        v = beta * v + (1 - beta) * gradient(theta - alpha_t * beta * v)
        return theta - alpha_t * v, v

    return _descend(update, (0.0,), {"alpha": alpha, "beta": beta}, fun, x0, args, **options)


def rmsprop(
    fun: Fun,
    x0: ArrayLike,
    args: Args = (),
    *,
    alpha: Rate = 0.001,
    beta: float = 0.9,
    epsilon: float = 1e-8,
    **options: Any,
) -> OptimizeResult:
    """RMSprop: s := beta s + (1 - beta) dJ^2; theta := theta - alpha dJ / (sqrt(s) + epsilon).

    Tieleman and Hinton (2012), lecture 6.5.

    Parameters
    ----------
    alpha : float or callable, default 0.001
        Learning rate, about the size of a step in every parameter, or a function of the step.
    beta : float, default 0.9
        s is an average over about the last 1/(1 - beta) steps.
    epsilon : float, default 1e-8
        Avoids a division by zero.
    fun, x0, args, **options
        As in `gradient_descent`.

    Returns
    -------
    scipy.optimize.OptimizeResult
        As in `gradient_descent`, and so are the errors.

    Examples
    --------
    >>> rmsprop(lambda t: (t @ t, 2 * t), [1.0], alpha=0.1, beta=0.75, max_iter=1).x.round(6)
    array([0.8])
    """

    def update(theta: Vector, gradient: Gradient, t: int, s: Vector) -> Args:
        dJ = gradient(theta)
        s = beta * s + (1 - beta) * dJ**2
        return theta - at_step(alpha, t) * dJ / (np.sqrt(s) + epsilon), s

    rates = {"alpha": alpha, "beta": beta, "epsilon": epsilon}
    return _descend(update, (0.0,), rates, fun, x0, args, **options)


def adam(
    fun: Fun,
    x0: ArrayLike,
    args: Args = (),
    *,
    alpha: Rate = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
    **options: Any,
) -> OptimizeResult:
    """Adam: momentum and RMSprop together, both corrected for their start at zero.

    v := beta1 v + (1 - beta1) dJ; s := beta2 s + (1 - beta2) dJ^2;
    theta := theta - alpha v / (1 - beta1^t) / (sqrt(s / (1 - beta2^t)) + epsilon).
    Kingma and Ba (2015), algorithm 1.

    Parameters
    ----------
    beta1, beta2 : float, default 0.9 and 0.999
        v and s are averages over about the last 1/(1 - beta) steps.
    fun, x0, args, alpha, epsilon, **options
        As in `rmsprop`.

    Returns
    -------
    scipy.optimize.OptimizeResult
        As in `gradient_descent`, and so are the errors.

    Examples
    --------
    >>> adam(lambda t: (t @ t, 2 * t), [1.0], alpha=0.1, max_iter=1).x.round(6)
    array([0.9])
    """

    def update(theta: Vector, gradient: Gradient, t: int, v: Vector, s: Vector) -> Args:
        dJ = gradient(theta)
        v *= beta1
        v += (1 - beta1) * dJ  # v := beta1 v + (1 - beta1) dJ
        s *= beta2
        s += (1 - beta2) * dJ**2  # s := beta2 s + (1 - beta2) dJ^2
        # v / (1 - beta1^t) / (sqrt(s / (1 - beta2^t)) + epsilon), with one division of vectors
        root = np.sqrt(1 - beta2**t)
        step = np.sqrt(s)
        step += epsilon * root
        np.divide(v, step, out=step)
        step *= at_step(alpha, t) * root / (1 - beta1**t)
        return theta - step, v, s

    rates = {"alpha": alpha, "beta1": beta1, "beta2": beta2, "epsilon": epsilon}
    return _descend(update, (0.0, 0.0), rates, fun, x0, args, **options)


def mini_batches(args: Args, size: int | None, rng: RNG = None) -> Iterator[Args]:
    """Yield the arguments of `cost_function` for one mini-batch after another: one epoch.

    Parameters
    ----------
    args : tuple
        ``(network, X, y, lambda_, sample_weight, keep_prob, seed)``, of which the last four are
        optional.
    size : int or None
        Examples in a batch; the last batch may be shorter. None yields args itself, once.
    rng : int or numpy.random.Generator, optional
        Shuffles the examples, and draws the dropout seed of every batch.

    Returns
    -------
    batches : iterator of tuple
        In a batch of B of the m examples lambda_ is ``lambda_ * B / m`` (with sample weights, the
        batch's share of their sum), so that lambda means the same for every size.

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
        expected = "those of cost_function, (network, X, y, ...)"
        raise TypeError(f"args: mini-batches need {expected}, got {len(args)} of them")
    whole = CostArguments(*args)
    X, y = as_real_array("X", whole.X), as_real_array("y", whole.y)
    if not X.ndim or not y.ndim or X.shape[0] != y.shape[0]:
        raise ValueError(f"y: expected a target for each row of X {X.shape}, got shape {y.shape}")
    m = X.shape[0]
    w, _ = example_weights(whole.sample_weight, m)
    seed = None if whole.seed is None else whole_number("seed", whole.seed, 0)
    order = generator.permutation(m)
    for start in range(0, m, size):
        rows = order[start : start + size]
        share = len(rows) / m if w is None else float(w[rows].sum() / m)
        if share == 0:
            continue  # none of its examples has weight
        yield whole._replace(
            X=X[rows],
            y=y[rows],
            lambda_=whole.lambda_ * share,
            sample_weight=None if w is None else np.asarray(whole.sample_weight)[rows],
            seed=None if seed is None else seed + int(generator.integers(2**32)),
        )


def _descend(
    update: Callable[..., Args],
    start: Args,
    rates: dict[str, Any],
    fun: Fun,
    x0: ArrayLike,
    args: Args,
    *,
    max_iter: int = 100,
    batch_size: int | None = None,
    rng: RNG = 0,
    callback: Fun | None = None,
    jac: Any = None,
    resume: dict[str, Any] | None = None,
    **others: Any,
) -> OptimizeResult:
    """Minimise by an update rule: one step for each batch, one callback for each epoch."""
    refuse_other_options(others, (*rates, "batch_size", "max_iter", "rng"))
    _check_rates(rates)
    max_iter, generator = whole_number("max_iter", max_iter), random_generator(rng)
    evaluate = _Evaluations(cost_and_gradient(fun, jac), args)
    run = _Descent(real_vector("x0", x0), list(start))
    run.restore(resume, generator)
    last_finite, status = run.theta, 1
    while run.nit < max_iter and status == 1:
        evaluate.begin_epoch()
        for batch in mini_batches(args, batch_size, generator):
            run.t += 1
            with np.errstate(over="ignore", invalid="ignore"):
                gradient = evaluate.gradient_of(batch)
                stepped, *run.state = update(run.theta, gradient, run.t, *run.state)
            finite = np.isfinite(evaluate.J[-1])
            last_finite = run.theta if finite else last_finite
            if not (finite and np.isfinite(stepped).all()):
                status = 2
                break
            run.theta = stepped
        else:  # the epoch is complete
            run.nit += 1
            run.first_J = evaluate.mean_J() if run.first_J is None else run.first_J
            if callback is not None:
                J = evaluate.mean_J() if batch_size else evaluate(run.theta, args)[0]
                seen = {"fun": J, "nit": run.nit, "state": run.saved(generator)}
                status = 1 if call_back(callback, run.theta, seen) else 99
    if batch_size and status == 1:
        status = 0
    return _result(evaluate, run, last_finite, status)


class _Descent:
    """Where a descent has got to: all that it needs to go on."""

    def __init__(self, theta: Vector, state: list[Any]) -> None:
        self.theta, self.state = theta, state
        self.t = self.nit = 0
        self.first_J: float | None = None  # of the first epoch

    def saved(self, generator: np.random.Generator) -> dict[str, Any]:
        numbers = {"t": self.t, "nit": self.nit, "first_J": self.first_J}
        arrays = {f"state{i}": np.array(part) for i, part in enumerate(self.state)}
        return {**numbers, **arrays, "generator": generator.bit_generator.state}

    def restore(self, saved: dict[str, Any] | None, generator: np.random.Generator) -> None:
        if saved is not None:
            self.t, self.nit, self.first_J = saved["t"], saved["nit"], saved["first_J"]
            self.state = [saved[f"state{i}"].copy() for i in range(len(self.state))]
            generator.bit_generator.state = saved["generator"]


def _result(evaluate: _Evaluations, run: _Descent, last_finite: Vector, status: int) -> Any:
    """Evaluate J of all examples, and tell the truth about it."""
    J, _ = evaluate(run.theta, evaluate.args)
    message = {
        0: f"{run.nit} epochs done",
        1: "Maximum number of iterations has been exceeded.",
        2: "diverged: J is not finite: try a smaller alpha",
        99: "`callback` raised `StopIteration`.",
    }[status if np.isfinite(J) else 2]
    if status == 2 or not np.isfinite(J):
        status = 2
        evaluate(last_finite, evaluate.args)
    elif run.first_J is not None and J > run.first_J:
        status, message = 2, f"J rose from {run.first_J:.4g} to {J:.4g}: try a smaller alpha"
    J, theta, grad = evaluate.best
    result = {"x": theta, "fun": float(J), "jac": grad, "nit": run.nit, "nfev": evaluate.nfev}
    return OptimizeResult(result, success=status == 0, status=status, message=message)


def _check_rates(rates: dict[str, Any]) -> None:
    for name, value in rates.items():
        if name == "alpha" and callable(value):
            value = value(1)  # a schedule
        real_number(name, value, "[0, 1)" if name.startswith("beta") else "(0, inf)")


def refuse_other_options(others: dict[str, Any], known: tuple[str, ...]) -> None:
    """Refuse options that a minimiser does not have, but for those that SciPy always passes."""
    if others.pop("bounds", None) is not None or others.pop("constraints", ()):
        raise ValueError("bounds, constraints: not supported by the minimisers of this library")
    for name in others.keys() - {"hess", "hessp", "tol"}:
        if name == "maxiter":
            raise TypeError("maxiter: is called max_iter here")
        raise TypeError(f"{name}: no such option; the options are {', '.join(known)}")


class _Evaluations:
    """Counts evaluations; remembers J of each batch in an epoch, and the best J of all examples."""

    def __init__(self, cost: CostFunction, args: Args) -> None:
        self.cost, self.args, self.nfev = cost, args, 0
        self.theta: Vector | None = None
        self.J_grad: tuple[float, Vector] = (np.inf, np.empty(0))
        self.best: tuple[float, Vector, Vector] = (np.inf, np.empty(0), np.empty(0))

    def begin_epoch(self) -> None:
        self.J: list[float] = []
        self.weights: list[float] = []

    def __call__(self, theta: Vector, batch: Args) -> tuple[float, Vector]:
        if batch is self.args and theta is self.theta:  # from the end of the last epoch
            return self.J_grad
        J, grad = self.cost(theta, *batch)
        if self.nfev == 0:
            check_gradient("fun", J, grad, theta)
        self.nfev += 1
        if batch is self.args:
            self.theta, self.J_grad = theta, (J, grad)
            if J < self.best[0] or not self.best[1].size:
                self.best = J, theta, grad
        return J, grad

    def gradient_of(self, batch: Args) -> Gradient:
        """Make the gradient on a batch a function of theta alone, which notes the batch's J."""

        def gradient(theta: Vector) -> Vector:
            J, grad = self(theta, batch)
            self.J.append(float(J))
            self.weights.append(_total_weight(batch))
            if batch is not self.args:  # the optimiser's averages need no more digits than X has
                dtype: Any = arithmetic_dtype(np.asarray(CostArguments(*batch).X))
                grad = grad.astype(dtype, copy=False)
            return grad

        return gradient

    def mean_J(self) -> float:
        """Return the mean over the epoch's batches."""
        return float(np.average(self.J, weights=self.weights))


def check_gradient(name: str, J: Any, grad: Any, theta: Vector) -> None:
    """Refuse a cost or a gradient of the wrong kind or shape, once in a run."""
    if np.ndim(J) or not np.isrealobj(J) or J is None:
        raise TypeError(f"{name}: expected J to be a real number, got {one_line(J)}")
    array = as_real_array(name, grad)
    if array.shape != theta.shape:
        raise ValueError(f"{name}: expected a gradient of shape {theta.shape}, got {array.shape}")


def _total_weight(batch: Args) -> float:
    """Return the sum of a batch's sample weights, or its number of examples."""
    if not isinstance(batch, CostArguments):
        return 1.0  # all examples, of any cost function
    w = batch.sample_weight
    return float(np.shape(batch.X)[0] if w is None else np.sum(w))


def call_back(callback: Fun, theta: Vector, seen: dict[str, Any]) -> bool:
    """Call a callback as SciPy does, by its parameter's name; False if it raises StopIteration."""
    try:
        if set(inspect.signature(callback).parameters) == {"intermediate_result"}:
            callback(intermediate_result=OptimizeResult(x=theta.copy(), **seen))
        else:
            callback(theta.copy())
    except StopIteration:
        return False
    return True


def cost_and_gradient(fun: Fun, jac: Any) -> CostFunction:
    """Return a function of theta and args that returns (J, grad)."""
    # With jac=True, SciPy caches (J, grad) by theta alone: a second batch at the same theta would
    # get the gradient of the first. Unwrap the function.
    if getattr(jac, "__self__", None) is fun:
        fun, jac = fun.fun, None
    if callable(jac):
        return lambda theta, *args: (fun(theta, *args), jac(theta, *args))

    def cost(theta: Vector, *args: Any) -> tuple[float, Vector]:
        returned = fun(theta, *args)
        if not isinstance(returned, tuple) or len(returned) != 2:
            raise TypeError(
                f"fun: expected to return (J, grad), got {one_line(returned)}: "
                "pass jac=True with such a function, or jac=gradient"
            )
        return returned

    return cost
