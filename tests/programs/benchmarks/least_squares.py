"""Train regressions to the bottom by several methods from the same starts, in one run.

    python -m tests.programs.benchmarks.least_squares [--starts N] [--small]

The methods take turns. All get the same tolerance for the gradient of J, but scikit-learn's L-BFGS
also stops at SciPy's default for a small decrease of J, which it has no parameter for. Printed is a
Markdown table: median seconds, iterations, J and largest element of the gradient at the end, and
the lowest J of all starts.
"""

import argparse
import platform
import sys
import time
import warnings
from functools import partial

import numpy as np
import scipy
from scipy.optimize import least_squares

from exercises.data import load_auto_mpg
from nnfunc import (
    Network,
    cost_function,
    feature_normalize,
    fminunc,
    levenberg_marquardt,
    rand_initialize_theta,
    reshape_params,
    residual_jacobian,
    residuals,
    theta_from_weights,
    unroll,
)

TOLERANCE = 1e-6


def auto_mpg(lambda_):
    X, y, _ = load_auto_mpg()
    network = Network((7, 10, 1), hidden="tanh", output="linear")
    return network, feature_normalize(X)[0], (y - y.mean()) / y.std(), lambda_


def noisy_sine(lambda_):
    X = np.linspace(-1, 1, 200)[:, np.newaxis]
    y = np.sin(2 * np.pi * X[:, 0]) + 0.1 * np.random.default_rng(0).normal(size=200)
    return Network((1, 10, 1), hidden="tanh", output="linear"), X, y, lambda_


# Each method returns a function that trains, and a function of its result: theta and iterations.


def by_fminunc(theta, args, max_iter, **options):
    def train():
        options_ = {"gtol": TOLERANCE, "max_iter": max_iter, **options}
        return fminunc(cost_function, theta, args, **options_)

    return train, lambda result: (result.x, result.nit)


def by_least_squares(theta, args, max_iter, method):
    m = args[1].shape[0]
    # The "lm" of MINPACK has no tolerance for the gradient; these let it go on until rounding.
    tolerances = {"ftol": 1e-14, "xtol": 1e-14, "gtol": TOLERANCE * m if method == "trf" else 1e-14}

    def train():
        return least_squares(
            residuals,
            theta,
            jac=residual_jacobian,
            args=args,
            method=method,
            max_nfev=max_iter,
            **tolerances,
        )

    return train, lambda result: (result.x, result.nfev)


def by_sklearn(theta, args, max_iter):
    """Start scikit-learn at theta. Its alpha is our lambda."""
    from sklearn.neural_network import MLPRegressor

    network, X, y, lambda_ = args
    model = MLPRegressor(
        hidden_layer_sizes=network.layer_sizes[1:-1], activation="tanh", solver="lbfgs"
    )
    model.set_params(alpha=lambda_, tol=TOLERANCE, max_fun=10**9, warm_start=True, max_iter=1)
    model.fit(X, y)  # which makes coefs_ and intercepts_
    model.set_params(max_iter=max_iter)
    for l, Theta in enumerate(reshape_params(theta, network)):
        model.coefs_[l], model.intercepts_[l] = Theta[:, 1:].T.copy(), Theta[:, 0].copy()

    def outcome(model):
        Ws = [W.T for W in model.coefs_]
        return unroll(theta_from_weights(Ws, model.intercepts_)), model.n_iter_

    return lambda: model.fit(X, y), outcome


METHODS = {
    "`fminunc`, `levenberg_marquardt`": partial(by_fminunc, method=levenberg_marquardt),
    "`fminunc`, L-BFGS-B": partial(by_fminunc, ftol=0),
    "SciPy's `least_squares`, lm": partial(by_least_squares, method="lm"),
    "SciPy's `least_squares`, trf": partial(by_least_squares, method="trf"),
    "scikit-learn's `MLPRegressor`, lbfgs": by_sklearn,
}


def measured(args, starts, max_iter):
    """Train from every start by every method: seconds, iterations, J and gradient at the end."""
    figures = {name: [] for name in METHODS}
    for seed in range(starts):
        theta = rand_initialize_theta(args[0], "glorot", rng=seed)
        for name, method in METHODS.items():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # scikit-learn's about its max_iter
                try:
                    train, outcome = method(theta, args, max_iter)
                except ImportError:
                    print("scikit-learn is missing: pip install 'nnfunc[bench]'", file=sys.stderr)
                    continue
                start = time.perf_counter()
                result = train()
                seconds = time.perf_counter() - start
            x, iterations = outcome(result)
            J, grad_vec = cost_function(x, *args)
            figures[name].append((seconds, iterations, J, np.abs(grad_vec).max()))
    return {name: np.array(rows) for name, rows in figures.items() if rows}


def table(figures):
    yield "| method | ms | iterations | J | gradient | lowest J | time, levenberg_marquardt = 1 |"
    yield "|---|---|---|---|---|---|---|"
    first = next(iter(figures.values()))
    for name, rows in figures.items():
        seconds, iterations, J, gradient = np.median(rows, axis=0)
        ratio = np.median(rows[:, 0] / first[:, 0])
        yield (
            f"| {name} | {1e3 * seconds:.0f} | {iterations:.0f} | {J:.7f} | {gradient:.0e} "
            f"| {rows[:, 2].min():.7f} | {ratio:.1f} |"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--starts", type=int, default=15)
    parser.add_argument("--small", action="store_true", help="few steps, to see that it runs")
    options = parser.parse_args()
    starts, max_iter = (2, 10) if options.small else (options.starts, 20_000)
    print(
        f"Python {platform.python_version()}, NumPy {np.__version__}, SciPy {scipy.__version__}, "
        f"{platform.machine()}; medians of {starts} starts"
    )
    for title, args in (
        ("auto-mpg, 7-10-1, lambda = 1", auto_mpg(1.0)),
        ("auto-mpg, 7-10-1, lambda = 0.01", auto_mpg(0.01)),
        ("a noisy sine of 200 points, 1-10-1, lambda = 0.001", noisy_sine(0.001)),
    ):
        print(f"\n{title}\n")
        print("\n".join(table(measured(args, starts, max_iter))), flush=True)


if __name__ == "__main__":
    main()
