"""What is done to data before a network sees it."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnfunc.arrays import whole_number
from nnfunc.checks import class_labels


def labels_from_octave(y: ArrayLike, K: int) -> NDArray[np.intp]:
    """Turn labels that count from 1, the last standing for zero, into classes 0..K-1.

    The course's digits are labelled 1..10, and 10 is the digit zero. Here the class of the digit
    zero is 0, so that class and digit agree: y mod K.

    Weights trained in Octave have their output units in Octave's order, the zero last; roll the
    last Theta to match: ``Theta2 = np.roll(Theta2, 1, axis=0)``.

    Parameters
    ----------
    y : array_like, shape (m,) or (m, 1)
        Labels 1..K, whole numbers.
    K : int
        Number of classes.

    Returns
    -------
    classes : ndarray of int, shape (m,)

    Raises
    ------
    ValueError
        If a label is not a whole number from 1 to K.

    Examples
    --------
    >>> labels_from_octave([10, 1, 9], 10)
    array([0, 1, 9])
    """
    K = whole_number("K", K)
    y = class_labels(y, K + 1)
    if y.min() == 0:
        raise ValueError(f"y: expected labels 1..{K}, found 0: they count from 0 already")
    return y % K
