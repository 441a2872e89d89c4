"""What exercise 6 asks for, and the inputs it is graded on.

The costs stay with the grader, which answers every evaluation.
"""

import numpy as np

from exercises.ex6.judges import Watched, judge_batches, judge_descent, linear_cost
from exercises.grading.parts import Part

TITLE = "Optimisers: from gradient descent to Adam"
WITH_SCIPY = True


def _examples(rng, m, n):
    X = rng.normal(size=(m, n))
    return (n, 1), X, rng.normal(size=m), float(rng.uniform(0.5, 4))


def _cost(rng, n):
    """Make a cost that takes examples of its own where args do not reach it."""
    _, its_X, its_y, _ = _examples(rng, 5, n)

    def cost(theta, network=None, X=its_X, y=its_y, lambda_=0.0):
        return linear_cost(theta, network, X, y, lambda_)

    return cost


def _all_examples(rng):
    return [
        (
            _cost(rng, n),
            rng.normal(size=n + 1),
            _examples(rng, m, n),
            {"alpha": float(rng.uniform(0.15, 0.3)), "maxiter": maxiter},
        )
        for n, m, maxiter in ((1, 4, 2), (3, 7, 5), (2, 6, 12))
    ]


def _epochs_to_cut(rng):
    def labels(m, *K):
        return rng.integers(0, 5, m) if not K else rng.normal(size=(m, *K))

    def args(m, n, *K):
        return (n, 3), rng.normal(size=(m, n)), labels(m, *K), float(rng.uniform(0.5, 4))

    first, *seeds = rng.integers(2**31, size=6).tolist()
    odd = args(17, 2)
    return [
        (odd, 5, {"rng": first}),
        (odd, 5, {"rng": first}),
        (odd, 5, {"rng": seeds[0]}),
        (args(24, 3, 2), 8, {"rng": seeds[1]}),
        (args(23, 3), 4, {"rng": seeds[2]}),
        (args(6, 2), 20, {"rng": seeds[3]}),
        (args(9, 2), None, {"rng": seeds[4]}),
    ]


def _in_batches(rng):
    cases = []
    args = _examples(rng, 13, 2)
    for m, size, maxiter in ((13, 5, 4), (13, 5, 4), (18, 6, 5)):
        args = args if m == 13 else _examples(rng, m, 2)
        how = {"alpha": float(rng.uniform(0.1, 0.2)), "maxiter": maxiter, "batch_size": size}
        cases.append((Watched(args[1]), rng.normal(size=3), args, how))
        how["rng"] = int(rng.integers(2**31))
    return cases


def _rule(names, low, high):
    """Make the calls of an update rule, with alpha and further numbers drawn between bounds."""

    def calls(rng):
        def how(maxiter, **more):
            drawn = {name: float(rng.uniform(a, b)) for name, a, b in zip(names, low, high)}
            return {**drawn, "maxiter": maxiter, **more}

        def wavy(theta):
            return float(np.sum(theta**2 + np.sin(theta))), 2 * theta + np.cos(theta)

        # Examples that are all alike: whatever the batches are, their gradient is the same.
        network, X, y, lambda_ = _examples(rng, 1, 2)
        alike = network, np.repeat(X, 10, axis=0), np.repeat(y, 10), lambda_
        batches = {"batch_size": 4, "rng": int(rng.integers(2**31))}
        return [
            (wavy, rng.normal(size=1), (), how(2)),
            (_cost(rng, 3), rng.normal(size=4), _examples(rng, 7, 3), how(6)),
            (linear_cost, rng.normal(size=3), alike, how(3, **batches)),
        ]

    return calls


PARTS = [
    Part(
        "gradient_descent",
        "Gradient descent",
        20,
        "gradient_descent",
        _all_examples,
        pick="x",
        shapes="x is theta, as long as x0",
    ),
    Part(
        "cost",
        "J at the end",
        5,
        "gradient_descent",
        _all_examples,
        pick="fun",
        needs=("gradient_descent",),
    ),
    Part(
        "mini_batches",
        "One epoch of mini-batches",
        20,
        "mini_batches",
        _epochs_to_cut,
        judge=judge_batches,
    ),
    Part(
        "epochs",
        "Gradient descent with mini-batches",
        15,
        "gradient_descent",
        _in_batches,
        pick="x",
        needs=("gradient_descent", "mini_batches"),
        judge=judge_descent,
    ),
    Part(
        "momentum",
        "Momentum",
        15,
        "momentum",
        _rule(("alpha", "beta"), (0.1, 0.55), (0.3, 0.95)),
        pick="x",
        needs=("mini_batches",),
    ),
    Part(
        "rmsprop",
        "RMSprop",
        10,
        "rmsprop",
        _rule(("alpha", "beta", "epsilon"), (0.05, 0.55, 0.01), (0.2, 0.95, 0.1)),
        pick="x",
        needs=("mini_batches",),
    ),
    Part(
        "adam",
        "Adam",
        15,
        "adam",
        _rule(
            ("alpha", "beta1", "beta2", "epsilon"),
            (0.05, 0.55, 0.9, 0.01),
            (0.2, 0.85, 0.999, 0.1),
        ),
        pick="x",
        needs=("mini_batches",),
    ),
]
