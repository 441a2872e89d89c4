"""Time and memory of one evaluation, on the digits with the course's 400-25-10 network.

    python -m tests.programs.benchmarks.bench_kernel [ROUNDS]

What is compared runs in turn, in one process; ratios are taken round by round, and medians shown.
"""

import sys
import time
import tracemalloc
from functools import partial

import numpy as np

from exercises.data import load_digits, load_digits_weights
from nnfunc import Network, cost_function, hessian_vector_product, unroll
from nnfunc.problem import check_problem
from tests.nnfunc import textbook

SIZES = (400, 25, 10)
LAMBDA = 1.0


def seconds(function):
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def interleaved(functions, rounds):
    """Times (rounds, len(functions)), the functions taking turns. A first round warms up."""
    return np.array([[seconds(f) for f in functions] for _ in range(rounds + 1)])[1:]


def compare(title, slow, fast, rounds):
    times = interleaved([slow, fast], rounds)
    ratios = times[:, 0] / times[:, 1]
    a, b = 1e3 * np.median(times, axis=0)
    low, high = np.quantile(ratios, [0.1, 0.9])
    print(f"{title:<52} {a:9.3f} ms {b:9.3f} ms  {np.median(ratios):8.3g} ({low:.3g}-{high:.3g})")


def peak(function):
    """Most memory that was held beyond what is there before, in MB."""
    tracemalloc.start()
    function()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 31
    X, y = load_digits()
    X32 = X.astype(np.float32)
    theta = unroll(load_digits_weights())
    p = np.random.default_rng(0).normal(size=theta.size)

    def gradient():
        return cost_function(theta, SIZES, X, y, LAMBDA)

    def gradient32():
        return cost_function(theta, SIZES, X32, y, LAMBDA)

    def curvature():
        return hessian_vector_product(theta, p, SIZES, X, y, LAMBDA)

    def checks():
        return check_problem(theta, SIZES, X, y, LAMBDA, None, 1.0, None)

    print(f"{rounds} rounds; medians of both, and of their ratio (its 10 % and 90 % quantiles)")
    compare("gradient, float64 : float32", gradient, gradient32, rounds)
    compare("hessian_vector_product : gradient", curvature, gradient, rounds)
    compare("checks of the arguments : gradient", checks, gradient, rounds)
    try:
        import autograd
        import autograd.numpy as anp
    except ImportError:
        print("autograd's gradient: skipped, autograd is not installed")
    else:
        network, Y = Network(SIZES), np.eye(10)[y]
        with_value = autograd.value_and_grad(partial(textbook.cost, lambda_=LAMBDA, xp=anp))
        J, grad_vec = gradient()
        J_autograd, grad_autograd = with_value(theta, network, X, Y)
        np.testing.assert_allclose(J, J_autograd, rtol=1e-10)
        np.testing.assert_allclose(grad_vec, grad_autograd, rtol=1e-6, atol=1e-12)

        def differentiated():
            return with_value(theta, network, X, Y)

        compare("autograd's gradient : gradient", differentiated, gradient, rounds)

    print("peak memory of one evaluation, X and y not counted")
    many, many_y = np.tile(X, (10, 1)), np.tile(y, 10)
    for name, call in {
        "gradient": lambda X, y: cost_function(theta, SIZES, X, y, LAMBDA),
        "hessian_vector_product": lambda X, y: hessian_vector_product(
            theta, p, SIZES, X, y, LAMBDA
        ),
    }.items():
        few, lots = peak(lambda f=call: f(X, y)), peak(lambda f=call: f(many, many_y))
        print(f"{name:<30} m = {len(y):6,}: {few:6.2f} MB   m = {len(many_y):6,}: {lots:6.2f} MB")


if __name__ == "__main__":
    main()
