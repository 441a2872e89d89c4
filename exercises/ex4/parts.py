"""What exercise 4 asks for, and the inputs it is graded on."""

import numpy as np

from exercises.exercise import Part
from exercises.grading.weights import judge_uniform

TITLE = "Neural networks: learning"


def _z(rng):
    return [(rng.normal(size=()).item(),), (3 * rng.normal(size=4),), (rng.normal(size=(3, 5)),)]


def _network(rng, sizes, m):
    """Draw weights, examples and labels, every class among them."""
    n = sum(s_out * (s_in + 1) for s_in, s_out in zip(sizes, sizes[1:]))
    y = np.concatenate([np.arange(sizes[-1]), rng.integers(0, sizes[-1], m - sizes[-1])])
    return rng.normal(scale=0.7, size=n), sizes, rng.normal(size=(m, sizes[0])), rng.permutation(y)


def _plain(rng):
    return [(*_network(rng, sizes, m), 0.0) for sizes, m in (((2, 2, 3), 3), ((4, 5, 3), 7))]


def _regularised(rng):
    cases = (((2, 2, 3), 3), ((4, 5, 3), 7), ((3, 4, 4), 6))
    return [(*_network(rng, sizes, m), float(rng.uniform(0.5, 4))) for sizes, m in cases]


def _backpropagation(rng):
    large = (*_network(rng, (400, 25, 10), 60), 0.0)
    return [*_plain(rng), (large[0] / 4, *large[1:])]


def _J(rng):
    """Draw smooth functions of theta, which the grader evaluates whenever they are called."""

    def make(n):
        a, b = rng.normal(size=n), rng.normal(size=n)
        return lambda theta: float(np.sin(theta @ a) + b @ theta**3), rng.normal(size=n)

    return [make(1), make(3), make(6)]


def _fans(rng):
    fans = [(int(rng.integers(3, 9)), int(rng.integers(10, 15))), (60, 40), (400, 25), (50, 30)]
    bounds = [0.12, 0.12, 0.12, float(rng.uniform(0.3, 2))]
    seeds = rng.integers(2**31, size=4).tolist()
    return [
        (*pair, {"epsilon": bound, "rng": seed}) for pair, bound, seed in zip(fans, bounds, seeds)
    ]


PARTS = [
    Part(
        "cost",
        "Feedforward and the cost J",
        25,
        "cost_function",
        _plain,
        pick=0,
        stubs=("sigmoid_gradient",),
    ),
    Part(
        "regularised_cost",
        "J with regularisation",
        10,
        "cost_function",
        _regularised,
        pick=0,
        needs=("cost",),
        stubs=("sigmoid_gradient",),
    ),
    Part("sigmoid_gradient", "The sigmoid's gradient", 5, "sigmoid_gradient", _z),
    Part(
        "gradient",
        "Backpropagation",
        35,
        "cost_function",
        _backpropagation,
        pick=1,
        needs=("sigmoid_gradient",),
        shapes="grad_vec is D1 and D2 unrolled into one vector, as long as theta_vec",
    ),
    Part(
        "regularised_gradient",
        "The gradient with regularisation",
        10,
        "cost_function",
        _regularised,
        pick=1,
        needs=("gradient",),
    ),
    Part(
        "compute_numerical_gradient",
        "The numerical gradient",
        10,
        "compute_numerical_gradient",
        _J,
        tolerance=1e-6,
    ),
    Part(
        "rand_initialize_weights",
        "Random initialisation",
        5,
        "rand_initialize_weights",
        _fans,
        judge=judge_uniform,
    ),
]
