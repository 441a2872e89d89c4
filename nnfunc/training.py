"""Training: `fminunc`, which hands a cost function to SciPy."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import OptimizeResult, minimize

from nnfunc.arrays import one_line, real_vector, whole_number
from nnfunc.blas import one_scipy_thread
from nnfunc.minimisers import Theta, call_back

CostFunction = Callable[..., tuple[float, NDArray[Any]]]

GRADIENT_METHODS = (
    "CG",
    "BFGS",
    "L-BFGS-B",
    "TNC",
    "SLSQP",
    "Newton-CG",
    "trust-ncg",
    "trust-krylov",
    "trust-constr",
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
    dev_cost: Callable[[Theta], Any] | None = None,
    patience: int = 10,
    checkpoint: str | os.PathLike[str] | None = None,
    **options: Any,
) -> OptimizeResult:
    """Minimise a cost function that returns its gradient, as the course's ``fminunc`` does.

    Octave: ``[theta, J] = fminunc(@(t) costFunction(t, ...), initialTheta, options)``. The work is
    done by `scipy.optimize.minimize`. What is added: the history of J, a progress bar, early
    stopping, and that neither Ctrl-C nor a stop throws the parameters away.

    Parameters
    ----------
    cost_fn : callable
        ``cost_fn(theta, *args) -> (J, grad)``, such as `cost_function`.
    initial_theta : array_like, shape (n,)
        Where to begin. Random: see `rand_initialize_theta`.
    args : tuple, optional
        The further arguments of cost_fn, ``(network, X, y, lambda_)``.
    method : str or callable, default "L-BFGS-B"
        One of SciPy's methods that use a gradient (CG, BFGS, L-BFGS-B, TNC, SLSQP, Newton-CG,
        trust-ncg, trust-krylov, trust-constr), or a minimiser with the signature that SciPy asks
        of a custom one.
    max_iter : int, default 400
        Iterations at most, whatever the method.
    hessp : callable, optional
        ``hessp(theta, p, *args)``, such as `hessian_vector_product`; trust-ncg and trust-krylov
        need one.
    callback : callable, optional
        Called after every iteration as SciPy does it: ``callback(intermediate_result)`` if that
        is the parameter's name, else ``callback(theta)``. Raising StopIteration stops.
    progress : bool, default False
        Show a tqdm bar with the current J (extra ``exercises``).
    dev_cost : callable, optional
        ``dev_cost(theta)``, the cost on a dev set, as a number or as ``(J, grad)``. With it,
        training stops when that has not fallen for `patience` iterations, and the parameters
        with the lowest dev cost are returned, however it ended.
    patience : int, default 10
        See dev_cost.
    checkpoint : path, optional
        After every iteration an ``.npz`` is written here with ``theta`` and ``history``.
    **options
        Handed to SciPy as the method's options: ``gtol=1e-6``, ``maxcor=20``, ...

    Returns
    -------
    result : scipy.optimize.OptimizeResult
        SciPy's own, with ``x`` (the parameters), ``fun`` (their J), ``success``, ``message`` and
        so on, and ``history``, an array of J at the start and after every iteration. With
        dev_cost also ``dev_history`` and ``dev_fun``, the lowest. After Ctrl-C ``x`` is the best
        seen, and ``success`` is False. (``jac`` is there where ``x`` is SciPy's own last.)

    Raises
    ------
    ValueError, TypeError, ImportError
        If an argument makes no sense, or tqdm is wanted and missing. What cost_fn raises is
        passed on.

    Examples
    --------
    >>> result = fminunc(lambda theta: (theta @ theta, 2 * theta), [3.0, -4.0])
    >>> bool(abs(result.x).max() < 1e-6), float(result.history[0])
    (True, 25.0)
    """
    theta = real_vector("initial_theta", initial_theta)
    name = _method_name(method, hessp)
    whole_number("max_iter", max_iter)
    whole_number("patience", patience)
    if not isinstance(args, tuple):
        raise TypeError(f"args: expected a tuple such as (network, X, y), got {one_line(args)}")
    if "maxiter" in options:
        raise TypeError("maxiter: is called max_iter here")
    if name in ("TNC", "L-BFGS-B"):
        options.setdefault("maxfun", 2**31 - 1)  # they count evaluations too; max_iter decides
    if name != "TNC":
        options["maxiter"] = int(max_iter)
    bar = _progress_bar(max_iter) if progress else None
    run = _Run(cost_fn, args, max_iter, callback, bar, dev_cost, patience, checkpoint)
    try:
        run.start(theta)
        with one_scipy_thread():
            result = minimize(
                run.cost,
                theta,
                args=args,
                method=method if name == "custom" else name,
                jac=True,
                hessp=_guarded(hessp),
                callback=run.iteration,
                options=options,
            )
    except _Stop as stop:
        result = OptimizeResult(run.best(), success=stop.success, status=99, message=str(stop))
    except KeyboardInterrupt:
        if run.best_theta is None:
            raise
        message = "interrupted: these are the best parameters so far, not a minimum"
        result = OptimizeResult(run.best(), success=False, status=99, message=message)
    finally:
        if bar is not None:
            bar.close()
    if dev_cost is not None:
        result.update(run.best())
        result.pop("jac", None)  # SciPy's, at the last parameters and not at these
        result.update(dev_fun=run.best_dev, dev_history=np.array(run.dev_history))
    if name == "custom" and result.x is run.best_theta:
        # What a minimiser reports for an epoch may be the mean of its mini-batches.
        result.fun = float(cost_fn(result.x, *args)[0])
    result.history = np.array(run.history)
    return result


class _Stop(Exception):
    """Raised in a callback to leave SciPy, some of whose methods let StopIteration escape."""

    def __init__(self, message: str, success: bool) -> None:
        super().__init__(message)
        self.success = success


class _Run:
    """Stands between SciPy and the cost function, and remembers what passed."""

    def __init__(
        self,
        cost_fn: CostFunction,
        args: tuple[Any, ...],
        max_iter: int,
        callback: Callable[..., Any] | None,
        bar: Any,
        dev_cost: Callable[[Theta], Any] | None,
        patience: int,
        checkpoint: str | os.PathLike[str] | None,
    ) -> None:
        self.cost_fn, self.args, self.max_iter = cost_fn, args, max_iter
        self.callback, self.bar, self.checkpoint = callback, bar, checkpoint
        self.dev_cost, self.patience = dev_cost, patience
        self.nfev = 0
        self.last: tuple[Theta | None, float] = (None, np.inf)  # the last evaluation
        self.best_theta: Theta | None = None
        self.best_J = self.best_dev = np.inf
        self.history: list[float] = []
        self.dev_history: list[float] = []

    def cost(self, theta: Theta, *args: Any) -> tuple[float, NDArray[Any]]:
        returned = self.cost_fn(theta, *args)
        if not isinstance(returned, tuple) or len(returned) != 2:
            raise TypeError(f"cost_fn: expected to return (J, grad), got {one_line(returned)}")
        self.nfev += 1
        # The cost of a mini-batch, whose args are others, cannot be compared with that of all.
        if all(given is whole for given, whole in zip(args, self.args)):
            self.last = (theta.copy(), float(returned[0]))
            self.keep_best(*self.last)
        return returned

    def keep_best(self, theta: Theta, J: float) -> None:
        if self.dev_cost is None and (J < self.best_J or self.best_theta is None):
            self.best_theta, self.best_J = theta.copy(), J

    def start(self, theta: Theta) -> None:
        self.note(theta, float(self.cost(theta, *self.args)[0]))

    def note(self, theta: Theta, J: float) -> None:
        self.history.append(J)
        if self.dev_cost is not None:
            dev = self.dev_cost(theta.copy())
            self.dev_history.append(float(dev[0] if isinstance(dev, tuple) else dev))
            if self.dev_history[-1] < self.best_dev or self.best_theta is None:
                self.best_dev, self.best_J = self.dev_history[-1], J
                self.best_theta = theta.copy()

    def iteration(self, intermediate_result: Any) -> None:
        # TNC passes theta alone. Its J was the last evaluated, or nearly always.
        theta = np.array(getattr(intermediate_result, "x", intermediate_result), dtype=np.float64)
        if hasattr(intermediate_result, "fun"):
            J = float(intermediate_result.fun)
        elif self.last[0] is not None and np.array_equal(theta, self.last[0]):
            J = self.last[1]
        else:
            J = float(self.cost(theta, *self.args)[0])
        self.keep_best(theta, J)
        self.note(theta, J)
        if self.checkpoint is not None:
            _save_checkpoint(self.checkpoint, theta, self.history)
        if self.bar is not None:
            self.bar.set_postfix(J=f"{J:.5g}", refresh=False)
            self.bar.update()
        nit = len(self.history) - 1
        if self.callback is not None:
            try:
                call_back(self.callback, theta, J, nit)
            except StopIteration:
                raise _Stop("`callback` raised `StopIteration`.", success=False) from None
        if self.dev_cost is not None and nit - int(np.argmin(self.dev_history)) >= self.patience:
            raise _Stop(f"stopped early: no lower dev cost in {self.patience} iterations", True)
        if nit >= self.max_iter and not hasattr(intermediate_result, "fun"):
            raise _Stop("Maximum number of iterations has been exceeded.", success=False)

    def best(self) -> dict[str, Any]:
        nit, nfev = len(self.history) - 1, self.nfev
        return {"x": self.best_theta, "fun": self.best_J, "nit": nit, "nfev": nfev}


def _guarded(hessp: Callable[..., Any] | None) -> Callable[..., Any] | None:
    """Stop where SciPy's trust-krylov, out of digits, asks for the curvature along NaN."""
    if hessp is None:
        return None

    def guarded(theta: Theta, p: Theta, *args: Any) -> Any:
        with np.errstate(over="ignore", invalid="ignore"):
            length = p @ p
        if not np.isfinite(length):
            raise _Stop("rounding leaves no direction in which J still falls", success=False)
        return hessp(theta, p, *args)

    return guarded


def _method_name(method: object, hessp: object) -> str:
    if callable(method):
        return "custom"
    known = {name.lower(): name for name in GRADIENT_METHODS}
    name = known.get(method.lower()) if isinstance(method, str) else None
    if name is None:
        raise ValueError(
            f"method: expected one of {', '.join(GRADIENT_METHODS)} or a function, got {method!r}"
        )
    if name in ("trust-ncg", "trust-krylov") and hessp is None:
        raise ValueError(f"hessp: {name} needs one, such as nnfunc.hessian_vector_product")
    return name


def _progress_bar(max_iter: int) -> Any:
    try:
        from tqdm import tqdm
    except ImportError:
        raise ImportError("progress=True needs tqdm: pip install 'nnfunc[exercises]'") from None
    return tqdm(total=max_iter, unit="it", desc="training")


def _save_checkpoint(path: str | os.PathLike[str], theta: Theta, history: list[float]) -> None:
    part = Path(f"{os.fspath(path)}.part")
    with part.open("wb") as file:
        np.savez(file, theta=theta, history=history)
    part.replace(path)  # whole or not at all
