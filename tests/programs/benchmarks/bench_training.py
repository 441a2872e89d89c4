"""Time 60 L-BFGS-B iterations on the digits: fminunc, and plain minimize of a straightforward port.

    python -m tests.programs.benchmarks.bench_training [ROUNDS]

The port is exercise 4's worked solution, the course's nnCostFunction.m line by line. Both start at
the same weights and run in turn, in one process; the ratio is taken pair by pair.
"""

import statistics
import sys
import time

import numpy as np
from scipy.optimize import minimize

from exercises.data import load_digits
from exercises.ex4 import solution
from nnfunc import cost_function, fminunc, rand_initialize_theta


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    X, y = load_digits()
    theta = rand_initialize_theta((400, 25, 10), rng=0)
    args = ((400, 25, 10), X, y, 1.0)

    def port():
        how = {"method": "L-BFGS-B", "options": {"maxiter": 60}}
        return minimize(solution.cost_function, theta, args, jac=True, **how)

    def ours():
        return fminunc(cost_function, theta, args, max_iter=60)

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
