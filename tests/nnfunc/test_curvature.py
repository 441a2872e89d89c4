"""hessian_vector_product against differences and autograd, and Newton's methods that use it."""

import numpy as np
import pytest

from nnfunc import (
    Network,
    cost_function,
    fminunc,
    hessian_vector_product,
    rand_initialize_theta,
)
from tests.nnfunc import textbook
from tests.nnfunc.support import blocks_of, dropout_mask, kinds
from tests.nnfunc.textbook import difference, draw

SIZES, M = (3, 5, 4, 2), 9
# lambda_, sample_weight, keep_prob and seed, by position as SciPy passes them
OPTIONS = {
    "plain": (),
    "lambda": (1.5,),
    "weights": (0.0, np.linspace(0, 2, M)),
    "dropout": (0.0, None, 0.6, 5),
    "all": (1.5, np.linspace(0, 2, M), 0.6, 5),
}
options = pytest.mark.parametrize("option", OPTIONS.values(), ids=OPTIONS)


def problem(kind):
    """Two hidden layers, with none of the ReLUs near its kink."""
    return draw(6, sizes=SIZES, m=M, leaky_slope=0.2, **kind)


def hessian(theta, args):
    columns = [hessian_vector_product(theta, e, *args) for e in np.eye(theta.size)]
    return np.column_stack(columns)


@kinds
@options
def test_product_is_the_derivative_of_the_gradient(kind, option):
    theta, args = problem(kind)
    p = np.random.default_rng(0).normal(size=theta.size)
    p /= np.linalg.norm(p)

    def slope(t):
        return cost_function(theta + t * p, *args, *option)[1]

    # Off by 1e-10 times the gradient's own third derivative, and by its rounding over 1e-5.
    expected = (slope(1e-5) - slope(-1e-5)) / 2e-5
    assert difference(expected, hessian_vector_product(theta, p, *args, *option)) < 1e-7


@kinds
@options
def test_hessian_is_symmetric(kind, option):
    theta, args = problem(kind)
    p, q = np.random.default_rng(1).normal(size=(2, theta.size))
    pHq = p @ hessian_vector_product(theta, q, *args, *option)
    qHp = q @ hessian_vector_product(theta, p, *args, *option)
    assert pHq == pytest.approx(qHp, rel=1e-10, abs=1e-12)


@kinds
@options
def test_product_is_linear_in_p(kind, option):
    theta, args = problem(kind)
    p, q = np.random.default_rng(2).normal(size=(2, theta.size))
    combined = hessian_vector_product(theta, 2 * p - 3 * q, *args, *option)
    apart = 2 * hessian_vector_product(theta, p, *args, *option)
    apart -= 3 * hessian_vector_product(theta, q, *args, *option)
    np.testing.assert_allclose(combined, apart, atol=1e-12 * max(1, abs(apart).max()))
    np.testing.assert_array_equal(hessian_vector_product(theta, 0 * p, *args, *option), 0 * p)


@kinds
@pytest.mark.parametrize("keep_prob", [1.0, 0.6])
def test_hessian_agrees_with_autograd(kind, keep_prob):
    autograd = pytest.importorskip("autograd", reason="autograd is the independent oracle")
    theta, args = problem(kind)
    w = np.linspace(0.5, 2, M)
    masks = [dropout_mask(5, l, M, SIZES[l - 1], keep_prob) for l in (2, 3)]
    expected = autograd.hessian(textbook.cost)(theta, *args, 1.5, w, masks, xp=autograd.numpy)
    H = hessian(theta, (*args, 1.5, w, keep_prob, 5))
    np.testing.assert_allclose(H, expected, atol=1e-11 * max(1, abs(expected).max()))


@kinds
@pytest.mark.parametrize("block", [1, 2, 4, M])
def test_block_size_does_not_change_the_product(kind, block):
    theta, args = problem(kind)
    p = np.linspace(-1, 1, theta.size)
    whole = hessian_vector_product(theta, p, *args, *OPTIONS["all"])
    with blocks_of(block):
        in_blocks = hessian_vector_product(theta, p, *args, *OPTIONS["all"])
    np.testing.assert_allclose(in_blocks, whole, atol=1e-13 * max(1, abs(whole).max()))


def test_regulariser_adds_lambda_over_m_except_to_biases():
    theta, args = problem({"hidden": "tanh", "output": "softmax"})
    p = np.ones(theta.size)
    added = hessian_vector_product(theta, p, *args, 3.0) - hessian_vector_product(theta, p, *args)
    Thetas = [np.full((b, a + 1), 3.0 / M) for a, b in zip(SIZES, SIZES[1:])]
    for Theta in Thetas:
        Theta[:, 0] = 0
    expected = np.concatenate([Theta.ravel(order="F") for Theta in Thetas])
    np.testing.assert_allclose(added, expected, atol=1e-14)


def test_logistic_regression_has_the_hessian_of_the_textbook():
    theta, args = draw(3, sizes=(4, 1), m=20)
    A = textbook.with_ones(args.X)
    h = textbook.hypothesis(theta, args.network, args.X)
    expected = (A.T * (h * (1 - h)).ravel()) @ A / 20 + np.diag([0, 2, 2, 2, 2]) / 20
    np.testing.assert_allclose(hessian(theta, (*args, 2.0)), expected, atol=1e-14)


def test_float32_product_is_close():
    theta, args = problem({})
    p = np.linspace(-1, 2, theta.size)
    in_float32 = args._replace(X=args.X.astype(np.float32))
    Hp = hessian_vector_product(theta, p, *in_float32, 1.0)
    assert (Hp.dtype, Hp.shape) == (np.float64, theta.shape)
    assert difference(hessian_vector_product(theta, p, *args, 1.0), Hp) < 1e-6


# Newton's methods. The minimum of an absolute error lies on its kinks, so it is not among these.

SMOOTH = [("tanh", "sigmoid", "cross_entropy"), ("tanh", "softmax", "cross_entropy")]
SMOOTH += [("sigmoid", "sigmoid", "cross_entropy"), ("sigmoid", "softmax", "cross_entropy")]
SMOOTH += [("tanh", output, "squared_error") for output in ("sigmoid", "tanh", "linear")]
SMOOTH += [("linear", "linear", "squared_error"), ("sigmoid", "linear", "squared_error")]


def start(network):
    """Random weights, and forty examples of two classes that overlap."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(40, 3))
    y = (X @ [1.0, -2.0, 0.5] + rng.normal(size=40) / 2 > 0).astype(int)
    return rand_initialize_theta(network, "glorot", rng=1), (network, X, np.eye(2)[y], 1.0)


@pytest.mark.parametrize("method", ["Newton-CG", "trust-ncg", "trust-krylov"])
@pytest.mark.parametrize("kind", SMOOTH)
def test_newtons_methods_reach_a_minimum(kind, method):
    theta, args = start(Network((3, 4, 2), *kind))
    stop = {"xtol": 1e-12} if method == "Newton-CG" else {"gtol": 5e-7}
    result = fminunc(
        cost_function, theta, args, method=method, hessp=hessian_vector_product, **stop
    )
    J, grad_vec = cost_function(result.x, *args)
    assert np.linalg.norm(grad_vec) < 1e-6
    assert result.history[0] > J
    # A minimum, not a saddle. Rotating linear layers against each other costs nothing, so some
    # eigenvalues are 0, to within what is left of the gradient.
    H = hessian(result.x, args)
    assert np.linalg.eigvalsh((H + H.T) / 2)[0] > -1e-6


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_trust_krylov_keeps_its_minimum_when_gtol_is_out_of_reach():
    # Where rounding keeps J from falling, SciPy's trust-krylov reads memory that it has not
    # written, and asks for the product with what is there: often NaN, as in `junk`.
    for kind in SMOOTH:
        theta, args = start(Network((3, 4, 2), *kind))
        junk = [np.full(size, np.nan) for size in range(10, 400) for _ in range(4)]
        del junk
        options = {"method": "trust-krylov", "hessp": hessian_vector_product, "gtol": 1e-12}
        result = fminunc(cost_function, theta, args, **options)
        assert np.linalg.norm(cost_function(result.x, *args)[1]) < 1e-6
