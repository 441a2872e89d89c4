"""Exercise 5: activations, first weights, normalisation, regularisation.

Replace every ``raise NotImplementedError`` with your code. The hand-out, exercises/ex5/handout.md,
explains the mathematics. Then:

    python -m exercises grade ex5             your points, and what to fix
    python -m exercises hint ex5 softmax      a hint; repeat for the next one
    python -m exercises run ex5 --mine        the whole story with your functions
"""

import numpy as np


def sigmoid(z):
    """g(z) = 1 / (1 + exp(-z)), element by element. Given: you wrote it in exercise 2."""
    return 1 / (1 + np.exp(-z))


def tanh_gradient(z):
    """Derivative of tanh at z.

    Parameters
    ----------
    z : ndarray, any shape
        Pre-activations. (z, not a = tanh(z).)

    Returns
    -------
    ndarray, shape of z
        g'(z), element by element; 1 at z = 0.
    """
    raise NotImplementedError


def relu(z):
    """Rectified linear unit.

    Parameters
    ----------
    z : ndarray, any shape
        Pre-activations. Leave them as they are.

    Returns
    -------
    ndarray, shape of z
        max(0, z), element by element.
    """
    raise NotImplementedError


def relu_gradient(z):
    """Derivative of the ReLU at z.

    Parameters
    ----------
    z : ndarray, any shape
        Pre-activations.

    Returns
    -------
    ndarray, shape of z
        1.0 where z > 0, 0.0 elsewhere, at z = 0 too.
    """
    raise NotImplementedError


def leaky_relu(z, slope=0.01):
    """Leaky rectified linear unit.

    Parameters
    ----------
    z : ndarray, any shape
        Pre-activations.
    slope : float, default 0.01
        In (0, 1).

    Returns
    -------
    ndarray, shape of z
        z where z > 0, slope times z elsewhere.
    """
    raise NotImplementedError


def softmax(z):
    """Turn every row into a distribution.

    Parameters
    ----------
    z : ndarray, shape (K,) or (m, K)
        Pre-activations of K outputs: of one example, or of m, one row each. They may be as large
        as 1000 or as small as -1000.

    Returns
    -------
    ndarray, shape of z
        Along the last axis the numbers sum to 1.
    """
    raise NotImplementedError


def rand_initialize_weights(fan_in, fan_out, scheme="epsilon", *, epsilon=0.12, rng=None):
    """Draw one Theta at random.

    Two parts of the exercise: "schemes" asks for the last four of the schemes below, "epsilon"
    for the first.

    Parameters
    ----------
    fan_in : int
        Units that the layer reads, the bias not counted.
    fan_out : int
        Units that it feeds.
    scheme : str, default "epsilon"
        "epsilon": uniform in [-epsilon, epsilon], the biases too.
        "zeros": all 0.
        "lecun", "he", "glorot": normal, with mean 0 and the scheme's variance; the biases 0.
    epsilon : float or None, default 0.12
        For the scheme "epsilon" alone. None takes the rule sqrt(6) / sqrt(fan_in + fan_out).
    rng : int or Generator, optional
        A seed: ``np.random.default_rng(rng)`` makes a generator of it.

    Returns
    -------
    Theta : ndarray, shape (fan_out, fan_in + 1)
        Biases in column 0.
    """
    raise NotImplementedError


def feature_normalize(X):
    """Give every feature mean 0 and standard deviation 1.

    Parameters
    ----------
    X : ndarray, shape (m, n)
        The training set, one example a row. Leave it as it is.

    Returns
    -------
    X_norm : ndarray, shape (m, n)
    mu : ndarray, shape (n,)
        The mean of every feature.
    sigma : ndarray, shape (n,)
        Its standard deviation, with 1/m; 1 for a feature that is the same in all examples.
    """
    raise NotImplementedError


def apply_normalization(X, mu, sigma):
    """Treat new data as the training set was treated.

    Parameters
    ----------
    X : ndarray, shape (m, n)
        New examples, one a row.
    mu, sigma : ndarray, shape (n,)
        What `feature_normalize` returned for the training set; no sigma is 0.

    Returns
    -------
    X_norm : ndarray, shape (m, n)
    """
    raise NotImplementedError


def l2_penalty(thetas, lambda_, m):
    """What regularisation adds to J, and to the gradients.

    Parameters
    ----------
    thetas : list of ndarray, shapes (s_out, s_in + 1)
        Theta(1), Theta(2), ..., as many as there are; biases in column 0.
    lambda_ : float
    m : int
        Number of examples.

    Returns
    -------
    penalty : float
        lambda/(2m) times the sum of the squares of all weights but the biases.
    grads : list of ndarray
        Its derivative by each Theta, in the Theta's shape.
    """
    raise NotImplementedError


def dropout(A, keep_prob, U, predicting=False):
    """Inverted dropout of a layer's activations.

    Parameters
    ----------
    A : ndarray, shape (m, s)
        Activations, one example a row. Leave them as they are.
    keep_prob : float
        Probability of a unit to live, in (0, 1].
    U : ndarray, shape (m, s)
        Numbers drawn evenly from [0, 1): a unit lives, in an example, where U < keep_prob.
    predicting : bool, default False
        When predicting, nothing is dropped and nothing is divided.

    Returns
    -------
    ndarray, shape (m, s)
    """
    raise NotImplementedError


def early_stopping(dev_costs, patience):
    """Say which iteration's weights to keep, and when to stop.

    Parameters
    ----------
    dev_costs : ndarray, shape (T + 1,)
        Cost of the dev set after iterations 0 (before training), 1, ..., T.
    patience : int
        Stop at the first iteration that is this many past the best, 1 or more.

    Returns
    -------
    kept : int
        The iteration with the lowest cost up to the stop; of several alike, the first.
    stopped : int
        The last iteration: where it stopped, or T.
    """
    raise NotImplementedError
