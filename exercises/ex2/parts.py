"""What exercise 2 asks for, and the inputs it is graded on."""

import numpy as np

from exercises.exercise import Part

TITLE = "Logistic regression, the network of one unit"


def _z(rng):
    far = np.array([-rng.uniform(20, 40), rng.uniform(20, 40), rng.uniform(720, 900)])
    shapes = [rng.normal(size=()).item(), 3 * rng.normal(size=4), rng.normal(size=(3, 5))]
    return [(z,) for z in (*shapes, far)]


def _unit(rng, n, m):
    """Draw weights, examples, and labels of both classes."""
    y = np.concatenate([[0, 1], rng.integers(0, 2, m - 2)])
    return rng.normal(size=n + 1), (n, 1), rng.normal(size=(m, n)), rng.permutation(y)


def _small_z(rng):
    """Draw the same with every z between 0 and 1, where even log(z) is a number."""
    X, y = rng.uniform(0.1, 1, (2, 1)), rng.permutation([0, 1])
    return rng.uniform(0.1, 0.45, 2), (1, 1), X, y


def _plain(rng):
    return [_small_z(rng), _unit(rng, 2, 4), _unit(rng, 4, 7)]


def _unweighted(rng):
    return [(*case, 0.0) for case in _plain(rng)]


def _regularised(rng):
    return [(*case, float(rng.uniform(0.5, 4))) for case in _plain(rng)]


def _examples(rng):
    return [case[:3] for case in _plain(rng)]


def _to_classify(rng):
    """Draw examples of both classes, some with h near 1/2, and a case with h = 1/2."""
    cases = []
    for n, m in ((1, 4), (3, 12)):
        theta_vec, X = rng.normal(size=n + 1), rng.normal(size=(m, n))
        z = rng.permutation(np.concatenate([[-2.0, -0.4, 0.4, 2.0], rng.normal(size=m - 4)]))
        theta_vec[0] = rng.uniform(0.5, 1)
        rest = X @ theta_vec[1:] + theta_vec[0]
        X = X + np.outer(z - rest, theta_vec[1:]) / (theta_vec[1:] @ theta_vec[1:])
        cases.append((theta_vec, (n, 1), X))
    return [*cases, (np.zeros(3), (2, 1), rng.normal(size=(2, 2)))]


PARTS = [
    Part("sigmoid", "The sigmoid", 10, "sigmoid", _z),
    Part("hypothesis", "The unit's output h", 10, "hypothesis", _examples, needs=("sigmoid",)),
    Part(
        "loop_cost",
        "The cost J, example by example",
        15,
        "cost_function_loop",
        _plain,
        pick=0,
        needs=("sigmoid",),
    ),
    Part(
        "loop_gradient",
        "The gradient, example by example",
        20,
        "cost_function_loop",
        _plain,
        pick=1,
        needs=("sigmoid",),
        shapes="grad_vec is db followed by dw, as long as theta_vec",
    ),
    Part(
        "cost",
        "The cost J, all examples at once",
        10,
        "cost_function",
        _unweighted,
        pick=0,
        needs=("hypothesis",),
    ),
    Part(
        "gradient",
        "The gradient, all examples at once",
        15,
        "cost_function",
        _unweighted,
        pick=1,
        needs=("hypothesis",),
        shapes="grad_vec is db followed by dw, as long as theta_vec",
    ),
    Part(
        "regularisation",
        "J and the gradient with regularisation",
        10,
        "cost_function",
        _regularised,
        needs=("cost", "gradient"),
    ),
    Part("predict", "The class, 0 or 1", 10, "predict", _to_classify, needs=("hypothesis",)),
]
