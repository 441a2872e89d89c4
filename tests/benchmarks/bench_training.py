"""Time 60 L-BFGS-B iterations on the digits: fminunc beside a straightforward port.

    python -m tests.benchmarks.bench_training [ROUNDS]

Both start at the same weights and run in turn, in one process; the ratio is taken pair by pair.
"""

import statistics
import sys
import time

import numpy as np
from scipy.optimize import minimize

from exercises.data import load_digits
from nnfunc import cost_function, fminunc, rand_initialize_theta
from tests.benchmarks.straightforward import nn_cost_function


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    X, y = load_digits()
    theta = rand_initialize_theta((400, 25, 10), rng=0)
    start = (400, 25, 10, X, y, 1.0)

    def port():
        return minimize(
            nn_cost_function, theta, start, jac=True, method="L-BFGS-B", options={"maxiter": 60}
        )

    def ours():
        return fminunc(cost_function, theta, ((400, 25, 10), X, y, 1.0), max_iter=60)

    ratios, seconds = [], []
    for round_ in range(rounds + 1):  # the first warms up
        t0 = time.perf_counter()
        slow = port()
        t1 = time.perf_counter()
        fast = ours()
        t2 = time.perf_counter()
        if round_:
            ratios.append((t1 - t0) / (t2 - t1))
            seconds.append((t1 - t0, t2 - t1))
    print(f"J       port {slow.fun:.10f} ({slow.nit} iterations, {slow.nfev} evaluations)")
    print(f"J       ours {fast.fun:.10f} ({fast.nit} iterations, {fast.nfev} evaluations)")
    print("seconds port {:.3f}, ours {:.3f} (medians)".format(*np.median(seconds, axis=0)))
    print(f"ratio   {statistics.median(ratios):.2f} (median; {min(ratios):.2f}-{max(ratios):.2f})")


if __name__ == "__main__":
    main()
