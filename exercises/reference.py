"""The algorithms of the lecture as the slides have them: one example, one layer at a time.

Plain and slow on purpose. What is done by a loop over the examples stands beside the form that
takes all examples at once, so that one can be read against the other; the library's own, faster
functions are tested against both. A network is a tuple of layer sizes and all its units are
sigmoids. Theta(l) is (s_{l+1}, s_l + 1), the bias in column 0.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Sizes = Sequence[int]


def sigmoid(z: ArrayLike) -> Array:
    """Logistic function, g(z) = 1 / (1 + e^-z).

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray, shape of z
    """
    return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))


def sigmoid_gradient(z: ArrayLike) -> Array:
    """Slope of the sigmoid, g'(z) = g(z) (1 - g(z)).

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray, shape of z
    """
    return sigmoid(z) * (1 - sigmoid(z))


def add_bias(A: Array) -> Array:
    """Put a column of ones before the units' columns.

    Parameters
    ----------
    A : ndarray, shape (m, s)

    Returns
    -------
    ndarray, shape (m, s + 1)
    """
    return np.column_stack([np.ones(len(A)), A])


def unroll(thetas: Sequence[Array]) -> Array:
    """Make one vector of the matrices, [Theta1(:); Theta2(:); ...].

    Parameters
    ----------
    thetas : list of ndarray, shapes (s_{l+1}, s_l + 1)

    Returns
    -------
    ndarray, shape (n,)
    """
    return np.concatenate([Theta.flatten(order="F") for Theta in thetas])


def reshape_params(theta_vec: ArrayLike, layer_sizes: Sizes) -> list[Array]:
    """Make the matrices of the vector again.

    Parameters
    ----------
    theta_vec : array_like, shape (n,)
    layer_sizes : tuple of int

    Returns
    -------
    list of ndarray, shapes (s_{l+1}, s_l + 1)
    """
    theta_vec = np.asarray(theta_vec, dtype=float)
    thetas = []
    start = 0
    for s_in, s_out in zip(layer_sizes[:-1], layer_sizes[1:]):
        stop = start + s_out * (s_in + 1)
        thetas.append(theta_vec[start:stop].reshape(s_out, s_in + 1, order="F"))
        start = stop
    return thetas


def one_hot(y: ArrayLike, K: int) -> Array:
    """Make of each label a row of zeros with a one in it; leave what is a matrix already.

    Parameters
    ----------
    y : array_like, shape (m,) or (m, K)
        Classes 0..K-1; 0 or 1 for a single output.
    K : int
        Output units.

    Returns
    -------
    Y : ndarray, shape (m, K)
    """
    y = np.asarray(y)
    if y.ndim == 2:
        return y.astype(float)
    if K == 1:
        return y.astype(float)[:, np.newaxis]
    Y = np.zeros((len(y), K))
    for i, label in enumerate(y):
        Y[i, int(label)] = 1
    return Y


# Logistic regression, the smallest network. theta is [b, w].


def logistic_regression_loop(
    theta: ArrayLike, X: ArrayLike, y: ArrayLike, lambda_: float = 0.0
) -> tuple[float, Array]:
    """Cost of a logistic regression and its gradient, example by example.

    The inside of "Gradient Descent for Logistic Regression" of the Deep Learning Specialization,
    course 1, with the regularisation of Machine Learning, week 5.

    Parameters
    ----------
    theta : array_like, shape (n + 1,)
        b, w_1, ..., w_n.
    X : array_like, shape (m, n)
    y : array_like, shape (m,)
        0 or 1.
    lambda_ : float, default 0

    Returns
    -------
    J : float
    grad : ndarray, shape (n + 1,)
        db, dw_1, ..., dw_n.
    """
    theta, X, y = np.asarray(theta, dtype=float), np.asarray(X), np.asarray(y)
    b, w = theta[0], theta[1:]
    m, n = X.shape
    J, dw, db = 0.0, np.zeros(n), 0.0
    for i in range(m):
        z = w @ X[i] + b
        a = sigmoid(z)
        J += -(y[i] * np.log(a) + (1 - y[i]) * np.log(1 - a))
        dz = a - y[i]
        dw += X[i] * dz
        db += dz
    J /= m
    dw /= m
    db /= m
    J += lambda_ / (2 * m) * np.sum(w**2)
    dw += lambda_ / m * w
    return float(J), np.concatenate([[db], dw])


def logistic_regression_vectorised(
    theta: ArrayLike, X: ArrayLike, y: ArrayLike, lambda_: float = 0.0
) -> tuple[float, Array]:
    """Cost of a logistic regression and its gradient, all examples at once.

    The slides have examples as columns, Z = w'X + b and dw = X dZ' / m. Here they are rows.

    Parameters
    ----------
    theta, X, y, lambda_
        As in `logistic_regression_loop`.

    Returns
    -------
    J : float
    grad : ndarray, shape (n + 1,)
    """
    theta, X, y = np.asarray(theta, dtype=float), np.asarray(X), np.asarray(y)
    b, w = theta[0], theta[1:]
    m = len(X)
    Z = X @ w + b
    A = sigmoid(Z)
    J = -np.sum(y * np.log(A) + (1 - y) * np.log(1 - A)) / m
    dZ = A - y
    dw = X.T @ dZ / m
    db = np.sum(dZ) / m
    J += lambda_ / (2 * m) * np.sum(w**2)
    dw += lambda_ / m * w
    return float(J), np.concatenate([[db], dw])


# A network: forward


def forward_propagate_units(theta_vec: ArrayLike, layer_sizes: Sizes, x: ArrayLike) -> list[Array]:
    """Activations for one example, unit by unit.

    z_j = theta_j0 * 1 + theta_j1 a_1 + theta_j2 a_2 + ...; each unit is a logistic regression.

    Parameters
    ----------
    theta_vec : array_like, shape (n_params,)
    layer_sizes : tuple of int
    x : array_like, shape (s_1,)

    Returns
    -------
    list of ndarray, shapes (s_l,)
        a(1), ..., a(L), without bias units.
    """
    a = [np.asarray(x, dtype=float)]
    for Theta in reshape_params(theta_vec, layer_sizes):
        units = []
        for theta in Theta:
            z = theta[0] * 1
            for weight, activation in zip(theta[1:], a[-1]):
                z += weight * activation
            units.append(sigmoid(z))
        a.append(np.array(units))
    return a


def forward_propagate_loop(theta_vec: ArrayLike, layer_sizes: Sizes, x: ArrayLike) -> list[Array]:
    """Activations for one example, layer by layer.

    a(1) = x; z(l+1) = Theta(l) a(l), where a(l) has got its a_0 = 1; a(l+1) = g(z(l+1)).

    Parameters
    ----------
    theta_vec, layer_sizes, x
        As in `forward_propagate_units`.

    Returns
    -------
    list of ndarray, shapes (s_l,)
        a(1), ..., a(L), without bias units.
    """
    a = [np.asarray(x, dtype=float)]
    for Theta in reshape_params(theta_vec, layer_sizes):
        z = Theta @ np.concatenate([[1.0], a[-1]])
        a.append(sigmoid(z))
    return a


def forward_propagate_vectorised(
    theta_vec: ArrayLike, layer_sizes: Sizes, X: ArrayLike
) -> list[Array]:
    """Activations for all examples at once, one row each.

    Parameters
    ----------
    theta_vec : array_like, shape (n_params,)
    layer_sizes : tuple of int
    X : array_like, shape (m, s_1)

    Returns
    -------
    list of ndarray, shapes (m, s_l)
        A(1), ..., A(L), without bias columns.
    """
    A = [np.asarray(X, dtype=float)]
    for Theta in reshape_params(theta_vec, layer_sizes):
        Z = add_bias(A[-1]) @ Theta.T
        A.append(sigmoid(Z))
    return A


# A network: cost and gradient


def back_propagate_loop(
    theta_vec: ArrayLike, layer_sizes: Sizes, x: ArrayLike, y: Array
) -> tuple[list[Array], list[Array]]:
    """Errors and gradient of one example's cost, by backpropagation.

    delta(L) = a(L) - y; delta(l) = Theta(l)' delta(l+1) .* g'(z(l)), where delta_0 is dropped;
    the derivative by Theta(l) is delta(l+1) a(l)'.

    Parameters
    ----------
    theta_vec : array_like, shape (n_params,)
    layer_sizes : tuple of int
    x : array_like, shape (s_1,)
    y : ndarray, shape (s_L,)
        A row of `one_hot`.

    Returns
    -------
    deltas : list of ndarray, shapes (s_l,)
        delta(2), ..., delta(L).
    gradients : list of ndarray, shapes of the Thetas
    """
    thetas = reshape_params(theta_vec, layer_sizes)
    a = forward_propagate_loop(theta_vec, layer_sizes, x)
    delta = a[-1] - y
    deltas = [delta]
    for l in reversed(range(1, len(thetas))):
        error = (thetas[l].T @ delta)[1:]
        delta = error * a[l] * (1 - a[l])
        deltas.insert(0, delta)
    gradients = []
    for l in range(len(thetas)):
        gradients.append(np.outer(deltas[l], np.concatenate([[1.0], a[l]])))
    return deltas, gradients


def cost_function_loop(
    theta_vec: ArrayLike, layer_sizes: Sizes, X: ArrayLike, y: ArrayLike, lambda_: float = 0.0
) -> tuple[float, Array]:
    """Cost of a network and its gradient, example by example.

    The algorithm of the slide: Delta(l) = 0; for i = 1 to m, forward, delta(L), back to delta(2),
    Delta(l) += delta(l+1) a(l)'; at last D(l) = Delta(l)/m, plus lambda/m Theta(l) where j > 0.

    Parameters
    ----------
    theta_vec : array_like, shape (n_params,)
    layer_sizes : tuple of int
    X : array_like, shape (m, s_1)
    y : array_like, shape (m,) or (m, K)
        Classes 0..K-1, or targets.
    lambda_ : float, default 0

    Returns
    -------
    J : float
    grad_vec : ndarray, shape (n_params,)
    """
    X = np.asarray(X, dtype=float)
    Y = one_hot(y, layer_sizes[-1])
    thetas = reshape_params(theta_vec, layer_sizes)
    m = len(X)

    J = 0.0
    Delta = [np.zeros(Theta.shape) for Theta in thetas]
    for i in range(m):
        h = forward_propagate_loop(theta_vec, layer_sizes, X[i])[-1]
        for k in range(layer_sizes[-1]):
            J += -(Y[i, k] * np.log(h[k]) + (1 - Y[i, k]) * np.log(1 - h[k]))
        _, gradients = back_propagate_loop(theta_vec, layer_sizes, X[i], Y[i])
        for l in range(len(thetas)):
            Delta[l] += gradients[l]

    J /= m
    D = []
    for Theta, Delta_l in zip(thetas, Delta):
        D_l = Delta_l / m
        D_l[:, 1:] += lambda_ / m * Theta[:, 1:]
        D.append(D_l)
        J += lambda_ / (2 * m) * np.sum(Theta[:, 1:] ** 2)
    return float(J), unroll(D)


def cost_function_vectorised(
    theta_vec: ArrayLike, layer_sizes: Sizes, X: ArrayLike, y: ArrayLike, lambda_: float = 0.0
) -> tuple[float, Array]:
    """Cost of a network and its gradient, all examples at once.

    Parameters
    ----------
    theta_vec, layer_sizes, X, y, lambda_
        As in `cost_function_loop`.

    Returns
    -------
    J : float
    grad_vec : ndarray, shape (n_params,)
    """
    Y = one_hot(y, layer_sizes[-1])
    thetas = reshape_params(theta_vec, layer_sizes)
    m = len(Y)

    A = forward_propagate_vectorised(theta_vec, layer_sizes, X)
    H = A[-1]
    J = -np.sum(Y * np.log(H) + (1 - Y) * np.log(1 - H)) / m
    for Theta in thetas:
        J += lambda_ / (2 * m) * np.sum(Theta[:, 1:] ** 2)

    D: list[Array] = []
    delta = H - Y
    for l in reversed(range(len(thetas))):
        D_l = delta.T @ add_bias(A[l]) / m
        D_l[:, 1:] += lambda_ / m * thetas[l][:, 1:]
        D.insert(0, D_l)
        delta = delta @ thetas[l][:, 1:] * A[l] * (1 - A[l])
    return float(J), unroll(D)


# Around it


def compute_numerical_gradient(
    J: Callable[..., Any], theta: ArrayLike, args: tuple[Any, ...] = (), epsilon: float = 1e-4
) -> Array:
    """Gradient by two-sided differences, one parameter after the other.

    Parameters
    ----------
    J : callable
        ``J(theta, *args) -> (J, grad)``.
    theta : array_like, shape (n,)
    args : tuple, optional
    epsilon : float, default 1e-4

    Returns
    -------
    grad_approx : ndarray, shape (n,)
    """
    theta = np.asarray(theta, dtype=float)
    grad_approx = np.zeros(len(theta))
    for i in range(len(theta)):
        theta_plus = theta.copy()
        theta_plus[i] += epsilon
        theta_minus = theta.copy()
        theta_minus[i] -= epsilon
        J_plus, _ = J(theta_plus, *args)
        J_minus, _ = J(theta_minus, *args)
        grad_approx[i] = (J_plus - J_minus) / (2 * epsilon)
    return grad_approx


def predict(theta_vec: ArrayLike, layer_sizes: Sizes, X: ArrayLike) -> NDArray[np.intp]:
    """Class of every example: the largest output, or whether the only one is 1/2 or more.

    Parameters
    ----------
    theta_vec : array_like, shape (n_params,)
    layer_sizes : tuple of int
    X : array_like, shape (m, s_1)

    Returns
    -------
    ndarray of int, shape (m,)
    """
    classes = []
    for x in np.asarray(X, dtype=float):
        h = forward_propagate_loop(theta_vec, layer_sizes, x)[-1]
        classes.append(int(h[0] >= 0.5) if len(h) == 1 else int(np.argmax(h)))
    return np.array(classes)
