"""Training: `fminunc`, which hands a cost function to SciPy."""

from __future__ import annotations

import json
import os
import re
import warnings
from collections.abc import Callable
from contextlib import closing, nullcontext
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import OptimizeResult, OptimizeWarning, minimize

from nnfunc.blas import one_scipy_thread
from nnfunc.checkpoints import Writer, check_target, identity_of, load, refuse_another_run
from nnfunc.least_squares import levenberg_marquardt
from nnfunc.minimisers import (
    CostFunction,
    adam,
    call_back,
    check_gradient,
    gradient_descent,
    momentum,
    nesterov,
    rmsprop,
)
from nnfunc.validation import Array, Vector, call_arguments, one_line, real_vector, whole_number

GRADIENT_METHODS = (
    *("CG", "BFGS", "L-BFGS-B", "TNC", "SLSQP"),
    *("Newton-CG", "trust-ncg", "trust-krylov", "trust-constr"),
)

METHODS = (gradient_descent, momentum, nesterov, rmsprop, adam, levenberg_marquardt)
MINIMISERS = {method.__name__: method for method in METHODS}


def fminunc(
    cost_fn: CostFunction,
    initial_theta: ArrayLike,
    args: tuple[Any, ...] = (),
    *,
    method: str | Callable[..., OptimizeResult] = "L-BFGS-B",
    max_iter: int = 400,
    hessp: Callable[..., Any] | None = None,
    callback: Callable[..., Any] | None = None,
    progress: bool = False,
    dev_cost: Callable[[Vector], Any] | None = None,
    patience: int = 10,
    checkpoint: str | os.PathLike[str] | None = None,
    **options: Any,
) -> OptimizeResult:
    """Minimise a cost function that returns its gradient, as the course's ``fminunc`` does.

    Octave: ``[theta, J] = fminunc(@(t) costFunction(t, ...), initialTheta, options)``. Calls
    `scipy.optimize.minimize`, and adds the history of J, a progress bar, early stopping,
    checkpoints, and the best parameters so far after Ctrl-C.

    Parameters
    ----------
    cost_fn : callable
        ``cost_fn(theta, *args) -> (J, grad)``, such as `cost_function`.
    initial_theta : array_like, shape (n,)
        Where to start, such as random weights from `rand_initialize_theta`.
    args : tuple, optional
        Further arguments of cost_fn, ``(network, X, y, lambda_)``.
    method : str or callable, default "L-BFGS-B"
        One of SciPy's methods that use a gradient (CG, BFGS, L-BFGS-B, TNC, SLSQP, Newton-CG,
        trust-ncg, trust-krylov, trust-constr), a minimiser of this library, by name or as a
        function (``"adam"`` or `adam`), or any custom method for SciPy.
    max_iter : int, default 400
        Largest number of iterations; of epochs for `adam` and its like.
    hessp : callable, optional
        ``hessp(theta, p, *args)``, such as `hessian_vector_product`; trust-ncg and trust-krylov
        need one.
    callback : callable, optional
        Called after every iteration, as in SciPy: ``callback(intermediate_result)`` if that is
        the parameter's name, else ``callback(theta)``. The result has ``x``, ``fun``, ``nit``
        (the epoch), ``grad_norm``, and ``dev`` with a dev_cost. StopIteration ends the run.
    progress : bool, default False
        Show a tqdm bar with the current J (extra ``exercises``).
    dev_cost : callable, optional
        ``dev_cost(theta)``, the cost on a dev set, as a number or as ``(J, grad)``. Training stops
        after `patience` iterations without a lower one, and the parameters with the lowest dev
        cost are returned.
    patience : int, default 10
        See dev_cost.
    checkpoint : path, optional
        An ``.npz`` file with all that the run needs to go on, written as often as costs 2 % of
        the time. Called again with it, `fminunc` goes on, and max_iter counts the total: the
        minimisers of this library as if they had not been interrupted, SciPy's methods from the
        saved parameters with a new memory.
    **options
        Options of the method: ``gtol=1e-6``, ``maxcor=20``, ... or ``alpha``, ``batch_size``, ...

    Returns
    -------
    result : scipy.optimize.OptimizeResult
        SciPy's result, with ``x`` (the parameters), ``fun`` (their J), ``success`` and
        ``message``, and ``history``: J at the start and after every iteration. With dev_cost also
        ``dev_history`` and its lowest value, ``dev_fun``. ``x`` is the best that was seen, however
        the run ended. ``success`` is False if J did not fall or is not finite, at max_iter (but
        True when the epochs of a mini-batch method are done), and after Ctrl-C.

    Raises
    ------
    ValueError, TypeError, ImportError
        If an option is unknown, a checkpoint is damaged or of another run, or tqdm is missing.
        Errors of cost_fn are passed on, with the best result so far as their ``result``.

    Examples
    --------
    >>> result = fminunc(lambda theta: (theta @ theta, 2 * theta), [3.0, -4.0])
    >>> bool(abs(result.x).max() < 1e-6), float(result.history[0])
    (True, 25.0)
    """
    theta = real_vector("initial_theta", initial_theta)
    max_iter, patience = whole_number("max_iter", max_iter), whole_number("patience", patience)
    method = _method(method, hessp)
    _check_options(method, options, hessp)
    run = _Run(cost_fn, call_arguments(args), dev_cost)
    theta, options = run.resume(checkpoint, method, options, theta)
    bar = _progress_bar(max_iter, run.nit) if progress else None
    listeners = (
        (progress, partial(_show, bar)),
        (checkpoint is not None, partial(_Run.save, now=False)),
        (callback is not None, partial(_call_back, callback)),
        (dev_cost is not None, partial(_stop_early, patience)),
        (method == "TNC", partial(_stop_at, max_iter)),  # TNC's own limit counts something else
    )
    run.listeners = [listener for wanted, listener in listeners if wanted]
    try:
        run.begin(theta)
        if run.state is None:  # a minimiser with a state looks at it itself
            _stop_at(max_iter, run)
        with one_scipy_thread(), closing(bar) if bar else nullcontext():
            result = minimize(
                run.cost,
                theta,
                args=args,
                method=method,
                jac=True,
                hessp=partial(_guarded, hessp) if hessp else None,
                callback=run.iterate,
                options=_method_options(method, max_iter, run.nit, options),
            )
    except _Stop as stop:
        result = run.best_result(str(stop), success=stop.success)
    except KeyboardInterrupt:
        if run.best_theta is None:
            raise
        result = run.best_result("interrupted: this is the best so far", success=False)
    except Exception as error:
        run.attach_result(error)
        raise
    return run.complete(result, mini_batches=bool(options.get("batch_size")))


class _Stop(Exception):
    """Ends SciPy's run from a callback: some methods do not catch StopIteration."""

    def __init__(self, message: str, success: bool) -> None:
        super().__init__(message)
        self.success = success


class _Run:
    """The cost function as SciPy calls it, the history, and the best parameters so far: those with
    the lowest dev cost after an iteration, or without a dev cost the lowest J ever evaluated."""

    def __init__(
        self, cost_fn: CostFunction, args: tuple[Any, ...], dev_cost: Callable[..., Any] | None
    ) -> None:
        self.cost_fn, self.args, self.dev_cost = cost_fn, args, dev_cost
        self.listeners: list[Callable[[_Run], None]] = []  # called after every iteration
        self.nfev = self.nfev_saved = 0
        self.last_theta: Vector | None = None  # of the last evaluation, and its J
        self.last_J, self.last_grad = np.inf, np.empty(0)
        self.best_theta: Vector | None = None
        self.best_J = self.best_dev = np.inf
        self.history: list[float] = []
        self.dev_history: list[float] = []
        self.theta = np.empty(0)  # of the last iteration
        self.state: dict[str, Any] | None = None  # of a minimiser of this library
        self.writer: Writer | None = None
        self.resumed_at = 0

    @property
    def nit(self) -> int:
        return max(0, len(self.history) - 1)

    def cost(self, theta: Vector, *args: Any) -> tuple[float, Vector]:
        """Evaluate the cost; SciPy calls this instead of cost_fn."""
        J_grad = self.cost_fn(theta, *args)
        if not isinstance(J_grad, tuple) or len(J_grad) != 2:
            raise TypeError(f"cost_fn: expected to return (J, grad), got {one_line(J_grad)}")
        if self.nfev == 0 or self.nfev == self.nfev_saved:
            check_gradient("cost_fn", *J_grad, theta)
        self.nfev += 1
        self.last_grad = J_grad[1]
        # The J of a mini-batch, which has other args, is not comparable with J of all examples.
        if all(arg is whole for arg, whole in zip(args, self.args)):
            self.last_theta, self.last_J = theta.copy(), float(J_grad[0])
            self._keep_lowest_J(theta, self.last_J)
        return J_grad

    def begin(self, theta: Vector) -> None:
        if not self.history:
            self._note(theta, float(self.cost(theta, *self.args)[0]))
        self.theta = theta

    def iterate(self, intermediate_result: Any) -> None:
        """SciPy's callback: record the iteration and call the listeners."""
        theta = np.array(getattr(intermediate_result, "x", intermediate_result), dtype=np.float64)
        self.state = getattr(intermediate_result, "state", None)
        if hasattr(intermediate_result, "fun"):
            J = float(intermediate_result.fun)
        elif self.last_theta is not None and np.array_equal(theta, self.last_theta):
            J = self.last_J
        else:  # TNC passes theta only, nearly always the last one evaluated
            J = float(self.cost(theta, *self.args)[0])
        self._keep_lowest_J(theta, J)
        self._note(theta, J)
        for listener in self.listeners:
            listener(self)

    def _keep_lowest_J(self, theta: Vector, J: float) -> None:
        if self.dev_cost is None and (J < self.best_J or self.best_theta is None):
            self.best_theta, self.best_J = theta.copy(), J

    def _note(self, theta: Vector, J: float) -> None:
        self.theta = theta
        self.history.append(J)
        if self.dev_cost is None:
            return
        dev = self.dev_cost(theta.copy())
        self.dev_history.append(float(dev[0] if isinstance(dev, tuple) else dev))
        if self.dev_history[-1] < self.best_dev or self.best_theta is None:
            self.best_theta, self.best_J = theta.copy(), J
            self.best_dev = self.dev_history[-1]

    def resume(
        self, path: Any, method: Any, options: dict[str, Any], theta: Vector
    ) -> tuple[Vector, dict[str, Any]]:
        """Go on from a checkpoint if there is one; return where to start, and the options."""
        if path is None:
            return theta, options
        check_target(path)
        name = method if isinstance(method, str) else method.__qualname__
        identity = identity_of(name, options, self.args)
        self.writer = Writer(path, identity)
        saved = load(path)
        if saved is None:
            return theta, options
        refuse_another_run(path, saved.identity, identity)
        arrays, numbers = saved.arrays, saved.numbers
        if arrays["theta"].shape != theta.shape:
            expected, got = arrays["theta"].shape, theta.shape
            raise ValueError(f"initial_theta: expected shape {expected}, as saved, got {got}")
        self.history, self.dev_history = arrays["history"].tolist(), arrays["dev_history"].tolist()
        self.best_theta = arrays["best_theta"]
        self.best_J, self.best_dev = numbers["best_J"], numbers["best_dev"]
        self.nfev = self.nfev_saved = numbers["nfev"]
        self.resumed_at = self.nit
        if numbers["state"] is not None:
            self.state = json.loads(numbers["state"])
            averages = {k: v for k, v in arrays.items() if k.startswith("state")}
            self.state |= averages
            options = {**options, "resume": self.state}
        return arrays["theta"], options

    def save(self, now: bool) -> None:
        """Save all that the run needs to go on."""
        if self.writer is None or self.best_theta is None:
            return
        arrays: dict[str, Array] = {
            "theta": self.theta,
            "best_theta": self.best_theta,
            "history": np.array(self.history),
            "dev_history": np.array(self.dev_history),
        }
        numbers = {"best_J": self.best_J, "best_dev": self.best_dev, "nfev": self.nfev}
        state = None
        if self.state is not None:
            arrays |= {k: v for k, v in self.state.items() if k.startswith("state")}
            rest = {k: v for k, v in self.state.items() if not k.startswith("state")}
            state = json.dumps(rest, default=np.ndarray.tolist)
        self.writer.save(arrays, {**numbers, "state": state}, now)

    def best_result(self, message: str, success: bool) -> OptimizeResult:
        """Make the result of a run that SciPy did not end."""
        best = {"x": self.best_theta, "fun": self.best_J, "nit": self.nit, "nfev": self.nfev}
        return OptimizeResult(best, message=message, success=success, status=99)

    def attach_result(self, error: Exception) -> None:
        """Give an error that ends the run the best result so far."""
        self.save(now=True)
        if self.best_theta is not None:
            result = self.best_result(f"ended by {one_line(error)}", success=False)
            error.result = result  # type: ignore[attr-defined]

    def complete(self, result: OptimizeResult, mini_batches: bool) -> OptimizeResult:
        """Return the best parameters with the history, and tell the truth about success."""
        self.save(now=True)
        result.setdefault("success", False)  # a custom method may not say
        result.setdefault("message", "")
        J_start = self.history[0]
        rose = not np.isfinite(result.fun) or result.fun > J_start
        if self.dev_cost is not None or rose or (self.best_J < result.fun and not mini_batches):
            result.update(x=self.best_theta, fun=self.best_J)
            result.pop("jac", None)  # SciPy's, at its last parameters and not at these
        if mini_batches and result.x is self.best_theta:  # its J is the mean over an epoch
            result.fun, result.jac = self.cost_fn(result.x, *self.args)
        if self.dev_cost is not None:
            result.update(dev_fun=self.best_dev, dev_history=np.array(self.dev_history))
        if rose and result.success:
            result.update(success=False, message=f"J did not fall below {J_start:.4g}, its start")
        result.update(nit=self.nit, history=np.array(self.history))
        if self.resumed_at:
            result.nfev = self.nfev
        if self.resumed_at and self.state is None:
            result.message += f" (resumed at iteration {self.resumed_at}, with a new memory)"
        if self.writer is not None and self.writer.error:
            result.message += f" (the last checkpoint is missing: {self.writer.error})"
        return result


# Listeners: each does one thing after every iteration of a run.


def _show(bar: Any, run: _Run) -> None:
    bar.set_postfix(J=f"{run.history[-1]:.5g}", refresh=False)
    bar.update()


def _call_back(callback: Any, run: _Run) -> None:
    with np.errstate(over="ignore", invalid="ignore"):
        grad_norm = float(np.linalg.norm(run.last_grad))
    seen = {"fun": run.history[-1], "nit": run.nit, "grad_norm": grad_norm}
    if run.dev_history:
        seen["dev"] = run.dev_history[-1]
    if not call_back(callback, run.theta, seen):
        raise _Stop("`callback` raised `StopIteration`.", success=False)


def _stop_early(patience: int, run: _Run) -> None:
    if np.isnan(run.dev_history).all() and run.nit >= patience:
        raise _Stop("the dev cost is NaN", success=False)
    if run.nit - int(np.nanargmin([*run.dev_history, np.inf])) >= patience:
        raise _Stop(f"stopped early: no lower dev cost in {patience} iterations", success=True)


def _stop_at(max_iter: int, run: _Run) -> None:
    if run.nit >= max_iter:
        raise _Stop("Maximum number of iterations has been exceeded.", success=False)


def _progress_bar(max_iter: int, nit: int) -> Any:
    try:
        from tqdm import tqdm
    except ImportError:
        raise ImportError("progress=True needs tqdm: pip install 'nnfunc[exercises]'") from None
    return tqdm(total=max_iter, initial=nit, unit="it", desc="training")


def _guarded(hessp: Callable[..., Any], theta: Vector, p: Vector, *args: Any) -> Any:
    """Stop where SciPy's trust-krylov, at the limit of rounding, asks for H times NaN."""
    with np.errstate(over="ignore", invalid="ignore"):
        squared_length = p @ p
    if not np.isfinite(squared_length):
        raise _Stop("rounding leaves no direction in which J still falls", success=False)
    return hessp(theta, p, *args)


def _method(method: Any, hessp: object) -> str | Callable[..., OptimizeResult]:
    """Return a method of SciPy by its name, and one of this library as a function."""
    if callable(method):
        return method
    names = {name.lower(): name for name in (*GRADIENT_METHODS, *MINIMISERS)}
    name = names.get(method.lower()) if isinstance(method, str) else None
    if name is None:
        known = ", ".join(names.values())
        raise ValueError(f"method: expected one of {known} or a function, got {one_line(method)}")
    if name in ("trust-ncg", "trust-krylov") and hessp is None:
        raise ValueError(f"hessp: {name} needs one, such as nnfunc.hessian_vector_product")
    return MINIMISERS.get(name, name)


def _check_options(method: Any, options: dict[str, Any], hessp: object) -> None:
    """Refuse options that a method of SciPy does not know, which SciPy itself only warns of."""
    if "maxiter" in options:
        raise TypeError("maxiter: is called max_iter here")
    if callable(method) or not options:
        return
    quiet = {k: v for k, v in options.items() if k not in ("disp", "iprint", "verbose")}
    zero = {"jac": lambda x: 0 * x, "hessp": (lambda x, p: p) if hessp else None}
    unknown = ""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.filterwarnings("error", "Unknown solver options", OptimizeWarning)
        try:  # on a problem that is solved already
            minimize(lambda x: 0.0, [0.0], method=method, options=quiet, **zero)
        except OptimizeWarning as warning:
            unknown = str(warning).split(": ")[-1]
        except Exception as error:  # a value may not fit the small problem
            unknown = "".join(re.findall(r"unexpected keyword argument '(\w+)'", str(error)))
    if unknown:
        hint = ""
        if {"batch_size", "alpha"} & set(unknown.split(", ")):
            hint = f": that needs one of {', '.join(MINIMISERS)}"
        raise TypeError(f"{unknown}: no option of {method}{hint}")


def _method_options(
    method: Any, max_iter: int, nit: int, options: dict[str, Any]
) -> dict[str, Any]:
    """Return the options of a method; max_iter alone limits the run."""
    if method is levenberg_marquardt:  # it has no state to resume from
        return {**options, "max_iter": max_iter - nit}
    if method in MINIMISERS.values():
        return {**options, "max_iter": max_iter}
    if method in ("TNC", "L-BFGS-B"):
        options = {"maxfun": 2**31 - 1, **options}  # or else they limit evaluations too
    return options if method == "TNC" else {**options, "maxiter": max_iter - nit}
