# points: 0
# ruff: noqa

import sys

import numpy as np

KINDS = [
    10**5000,
    2**63,
    -(2**63) - 1,
    -(2**63),
    {k: k for k in range(1_000_000)},
    (k for k in range(3)),
    {"x": {"x": {"x": 1}}},
    {1, 2},
    b"1",
    bytearray(8),
    memoryview(b"12345678"),
    range(3),
    Ellipsis,
    NotImplemented,
    sys,
    int,
    print,
    lambda: 0,
    1j,
    "\udc80\x1b[2J",
    "x" * 10_000_000,
    [None] * 1_000_000,
    [[[[[[[[[1]]]]]]]]],
    ValueError("x"),
    sys._getframe(),
    np.random.default_rng(1),
    np.float64,
    np.dtype(float),
]


def odd(*args, **kwargs):
    KINDS.append(KINDS.pop(0))
    return KINDS[0]


def cost_function(*args):
    return odd(), odd()


sigmoid_gradient = compute_numerical_gradient = rand_initialize_weights = odd
