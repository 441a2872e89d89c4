"""Exercise 1: the chain rule on computation graphs.

Replace every ``raise NotImplementedError`` with your code. The hand-out, exercises/ex1/handout.md,
explains the mathematics. Then:

    python -m exercises grade ex1             your points, and what to fix
    python -m exercises hint ex1 neuron       a hint; repeat for the next one
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
        w0, w1 and w2. The bias is w2; in this part it comes last.
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
    """Backward through the sigmoid g(z) as one node.

    Parameters
    ----------
    z : float
        The node's input: z, not a = g(z).
    above : float
        df/dg, the gradient that arrives at the node.

    Returns
    -------
    df_dz : float
    """
    raise NotImplementedError


def weight_gradient(Theta1, Theta2, x, y):
    """Derivative of J with respect to Theta(1)_11 in a network with layers 2-2-2.

    Parameters
    ----------
    Theta1 : ndarray, shape (2, 3)
        Weights from the inputs to the hidden units. Row i belongs to unit i, numbered from 1 as
        on the slides, so row 1 is ``Theta1[0]``. Column 0 holds the biases.
    Theta2 : ndarray, shape (2, 3)
        Weights from the hidden units to the outputs, with the same layout.
    x : ndarray, shape (2,)
        One example, without the bias unit's 1.
    y : ndarray, shape (2,)
        The target of each output, 0 or 1.

    Returns
    -------
    dJ_dTheta : float
        dJ/dTheta(1)_11, the derivative with respect to ``Theta1[0, 1]``.
    """
    raise NotImplementedError
