"""Forward propagation, backpropagation and dropout, layer by layer."""

import numpy as np
import pytest

from nnfunc import (
    add_bias,
    back_propagate,
    cost_function,
    forward_propagate,
    hypothesis,
    reshape_params,
    unroll,
)
from tests.nnfunc import textbook
from tests.nnfunc.support import blocks_of, dropout_mask, kinds

XNOR = unroll([[[-30, 20, 20], [10, -20, -20]], [[-10, 20, 20]]])  # the slide's AND, NOR, OR
CORNERS = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])


def test_the_slide_computes_xnor():
    a1, a2, a3 = forward_propagate(XNOR, (2, 2, 1), CORNERS)
    np.testing.assert_array_equal(a1, CORNERS)
    np.testing.assert_allclose(a2, [[0, 1], [0, 0], [0, 0], [1, 0]], atol=1e-4)
    np.testing.assert_allclose(a3.ravel(), [1, 0, 0, 1], atol=1e-4)


@kinds
def test_last_activation_is_the_textbooks_hypothesis(kind):
    theta, (network, X, _) = textbook.draw(3, sizes=(3, 5, 4, 2), m=6, leaky_slope=0.2, **kind)
    h = textbook.hypothesis(theta, network, X)
    np.testing.assert_allclose(forward_propagate(theta, network, X)[-1], h, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(hypothesis(theta, network, X), h, rtol=1e-12, atol=1e-15)


def test_hidden_layers_may_differ():
    theta, args = textbook.draw(4, sizes=(3, 5, 4, 2), m=6, hidden=("tanh", "relu"))
    a2, a3 = forward_propagate(theta, args.network, args.X)[1:-1]
    assert a2.min() < 0
    assert a3.min() == 0
    J = textbook.cost(theta, *args)
    assert cost_function(theta, *args)[0] == pytest.approx(J, rel=1e-12)


def test_forward_propagate_returns_no_view_of_x():
    X = CORNERS.copy()
    for a in forward_propagate(XNOR, (2, 2, 1), X):
        a[:] = 7
    np.testing.assert_array_equal(X, CORNERS)


@pytest.mark.parametrize("slope", [0.1, np.float64(0.1)])
def test_float32_examples_give_float32_activations(slope):
    theta, args = textbook.draw(5, sizes=(3, 4, 2), hidden="leaky_relu", leaky_slope=slope)
    for a in forward_propagate(theta, args.network, args.X.astype(np.float32)):
        assert a.dtype == np.float32
    assert hypothesis(theta, args.network, args.X.astype(np.float32)).dtype == np.float32


def test_add_bias():
    np.testing.assert_array_equal(add_bias([[2, 3], [4, 5]]), [[1, 2, 3], [1, 4, 5]])
    assert add_bias(np.ones((2, 2), np.float32)).dtype == np.float32


def test_deltas_are_those_of_the_slide():
    theta, args = textbook.draw(6, sizes=(3, 5, 4, 2), m=7)
    _, Theta2, Theta3 = reshape_params(theta, args.network)
    a2, a3, a4 = forward_propagate(theta, args.network, args.X)[1:]
    (delta2, delta3, delta4), _ = back_propagate(theta, *args, 2.0)
    np.testing.assert_allclose(delta4, a4 - args.y, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(
        delta3, delta4 @ Theta3[:, 1:] * a3 * (1 - a3), rtol=1e-12, atol=1e-15
    )
    np.testing.assert_allclose(
        delta2, delta3 @ Theta2[:, 1:] * a2 * (1 - a2), rtol=1e-12, atol=1e-15
    )


@pytest.mark.parametrize("m", [7, 1500])
@pytest.mark.parametrize("options", [{}, {"keep_prob": 0.6, "seed": 3}])
def test_unrolled_ds_are_the_gradient(m, options):
    theta, args = textbook.draw(6, sizes=(3, 5, 4, 2), m=m)
    w = np.linspace(0.5, 2, m)
    deltas, Ds = back_propagate(theta, *args, 2.0, sample_weight=w, **options)
    _, grad_vec = cost_function(theta, *args, 2.0, sample_weight=w, **options)
    np.testing.assert_allclose(unroll(Ds), grad_vec, rtol=1e-10, atol=1e-14)
    assert [(D.shape, D.dtype) for D in Ds] == [(s, np.float64) for s in args.network.theta_shapes]
    assert [delta.shape for delta in deltas] == [(m, 5), (m, 4), (m, 2)]


def test_deltas_do_not_depend_on_sample_weight():
    theta, args = textbook.draw(6, sizes=(3, 5, 2), m=4)
    plain, _ = back_propagate(theta, *args)
    weighted, _ = back_propagate(theta, *args, sample_weight=[1, 2, 3, 4])
    for a, b in zip(plain, weighted):
        np.testing.assert_array_equal(a, b)


# Dropout


def masks_of(m, keep_prob=0.7, seed=4):
    """Masks of two hidden layers, of 5 and of 4 units."""
    return [dropout_mask(seed, layer, m, units, keep_prob) for layer, units in ((2, 5), (3, 4))]


def test_mask_of_an_example_depends_on_its_row_number_alone():
    whole, _ = masks_of(3000)
    for m in (1, 1024, 1025, 2999):
        np.testing.assert_array_equal(masks_of(m)[0], whole[:m])


def test_dropout_keeps_units_with_keep_prob():
    mask, _ = masks_of(4000)
    assert (mask > 0).mean() == pytest.approx(0.7, abs=0.01)


def test_masks_differ_by_seed_layer_row_and_unit():
    mask = dropout_mask(1, 2, 50, 5, 0.7)
    other_seed, other_layer = dropout_mask(2, 2, 50, 5, 0.7), dropout_mask(1, 3, 50, 5, 0.7)
    assert not np.array_equal(mask, other_seed)
    assert not np.array_equal(mask, other_layer)
    assert not np.array_equal(other_seed, other_layer)
    assert len(np.unique(mask, axis=0)) > 10
    assert len(np.unique(mask, axis=1).T) == 5


@pytest.mark.parametrize("block", [1, 7, 99, 100, 1024])
def test_dropout_does_not_depend_on_the_block_size(block):
    theta, args = textbook.draw(8, sizes=(3, 5, 4, 2), m=100)
    options = {"keep_prob": 0.6, "seed": 11}
    expected = textbook.cost(theta, *args, masks=masks_of(100, **options))
    _, Ds = back_propagate(theta, *args, **options)
    with blocks_of(block):
        J, grad_vec = cost_function(theta, *args, **options)
    assert J == pytest.approx(expected, rel=1e-12)
    np.testing.assert_allclose(grad_vec, unroll(Ds), rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("m", [30, 1030])
def test_dropout_multiplies_hidden_activations_by_its_scaled_mask(m):
    theta, args = textbook.draw(9, sizes=(3, 5, 4, 2), m=m)
    J, _ = cost_function(theta, *args, 1.5, keep_prob=0.7, seed=4)
    expected = textbook.cost(theta, *args, 1.5, masks=masks_of(m))
    assert J == pytest.approx(expected, rel=1e-12)


def test_dropout_spares_inputs_and_outputs():
    theta, args = textbook.draw(9, sizes=(3, 2), m=30)
    J, grad_vec = cost_function(theta, *args)
    J_dropped, grad_dropped = cost_function(theta, *args, keep_prob=0.5, seed=4)
    assert J == J_dropped
    np.testing.assert_array_equal(grad_vec, grad_dropped)


def test_keep_prob_1_drops_nothing():
    theta, args = textbook.draw(9, sizes=(3, 5, 2), m=30)
    plain = cost_function(theta, *args)[0]
    assert cost_function(theta, *args, keep_prob=1.0, seed=4)[0] == plain
    assert cost_function(theta, *args, keep_prob=0.9, seed=4)[0] != plain
