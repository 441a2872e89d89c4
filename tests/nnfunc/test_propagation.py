"""Forward, backward, and which units are dropped."""

import numpy as np
import pytest

from nnfunc import (
    Network,
    add_bias,
    back_propagate,
    cost_function,
    forward_propagate,
    hypothesis,
    propagation,
    reshape_params,
    unroll,
)
from tests.nnfunc import textbook

XNOR = unroll([[[-30, 20, 20], [10, -20, -20]], [[-10, 20, 20]]])  # the slide's AND, NOR, OR
CORNERS = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])


def test_the_slide_computes_xnor():
    a1, a2, a3 = forward_propagate(XNOR, (2, 2, 1), CORNERS)
    np.testing.assert_array_equal(a1, CORNERS)
    np.testing.assert_allclose(a2, [[0, 1], [0, 0], [0, 0], [1, 0]], atol=1e-4)
    np.testing.assert_allclose(a3.ravel(), [1, 0, 0, 1], atol=1e-4)


@pytest.mark.parametrize(("hidden", "output", "loss"), textbook.KINDS)
def test_last_activation_is_the_textbooks_hypothesis(hidden, output, loss):
    kinds = {"hidden": hidden, "output": output, "loss": loss, "leaky_slope": 0.2}
    theta, network, X, _ = textbook.draw(3, sizes=(3, 5, 4, 2), m=6, **kinds)
    h = textbook.hypothesis(theta, network, X)
    np.testing.assert_allclose(forward_propagate(theta, network, X)[-1], h, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(hypothesis(theta, network, X), h, rtol=1e-12, atol=1e-15)


def test_hidden_layers_may_differ():
    theta, network, X, Y = textbook.draw(4, sizes=(3, 5, 4, 2), m=6, hidden=("tanh", "relu"))
    _, a2, a3, _ = forward_propagate(theta, network, X)
    assert a2.min() < 0
    assert a3.min() == 0
    J = textbook.cost(theta, network, X, Y)
    assert cost_function(theta, network, X, Y)[0] == pytest.approx(J, rel=1e-12)


def test_forward_propagate_hands_out_no_view_of_x():
    X = CORNERS.copy()
    for a in forward_propagate(XNOR, (2, 2, 1), X):
        a[:] = 7
    np.testing.assert_array_equal(X, CORNERS)


@pytest.mark.parametrize("slope", [0.1, np.float64(0.1)])
def test_float32_examples_make_float32_activations(slope):
    theta, network, X, _ = textbook.draw(5, sizes=(3, 4, 2), hidden="leaky_relu", leaky_slope=slope)
    for a in forward_propagate(theta, network, X.astype(np.float32)):
        assert a.dtype == np.float32
    assert hypothesis(theta, network, X.astype(np.float32)).dtype == np.float32


def test_add_bias():
    np.testing.assert_array_equal(add_bias([[2, 3], [4, 5]]), [[1, 2, 3], [1, 4, 5]])
    assert add_bias(np.ones((2, 2), np.float32)).dtype == np.float32


def test_deltas_are_those_of_the_slide():
    theta, network, X, Y = textbook.draw(6, sizes=(3, 5, 4, 2), m=7)
    _, Theta2, Theta3 = reshape_params(theta, network)
    _, a2, a3, a4 = forward_propagate(theta, network, X)
    (delta2, delta3, delta4), _ = back_propagate(theta, network, X, Y, 2.0)
    np.testing.assert_allclose(delta4, a4 - Y, rtol=1e-12)
    np.testing.assert_allclose(delta3, delta4 @ Theta3[:, 1:] * a3 * (1 - a3), rtol=1e-12)
    np.testing.assert_allclose(delta2, delta3 @ Theta2[:, 1:] * a2 * (1 - a2), rtol=1e-12)


@pytest.mark.parametrize("m", [7, 1500])
@pytest.mark.parametrize("options", [{}, {"keep_prob": 0.6, "seed": 3}])
def test_unrolled_ds_are_the_gradient(m, options):
    theta, network, X, Y = textbook.draw(6, sizes=(3, 5, 4, 2), m=m)
    w = np.linspace(0.5, 2, m)
    deltas, Ds = back_propagate(theta, network, X, Y, 2.0, sample_weight=w, **options)
    _, grad_vec = cost_function(theta, network, X, Y, 2.0, sample_weight=w, **options)
    np.testing.assert_allclose(unroll(Ds), grad_vec, rtol=1e-10, atol=1e-14)
    assert [D.shape for D in Ds] == list(network.theta_shapes)
    assert [delta.shape for delta in deltas] == [(m, 5), (m, 4), (m, 2)]


def test_deltas_do_not_know_the_weights_of_the_examples():
    theta, network, X, Y = textbook.draw(6, sizes=(3, 5, 2), m=4)
    plain, _ = back_propagate(theta, network, X, Y)
    weighted, _ = back_propagate(theta, network, X, Y, sample_weight=[1, 2, 3, 4])
    for a, b in zip(plain, weighted):
        np.testing.assert_array_equal(a, b)


# Dropout


def mask(first_row, rows, *, seed=1, layer=2, units=5, keep_prob=0.7):
    return propagation.dropout_mask(seed, layer, first_row, (rows, units), keep_prob, np.float64)


def test_mask_of_a_row_does_not_depend_on_its_block():
    whole = mask(0, 3000)
    for start, stop in ((0, 1), (1, 1024), (1023, 1025), (2999, 3000)):
        np.testing.assert_array_equal(mask(start, stop - start), whole[start:stop])


def test_mask_keeps_the_given_share_and_scales_it_up():
    whole = mask(0, 4000)
    np.testing.assert_array_equal(np.unique(whole), [0, 1 / 0.7])
    assert (whole > 0).mean() == pytest.approx(0.7, abs=0.01)
    assert whole.mean() == pytest.approx(1, abs=0.02)


def test_masks_differ_by_seed_layer_row_and_unit():
    whole = mask(0, 50)
    assert not np.array_equal(whole, mask(0, 50, seed=2))
    assert not np.array_equal(whole, mask(0, 50, layer=3))
    assert not np.array_equal(mask(0, 50, seed=2, layer=2), mask(0, 50, seed=1, layer=3))
    assert len(np.unique(whole, axis=0)) > 10
    assert len(np.unique(whole, axis=1).T) == 5


def masks_of_a_call(monkeypatch, block, *args, **options):
    """The masks that a cost draws with this size of block, put together layer by layer."""
    drawn, draw = {}, propagation.dropout_mask

    def spy(seed, layer, *args):
        drawn.setdefault(layer, []).append(draw(seed, layer, *args))
        return drawn[layer][-1]

    with monkeypatch.context() as patch:
        patch.setattr(propagation, "BLOCK", block)
        patch.setattr(propagation, "dropout_mask", spy)
        J, grad_vec = cost_function(*args, **options)
    return {layer: np.vstack(parts) for layer, parts in drawn.items()}, J, grad_vec


def test_dropout_does_not_know_the_size_of_a_block(monkeypatch):
    theta, network, X, Y = textbook.draw(8, sizes=(3, 5, 4, 2), m=100)
    args, options = (theta, network, X, Y), {"keep_prob": 0.6, "seed": 11}
    whole, J, grad_vec = masks_of_a_call(monkeypatch, 1024, *args, **options)
    assert {layer: m.shape for layer, m in whole.items()} == {2: (100, 5), 3: (100, 4)}
    for block in (1, 7, 99, 100):
        parts, J_parts, grad_parts = masks_of_a_call(monkeypatch, block, *args, **options)
        for layer, units in whole.items():
            np.testing.assert_array_equal(parts[layer], units)
        assert J_parts == pytest.approx(J, rel=1e-13)
        np.testing.assert_allclose(grad_parts, grad_vec, rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("m", [30, 1030])
def test_dropout_multiplies_the_hidden_activations_by_its_masks(m):
    theta, network, X, Y = textbook.draw(9, sizes=(3, 5, 4, 2), m=m)
    masks = [mask(0, m, seed=4, layer=l + 2, units=s) for l, s in enumerate((5, 4))]
    J, _ = cost_function(theta, network, X, Y, 1.5, keep_prob=0.7, seed=4)
    assert J == pytest.approx(textbook.cost(theta, network, X, Y, 1.5, masks=masks), rel=1e-12)


def test_dropout_leaves_inputs_and_outputs_alone():
    theta, network, X, Y = textbook.draw(9, sizes=(3, 2), m=30)
    J, grad_vec = cost_function(theta, network, X, Y)
    J_dropped, grad_dropped = cost_function(theta, network, X, Y, keep_prob=0.5, seed=4)
    assert J == J_dropped
    np.testing.assert_array_equal(grad_vec, grad_dropped)


def test_keeping_every_unit_is_no_dropout():
    theta, network, X, Y = textbook.draw(9, sizes=(3, 5, 2), m=30)
    plain = cost_function(theta, network, X, Y)[0]
    assert cost_function(theta, network, X, Y, keep_prob=1.0, seed=4)[0] == plain
    assert cost_function(theta, network, X, Y, keep_prob=0.9, seed=4)[0] != plain


def test_back_propagate_leaves_its_inputs_alone():
    theta, network, X, Y = textbook.draw(6, sizes=(3, 5, 2), m=4)
    for array in (theta, X, Y):
        array.flags.writeable = False
    _, Ds = back_propagate(theta, Network((3, 5, 2)), X, Y, 1.0)
    assert all(D.dtype == np.float64 for D in Ds)
