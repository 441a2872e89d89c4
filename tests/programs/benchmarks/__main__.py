"""Time the library against its alternatives, in one run.

    python -m tests.programs.benchmarks [--rounds N] [--small] [--rows a b ...] [--output FOLDER]

The contenders of a row take turns over several rounds, after a check that they compute the same J
and gradient. The table shows medians, and ratios to nnfunc's time, which are taken round by round.
"""

import argparse
import platform
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import scipy
from scipy.optimize import minimize

from exercises.data import load_digits
from nnfunc import (
    Network,
    adam,
    compute_numerical_gradient,
    cost_function,
    fminunc,
    hessian_vector_product,
    rand_initialize_theta,
)
from tests.nnfunc.support import OCTAVE
from tests.programs.benchmarks import peers


class Row(NamedTuple):
    """Contenders by name, nnfunc first, and how often each is called in a round."""

    title: str
    contenders: dict[str, Callable[[], object]]
    calls: int = 1
    elsewhere: dict[str, float] = {}  # seconds that another program measured


class Times(NamedTuple):
    """Seconds of a row, (rounds, contenders)."""

    row: Row
    seconds: np.ndarray

    def median(self, name):
        return float(np.median(self.seconds[:, self.column(name)]))

    def ratios(self, name):
        """How many times as long as nnfunc a contender takes: median, 10 % and 90 % quantile."""
        ratios = self.seconds[:, self.column(name)] / self.seconds[:, 0]
        return np.quantile(ratios, [0.5, 0.1, 0.9])

    def column(self, name):
        return list(self.row.contenders).index(name)


def measured(row, rounds):
    """Let the contenders of a row take turns. Each warms up before it is timed."""
    seconds = np.empty((rounds, len(row.contenders)))
    for round_ in seconds:
        for i, call in enumerate(row.contenders.values()):
            call()
            start = time.perf_counter()
            for _ in range(row.calls):
                call()
            round_[i] = (time.perf_counter() - start) / row.calls
    return Times(row, seconds)


@lru_cache
def report_missing(name):
    """Say once how to install a peer."""
    how = "pip install torch" if name == "torch" else "pip install 'nnfunc[bench]'"
    print(f"{name} is missing: {how}", file=sys.stderr)


def available(makers, *args):
    """Make the contenders that are installed; name those that are missing."""
    found = {}
    for name, make in makers.items():
        try:
            found[name] = make(*args)
        except ImportError:
            report_missing(name)
    return found


def same_cost(costs, theta, dtype):
    """Assert that all costs return the same J and gradient."""
    rtol = 1e-9 if dtype == np.float64 else 2e-3
    (J, grad), *others = [cost() for cost in costs.values()]
    for name, (other_J, other_grad) in zip(list(costs)[1:], others):
        np.testing.assert_allclose(other_J, J, rtol=rtol, err_msg=name)
        error = np.linalg.norm(other_grad - grad) / np.linalg.norm(grad)
        assert error < rtol, f"{name}: the gradient differs by {error:.1e}"


def random_problem(m, network, dtype):
    rng = np.random.default_rng(0)
    X = rng.random((m, network.layer_sizes[0])).astype(dtype)
    y = rng.integers(0, network.layer_sizes[-1], m)
    scheme = "he" if "relu" in network.hidden else "epsilon"
    return rand_initialize_theta(network, scheme, rng=0), (network, X, y, 1.0)


def gradient_row(title, m, network, dtype, calls=1):
    theta, args = random_problem(m, network, dtype)
    costs = {"nnfunc": lambda: cost_function(theta, *args)}
    sigmoids = network == Network(network.layer_sizes) and len(network.layer_sizes) == 3
    makers = {"naive NumPy": peers.naive} if sigmoids else {}
    costs |= available({**makers, "torch": peers.torch, "JAX": peers.jax}, theta, *args)
    same_cost(costs, theta, dtype)
    return Row(title, {**costs, "floor": peers.floor(theta, *args)}, calls)


def training_row(dtype, small):
    """60 iterations of L-BFGS-B on the digits, by fminunc, or by SciPy's minimize."""
    X, y = load_digits(dtype=dtype)
    network, iterations = Network((400, 25, 10)), 3 if small else 60
    theta, args = rand_initialize_theta(network, rng=0), (network, X, y, 1.0)
    contenders = {"nnfunc": lambda: fminunc(cost_function, theta, args, max_iter=iterations)}
    options = {"jac": True, "method": "L-BFGS-B", "options": {"maxiter": iterations}}
    for name, cost in available({"torch": peers.torch, "JAX": peers.jax}, theta, *args).items():
        contenders[name] = lambda cost=cost: minimize(cost, theta, **options)
    makers = {"scikit-learn": peers.sklearn_lbfgs}
    contenders |= available(makers, X, y, 1.0, iterations)
    name = np.dtype(dtype).name
    return Row(f"(e) {iterations} L-BFGS-B iterations on the digits, {name}", contenders)


def adam_row(small):
    m = 500 if small else 20_000
    network = Network((784, 100, 10), hidden="relu", output="softmax")
    theta, args = random_problem(m, network, np.float32)
    args, options = args[:3], {"batch_size": 128, "max_iter": 1}
    contenders = {"nnfunc": lambda: adam(cost_function, theta, args, **options)}
    makers = {"torch": peers.torch_adam, "scikit-learn": peers.sklearn_adam}
    contenders |= available(makers, *args[1:])
    return Row(f"(i) one epoch of Adam, {m}x784, 784-100-10, float32", contenders)


def curvature_row(title, m, network):
    theta, args = random_problem(m, network, np.float64)
    p = np.random.default_rng(1).normal(size=theta.size)
    return Row(
        title,
        {
            "nnfunc": lambda: cost_function(theta, *args),
            "Hessian-vector product": lambda: hessian_vector_product(theta, p, *args),
        },
    )


def numerical_row():
    network = Network((5, 4, 3))
    theta, args = random_problem(10, network, np.float64)
    contenders = {
        "nnfunc": lambda: compute_numerical_gradient(cost_function, theta, args),
        "naive NumPy": peers.numerical_gradient(theta, *args),
    }
    np.testing.assert_allclose(*(call() for call in contenders.values()), atol=1e-9)
    octave = {"Octave": peers.octave_numerical_gradient(theta, *args)} if OCTAVE else {}
    return Row("(g) numerical gradient, 5-4-3, 10 examples", contenders, elsewhere=octave)


def rows(small):
    """Yield the rows of the table, each made when its turn comes."""
    narrow, tiny = Network((400, 25, 10)), Network((3, 5, 3))
    deep = Network((784, 512, 256, 10), hidden="relu", output="softmax")
    wide = Network((784, 100, 10), hidden="relu", output="softmax")
    scale = 50 if small else 1
    for dtype in (np.float64, np.float32):
        m, name = 5000 // scale, np.dtype(dtype).name
        yield (
            "a",
            lambda m=m, name=name, dtype=dtype: gradient_row(
                f"(a) gradient, {m}x400, 400-25-10, {name}", m, narrow, dtype, 3
            ),
        )
    for dtype in (np.float64, np.float32):
        m, name = 10_000 // scale, np.dtype(dtype).name
        yield (
            "b",
            lambda m=m, name=name, dtype=dtype: gradient_row(
                f"(b) gradient, {m}x784, 784-512-256-10, {name}", m, deep, dtype
            ),
        )
    m = 60_000 // scale
    yield (
        "c",
        lambda: gradient_row(
            f"(c) gradient, {60_000 // scale}x784, 784-100-10, float32", m, wide, np.float32
        ),
    )
    yield "d", lambda: gradient_row("(d) gradient, 5x3, 3-5-3, float64", 5, tiny, np.float64, 200)
    for dtype in (np.float64, np.float32):
        yield "e", lambda dtype=dtype: training_row(dtype, small)
    m = 5000 // scale
    yield "f", lambda: curvature_row(f"(f) {5000 // scale}x400, 400-25-10", m, narrow)
    yield (
        "f",
        lambda: curvature_row(f"(f) {10_000 // scale}x784, 784-512-256-10", 10_000 // scale, deep),
    )
    yield "g", numerical_row
    yield "i", lambda: adam_row(small)


def scaling(small, rounds):
    """Microseconds per row, and MB beyond X and y, for more and more rows."""
    network, found = Network((400, 25, 10)), []
    for m in (100, 1000) if small else (10_000, 100_000, 1_000_000):
        theta, args = random_problem(m, network, np.float32)
        times = measured(Row("", {"nnfunc": lambda: cost_function(theta, *args)}), rounds)  # noqa: B023
        tracemalloc.start()
        cost_function(theta, *args)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        found.append((m, 1e6 * times.median("nnfunc") / m, peak / 1e6))
    return found


def table(all_times, scale):
    """Write the results as Markdown."""
    names = ["nnfunc", "floor", "naive NumPy", "torch", "JAX", "scikit-learn"]
    names += ["Hessian-vector product", "Octave"]
    lines = ["| ms (ratio to nnfunc, 10 % to 90 %) | " + " | ".join(names) + " |"]
    lines.append("|---" * (len(names) + 1) + "|")
    for times in all_times:
        cells = []
        for name in names:
            if name not in times.row.contenders:
                seconds = times.row.elsewhere.get(name)
                cells.append(f"{1e3 * seconds:.3g}" if seconds else "")
                continue
            cell = f"{1e3 * times.median(name):.3g}"
            if name != "nnfunc":
                cell += " ({:.2f}, {:.2f}-{:.2f})".format(*times.ratios(name))
            cells.append(cell)
        lines.append(f"| {times.row.title} | " + " | ".join(cells) + " |")
    if scale:
        lines += [
            "",
            "| (h) rows, 400-25-10, float32 | us a row | MB beyond X and y |",
            "|---" * 3 + "|",
        ]
        lines += [f"| {m:,} | {us:.3f} | {mb:.2f} |" for m, us, mb in scale]
    return "\n".join(lines) + "\n"


def chart(all_times, scale, path):
    """Draw the ratios, and the time per row."""
    import matplotlib.pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 5), layout="tight", width_ratios=(3, 1))
    markers = {"floor": "|", "naive NumPy": "o", "torch": "s", "JAX": "^", "scikit-learn": "D"}
    shown = [times for times in all_times if markers.keys() & times.row.contenders.keys()]
    for name, marker in markers.items():
        points = [
            (times.ratios(name)[0], i)
            for i, times in enumerate(shown)
            if name in times.row.contenders
        ]
        if points:
            left.plot(*zip(*points), marker, label=name)
    left.axvline(1, color="0.6")
    left.set(
        xscale="log",
        xlabel="time, nnfunc = 1 (log scale)",
        title="Alternatives, compared with nnfunc",
    )
    left.set_yticks(range(len(shown)), [times.row.title for times in shown])
    left.set_xticks([0.5, 1, 2, 4, 8, 16], ["0.5", "1", "2", "4", "8", "16"], minor=False)
    left.invert_yaxis()
    left.legend()
    if scale:
        m, us, _ = zip(*scale)
        right.semilogx(m, us, "o-")
        right.set(ylim=(0, 1.2 * max(us)), xlabel="rows", title="microseconds a row (h)")
    figure.savefig(path, dpi=110)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--small", action="store_true", help="tiny sizes, to see that it runs")
    parser.add_argument(
        "--rows", nargs="*", default=["a", "b", "c", "d", "e", "f", "g", "h", "i"], metavar="ROW"
    )
    parser.add_argument("--output", type=Path, metavar="FOLDER", help="for results.md, results.png")
    options = parser.parse_args()
    all_times = []
    for letter, make in rows(options.small):
        if letter in options.rows:
            slow = letter in "bcei"
            times = measured(make(), max(1, options.rounds // 3) if slow else options.rounds)
            all_times.append(times)
            print(times.row.title, end=": ", flush=True)
            print(", ".join(f"{n} {1e3 * times.median(n):.3g} ms" for n in times.row.contenders))
    scale = scaling(options.small, max(1, options.rounds // 5)) if "h" in options.rows else []
    heading = (
        f"Python {platform.python_version()}, NumPy {np.__version__}, SciPy {scipy.__version__}, "
        f"{platform.machine()}; medians of {options.rounds} rounds "
        f"({max(1, options.rounds // 3)} of (b), (c), (e) and (i))\n\n"
    )
    text = heading + table(all_times, scale)
    print(f"\n{text}")
    if options.output is not None:
        options.output.mkdir(parents=True, exist_ok=True)
        (options.output / "results.md").write_text(text, encoding="utf-8")
        chart(all_times, scale, options.output / "results.png")


if __name__ == "__main__":
    main()
