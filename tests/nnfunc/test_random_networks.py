"""Random networks: cost, gradient and Hessian-vector product against autograd and differences.

Hypothesis draws the kind of problem, and a seed draws the numbers. A few dozen are tried here;
`python -m tests.programs.campaign --draws 2000` tries as many as you like.
"""

from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("hypothesis", reason="hypothesis draws the cases")
pytest.importorskip("autograd", reason="autograd is the independent oracle")
import autograd.numpy as anp
from autograd import grad
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nnfunc import (
    Network,
    back_propagate,
    compute_numerical_gradient,
    cost_function,
    hessian_vector_product,
)
from tests.nnfunc import textbook
from tests.nnfunc.support import HIDDEN, OUTPUTS, blocks_of, dropout_mask

# Both sides carry rounding errors of 1e-16, which four layers of weights and saturated units
# increase: to 1e-13 in thousands of draws. A wrong formula is off by far more than 1e-10.
EXACT = 1e-10
# A two-sided difference is off by EPSILON^2 times a third derivative of some hundreds, and by its
# rounding, 1e-16 J / EPSILON: 1e-8 in all.
EPSILON, BY_DIFFERENCES = 1e-5, 1e-6
# Below SMALL times J (or 1), where a norm may be mere rounding, differences are absolute.
SMALL = 1e-3


@dataclass(frozen=True)
class Case:
    """A problem, small enough to be printed and repeated."""

    layer_sizes: tuple
    hidden: str | tuple
    output: str
    loss: str
    leaky_slope: float
    m: int
    targets: str  # "labels", "column" or "matrix"
    lambda_: float
    weights: str  # of the examples: "none", "real" or "whole"
    keep_prob: float
    seed: int  # of the dropout
    block: int  # rows at a time
    scale: float  # of the weights
    numbers: int  # seed of theta, X, y, p

    @property
    def network(self):
        return Network(self.layer_sizes, self.hidden, self.output, self.loss, self.leaky_slope)

    def arrays(self):
        """theta, a direction p, and the examples: y for the library is Y for the textbook."""
        rng = np.random.default_rng(self.numbers)
        m, K = self.m, self.layer_sizes[-1]
        # Divided by about sqrt(fan-in): if all units are saturated, nothing is compared.
        theta = rng.normal(size=self.network.n_params) * self.scale / max(self.layer_sizes) ** 0.5
        p, X = rng.normal(size=theta.size), rng.normal(size=(m, self.layer_sizes[0]))
        p /= np.linalg.norm(p)
        if self.targets == "matrix":
            Y = rng.random((m, K)) if self.loss == "cross_entropy" else rng.normal(size=(m, K))
            if self.output == "softmax":
                Y /= Y.sum(axis=1, keepdims=True)
            y = Y
        else:
            y = rng.integers(0, max(K, 2), m)
            Y = np.eye(K)[y] if K > 1 else y[:, np.newaxis].astype(float)
            y = y[:, np.newaxis] if self.targets == "column" else y
        w = {"none": None, "real": rng.random(m) + 0.01, "whole": rng.integers(0, 4, m)}
        if not w["whole"].any():
            w["whole"][0] = 1
        return theta, p, SimpleNamespace(X=X, y=y, Y=Y, w=w[self.weights])

    def masks(self):
        """Dropout masks of the hidden layers."""
        sizes = enumerate(self.layer_sizes[1:-1], start=2)
        return [dropout_mask(self.seed, l, self.m, s, self.keep_prob) for l, s in sizes]


@st.composite
def cases(draw):
    layers = draw(st.sampled_from([1, 2, 3, 4]))  # of weights
    output, loss = draw(st.sampled_from(OUTPUTS))
    sizes = [draw(st.integers(1, 6)) for _ in range(layers)]
    sizes.append(draw(st.integers(2 if output == "softmax" else 1, 6)))
    names = st.sampled_from(HIDDEN)
    labels = ["labels", "column"] if output in ("sigmoid", "softmax") or sizes[-1] == 1 else []
    return Case(
        layer_sizes=tuple(sizes),
        hidden=draw(names | st.tuples(*[names] * (layers - 1))),
        output=output,
        loss=loss,
        leaky_slope=draw(st.sampled_from([0.0, 0.01, 0.3])),
        m=draw(st.integers(1, 9)),
        targets=draw(st.sampled_from(["matrix", *labels])),
        lambda_=draw(st.sampled_from([0.0, 0.1, 1.0, 10.0])),
        weights=draw(st.sampled_from(["none", "real", "whole"])),
        keep_prob=draw(st.sampled_from([1.0, 0.8, 0.5])),
        seed=draw(st.integers(0, 2**64)),
        block=draw(st.sampled_from([1, 2, 4, 1024])),
        scale=draw(st.sampled_from([0.3, 1.0, 2.0])),
        numbers=draw(st.integers(0, 2**32 - 1)),
    )


def exact_cost(theta, case, X, Y, masks, w):
    """The textbook's cost with the cross entropy taken from z: log h is inexact in saturation."""
    network = case.network
    z = textbook.pre_activations(theta, network, X, masks, anp)[-1]
    if case.output == "softmax":
        losses = anp.log(anp.sum(anp.exp(z), axis=1)) - anp.sum(Y * z, axis=1)
    elif case.loss == "cross_entropy":  # -log h = log(1 + e^-z), -log(1 - h) = log(1 + e^z)
        losses = anp.sum(Y * anp.logaddexp(0, -z) + (1 - Y) * anp.logaddexp(0, z), axis=1)
    else:
        return textbook.cost(theta, network, X, Y, case.lambda_, w, masks, anp)
    w = np.ones(case.m) if w is None else w
    thetas = textbook.thetas_of(theta, case.layer_sizes, anp)
    penalty = sum(anp.sum(Theta[:, 1:] ** 2) for Theta in thetas)
    return (anp.sum(w * losses) + case.lambda_ / 2 * penalty) / np.sum(w)


exact_gradient = grad(exact_cost)
exact_product = grad(lambda theta, p, *args: anp.dot(exact_gradient(theta, *args), p))


def sides_of_the_kinks(theta, case, X, Y, masks):
    """Which side of its kink every ReLU and every absolute error is on."""
    network = case.network
    z, names = textbook.pre_activations(theta, network, X, masks), (*network.hidden, network.output)
    sides = [np.sign(z_l).ravel() for z_l, name in zip(z, names) if "relu" in name]
    if case.loss == "absolute_error":
        sides.append(np.sign(textbook.g(case.output, z[-1], case.leaky_slope) - Y).ravel())
    return np.concatenate(sides) if sides else np.empty(0)


def is_smooth_nearby(theta, p, *args):
    """Whether no difference that is taken around theta crosses a kink."""
    here = sides_of_the_kinks(theta, *args)
    steps = [*np.eye(theta.size), p] if here.size else []
    return all(
        np.array_equal(sides_of_the_kinks(theta + step, *args), here)
        for d in steps
        for step in (2 * EPSILON * d, -2 * EPSILON * d)
    )


def difference(a, b, scale):
    """Relative difference of two vectors, absolute where they are small beside the scale."""
    a, b = np.asarray(a), np.asarray(b)
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b) + SMALL * scale)


def check(case):
    """Compare J, gradient and Hessian-vector product; return the differences by name."""
    theta, p, examples = case.arrays()
    X, w, oracle = examples.X, examples.w, (case, examples.X, examples.Y, case.masks())
    assume(is_smooth_nearby(theta, p, *oracle))
    args = (case.network, X, examples.y, case.lambda_, w, case.keep_prob, case.seed)
    with blocks_of(case.block):
        J, grad_vec = cost_function(theta, *args)
        Hp = hessian_vector_product(theta, p, *args)
        differences = compute_numerical_gradient(cost_function, theta, args, EPSILON)
        change = cost_function(theta + EPSILON * p, *args)[1]
        change = (change - cost_function(theta - EPSILON * p, *args)[1]) / (2 * EPSILON)
    _, Ds = back_propagate(theta, *args)
    expected_J = exact_cost(theta, *oracle, w)
    D, scale = np.concatenate([D_l.ravel(order="F") for D_l in Ds]), max(1.0, expected_J)
    found = {
        "J": (difference([J], [expected_J], scale), EXACT),
        "D": (difference(grad_vec, exact_gradient(theta, *oracle, w), scale), EXACT),
        "D of back_propagate": (difference(grad_vec, D, scale), EXACT),
        "D by differences": (difference(grad_vec, differences, scale), BY_DIFFERENCES),
        "Hp": (difference(Hp, exact_product(theta, p, *oracle, w), scale), EXACT),
        "Hp by differences": (difference(Hp, change, scale), BY_DIFFERENCES),
    }
    for name, (far, tolerance) in found.items():
        assert far < tolerance, f"{name} differs by {far:.1e}: {case}"
    return {name: far for name, (far, _) in found.items()}


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(cases())
def test_random_network_agrees_with_autograd_and_differences(case):
    check(case)
