"""What exercise 6 asks for, and the inputs it is graded on; the grader evaluates the costs."""

import numpy as np

from exercises.ex6.judges import Watched, judge_batches, judge_descent, linear_cost
from exercises.exercise import Part

TITLE = "Optimisers: from gradient descent to Adam"
WITH_SCIPY = True


def _examples(rng, m, n):
    X = rng.normal(size=(m, n))
    return (n, 1), X, rng.normal(size=m), float(rng.uniform(0.5, 4))


def _cost(rng, n):
    """Make a cost with examples of its own, in case args are not passed to it."""
    own_X, own_y = rng.normal(size=(5, n)), rng.normal(size=5)

    def cost(theta, network=None, X=own_X, y=own_y, lambda_=0.0):
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
    first, other = _examples(rng, 13, 2), _examples(rng, 18, 2)
    cases = []
    for args, size, maxiter in ((first, 5, 4), (first, 5, 4), (other, 6, 5)):
        options = {"alpha": float(rng.uniform(0.1, 0.2)), "maxiter": maxiter, "batch_size": size}
        options["rng"] = int(rng.integers(2**31))
        cases.append((Watched(args[1]), rng.normal(size=3), args, options))
    return cases


def _rule(names, low, high):
    """Make the calls of an update rule, with its named numbers drawn between low and high."""

    def calls(rng):
        def options(maxiter, **more):
            drawn = {name: float(rng.uniform(a, b)) for name, a, b in zip(names, low, high)}
            return {**drawn, "maxiter": maxiter, **more}

        def wavy(theta):
            return float(np.sum(theta**2 + np.sin(theta))), 2 * theta + np.cos(theta)

        # With identical examples, every batch has the same gradient.
        X, y = np.repeat(rng.normal(size=(1, 2)), 10, axis=0), np.repeat(rng.normal(), 10)
        identical = (2, 1), X, y, float(rng.uniform(0.5, 4))
        batches = {"batch_size": 4, "rng": int(rng.integers(2**31))}
        return [
            (wavy, rng.normal(size=1), (), options(2)),
            (_cost(rng, 3), rng.normal(size=4), _examples(rng, 7, 3), options(6)),
            (linear_cost, rng.normal(size=3), identical, options(3, **batches)),
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
