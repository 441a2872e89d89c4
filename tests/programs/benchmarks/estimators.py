"""Train NetworkClassifier and scikit-learn's MLPClassifier on the digits, in turn, in one run.

    python -m tests.programs.benchmarks.estimators [--rounds N] [--small]

Both have the same layers, activations, regularisation, batches and iterations. scikit-learn's alpha
is lambda, but in mini-batches of B of m examples lambda B/m. Prints a Markdown
table: medians over the rounds, each with a seed of its own, and the ratio of the times taken round
by round.
"""

import argparse
import time
import warnings
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from exercises.data import load_digits, split_digits
from nnfunc.estimators import NetworkClassifier


class Row(NamedTuple):
    """A training task, as both estimators are asked for it."""

    title: str
    ours: Callable[[int], Any]
    theirs: Callable[[int], Any]


class Run(NamedTuple):
    seconds: float
    accuracy: float
    loss: float


BATCH = 100


def rows(iterations: int, epochs: int, m: int) -> list[Row]:
    def lbfgs(seed: int) -> dict[str, Any]:
        return {"max_iter": iterations, "random_state": seed}

    def adam(seed: int) -> dict[str, Any]:
        return {"max_iter": epochs, "batch_size": BATCH, "random_state": seed}

    return [
        Row(
            f"25 sigmoid units, lambda 1, L-BFGS, {iterations} iterations",
            lambda seed: NetworkClassifier((25,), hidden="sigmoid", **lbfgs(seed)),
            lambda seed: MLPClassifier(
                (25,), activation="logistic", solver="lbfgs", alpha=1.0, **lbfgs(seed)
            ),
        ),
        Row(
            f"100 ReLUs, lambda 1, Adam, {epochs} epochs in batches of 100",
            lambda seed: NetworkClassifier(
                (100,), hidden="relu", scheme="he", method="adam", **adam(seed)
            ),
            lambda seed: MLPClassifier(
                (100,), alpha=BATCH / m, n_iter_no_change=epochs, **adam(seed)
            ),
        ),
    ]


def run(model: Any, train: Any, test: Any) -> Run:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        start = time.perf_counter()
        model.fit(*train)
        seconds = time.perf_counter() - start
    return Run(seconds, model.score(*test), model.loss_)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--small", action="store_true", help="a second's work, to see that it runs")
    options = parser.parse_args()
    X, y = load_digits()
    train, test = split_digits(X, y)
    if options.small:
        train = train[0][::10], train[1][::10]
    print("| training | estimator | seconds | test accuracy | J |")
    print("|---|---|---|---|---|")
    for row in rows(*((3, 2) if options.small else (100, 20)), len(train[0])):
        makers = {"NetworkClassifier": row.ours, "MLPClassifier": row.theirs}
        runs = {name: [] for name in makers}
        for seed in range(options.rounds):
            for name, make in makers.items():
                runs[name].append(run(make(seed), train, test))
        table = {name: np.array(results) for name, results in runs.items()}
        for name, results in table.items():
            seconds, accuracy, loss = np.median(results, axis=0)
            print(f"| {row.title} | {name} | {seconds:.2f} | {accuracy:.3f} | {loss:.3f} |")
        ratios = table["MLPClassifier"][:, 0] / table["NetworkClassifier"][:, 0]
        low, middle, high = np.quantile(ratios, [0, 0.5, 1])
        print(f"| | ratio of the times | {middle:.2f} ({low:.2f} to {high:.2f}) | | |")


if __name__ == "__main__":
    main()
