"""Exercise 5: activations, initial weights, normalisation, regularisation.

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
        Pre-activations: z, not a = tanh(z).

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
        Pre-activations. Do not change them.

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
        1.0 where z > 0, 0.0 elsewhere, also at z = 0.
    """
    raise NotImplementedError


def leaky_relu(z, slope=0.01):
    """Leaky rectified linear unit.

    Parameters
    ----------
    z : ndarray, any shape
        Pre-activations.
    slope : float, default 0.01
        The slope for z <= 0, in (0, 1).

    Returns
    -------
    ndarray, shape of z
        z where z > 0, slope times z elsewhere.
    """
    raise NotImplementedError


def softmax(z):
    """Turn each row into a distribution.

    Parameters
    ----------
    z : ndarray, shape (K,) or (m, K)
        Pre-activations of K outputs, for one example, or for m examples in rows. They may be as
        large as 1000 or as small as -1000.

    Returns
    -------
    ndarray, shape of z
        Positive numbers whose sum along the last axis is 1.
    """
    raise NotImplementedError


def rand_initialize_weights(fan_in, fan_out, scheme="epsilon", *, epsilon=0.12, rng=None):
    """Draw one Theta at random.

    This function is two parts of the exercise: "schemes" asks for the last four schemes below,
    "epsilon" for the first.

    Parameters
    ----------
    fan_in : int
        Units of the layer before, without the bias unit.
    fan_out : int
        Units of the layer after.
    scheme : str, default "epsilon"
        "epsilon": uniform in [-epsilon, epsilon], including the biases.
        "zeros": all 0.
        "lecun", "he", "glorot": normal, with mean 0 and the variance of the scheme; biases 0.
    epsilon : float or None, default 0.12
        Only for the scheme "epsilon". None means sqrt(6) / sqrt(fan_in + fan_out).
    rng : int or Generator, optional
        A seed, which ``np.random.default_rng(rng)`` turns into a generator.

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
        The training set, one example per row. Do not change it.

    Returns
    -------
    X_norm : ndarray, shape (m, n)
    mu : ndarray, shape (n,)
        The mean of each feature.
    sigma : ndarray, shape (n,)
        Its standard deviation, with 1/m; 1 for a feature with the same value in all examples.
    """
    raise NotImplementedError


def apply_normalization(X, mu, sigma):
    """Normalise new data with the training set's mu and sigma.

    Parameters
    ----------
    X : ndarray, shape (m, n)
        New examples, one per row.
    mu, sigma : ndarray, shape (n,)
        The result of `feature_normalize` for the training set; no sigma is 0.

    Returns
    -------
    X_norm : ndarray, shape (m, n)
    """
    raise NotImplementedError


def l2_penalty(thetas, lambda_, m):
    """The terms that regularisation adds to J and to the gradients.

    Parameters
    ----------
    thetas : list of ndarray, shapes (s_out, s_in + 1)
        Theta(1), Theta(2), ..., any number of them; biases in column 0.
    lambda_ : float
        Strength of the regularisation.
    m : int
        Number of examples.

    Returns
    -------
    penalty : float
        lambda/(2m) times the sum of the squares of all weights except the biases.
    grads : list of ndarray
        Its derivative with respect to each Theta, in the shape of that Theta.
    """
    raise NotImplementedError


def dropout(A, keep_prob, U, predicting=False):
    """Apply inverted dropout to a layer's activations.

    Parameters
    ----------
    A : ndarray, shape (m, s)
        Activations, one example per row. Do not change them.
    keep_prob : float
        Probability of keeping a unit, in (0, 1].
    U : ndarray, shape (m, s)
        Uniform random numbers in [0, 1): an activation is kept where U < keep_prob.
    predicting : bool, default False
        When predicting, nothing is dropped or divided.

    Returns
    -------
    ndarray, shape (m, s)
        The activations after dropout.
    """
    raise NotImplementedError


def early_stopping(dev_costs, patience):
    """Find the iteration whose weights to keep, and the iteration at which to stop.

    Parameters
    ----------
    dev_costs : ndarray, shape (T + 1,)
        Cost of the dev set after iterations 0, 1, ..., T; iteration 0 is before training.
    patience : int
        Stop at the first iteration that is this many after the best, 1 or more.

    Returns
    -------
    kept : int
        The iteration with the lowest cost up to the stop; the first, if several are equal.
    stopped : int
        The iteration of the stop, or T.
    """
    raise NotImplementedError
