"""The same numbers as GNU Octave, from a cost function written in it."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from scipy.io import loadmat, savemat

from nnfunc import cost_function, rand_initialize_theta, reshape_params, unroll
from tests.nnfunc.textbook import difference, random_sizes

OCTAVE = shutil.which("octave-cli") or shutil.which("octave")
pytestmark = pytest.mark.skipif(OCTAVE is None, reason="needs octave-cli or octave")

HERE = Path(__file__).parent
RUN = """
load('cases.mat');
for i = 1:numel(thetas)
  [J(i), grads{i}] = nn_cost(thetas{i}(:), double(sizes{i}), Xs{i}, double(ys{i})(:), lambdas(i));
end
Theta1 = reshape(1:6, 2, 3); Theta2 = [7 8 9];
unrolled = [Theta1(:); Theta2(:)];
save('-v7', 'results.mat', 'J', 'grads', 'Theta1', 'Theta2', 'unrolled');
"""


def cell(items):
    """What savemat writes as a cell array."""
    array = np.empty(len(items), dtype=object)
    array[:] = items
    return array


def case(seed):
    rng = np.random.default_rng(seed)
    sizes = (*random_sizes(rng), int(rng.integers(2, 6)))
    m = int(rng.integers(1, 30))
    theta = rand_initialize_theta(sizes, epsilon=1.5, rng=rng)
    X, y = rng.normal(size=(m, sizes[0])), rng.integers(0, sizes[-1], m)
    return theta, sizes, X, y, float(rng.choice([0, 0.3, 1, 10]))


@pytest.fixture(scope="module")
def cases():
    return [case(seed) for seed in range(40)]


@pytest.fixture(scope="module")
def octave(cases, tmp_path_factory):
    """What Octave makes of all the cases, in one run."""
    folder = tmp_path_factory.mktemp("octave")
    thetas, sizes, Xs, ys, lambdas = zip(*cases)
    savemat(
        folder / "cases.mat",
        {
            "thetas": cell(thetas),
            "sizes": cell([np.array(s) for s in sizes]),
            "Xs": cell(Xs),
            "ys": cell([y + 1 for y in ys]),
            "lambdas": np.array(lambdas),
        },
    )
    command = [OCTAVE, "--no-init-file", "--quiet", "--path", str(HERE), "--eval", RUN]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return loadmat(folder / "results.mat")


def test_cost_is_octaves(cases, octave):
    ours = [cost_function(*args)[0] for args in cases]
    np.testing.assert_allclose(ours, octave["J"].ravel(), rtol=1e-12)


def test_gradient_is_octaves(cases, octave):
    for args, grad in zip(cases, octave["grads"].ravel()):
        assert difference(cost_function(*args)[1], grad.ravel()) < 1e-12


def test_unrolled_vector_is_octaves(octave):
    theta_vec = octave["unrolled"].ravel()
    np.testing.assert_array_equal(unroll([octave["Theta1"], octave["Theta2"]]), theta_vec)
    Theta1, Theta2 = reshape_params(theta_vec, (2, 2, 1))
    np.testing.assert_array_equal(Theta1, octave["Theta1"])
    np.testing.assert_array_equal(Theta2, octave["Theta2"])
