"""Cost, gradient and unrolling agree with GNU Octave, where nn_cost.m computes the cost."""

from pathlib import Path

import numpy as np
import pytest
from scipy.io import loadmat, savemat

from nnfunc import cost_function, rand_initialize_theta, reshape_params, unroll
from tests.nnfunc.support import needs_octave, octave
from tests.nnfunc.textbook import difference, random_sizes

pytestmark = needs_octave
RUN = """
load('cases.mat');
for i = 1:numel(theta)
  y_octave = double(y{i})(:) + 1;
  [J(i), grads{i}] = nn_cost(theta{i}(:), double(network{i}), X{i}, y_octave, lambda_{i});
end
Theta1 = reshape(1:6, 2, 3); Theta2 = [7 8 9];
unrolled = [Theta1(:); Theta2(:)];
save('-v7', 'results.mat', 'J', 'grads', 'Theta1', 'Theta2', 'unrolled');
"""


def cell(items):
    """An array that savemat writes as a cell array."""
    array = np.empty(len(items), dtype=object)
    array[:] = items
    return array


def case(seed):
    rng = np.random.default_rng(seed)
    sizes = (*random_sizes(rng), int(rng.integers(2, 6)))
    m = int(rng.integers(1, 30))
    theta = rand_initialize_theta(sizes, epsilon=1.5, rng=rng)
    X, y = rng.normal(size=(m, sizes[0])), rng.integers(0, sizes[-1], m)
    return theta, {"network": sizes, "X": X, "y": y, "lambda_": float(rng.choice([0, 0.3, 1, 10]))}


@pytest.fixture(scope="module")
def cases():
    return [case(seed) for seed in range(40)]


@pytest.fixture(scope="module")
def results(cases, tmp_path_factory):
    """Octave's results for all the cases, from one run."""
    folder = tmp_path_factory.mktemp("octave")
    variables = {name: cell([args[name] for _, args in cases]) for name in cases[0][1]}
    savemat(folder / "cases.mat", {"theta": cell([theta for theta, _ in cases]), **variables})
    octave(RUN, folder, Path(__file__).parent)
    return loadmat(folder / "results.mat")


def test_cost_is_octaves(cases, results):
    ours = [cost_function(theta, **args)[0] for theta, args in cases]
    np.testing.assert_allclose(ours, results["J"].ravel(), rtol=1e-12)


def test_gradient_is_octaves(cases, results):
    for (theta, args), grad in zip(cases, results["grads"].ravel()):
        assert difference(cost_function(theta, **args)[1], grad.ravel()) < 1e-12


def test_unrolled_vector_is_octaves(results):
    theta_vec = results["unrolled"].ravel()
    np.testing.assert_array_equal(unroll([results["Theta1"], results["Theta2"]]), theta_vec)
    Theta1, Theta2 = reshape_params(theta_vec, (2, 2, 1))
    np.testing.assert_array_equal(Theta1, results["Theta1"])
    np.testing.assert_array_equal(Theta2, results["Theta2"])
