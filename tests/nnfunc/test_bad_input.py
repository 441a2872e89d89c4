"""A wrong call raises one line that names the argument and the usual cause."""

import numpy as np
import pytest
from scipy.sparse import csr_array

import nnfunc
from nnfunc import Network, back_propagate, cost_function, hessian_vector_product
from tests.nnfunc.support import refused

SIZES, M = (3, 5, 4), 7
rng = np.random.default_rng(0)
THETA = rng.normal(size=5 * 4 + 4 * 6)
X = rng.normal(size=(M, 3))
LABELS = np.array([0, 1, 2, 3, 0, 1, 2])
ONE_HOT = np.eye(4)[LABELS]
VALID = {"theta_vec": THETA, "network": SIZES, "X": X, "y": LABELS}

SOFTMAX = Network(SIZES, output="softmax")
LINEAR = Network(SIZES, output="linear")
ONE_FEATURE = {"network": (1, 2), "theta_vec": np.ones(4)}
ONE_OUTPUT = {"network": (3, 1), "theta_vec": np.ones(4)}
TEN = {"network": (3, 10), "theta_vec": np.ones(40)}
OTHER_WIDTH = {"network": (4, 5, 4), "X": np.ones((M, 4))}
RAGGED = [[1.0, 2.0, 3.0], [4.0]]
MATRICES = [THETA[:20].reshape(4, 5).T, THETA[20:].reshape(6, 4).T]


def with_one(array, value):
    """Copy an array and put this value into its second place."""
    array = np.array(array, dtype=float)
    array.flat[1] = value
    return array


def wrong(argument, value, word, **others):
    """The name of a wrong argument, a word of the message, and the arguments of the call."""
    return argument, word, {**VALID, **others, argument: value}


CASES = {
    # theta_vec
    "theta too short": wrong("theta_vec", THETA[:-1], "(44,)"),
    "theta too long": wrong("theta_vec", np.ones(45), "(44,)"),
    "theta without biases": wrong("theta_vec", np.ones(3 * 5 + 5 * 4), "bias"),
    "theta a column": wrong("theta_vec", THETA[:, np.newaxis], "ravel"),
    "theta a row": wrong("theta_vec", THETA[np.newaxis], "ravel"),
    "theta a list of matrices": wrong("theta_vec", MATRICES, "unroll"),
    "theta a ragged list": wrong("theta_vec", RAGGED, "unequal"),
    "theta a list of ragged matrices": wrong("theta_vec", [RAGGED, RAGGED], ""),
    "theta an object array": wrong("theta_vec", THETA.astype(object), "real numbers"),
    "theta empty": wrong("theta_vec", [], "(0,)"),
    "theta a number": wrong("theta_vec", 1.0, "()"),
    "theta None": wrong("theta_vec", None, "NoneType"),
    "theta complex": wrong("theta_vec", THETA * 1j, "complex"),
    "theta text": wrong("theta_vec", ["a"] * 44, "real numbers"),
    "theta with NaN": wrong("theta_vec", with_one(THETA, np.nan), "NaN"),
    "theta masked": wrong("theta_vec", np.ma.array(THETA, mask=THETA > 1), "masked"),
    # network
    "network and X swapped": wrong("network", X, "order", X=SIZES),
    "network a sparse matrix": wrong("network", csr_array(X), "Network"),
    "network a list of matrices": wrong("network", MATRICES, "Network"),
    "network a single layer": wrong("network", (3,), "2 or more"),
    "network empty": wrong("network", (), "2 or more"),
    "network a number": wrong("network", 3, "int"),
    "network a NumPy number": wrong("network", np.array(3), "Network"),
    "network text": wrong("network", "3-5-4", "str"),
    "network None": wrong("network", None, "NoneType"),
    "network with an empty layer": wrong("network", (3, 0, 4), "found 0"),
    "network with a negative layer": wrong("network", (3, -5, 4), "found -5"),
    "network of fractions": wrong("network", (3, 5.0, 4), "5.0"),
    "network of booleans": wrong("network", (3, True, 4), "True"),
    "network of another width": wrong("theta_vec", THETA, "4-5-4", **OTHER_WIDTH),
    # X
    "X transposed": wrong("X", X.T, "X.T"),
    "X with its column of ones": wrong("X", np.c_[np.ones(M), X], "column of ones"),
    "X of another width": wrong("X", np.ones((M, 6)), "(m, 3)"),
    "X a single example": wrong("X", X[0], "np.newaxis"),
    "X a single feature": wrong("X", np.ones(M), "X[:, np.newaxis]", **ONE_FEATURE),
    "X of images": wrong("X", np.ones((M, 3, 1)), "unroll"),
    "X of no images": wrong("X", np.ones((0, 3, 1)), ""),
    "X without examples": wrong("X", np.ones((0, 3)), "empty"),
    "X an empty list": wrong("X", [], "(0,)"),
    "X a number": wrong("X", 1.0, "()"),
    "X None": wrong("X", None, "NoneType"),
    "X ragged": wrong("X", RAGGED, "unequal"),
    "X of objects": wrong("X", X.astype(object), "objects"),
    "X with None in it": wrong("X", [[1.0, None, 3.0]] * M, "None"),
    "X complex": wrong("X", X + 0j, ".real"),
    "X text": wrong("X", X.astype(str), "real numbers"),
    "X of dates": wrong("X", X.astype(int).astype("M8[D]"), "real numbers"),
    "X sparse": wrong("X", csr_array(X), "toarray"),
    "X masked": wrong("X", np.ma.array(X, mask=X > 1), "masked"),
    "X with NaN": wrong("X", with_one(X, np.nan), "NaN in row 0, column 1"),
    "X with infinity": wrong("X", with_one(X, np.inf), "infinity in row 0, column 1"),
    "X float32 with NaN": wrong("X", with_one(X, np.nan).astype(np.float32), "NaN"),
    # y, several outputs
    "y shorter than X": wrong("y", LABELS[:-1], "X has 7 rows"),
    "y longer than X": wrong("y", np.r_[LABELS, 1], "X has 7 rows"),
    "y a row": wrong("y", LABELS[np.newaxis], "y.T"),
    "y one-hot transposed": wrong("y", ONE_HOT.T, "y.T"),
    "y one-hot of other classes": wrong("y", np.eye(5)[LABELS], "(7, 4)"),
    "y a number": wrong("y", 1, "()"),
    "y empty": wrong("y", [], "(0,)"),
    "y None": wrong("y", None, "NoneType"),
    "y ragged": wrong("y", RAGGED, "unequal"),
    "y text": wrong("y", [*"abcdefg"], "real numbers"),
    "y complex": wrong("y", LABELS + 0j, "complex"),
    "y of objects": wrong("y", LABELS.astype(object), "objects"),
    "y sparse": wrong("y", csr_array(ONE_HOT), "toarray"),
    "y masked": wrong("y", np.ma.array(LABELS, mask=LABELS == 2), "masked"),
    "labels not whole": wrong("y", LABELS + 0.5, "0.5"),
    "labels negative": wrong("y", LABELS - 1, "-1"),
    "labels from 1": wrong("y", LABELS + 1, "labels_from_octave"),
    "labels far too large": wrong("y", 5 * LABELS, "15"),
    "labels 1..10": wrong("y", [1, 2, 3, 8, 9, 10, 10], "digit zero", **TEN),
    "labels with NaN": wrong("y", with_one(LABELS, np.nan), "nan"),
    "labels with infinity": wrong("y", with_one(LABELS, np.inf), "inf"),
    "labels for a regression": wrong("y", LABELS, "targets (7, 4)", network=LINEAR),
    "targets above 1": wrong("y", 2 * ONE_HOT, "found 2"),
    "targets below 0": wrong("y", ONE_HOT - 0.5, "-0.5"),
    "targets with NaN": wrong("y", with_one(ONE_HOT, np.nan), "NaN"),
    "regression with NaN": wrong("y", with_one(ONE_HOT, np.nan), "NaN", network=LINEAR),
    "regression with infinity": wrong("y", with_one(ONE_HOT, np.inf), "inf", network=LINEAR),
    "softmax row not summing to 1": wrong("y", with_one(ONE_HOT, 1), "row 0", network=SOFTMAX),
    "softmax row of zeros": wrong("y", 0 * ONE_HOT, "sums to 0", network=SOFTMAX),
    "softmax rows with NaN": wrong("y", with_one(ONE_HOT, np.nan), "NaN", network=SOFTMAX),
    # y, one output
    "0/1 too short": wrong("y", LABELS[:-1] % 2, "X has 7 rows", **ONE_OUTPUT),
    "0/1 a row": wrong("y", LABELS[np.newaxis] % 2, "y.T", **ONE_OUTPUT),
    "0/1 one-hot": wrong("y", np.eye(2)[LABELS % 2], "(7, 1)", **ONE_OUTPUT),
    "1/2 for 0/1": wrong("y", LABELS % 2 + 1, "count from 1", **ONE_OUTPUT),
    "classes for 0/1": wrong("y", LABELS, "found 3", **ONE_OUTPUT),
    "-1/1 for 0/1": wrong("y", LABELS % 2 * 2 - 1, "found -1", **ONE_OUTPUT),
    "0/1 with NaN": wrong("y", with_one(LABELS % 2, np.nan), "NaN", **ONE_OUTPUT),
    # lambda_
    "lambda negative": wrong("lambda_", -1.0, "-1.0"),
    "lambda NaN": wrong("lambda_", np.nan, "nan"),
    "lambda infinite": wrong("lambda_", np.inf, "inf"),
    "lambda text": wrong("lambda_", "1", "'1'"),
    "lambda an array": wrong("lambda_", np.ones(2), "(2,)"),
    "lambda a list": wrong("lambda_", [1.0], "[1.0]"),
    "lambda None": wrong("lambda_", None, "None"),
    "lambda complex": wrong("lambda_", 1j, "1j"),
    "lambda boolean": wrong("lambda_", True, "True"),
    # sample_weight
    "weight negative": wrong("sample_weight", with_one(np.ones(M), -1), "-1"),
    "weight NaN": wrong("sample_weight", with_one(np.ones(M), np.nan), "nan"),
    "weight infinite": wrong("sample_weight", with_one(np.ones(M), np.inf), "inf"),
    "weights all zero": wrong("sample_weight", np.zeros(M), "positive sum"),
    "weights that overflow": wrong("sample_weight", np.full(M, 1e308), "sum"),
    "weights too few": wrong("sample_weight", np.ones(M - 1), "(7,)"),
    "weights a column": wrong("sample_weight", np.ones((M, 1)), "(7, 1)"),
    "weight a number": wrong("sample_weight", 1.0, "()"),
    "weights text": wrong("sample_weight", ["1"] * M, "real numbers"),
    "weights masked": wrong("sample_weight", np.ma.ones(M), "masked"),
    # dropout
    "nothing kept": wrong("keep_prob", 0, "(0, 1]", seed=1),
    "more than all kept": wrong("keep_prob", 1.5, "(0, 1]", seed=1),
    "keep_prob negative": wrong("keep_prob", -0.1, "(0, 1]", seed=1),
    "keep_prob NaN": wrong("keep_prob", np.nan, "nan", seed=1),
    "keep_prob text": wrong("keep_prob", "half", "'half'", seed=1),
    "keep_prob one a layer": wrong("keep_prob", [0.5, 0.5], "[0.5, 0.5]", seed=1),
    "keep_prob None": wrong("keep_prob", None, "None", seed=1),
    "seed missing": wrong("seed", None, "repeatable", keep_prob=0.5),
    "seed negative": wrong("seed", -1, "-1", keep_prob=0.5),
    "seed a fraction": wrong("seed", 1.5, "1.5", keep_prob=0.5),
    "seed text": wrong("seed", "now", "'now'", keep_prob=0.5),
    "seed a generator": wrong("seed", np.random.default_rng(0), "Generator", keep_prob=0.5),
    "seed boolean": wrong("seed", True, "True", keep_prob=0.5),
}


@pytest.mark.parametrize("function", [cost_function, back_propagate])
@pytest.mark.parametrize("case", CASES)
def test_cost_function_and_back_propagate_refuse(case, function):
    argument, word, call = CASES[case]
    refused(argument, word, function, **call)


# Without a hidden layer the Hessian of a cross entropy does not depend on y.
@pytest.mark.parametrize("case", [case for case in CASES if case != "0/1 with NaN"])
def test_hessian_vector_product_refuses_the_same(case):
    argument, word, call = CASES[case]
    n = THETA.size if argument == "theta_vec" else call["theta_vec"].size
    refused(argument, word, hessian_vector_product, p=np.ones(n), **call)


def test_nan_is_found_beyond_the_first_block():
    X = np.ones((3000, 3))
    X[2500, 2] = np.nan
    refused("X", "NaN in row 2500, column 2", cost_function, THETA, SIZES, X, np.zeros(3000))
    refused("X", "NaN in row 2500, column 2", nnfunc.predict, THETA, SIZES, X)


# The cases that concern hypothesis, predict, accuracy and forward_propagate too
PREDICTION_CASES = [
    case
    for case, (argument, _, _) in CASES.items()
    if argument in ("theta_vec", "network", "X") and "infinity" not in case
]


@pytest.mark.parametrize("case", PREDICTION_CASES)
def test_prediction_refuses_the_same(case):
    argument, word, call = CASES[case]
    call = {name: value for name, value in call.items() if name != "y"}
    network = call["network"]
    K = network[-1] if isinstance(network, tuple) and network else 4
    for function in (nnfunc.hypothesis, nnfunc.predict, nnfunc.forward_propagate):
        refused(argument, word, function, **call)
    refused(argument, word, nnfunc.accuracy, **call, y=LABELS % K)


# Theta1 = [b1 w1; b2 w2] and Theta2 = [b v1 v2], unrolled: multiples of the largest float.
OVERFLOWS = {
    "+inf": [0, 0, 1, 1, 0, 1, 1],
    "-inf": [0, 0, 1, 1, 0, -1, -1],
    # NaN or an infinity: it depends on the order of the sum and on fused multiply-add
    "inf - inf in the output": [0, 0, 1, 1, 0, 1, -1],
    "inf - inf of hidden units": [1, 1, 1, 1, 0, 1, -1],
}
dtypes = pytest.mark.parametrize("dtype", [np.float64, np.float32])


@dtypes
@pytest.mark.parametrize("case", OVERFLOWS)
def test_hypothesis_that_is_not_finite_is_refused(case, dtype):
    network = Network((1, 2, 1), hidden="linear", output="linear")
    theta, X = np.finfo(dtype).max * np.array(OVERFLOWS[case]), np.ones((1, 1), dtype)
    for function in (nnfunc.hypothesis, nnfunc.predict, nnfunc.forward_propagate):
        refused("theta_vec", "overflow", function, theta, network, X)
    refused("theta_vec", "overflow", back_propagate, theta, network, X, [1.0])


@dtypes
@pytest.mark.parametrize(
    ("network", "multiples"),
    [
        (Network((1, 2, 1), hidden="linear"), OVERFLOWS["inf - inf of hidden units"]),
        (Network((1, 2), output="softmax"), [1, 0, 1, 0]),
    ],
    ids=["sigmoid", "softmax"],
)
def test_class_of_an_overflowing_hypothesis_is_refused(network, multiples, dtype):
    theta, X = np.finfo(dtype).max * np.array(multiples), np.ones((1, 1), dtype)
    for function in (nnfunc.hypothesis, nnfunc.predict, nnfunc.forward_propagate):
        refused("theta_vec", "overflow", function, theta, network, X)
    refused("theta_vec", "overflow", nnfunc.accuracy, theta, network, X, [1])


# The other functions: argument, a word of the message, function, its arguments

generate, initialize = nnfunc.rand_initialize_weights, nnfunc.rand_initialize_theta
octave, debug = nnfunc.labels_from_octave, nnfunc.debug_initialize_weights
numerical, check = nnfunc.compute_numerical_gradient, nnfunc.check_gradients
ONES = np.ones((2, 3))


def parabola(theta):
    return theta @ theta, 2 * theta


def hessian_times(p):
    return hessian_vector_product(THETA, p, SIZES, X, LABELS)


def accuracy(y, network=SIZES, theta=THETA):
    return nnfunc.accuracy(theta, network, X, y)


def multilabel(network):
    return nnfunc.predict(THETA, network, X, multilabel=True)


OTHERS = {
    "p short": ("p", "(44,)", hessian_times, THETA[:-1]),
    "p a column": ("p", "pass p.ravel", hessian_times, THETA[:, np.newaxis]),
    "p with NaN": ("p", "NaN", hessian_times, with_one(THETA, np.nan)),
    "p complex": ("p", "complex", hessian_times, THETA * 1j),
    "p matrices": ("p", "one vector", hessian_times, MATRICES),
    "p None": ("p", "NoneType", hessian_times, None),
    "accuracy, short y": ("y", "X has 7 rows", accuracy, LABELS[:-1]),
    "accuracy, labels from 1": ("y", "labels_from_octave", accuracy, LABELS + 1),
    "accuracy, fractions": ("y", "0.5", accuracy, LABELS + 0.5),
    "accuracy, NaN": ("y", "nan", accuracy, with_one(LABELS, np.nan)),
    "accuracy, two ones in a row": ("y", "one-hot", accuracy, with_one(ONE_HOT, 1)),
    "accuracy, one-hot with NaN": ("y", "one-hot", accuracy, with_one(ONE_HOT, np.nan)),
    "accuracy, transposed": ("y", "y.T", accuracy, ONE_HOT.T),
    "accuracy, None": ("y", "NoneType", accuracy, None),
    "accuracy, text": ("y", "real numbers", accuracy, [*"abcdefg"]),
    "accuracy, class 2 of 0/1": ("y", "found 2", accuracy, LABELS % 3, (3, 1), np.ones(4)),
    "accuracy, short 0/1": ("y", "(7,)", accuracy, [0, 1], (3, 1), np.ones(4)),
    "accuracy of a regression": ("network", "regression", accuracy, LABELS, LINEAR),
    "multilabel softmax": ("multilabel", "softmax", multilabel, SOFTMAX),
    "hidden unknown": ("hidden", "'relu'", Network, (2, 3, 1), "ReLu"),
    "hidden None": ("hidden", "None", Network, (2, 3, 1), None),
    "hidden softmax": ("hidden", "softmax", Network, (2, 3, 1), "softmax"),
    "hidden one too many": ("hidden", "got 2", Network, (2, 3, 1), ["tanh", "relu"]),
    "hidden one too few": ("hidden", "got 1", Network, (2, 3, 3, 1), ["tanh"]),
    "hidden unknown and unused": ("hidden", "rellu", Network, (2, 1), "rellu"),
    "output unknown": ("output", "'softmax'", Network, (2, 3), "tanh", "soft max"),
    "output None": ("output", "None", Network, (2, 3), "tanh", None),
    "output an array": ("output", "(2,)", Network, (2, 3), "tanh", np.array(["relu", "tanh"])),
    "loss unknown": ("loss", "'squared_error'", Network, (2, 3), "tanh", "linear", "squared"),
    "loss of linear": ("loss", "'linear'", Network, (2, 3), "tanh", "linear", "cross_entropy"),
    "loss of relu": ("loss", "'relu'", Network, (2, 3), "tanh", "relu", "cross_entropy"),
    "loss of softmax": ("loss", "softmax", Network, (2, 3), "tanh", "softmax", "squared_error"),
    "softmax of one": ("layer_sizes", "2 or more", Network, (2, 1), "tanh", "softmax"),
    "slope 1": ("leaky_slope", "1", Network, (2, 1), "tanh", "relu", None, 1),
    "slope negative": ("leaky_slope", "-0.1", Network, (2, 1), "tanh", "relu", None, -0.1),
    "slope NaN": ("leaky_slope", "nan", Network, (2, 1), "tanh", "relu", None, np.nan),
    "slope text": ("leaky_slope", "'a'", Network, (2, 1), "tanh", "relu", None, "a"),
    "unroll a matrix": ("thetas", "[Theta1", nnfunc.unroll, ONES),
    "unroll a vector": ("thetas", "[Theta1", nnfunc.unroll, np.ones(3)),
    "unroll nothing": ("thetas", "empty", nnfunc.unroll, []),
    "unroll None": ("thetas", "None", nnfunc.unroll, None),
    "unroll a list of vectors": ("Theta1", "matrix", nnfunc.unroll, [[1.0, 2.0]]),
    "unroll out of order": ("Theta2", "out of order", nnfunc.unroll, [np.ones((1, 3)), ONES]),
    "unroll transposed": ("Theta2", "transposed", nnfunc.unroll, [ONES, np.ones((3, 1 + 1))]),
    "unroll without bias": ("Theta1", "s_in + 1", nnfunc.unroll, [np.ones((2, 1))]),
    "unroll ragged": ("Theta1", "unequal", nnfunc.unroll, [RAGGED]),
    "unroll complex": ("Theta1", "complex", nnfunc.unroll, [ONES * 1j]),
    "reshape too short": ("theta_vec", "(9,)", nnfunc.reshape_params, np.ones(8), (2, 2, 1)),
    "reshape matrices": ("theta_vec", "unroll", nnfunc.reshape_params, [ONES], (2, 2, 1)),
    "reshape for a bad network": ("network", "Network", nnfunc.reshape_params, np.ones(8), 3),
    "fan_in 0": ("fan_in", "0", generate, 0, 2),
    "fan_in a fraction": ("fan_in", "2.0", generate, 2.0, 2),
    "fan_out negative": ("fan_out", "-1", generate, 2, -1),
    "fan_out None": ("fan_out", "None", generate, 2, None),
    "scheme unknown": ("scheme", "'xavier'", generate, 2, 3, "xavier"),
    "scheme a list": ("scheme", "he", initialize, (2, 3, 1), ["he", "he"]),
    "network of no theta": ("network", "Network", initialize, 3),
    "W and b uneven": ("b", "1", nnfunc.theta_from_weights, [ONES], []),
    "W a vector": ("W1", "matrix", nnfunc.theta_from_weights, [np.ones(3)], [[1.0]]),
    "W None": ("W", "None", nnfunc.theta_from_weights, None, [[1.0]]),
    "b of other rows": ("b1", "(3,)", nnfunc.theta_from_weights, [ONES], [[1.0] * 3]),
    "b a row": ("b1", "(1, 2)", nnfunc.theta_from_weights, [ONES], [[[1.0, 2.0]]]),
    "Theta a vector": ("Theta", "(3,)", nnfunc.weights_from_theta, np.ones(3)),
    "Theta all bias": ("Theta", "(3, 1)", nnfunc.weights_from_theta, np.ones((3, 1))),
    "Theta None": ("Theta", "NoneType", nnfunc.weights_from_theta, None),
    "add_bias to a vector": ("A", "(3,)", nnfunc.add_bias, np.ones(3)),
    "add_bias to text": ("A", "real numbers", nnfunc.add_bias, [["a"]]),
    "labels from 0": ("y", "0", octave, [0, 1, 2], 3),
    "labels beyond K": ("y", "11", octave, [1, 11], 10),
    "labels of fractions": ("y", "1.5", octave, [1.5], 10),
    "labels a matrix": ("y", "(2, 3)", octave, ONES, 10),
    "labels none": ("y", "", octave, [], 10),
    "labels negative": ("y", "-1", octave, [-1, 1], 10),
    "labels NaN": ("y", "nan", octave, [np.nan, 1], 10),
    "K 0": ("K", "0", octave, [1, 2], 0),
    "K a fraction": ("K", "10.0", octave, [1, 2], 10.0),
    "K and y swapped": ("K", "whole number", octave, 10, np.array([[1], [2]])),
    "numerical of a matrix": ("theta", "unroll", numerical, parabola, ONES),
    "numerical of nothing": ("theta", "", numerical, parabola, []),
    "numerical of NaN": ("theta", "NaN", numerical, parabola, [np.nan]),
    "numerical of None": ("theta", "NoneType", numerical, parabola, None),
    "epsilon 0": ("epsilon", "0", numerical, parabola, [1.0], (), 0),
    "epsilon negative": ("epsilon", "-1", numerical, parabola, [1.0], (), -1),
    "epsilon text": ("epsilon", "'a'", numerical, parabola, [1.0], (), "a"),
    "args a list": ("args", "tuple", numerical, parabola, [1.0], [2]),
    "J a number": ("J", "", numerical, 3.0, [1.0]),
    "J returns a vector": ("J", "number", numerical, lambda theta: theta, [1.0, 2.0]),
    "J returns None": ("J", "None", numerical, lambda theta: None, [1.0]),
    "check of None": ("cost_fn", "", check, None, [1.0]),
    "check without gradient": ("cost_fn", "(J, grad)", check, lambda theta: 1.0, [1.0]),
    "check of another shape": ("cost_fn", "(2,)", check, lambda t: (1.0, ONES), [1.0, 2.0]),
    "check of a matrix": ("theta", "unroll", check, parabola, ONES),
    "check args": ("args", "tuple", check, parabola, [1.0], 3),
    "debug of 0": ("fan_in", "0", debug, 0, 2),
    "debug of a fraction": ("fan_out", "1.5", debug, 1, 1.5),
}


@pytest.mark.parametrize("case", OTHERS)
def test_other_functions_refuse(case):
    refused(*OTHERS[case])


@pytest.mark.parametrize("rng", ["seed", 1.5, -1])
def test_rng_is_refused(rng):
    refused("rng", "", generate, 2, 3, rng=rng)
    refused("rng", "", initialize, (2, 3, 1), rng=rng)
    refused("rng", "", check, parabola, [1.0], directions=2, rng=rng)


@pytest.mark.parametrize("epsilon", [0, -0.1, np.nan, np.inf, "a", True])
def test_epsilon_of_the_weights_is_refused(epsilon):
    refused("epsilon", "positive", generate, 2, 3, epsilon=epsilon)


@pytest.mark.parametrize("directions", [0, -1, 1.5, True])
def test_directions_are_refused(directions):
    refused("directions", "positive", check, parabola, [1.0], directions=directions)


@pytest.mark.parametrize("z", [None, "a", ["1.5"], 1j, RAGGED], ids=str)
@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "leaky_relu", "linear", "softmax"])
def test_activations_refuse(name, z):
    refused("z", "", getattr(nnfunc, name), z)
    refused("z", "", getattr(nnfunc, f"{name}_gradient"), z)


@pytest.mark.parametrize("z", [3.0, []])
def test_softmax_refuses_what_has_no_classes(z):
    refused("z", "", nnfunc.softmax, z)
    refused("z", "", nnfunc.softmax_gradient, z)
