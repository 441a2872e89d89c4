"""What exercise 1 asks for, and the inputs it is graded on."""

import numpy as np

from exercises.exercise import Part

TITLE = "The chain rule on computation graphs"


def _numbers(rng, count):
    """Draw positive and negative numbers that are not near 0."""
    return tuple(rng.choice([-1.0, 1.0], count) * rng.uniform(0.4, 3.0, count))


def _two(rng):
    return [tuple(map(float, _numbers(rng, 2))) for _ in range(3)]


def _three(rng):
    return [tuple(map(float, _numbers(rng, 3))) for _ in range(3)]


def _neuron(rng):
    return [(rng.normal(size=3), np.array(_numbers(rng, 2))) for _ in range(3)]


def _network(rng):
    targets = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]])
    return [
        (rng.normal(size=(2, 3)), rng.normal(size=(2, 3)), np.array(_numbers(rng, 2)), y)
        for y in rng.permutation(targets)
    ]


PARTS = [
    Part("product_graph", "f = (x + y) z", 15, "product_graph", _three),
    Part("add_backward", "The node x + y", 5, "add_backward", _three),
    Part("multiply_backward", "The node x y", 5, "multiply_backward", _three),
    Part("reciprocal_backward", "The node 1/x", 5, "reciprocal_backward", _two),
    Part("exp_backward", "The node exp(x)", 5, "exp_backward", _two),
    Part("used_twice", "An input that is used twice", 10, "used_twice", _two),
    Part(
        "neuron",
        "A neuron, node by node",
        25,
        "neuron",
        _neuron,
        shapes="df_dw has three numbers, that of w2 last, and df_dx has two",
    ),
    Part("sigmoid_backward", "The sigmoid as one node", 10, "sigmoid_backward", _two),
    Part("weight_gradient", "One weight of a network", 20, "weight_gradient", _network),
]
