"""Exercise 3: forward propagation and prediction, with weights that are given.

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
    """Make one vector of the weight matrices, column by column.

    Parameters
    ----------
    thetas : list of ndarray, shapes (s_out, s_in + 1)
        Theta1, Theta2, ...; one matrix or more. The biases are column 0.

    Returns
    -------
    theta_vec : ndarray, shape (n,)
        All columns of Theta1, one after the other, then those of Theta2, ...
    """
    raise NotImplementedError


def reshape_params(theta_vec, network):
    """Cut the vector back into its matrices: what ``unroll`` did, undone.

    Parameters
    ----------
    theta_vec : ndarray, shape (n,)
    network : tuple of int
        (s1, s2, ..., sL): units in each layer, the input layer first, bias units not counted.

    Returns
    -------
    thetas : list of ndarray, shapes (s_out, s_in + 1)
        Theta1, Theta2, ...: one for each two layers that follow each other, so L - 1 of them.
        Theta1 is (s2, s1 + 1), Theta2 is (s3, s2 + 1), ...
    """
    raise NotImplementedError


def add_bias(A):
    """Put a column of ones in front.

    Parameters
    ----------
    A : ndarray, shape (m, s)
        One example a row, one unit a column.

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
        Unrolled weights; your ``reshape_params`` cuts them up.
    network : tuple of int
        (s1, s2, ..., sL). Every unit is a sigmoid.
    X : ndarray, shape (m, s1)
        One example a row, without a column of ones.

    Returns
    -------
    activations : list of ndarray, shapes (m, s1), (m, s2), ..., (m, sL)
        a1 = X, then a2, ..., aL, none of them with a bias column. The last is the output h.
    """
    raise NotImplementedError


def one_hot(y, K):
    """Turn class labels into rows of K numbers, 1 in the column of the class and else 0.

    Parameters
    ----------
    y : ndarray of int, shape (m,)
        Classes 0..K-1; not all of them need be there.
    K : int
        Number of classes.

    Returns
    -------
    Y : ndarray, shape (m, K)
    """
    raise NotImplementedError


def predict(theta_vec, network, X):
    """Class of every example: the number of its largest output.

    Parameters
    ----------
    theta_vec : ndarray, shape (n,)
        Unrolled weights.
    network : tuple of int
        (s1, ..., K), with two outputs or more.
    X : ndarray, shape (m, s1)
        One example a row.

    Returns
    -------
    classes : ndarray of int, shape (m,)
        0..K-1; class k is output unit k.
    """
    raise NotImplementedError


def accuracy(theta_vec, network, X, y):
    """Fraction of the examples whose class is predicted right.

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
