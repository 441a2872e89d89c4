"""Exercise 1: the chain rule on computation graphs.

Write the functions that raise NotImplementedError; the hand-out, exercises/ex1/handout.md, has
the mathematics. Then:

    python -m exercises grade ex1             what is right, and what is wrong with the rest
    python -m exercises hint ex1 neuron       a hint; ask again for the next
    python -m exercises run ex1 --mine        the whole story with your functions
"""

import numpy as np


def sigmoid(z):
    """g(z) = 1 / (1 + exp(-z)), element by element. Given."""
    return 1 / (1 + np.exp(-z))


def product_graph(x, y, z):
    """Forward and backward through f = (x + y) z.

    Parameters
    ----------
    x, y, z : float

    Returns
    -------
    f : float
    df_dx, df_dy, df_dz : float
        Write ``return f, df_dx, df_dy, df_dz``.
    """
    raise NotImplementedError


def add_backward(x, y, above):
    """Backward through the node x + y.

    Parameters
    ----------
    x, y : float
        The node's inputs.
    above : float
        df/d(x + y), the gradient that arrives at the node.

    Returns
    -------
    df_dx, df_dy : float
    """
    raise NotImplementedError


def multiply_backward(x, y, above):
    """Backward through the node x y.

    Parameters
    ----------
    x, y : float
        The node's inputs.
    above : float
        df/d(x y), the gradient that arrives at the node.

    Returns
    -------
    df_dx, df_dy : float
    """
    raise NotImplementedError


def reciprocal_backward(x, above):
    """Backward through the node 1/x.

    Parameters
    ----------
    x : float
        The node's input, not 0.
    above : float
        df/d(1/x), the gradient that arrives at the node.

    Returns
    -------
    df_dx : float
    """
    raise NotImplementedError


def exp_backward(x, above):
    """Backward through the node exp(x).

    Parameters
    ----------
    x : float
        The node's input.
    above : float
        df/d(exp(x)), the gradient that arrives at the node.

    Returns
    -------
    df_dx : float
    """
    raise NotImplementedError


def used_twice(x, y):
    """Forward and backward through f = (x + y) x.

    Parameters
    ----------
    x, y : float

    Returns
    -------
    f : float
    df_dx, df_dy : float
        Write ``return f, df_dx, df_dy``.
    """
    raise NotImplementedError


def neuron(w, x):
    """Forward and backward through f = 1 / (1 + exp(-(w0 x0 + w1 x1 + w2))), node by node.

    Parameters
    ----------
    w : ndarray, shape (3,)
        w0, w1 and w2, the bias, which comes last here.
    x : ndarray, shape (2,)
        x0 and x1.

    Returns
    -------
    f : float
    df_dw : ndarray, shape (3,)
        df/dw0, df/dw1, df/dw2.
    df_dx : ndarray, shape (2,)
        df/dx0, df/dx1.
    """
    raise NotImplementedError


def sigmoid_backward(z, above):
    """Backward through the sigmoid g(z), taken as one node.

    Parameters
    ----------
    z : float
        The node's input. (z, not a = g(z).)
    above : float
        df/dg, the gradient that arrives at the node.

    Returns
    -------
    df_dz : float
    """
    raise NotImplementedError


def weight_gradient(Theta1, Theta2, x, y):
    """Derivative of J by Theta(1)_11 in a network with 2 inputs, 2 hidden units and 2 outputs.

    Parameters
    ----------
    Theta1 : ndarray, shape (2, 3)
        From the inputs to the hidden units. Row i belongs to unit i, counted from 1 as on the
        slides, so row 1 is ``Theta1[0]``. Column 0 holds the biases.
    Theta2 : ndarray, shape (2, 3)
        From the hidden units to the outputs, likewise.
    x : ndarray, shape (2,)
        One example, without the 1 of the bias unit.
    y : ndarray, shape (2,)
        A target, 0 or 1, for each output.

    Returns
    -------
    dJ_dTheta : float
        dJ/dTheta(1)_11, that is, the derivative by ``Theta1[0, 1]``.
    """
    raise NotImplementedError
