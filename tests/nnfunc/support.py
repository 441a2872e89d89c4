"""What several test files share. `block_rows` is the one internal name of nnfunc they need."""

import shutil
import subprocess
from unittest.mock import patch

import numpy as np
import pytest

from nnfunc import Network, back_propagate, problem

OCTAVE = shutil.which("octave-cli") or shutil.which("octave")
needs_octave = pytest.mark.skipif(OCTAVE is None, reason="needs octave-cli or octave")

HIDDEN = ("sigmoid", "tanh", "relu", "leaky_relu", "linear")
# Every pair of output and loss
OUTPUTS = [
    ("sigmoid", "cross_entropy"),
    ("softmax", "cross_entropy"),
    *((g, loss) for g in HIDDEN for loss in ("squared_error", "absolute_error")),
]
# Every hidden activation and every pair of output and loss, and two mixtures of hidden layers
KINDS = [
    *((hidden, "sigmoid", "cross_entropy") for hidden in HIDDEN),
    *(("tanh", output, loss) for output, loss in OUTPUTS[1:]),
    *((hidden, "softmax", "cross_entropy") for hidden in ("relu", "linear", ("relu", "tanh"))),
    (("tanh", "sigmoid"), "sigmoid", "cross_entropy"),
]
kinds = pytest.mark.parametrize(
    "kind", [dict(zip(("hidden", "output", "loss"), kind)) for kind in KINDS], ids=str
)


def octave(code, folder, path="."):
    """Run Octave code in a folder, with functions from path; return what it prints."""
    command = [OCTAVE, "--no-init-file", "--quiet", "--path", str(path), "--eval", code]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def refused(argument, word, function, *args, kind=(ValueError, TypeError), **kwargs):
    """Assert that a call raises one line that begins with the argument and contains the word."""
    with pytest.raises(kind) as caught:
        function(*args, **kwargs)
    message = str(caught.value)
    assert message.startswith(f"{argument}: "), message
    assert "\n" not in message
    assert word in message, message


def blocks_of(rows):
    """Make the library work through the examples this many rows at a time, inside a `with`."""
    return patch.object(problem, "block_rows", lambda network, dtype: rows)


def dropout_mask(seed, layer, m, units, keep_prob):
    """0 or 1/keep_prob for the units of a hidden layer, seen from the errors that reach it.

    In a chain of single linear units that ends in this layer, delta is the output's error times
    the mask, and no error is 0. The mask depends on nothing else.
    """
    network = Network((*[1] * (layer - 1), units, 1), hidden="linear", output="linear")
    theta, X, y = np.ones(network.n_params), np.ones((m, 1)), -np.ones((m, 1))
    deltas, _ = back_propagate(theta, network, X, y, keep_prob=keep_prob, seed=seed)
    return (deltas[layer - 2] != 0) / keep_prob
