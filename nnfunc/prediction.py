"""Predictions of a trained network."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnfunc.labels import class_labels
from nnfunc.network import NetworkLike, as_network
from nnfunc.problem import blocks, check_inputs, example_matrix, targets
from nnfunc.propagation import finite_forward
from nnfunc.validation import Array, as_real_array, whole_number


def hypothesis(theta_vec: ArrayLike, network: NetworkLike, X: ArrayLike) -> Array:
    """Output of the network, h(x) = a(L), for every example, without dropout.

    Parameters
    ----------
    theta_vec : array_like, shape (n_params,)
    network : Network or tuple of layer sizes
    X : array_like, shape (m, n)

    Returns
    -------
    h : ndarray, shape (m, K)
        Probabilities for sigmoid and softmax outputs, values for a regression. In float32 where
        X is float32, else in float64.

    Raises
    ------
    ValueError
        If the result overflows.

    Examples
    --------
    >>> hypothesis([0.0, 1.0], (1, 1), [[0.0], [1000.0]])
    array([[0.5],
           [1. ]])
    """
    problem = check_inputs(theta_vec, network, X)
    h = np.empty((problem.X.shape[0], problem.network.layer_sizes[-1]), dtype=problem.dtype)
    for block in blocks(problem):
        h[block.first_row : block.first_row + len(block.X)] = finite_forward(problem, block).a[-1]
    return h


def predict(
    theta_vec: ArrayLike, network: NetworkLike, X: ArrayLike, *, multilabel: bool = False
) -> Array:
    """Class of every example, or the output itself if the network is a regression.

    Parameters
    ----------
    theta_vec : array_like, shape (n_params,)
    network : Network or tuple of layer sizes
    X : array_like, shape (m, n)
    multilabel : bool, default False
        Treat every output, a sigmoid, as a label of its own; an example may have several.

    Returns
    -------
    classes : ndarray of int, shape (m,)
        The most probable class, 0..K-1 (Octave's ``predict`` counts from 1). With one sigmoid
        output, 1 where h >= 0.5, else 0. With ``multilabel``, 0 or 1 for each output, shape
        (m, K). If the outputs are neither sigmoid nor softmax, h itself, shape (m, K).

    Examples
    --------
    >>> predict([0.0, 1.0], (1, 1), [[-3.0], [3.0]])
    array([0, 1])
    """
    network = as_network(network)
    if multilabel and network.output != "sigmoid":
        raise ValueError(f"multilabel: needs sigmoid outputs, got {network.output!r}")
    h = hypothesis(theta_vec, network, X)
    if network.output not in ("sigmoid", "softmax"):
        return h
    if multilabel:
        return (h >= 0.5).astype(np.intp)
    if network.layer_sizes[-1] == 1:
        return (h[:, 0] >= 0.5).astype(np.intp)
    return h.argmax(axis=1)


def accuracy(theta_vec: ArrayLike, network: NetworkLike, X: ArrayLike, y: ArrayLike) -> float:
    """Fraction of the examples whose class is predicted correctly.

    Parameters
    ----------
    theta_vec : array_like, shape (n_params,)
    network : Network or tuple of layer sizes
        Its outputs must be sigmoid or softmax.
    X : array_like, shape (m, n)
    y : array_like, shape (m,), (m, 1) or (m, K)
        Class labels, or their one-hot rows.

    Returns
    -------
    float
        In [0, 1]; the course prints it in percent.

    Examples
    --------
    >>> accuracy([0.0, 1.0], (1, 1), [[-3.0], [3.0]], [0, 0])
    0.5
    """
    network = as_network(network)
    if network.output not in ("sigmoid", "softmax"):
        raise ValueError(
            f"network: accuracy needs sigmoid or softmax outputs, got {network.output!r}: "
            "for a regression compare predict(...) with y"
        )
    X = example_matrix(X, network)
    y, K = as_real_array("y", y), network.layer_sizes[-1]
    if K > 1 and y.shape == (X.shape[0], K):
        if not (((y == 0) | (y == 1)).all() and (y.sum(axis=1) == 1).all()):
            raise ValueError(
                "y: expected class labels or one-hot rows with a single 1: for several labels an "
                "example compare predict(..., multilabel=True) with y"
            )
        y = y.argmax(axis=1)
    elif K > 1:
        y = targets(y, network, X.shape[0])
    else:
        y = class_labels(y, 2, X.shape[0])
    return float(np.mean(predict(theta_vec, network, X) == y))


def confusion_matrix(y: ArrayLike, predicted: ArrayLike, K: int) -> NDArray[np.intp]:
    """Count how often each class was predicted as each.

    Parameters
    ----------
    y : array_like, shape (m,) or (m, 1)
        Class labels 0..K-1.
    predicted : array_like, shape (m,) or (m, 1)
        Predicted classes, from `predict`.
    K : int
        Number of classes: 2 for a network with one output.

    Returns
    -------
    counts : ndarray of int, shape (K, K)
        Row j, column k: examples of class j that were predicted as k, as in scikit-learn. The
        diagonal counts those that are right.

    Examples
    --------
    >>> confusion_matrix([0, 1, 1, 1], [0, 1, 1, 0], 2)
    array([[1, 0],
           [1, 2]])
    """
    K = whole_number("K", K)
    labels = class_labels(y, K)
    classes = class_labels(predicted, K, labels.size, "predicted")
    return np.bincount(K * labels + classes, minlength=K * K).reshape(K, K)
