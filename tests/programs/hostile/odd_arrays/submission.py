# points: 0
# ruff: noqa

import numpy as np

KINDS = [
    np.matrix([[1.0]]),
    np.array([None, 1.0]),
    np.array([object()]),
    np.array([1 + 2j]),
    np.array(["1.0"]),
    np.array([b"1"]),
    np.array([(1, 2.0)], dtype=[("a", int), ("b", float)]),
    np.rec.array([(1, 2.0)], dtype=[("a", int), ("b", float)]),
    np.array(["2020-01-01"], dtype="datetime64[D]"),
    np.ma.masked_array([1.0], mask=[True]) if "ma" in vars(np) else np.float32(1),
    np.zeros((1,) * 20),
    np.array([], dtype="V0"),
    np.char.array(["x"]) if "char" in vars(np) else np.bool_(True),
]


def odd(*args, **kwargs):
    KINDS.append(KINDS.pop(0))
    return KINDS[0]


def cost_function(*args):
    return odd(), odd()


sigmoid_gradient = compute_numerical_gradient = rand_initialize_weights = odd
