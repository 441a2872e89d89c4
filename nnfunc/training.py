"""Training: `fminunc`, which hands a cost function to SciPy."""

import os
from collections.abc import Callable
from contextlib import closing, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import OptimizeResult, minimize

from nnfunc.blas import one_scipy_thread
from nnfunc.minimisers import CostFunction, call_back
from nnfunc.validation import Vector, call_arguments, one_line, real_vector, whole_number

GRADIENT_METHODS = (
    *("CG", "BFGS", "L-BFGS-B", "TNC", "SLSQP"),
    *("Newton-CG", "trust-ncg", "trust-krylov", "trust-constr"),
)


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
        trust-ncg, trust-krylov, trust-constr), or a custom method for SciPy, such as `adam`.
    max_iter : int, default 400
        Largest number of iterations.
    hessp : callable, optional
        ``hessp(theta, p, *args)``, such as `hessian_vector_product`; trust-ncg and trust-krylov
        need one.
    callback : callable, optional
        Called after every iteration, as in SciPy: ``callback(intermediate_result)`` if that is
        the parameter's name, else ``callback(theta)``. StopIteration ends the run.
    progress : bool, default False
        Show a tqdm bar with the current J (extra ``exercises``).
    dev_cost : callable, optional
        ``dev_cost(theta)``, the cost on a dev set, as a number or as ``(J, grad)``. Training stops
        after `patience` iterations without a lower one, and the parameters with the lowest dev
        cost are returned.
    patience : int, default 10
        See dev_cost.
    checkpoint : path, optional
        An ``.npz`` file with ``theta`` and ``history``, written after every iteration.
    **options
        Options of the method, passed to SciPy: ``gtol=1e-6``, ``maxcor=20``, ...

    Returns
    -------
    result : scipy.optimize.OptimizeResult
        SciPy's result, with ``x`` (the parameters), ``fun`` (their J), ``success`` and
        ``message``, and ``history``: J at the start and after every iteration. With dev_cost also
        ``dev_history`` and its lowest value, ``dev_fun``. After Ctrl-C, ``x`` is the best so far
        and ``success`` is False.

    Raises
    ------
    ValueError, TypeError, ImportError
        If an argument is not valid, or tqdm is missing. Errors of cost_fn are passed on.

    Examples
    --------
    >>> result = fminunc(lambda theta: (theta @ theta, 2 * theta), [3.0, -4.0])
    >>> bool(abs(result.x).max() < 1e-6), float(result.history[0])
    (True, 25.0)
    """
    theta = real_vector("initial_theta", initial_theta)
    name = _method_name(method, hessp)
    max_iter, patience = whole_number("max_iter", max_iter), whole_number("patience", patience)
    options = _method_options(name, max_iter, options)
    run = _Run(cost_fn, call_arguments(args), dev_cost)
    bar = _progress_bar(max_iter) if progress else None
    listeners = (
        (progress, partial(_show, bar)),
        (checkpoint is not None, partial(_save_checkpoint, checkpoint)),
        (callback is not None, partial(_call_back, callback)),
        (dev_cost is not None, partial(_stop_early, patience)),
        (name == "TNC", partial(_stop_at, max_iter)),  # TNC's own limit counts something else
    )
    run.listeners = [listener for wanted, listener in listeners if wanted]
    try:
        run.begin(theta)
        with one_scipy_thread(), closing(bar) if bar else nullcontext():
            result = minimize(
                run.cost,
                theta,
                args=args,
                method=method if name == "custom" else name,
                jac=True,
                hessp=partial(_guarded, hessp) if hessp else None,
                callback=run.iterate,
                options=options,
            )
    except _Stop as stop:
        result = run.best_result(str(stop), success=stop.success)
    except KeyboardInterrupt:
        if run.best_theta is None:
            raise
        message = "interrupted: these are the best parameters so far, not a minimum"
        result = run.best_result(message, success=False)
    return run.complete(result, final_J=name == "custom")


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
        self.nfev = 0
        self.last_theta: Vector | None = None  # of the last evaluation, and its J
        self.last_J = np.inf
        self.best_theta: Vector | None = None
        self.best_J = self.best_dev = np.inf
        self.history: list[float] = []
        self.dev_history: list[float] = []
        self.theta = np.empty(0)  # of the last iteration

    @property
    def nit(self) -> int:
        return len(self.history) - 1

    def cost(self, theta: Vector, *args: Any) -> tuple[float, Vector]:
        """Evaluate the cost; SciPy calls this instead of cost_fn."""
        J_grad = self.cost_fn(theta, *args)
        if not isinstance(J_grad, tuple) or len(J_grad) != 2:
            raise TypeError(f"cost_fn: expected to return (J, grad), got {one_line(J_grad)}")
        self.nfev += 1
        # The J of a mini-batch, which has other args, is not comparable with J of all examples.
        if all(arg is whole for arg, whole in zip(args, self.args)):
            self.last_theta, self.last_J = theta.copy(), float(J_grad[0])
            self._keep_lowest_J(theta, self.last_J)
        return J_grad

    def begin(self, theta: Vector) -> None:
        self._note(theta, float(self.cost(theta, *self.args)[0]))

    def iterate(self, intermediate_result: Any) -> None:
        """SciPy's callback: record the iteration and call the listeners."""
        theta = np.array(getattr(intermediate_result, "x", intermediate_result), dtype=np.float64)
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

    def best_result(self, message: str, success: bool) -> OptimizeResult:
        """Make the result of a run that SciPy did not end."""
        best = {"x": self.best_theta, "fun": self.best_J, "nit": self.nit, "nfev": self.nfev}
        return OptimizeResult(best, message=message, success=success, status=99)

    def complete(self, result: OptimizeResult, final_J: bool) -> OptimizeResult:
        """Add the history to SciPy's result; with a dev cost, put the best parameters in it."""
        if self.dev_cost is not None:
            result.update(x=self.best_theta, fun=self.best_J, nit=self.nit, nfev=self.nfev)
            result.pop("jac", None)  # SciPy's, at its last parameters and not at these
            result.update(dev_fun=self.best_dev, dev_history=np.array(self.dev_history))
        if final_J and result.x is self.best_theta:
            # J of an epoch may be the mean over its mini-batches.
            result.fun = float(self.cost_fn(result.x, *self.args)[0])
        result.history = np.array(self.history)
        return result


# Listeners: each does one thing after every iteration of a run.


def _show(bar: Any, run: _Run) -> None:
    bar.set_postfix(J=f"{run.history[-1]:.5g}", refresh=False)
    bar.update()


def _save_checkpoint(path: Any, run: _Run) -> None:
    part = Path(f"{os.fspath(path)}.part")
    with part.open("wb") as file:
        np.savez(file, theta=run.theta, history=run.history)
    part.replace(path)  # the old file or the new one, never half of one


def _call_back(callback: Any, run: _Run) -> None:
    if not call_back(callback, run.theta, run.history[-1], run.nit):
        raise _Stop("`callback` raised `StopIteration`.", success=False)


def _stop_early(patience: int, run: _Run) -> None:
    if run.nit - int(np.argmin(run.dev_history)) >= patience:
        raise _Stop(f"stopped early: no lower dev cost in {patience} iterations", success=True)


def _stop_at(max_iter: int, run: _Run) -> None:
    if run.nit >= max_iter:
        raise _Stop("Maximum number of iterations has been exceeded.", success=False)


def _progress_bar(max_iter: int) -> Any:
    try:
        from tqdm import tqdm
    except ImportError:
        raise ImportError("progress=True needs tqdm: pip install 'nnfunc[exercises]'") from None
    return tqdm(total=max_iter, unit="it", desc="training")


def _guarded(hessp: Callable[..., Any], theta: Vector, p: Vector, *args: Any) -> Any:
    """Stop where SciPy's trust-krylov, at the limit of rounding, asks for H times NaN."""
    with np.errstate(over="ignore", invalid="ignore"):
        squared_length = p @ p
    if not np.isfinite(squared_length):
        raise _Stop("rounding leaves no direction in which J still falls", success=False)
    return hessp(theta, p, *args)


def _method_name(method: object, hessp: object) -> str:
    if callable(method):
        return "custom"
    names = {name.lower(): name for name in GRADIENT_METHODS}
    name = names.get(method.lower()) if isinstance(method, str) else None
    if name is None:
        known = ", ".join(GRADIENT_METHODS)
        raise ValueError(f"method: expected one of {known} or a function, got {one_line(method)}")
    if name in ("trust-ncg", "trust-krylov") and hessp is None:
        raise ValueError(f"hessp: {name} needs one, such as nnfunc.hessian_vector_product")
    return name


def _method_options(name: str, max_iter: int, options: dict[str, Any]) -> dict[str, Any]:
    """Return SciPy's options of a method; max_iter alone limits the run."""
    if "maxiter" in options:
        raise TypeError("maxiter: is called max_iter here")
    if name in ("TNC", "L-BFGS-B"):
        options = {"maxfun": 2**31 - 1, **options}  # or else they limit evaluations too
    return options if name == "TNC" else {**options, "maxiter": max_iter}
