"""The same work done by others: plain NumPy, PyTorch, JAX, scikit-learn, and bare products.

A function named after a peer returns what is to be timed, or raises ImportError where the peer is
not installed. Every cost is that of sigmoids with a cross entropy, or of ReLUs with a softmax.
"""

import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from scipy.io import savemat

from exercises.ex4 import solution
from nnfunc import reshape_params
from tests.nnfunc.support import octave


def floor(theta, network, X, y, lambda_):
    """The matrix products of a gradient alone, in the faster of their two orders."""
    V = [Theta.T[1:].astype(X.dtype) for Theta in reshape_params(theta, network)]
    narrow = [W.shape[1] <= 128 for W in V]

    def products():
        a = [X]
        for W in V:
            a.append(a[-1] @ W)
        delta = a[-1]
        for l in reversed(range(len(V))):
            _ = delta.T @ a[l] if narrow[l] else a[l].T @ delta
            if l > 0:
                delta = delta @ V[l].T

    return products


def naive(theta, network, X, y, lambda_):
    """The course's vectorised code in NumPy: the worked solution of exercise 4."""
    return lambda: solution.cost_function(theta, network.layer_sizes, X, y, lambda_)


def torch(theta, network, X, y, lambda_):
    """PyTorch's autograd, data and labels as tensors from the start."""
    import torch
    import torch.nn.functional as F

    relu = network.hidden and network.hidden[0] == "relu"
    X_, m = torch.from_numpy(X), len(X)
    Y = torch.from_numpy(np.eye(network.layer_sizes[-1], dtype=X.dtype)[y])

    def cost(theta=theta):
        vector = torch.from_numpy(theta.astype(X.dtype)).requires_grad_()
        a, start, squares = X_, 0, 0.0
        for l, (rows, columns) in enumerate(network.theta_shapes):
            V = vector[start : start + rows * columns].view(columns, rows)
            start += rows * columns
            z = torch.addmm(V[0], a, V[1:])
            squares = squares + (V[1:] ** 2).sum()
            if l < len(network.theta_shapes) - 1:
                a = torch.relu(z) if relu else torch.sigmoid(z)
        if network.output == "softmax":
            loss = F.cross_entropy(z, Y, reduction="sum")
        else:
            loss = F.binary_cross_entropy_with_logits(z, Y, reduction="sum")
        J = loss / m + lambda_ / (2 * m) * squares
        J.backward()
        return J.item(), vector.grad.numpy().astype(np.float64)

    return cost


def jax(theta, network, X, y, lambda_):
    """JAX, compiled before it is timed."""
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    relu = network.hidden and network.hidden[0] == "relu"
    X_, m = jnp.asarray(X), len(X)
    Y = jnp.asarray(np.eye(network.layer_sizes[-1], dtype=X.dtype)[y])

    def J(vector, X_, Y):
        a, start, squares = X_, 0, 0.0
        for l, (rows, columns) in enumerate(network.theta_shapes):
            V = vector[start : start + rows * columns].reshape(columns, rows)
            start += rows * columns
            z = a @ V[1:] + V[0]
            squares += (V[1:] ** 2).sum()
            if l < len(network.theta_shapes) - 1:
                a = jax.nn.relu(z) if relu else jax.nn.sigmoid(z)
        if network.output == "softmax":
            loss = -(Y * jax.nn.log_softmax(z)).sum()
        else:
            loss = (jnp.logaddexp(0, z) - Y * z).sum()
        return loss / m + lambda_ / (2 * m) * squares

    compiled = jax.jit(jax.value_and_grad(J))

    def cost(theta=theta):
        value, gradient = compiled(theta.astype(X.dtype), X_, Y)
        return float(value), np.asarray(gradient, dtype=np.float64)

    return cost


def sklearn_lbfgs(X, y, lambda_, iterations):
    """scikit-learn's MLPClassifier with L-BFGS. Its output is a softmax, its alpha our lambda."""
    from sklearn.neural_network import MLPClassifier

    def train():
        model = MLPClassifier(
            25, activation="logistic", solver="lbfgs", alpha=lambda_, max_iter=iterations
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return model.fit(X, y)

    return train


def sklearn_adam(X, y):
    """One epoch of scikit-learn's MLPClassifier with Adam."""
    from sklearn.neural_network import MLPClassifier

    def train():
        model = MLPClassifier(100, alpha=0, batch_size=128, max_iter=1, random_state=0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return model.fit(X, y).loss_

    return train


def torch_adam(X, y):
    """One epoch of PyTorch's Adam, batches by a random permutation."""
    import torch

    X_, y_ = torch.from_numpy(X), torch.from_numpy(y)

    def train():
        torch.manual_seed(0)
        model = torch.nn.Sequential(
            torch.nn.Linear(X.shape[1], 100), torch.nn.ReLU(), torch.nn.Linear(100, 10)
        )
        optimiser = torch.optim.Adam(model.parameters(), lr=0.001)
        loss = torch.nn.CrossEntropyLoss()
        total = 0.0
        for rows in torch.randperm(len(X_)).split(128):
            optimiser.zero_grad()
            J = loss(model(X_[rows]), y_[rows])
            J.backward()
            optimiser.step()
            total += J.item() * len(rows)
        return total / len(X_)

    return train


def numerical_gradient(theta, network, X, y, lambda_):
    """The worked solution of exercise 4 again."""

    def J(theta):
        return solution.cost_function(theta, network.layer_sizes, X, y, lambda_)[0]

    return lambda: solution.compute_numerical_gradient(J, theta)


def octave_numerical_gradient(theta, network, X, y, lambda_):
    """Seconds of the same loop in Octave, around tests/nnfunc/nn_cost.m, once it has started."""
    code = """
load('problem.mat');
tic;
for i = 1:numel(theta)
  e = zeros(size(theta));
  e(i) = 1e-4;
  up = nn_cost(theta + e, sizes, X, y, lambda);
  down = nn_cost(theta - e, sizes, X, y, lambda);
  g(i) = (up - down) / 2e-4;
end
printf('%.6f', toc);
"""
    problem = {"theta": theta[:, np.newaxis], "X": X, "y": y[:, np.newaxis] + 1.0}
    sizes = np.array(network.layer_sizes, dtype=float)
    with TemporaryDirectory() as folder:
        savemat(f"{folder}/problem.mat", {**problem, "sizes": sizes, "lambda": lambda_})
        return float(octave(code, folder, Path(__file__).parents[2] / "nnfunc"))
