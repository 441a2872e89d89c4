"""What exercise 3 asks for, and the inputs it is graded on."""

import numpy as np

from exercises.ex3 import solution as reference
from exercises.exercise import Part

TITLE = "Neural networks: forward propagation"

SIZES = [(2, 2, 3), (4, 5, 3), (2, 3, 4, 2)]


def _thetas(rng, sizes):
    return [rng.normal(size=(s_out, s_in + 1)) for s_in, s_out in zip(sizes, sizes[1:])]


def _matrices(rng):
    return [(_thetas(rng, sizes),) for sizes in [(1, 2), *SIZES]]


def _vectors(rng):
    return [(reference.unroll(_thetas(rng, sizes)), sizes) for sizes in [(1, 2), *SIZES]]


def _activations(rng):
    return [(rng.normal(size=shape),) for shape in ((2, 1), (3, 2), (5, 4))]


def _network(rng, sizes, m):
    return reference.unroll(_thetas(rng, sizes)), sizes, rng.normal(size=(m, sizes[0]))


def _one_hidden_layer(rng):
    return [
        _network(rng, sizes, m) for sizes, m in (((1, 2, 2), 1), ((2, 3, 2), 4), ((4, 3, 5), 6))
    ]


def _any_depth(rng):
    cases = (((2, 3), 2), ((2, 2, 3, 2), 3), ((3, 5, 4, 2, 4), 5))
    return [_network(rng, sizes, m) for sizes, m in cases]


def _labels(rng):
    """Draw labels; the highest class is not always among them."""
    return [
        (np.array([2, 0]), 3),
        (rng.permutation(np.append(rng.integers(0, 4, 3), [0, 1, 2])), 5),
        (rng.permutation(np.append(rng.integers(0, 10, 5), [0, 9])), 10),
    ]


def _to_classify(rng):
    """Draw networks that put their examples into three or more classes, among them class 0."""
    cases = []
    for sizes, m in (((2, 2, 3), 3), ((3, 4, 4), 8), ((5, 6, 3), 11)):
        classes = np.zeros(m)
        while np.unique(classes).size < 3 or np.bincount(classes)[0] == 0:
            theta_vec, _, X = _network(rng, sizes, m)
            theta_vec = 2 * theta_vec
            classes = reference.predict(theta_vec, sizes, X)
        cases.append((theta_vec, sizes, X))
    return cases


def _labelled(rng):
    """Draw labels of which 1 of 3, 5 of 8 and 8 of 11 are right, some off by 1 and some by more."""
    cases = []
    for (theta_vec, sizes, X), wrong in zip(_to_classify(rng), (2, 3, 3)):
        classes = reference.predict(theta_vec, sizes, X)
        off = np.zeros(classes.size, dtype=int)
        while 1 not in off or not 2 <= np.abs(off).max() or np.count_nonzero(off) != wrong:
            y = np.where(rng.random(off.size) < 0.5, classes, rng.integers(0, sizes[-1], off.size))
            off = y - classes
        cases.append((theta_vec, sizes, X, y))
    return cases


PARTS = [
    Part(
        "unroll",
        "Matrices to a vector",
        10,
        "unroll",
        _matrices,
        shapes="one vector of all the weights of every Theta, biases included",
    ),
    Part("reshape_params", "The vector back to matrices", 15, "reshape_params", _vectors),
    Part("add_bias", "The bias unit", 5, "add_bias", _activations),
    Part(
        "forward",
        "Forward, with one hidden layer",
        20,
        "forward_propagate",
        _one_hidden_layer,
        needs=("reshape_params", "add_bias"),
    ),
    Part(
        "deep",
        "Forward, through any number of layers",
        15,
        "forward_propagate",
        _any_depth,
        needs=("reshape_params", "add_bias", "forward"),
    ),
    Part("one_hot", "Labels to rows of 0 and 1", 10, "one_hot", _labels),
    Part("predict", "The predicted class", 15, "predict", _to_classify, needs=("forward",)),
    Part("accuracy", "The accuracy", 10, "accuracy", _labelled, needs=("predict",)),
]
