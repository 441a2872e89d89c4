"""Exercise 3: forward propagation and prediction, with given weights.

Replace every ``raise NotImplementedError`` with your code. The hand-out, exercises/ex3/handout.md,
explains the mathematics. Then:

    python -m exercises grade ex3          your points, and what to fix
    python -m exercises hint ex3 unroll    a hint; repeat for the next one
    python -m exercises run ex3 --mine     the whole story with your functions
"""

import numpy as np


def sigmoid(z):
    """g(z) = 1 / (1 + exp(-z)), element by element. Given: you wrote it in exercise 2."""
    return 1 / (1 + np.exp(-z))


def unroll(thetas):
    """Unroll the weight matrices into one vector, column by column.

    Parameters
    ----------
    thetas : list of ndarray, shapes (s_out, s_in + 1)
        Theta1, Theta2, ...; one or more. Column 0 holds the biases.

    Returns
    -------
    theta_vec : ndarray, shape (n,)
        The columns of Theta1, one after the other, then those of Theta2, ...
    """
    raise NotImplementedError


def reshape_params(theta_vec, network):
    """Cut the vector into its matrices: the inverse of ``unroll``.

    Parameters
    ----------
    theta_vec : ndarray, shape (n,)
    network : tuple of int
        (s1, s2, ..., sL): units in each layer, the input layer first, without bias units.

    Returns
    -------
    thetas : list of ndarray, shapes (s_out, s_in + 1)
        Theta1, Theta2, ...: L - 1 of them, one for each pair of consecutive layers. Theta1 is
        (s2, s1 + 1), Theta2 is (s3, s2 + 1), ...
    """
    raise NotImplementedError


def add_bias(A):
    """Add a column of ones in front.

    Parameters
    ----------
    A : ndarray, shape (m, s)
        One example per row, one unit per column.

    Returns
    -------
    ndarray, shape (m, s + 1)
    """
    raise NotImplementedError


def forward_propagate(theta_vec, network, X):
    """Activations of every layer, for all examples at once.

    Parameters
    ----------
    theta_vec : ndarray, shape (n,)
        Unrolled weights; your ``reshape_params`` turns them into matrices.
    network : tuple of int
        (s1, s2, ..., sL). Every unit is a sigmoid.
    X : ndarray, shape (m, s1)
        One example per row, without a column of ones.

    Returns
    -------
    activations : list of ndarray, shapes (m, s1), (m, s2), ..., (m, sL)
        a1 = X, then a2, ..., aL, all without a bias column. The last is the output h.
    """
    raise NotImplementedError


def one_hot(y, K):
    """Turn class labels into rows of K numbers: 1 in the column of the class, 0 elsewhere.

    Parameters
    ----------
    y : ndarray of int, shape (m,)
        Classes 0..K-1; some may be missing.
    K : int
        Number of classes.

    Returns
    -------
    Y : ndarray, shape (m, K)
    """
    raise NotImplementedError


def predict(theta_vec, network, X):
    """Class of every example: the index of its largest output.

    Parameters
    ----------
    theta_vec : ndarray, shape (n,)
        Unrolled weights.
    network : tuple of int
        (s1, ..., K), with at least two outputs.
    X : ndarray, shape (m, s1)
        One example per row.

    Returns
    -------
    classes : ndarray of int, shape (m,)
        0..K-1; class k is output unit k.
    """
    raise NotImplementedError


def accuracy(theta_vec, network, X, y):
    """Fraction of the examples whose class is predicted correctly.

    Parameters
    ----------
    theta_vec, network, X
        As for ``predict``.
    y : ndarray of int, shape (m,)
        The true classes, 0..K-1.

    Returns
    -------
    float
        From 0 to 1.
    """
    raise NotImplementedError
