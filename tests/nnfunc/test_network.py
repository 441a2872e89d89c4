"""The description of an architecture."""

import pickle
from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from nnfunc import Network, cost_function


def test_shapes_have_a_bias_column():
    network = Network((400, 25, 10))
    assert network.theta_shapes == ((25, 401), (10, 26))
    assert network.n_params == 25 * 401 + 10 * 26


def test_two_sizes_make_a_network_without_hidden_layers():
    assert Network((3, 1)).hidden == ()
    assert Network((3, 1), hidden="relu").theta_shapes == ((1, 4),)


def test_one_name_applies_to_every_hidden_layer():
    assert Network((5, 4, 3, 2)).hidden == ("sigmoid", "sigmoid")
    assert Network((5, 4, 3, 2), hidden="relu").hidden == ("relu", "relu")
    assert Network((5, 4, 3, 2), hidden=["tanh", "relu"]).hidden == ("tanh", "relu")


@pytest.mark.parametrize(
    ("output", "loss"),
    [
        ("sigmoid", "cross_entropy"),
        ("softmax", "cross_entropy"),
        ("tanh", "squared_error"),
        ("relu", "squared_error"),
        ("leaky_relu", "squared_error"),
        ("linear", "squared_error"),
    ],
)
def test_default_loss_follows_from_the_output(output, loss):
    assert Network((2, 3), output=output).loss == loss
    assert Network((2, 3), output=output) == Network((2, 3), output=output, loss=loss)


@pytest.mark.parametrize("loss", ["squared_error", "absolute_error"])
def test_sigmoid_output_takes_a_squared_or_absolute_error(loss):
    assert Network((2, 3), output="sigmoid", loss=loss).loss == loss


def test_equal_networks_compare_hash_and_pickle_as_one_value():
    network = Network([4, 3, 2], hidden="tanh", output="softmax")
    assert network == Network((4, 3, 2), hidden=["tanh"], output="softmax")
    assert network != Network((4, 3, 2), hidden="relu", output="softmax")
    assert len({network, Network((4, 3, 2), hidden="tanh", output="softmax")}) == 1
    assert pickle.loads(pickle.dumps(network)) == network
    with pytest.raises(FrozenInstanceError):
        network.output = "sigmoid"


@pytest.mark.parametrize("sizes", [(2, 3, 1), [2, 3, 1], np.array([2, 3, 1]), Network((2, 3, 1))])
def test_bare_sizes_mean_sigmoids_and_cross_entropy(sizes):
    network = Network((2, 3, 1), hidden="sigmoid", output="sigmoid", loss="cross_entropy")
    theta, args = np.linspace(-1, 1, 13), ([[1.0, 2.0], [3.0, 4.0]], [0, 1])
    assert cost_function(theta, sizes, *args)[0] == cost_function(theta, network, *args)[0]
