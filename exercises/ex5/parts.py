"""What exercise 5 asks for, and the inputs it is graded on."""

import numpy as np

from exercises.exercise import Part
from exercises.grading.weights import judge_epsilon, judge_schemes

TITLE = "What makes a network learn well"


def _z(rng):
    return [(np.array([-1.0, 0.0, 1.0]) * rng.uniform(0.2, 3),), (2 * rng.normal(size=(3, 5)),)]


def _z_and_slope(rng):
    (small,), (large,) = _z(rng)
    small = np.append(small, rng.uniform(0.001, 0.009))  # less than any slope
    return [(small,), (small, float(rng.uniform(0.05, 0.5))), (large, float(rng.uniform(0.05, 1)))]


def _classes(rng):
    """Draw one row and several, then rows where exp overflows or underflows."""
    far = rng.normal(size=(4, 3)) + np.array([[1000.0], [-1000.0], [0.0], [-2500.0]])
    return [(rng.normal(size=3),), (2 * rng.normal(size=(2, 4)),), (far[:1],), (far,)]


def _schemes(rng):
    seeds = iter(rng.integers(2**31, size=9).tolist())
    again = (4, 3, "lecun", {"rng": next(seeds)})
    return [
        (3, 5, "zeros", {"rng": next(seeds)}),
        again,
        again,
        *(
            (*fans, scheme, {"rng": next(seeds)})
            for scheme in ("lecun", "he", "glorot")
            for fans in ((12, 3000), (150, 250))
        ),
    ]


def _epsilons(rng):
    seeds = rng.integers(2**31, size=3).tolist()
    fans = [(int(rng.integers(100, 130)), int(rng.integers(60, 80))) for _ in seeds]
    epsilons = [None, float(rng.uniform(0.3, 2)), None]
    return [(*pair, {"epsilon": e, "rng": seed}) for pair, e, seed in zip(fans, epsilons, seeds)]


def _features(rng, m, n):
    return rng.uniform(3, 9, n) + rng.uniform(0.5, 3, n) * rng.normal(size=(m, n))


def _training_sets(rng):
    constant = _features(rng, 5, 3)
    constant[:, rng.integers(3)] = rng.integers(2, 9)  # whole, so that its mean is exact
    return [(_features(rng, 3, 2),), (_features(rng, 8, 4),), (constant,)]


def _new_examples(rng):
    return [
        (_features(rng, m, n), rng.uniform(3, 9, n), rng.uniform(0.5, 3, n))
        for m, n in ((3, 2), (6, 4))
    ]


def _thetas(rng):
    networks = ((2, 1), (2, 3, 2), (4, 3, 2, 3))
    return [
        (
            [rng.normal(size=(k, n + 1)) for n, k in zip(sizes, sizes[1:])],
            float(rng.uniform(0.5, 4)),
            int(rng.integers(5, 20)),
        )
        for sizes in networks
    ]


def _activations(rng):
    """Draw activations and as many uniform numbers, some on either side of keep_prob."""

    def draw(m, s):
        U = rng.permuted((np.arange(m * s) + rng.random(m * s)) / (m * s)).reshape(m, s)
        return rng.normal(size=(m, s)), float(rng.uniform(0.6, 0.9)), U

    return [draw(2, 4), draw(6, 5), (*draw(3, 4), True), (*draw(3, 4), False)]


_DEV_COSTS = [  # patience, and the dev costs' ranks, 0 the lowest
    (2, [4, 3, 2, 1, 0]),  # never stops
    (2, [5, 4, 6, 3, 7, 8, 9, 1, 0]),  # continues after a pause, then stops before a lower one
    (3, [4, 2, 5, 2, 6, 7, 1, 0]),  # a cost equal to the best is no lower
    (3, [6, 3, 5, 4, 7, 2, 8, 9]),  # up and down above the best
    (1, [3, 2, 4, 1, 0]),
    (3, [5, 4, 3, 6, 2, 7]),  # ends before patience runs out
]


def _dev_costs(rng):
    cases = []
    for patience, ranks in _DEV_COSTS:
        values = np.sort(rng.uniform(0.2, 2, max(ranks) + 1))
        cases.append((values[ranks], patience))
    return cases


PARTS = [
    Part("tanh_gradient", "The gradient of tanh", 5, "tanh_gradient", _z),
    Part("relu", "The ReLU", 5, "relu", _z),
    Part("relu_gradient", "The ReLU's gradient", 5, "relu_gradient", _z),
    Part("leaky_relu", "The leaky ReLU", 5, "leaky_relu", _z_and_slope),
    Part("softmax", "Softmax", 10, "softmax", _classes),
    Part(
        "schemes",
        "Initial weights: lecun, he, glorot",
        15,
        "rand_initialize_weights",
        _schemes,
        judge=judge_schemes,
    ),
    Part(
        "epsilon",
        "Initial weights: the epsilon rule",
        5,
        "rand_initialize_weights",
        _epsilons,
        judge=judge_epsilon,
    ),
    Part(
        "feature_normalize",
        "Normalise the features",
        15,
        "feature_normalize",
        _training_sets,
        shapes="mu and sigma have one number for each feature, a column of X",
    ),
    Part("apply_normalization", "Normalise new data", 5, "apply_normalization", _new_examples),
    Part(
        "l2_penalty",
        "The L2 penalty and its gradient",
        10,
        "l2_penalty",
        _thetas,
        shapes="a gradient has the shape of its Theta, bias column included",
    ),
    Part("dropout", "Inverted dropout", 10, "dropout", _activations),
    Part("early_stopping", "Early stopping", 10, "early_stopping", _dev_costs),
]
