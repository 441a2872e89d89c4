"""The weights: as matrices Theta(1), Theta(2), ..., and as the one vector an optimiser sees."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from nnfunc.network import Network, NetworkLike, as_network
from nnfunc.validation import (
    RNG,
    Array,
    Matrix,
    Vector,
    as_real_array,
    one_line,
    one_of,
    random_generator,
    real_number,
    whole_number,
)


def theta_vector(theta_vec: ArrayLike, network: Network, name: str = "theta_vec") -> Vector:
    """Return a float64 vector of the network's length, without a copy where it is one."""
    if isinstance(theta_vec, (list, tuple)) and any(getattr(t, "ndim", 0) == 2 for t in theta_vec):
        raise ValueError(f"{name}: expected one vector, got matrices: pass unroll([Theta1, ...])")
    theta = as_real_array(name, theta_vec)
    n = network.n_params
    if theta.shape != (n,):
        hint = ""
        if theta.size == n:
            hint = f": pass {name}.ravel(order='F')"
        elif theta.ndim == 1 and theta.size == n - sum(network.layer_sizes[1:]):
            hint = ": each Theta needs a bias column, (s_out, s_in + 1)"
        got = f"{theta.shape}{hint}"
        raise ValueError(f"{name}: expected shape ({n},) for layers {network}, got {got}")
    return theta.astype(np.float64, order="C", copy=False)


def unroll(thetas: Sequence[ArrayLike]) -> Vector:
    """Stack weight matrices into one vector, column by column.

    Octave: ``thetaVec = [Theta1(:); Theta2(:); ...]``.

    Parameters
    ----------
    thetas : sequence of array_like, shapes (s_out, s_in + 1)
        Theta(1), Theta(2), ..., or their gradients D(1), D(2), ...

    Returns
    -------
    theta_vec : ndarray, shape (n,)
        A new float64 vector.

    Raises
    ------
    ValueError
        If a Theta is not a matrix, or its columns do not fit the rows before it.

    Examples
    --------
    >>> unroll([[[1, 3], [2, 4]]])
    array([1., 2., 3., 4.])
    """
    one_array = isinstance(thetas, np.ndarray) and thetas.dtype != object and thetas.ndim < 3
    if one_array or not hasattr(thetas, "__iter__"):
        got = one_line(thetas)
        raise TypeError(f"thetas: expected a list, as in unroll([Theta1, Theta2]), got {got}")
    matrices = [_matrix(f"Theta{l}", Theta) for l, Theta in enumerate(thetas, 1)]
    if not matrices:
        raise ValueError("thetas: expected one or more matrices, got an empty list")
    for l, (before, Theta) in enumerate(zip(matrices, matrices[1:]), 2):
        rows = before.shape[0]
        if Theta.shape[1] != rows + 1:
            raise ValueError(
                f"Theta{l}: expected {rows + 1} columns (the {rows} rows of Theta{l - 1}, and a "
                f"bias), got shape {Theta.shape}: is it transposed, or out of order?"
            )
    return np.concatenate([Theta.ravel(order="F") for Theta in matrices]).astype(np.float64)


def reshape_params(theta_vec: ArrayLike, network: NetworkLike) -> list[Matrix]:
    """Split the vector into its matrices: the inverse of `unroll`.

    Octave: ``Theta1 = reshape(thetaVec(1:110), 10, 11)``, and so on.

    Parameters
    ----------
    theta_vec : array_like, shape (n,)
        Unrolled parameters, or an unrolled gradient.
    network : Network or tuple of layer sizes

    Returns
    -------
    thetas : list of ndarray, shapes (s_out, s_in + 1)
        Theta(1), Theta(2), ..., bias in column 0. They are column-major views: writing to one
        writes to theta_vec if that is a float64 array.

    Examples
    --------
    >>> reshape_params([1.0, 2.0, 3.0, 4.0], (1, 2))
    [array([[1., 3.],
           [2., 4.]])]
    """
    network = as_network(network)
    theta, thetas, start = theta_vector(theta_vec, network), [], 0
    for rows, columns in network.theta_shapes:
        stop = start + rows * columns
        thetas.append(theta[start:stop].reshape(rows, columns, order="F"))
        start = stop
    return thetas


def rand_initialize_weights(
    fan_in: int,
    fan_out: int,
    scheme: str = "epsilon",
    *,
    epsilon: float | None = 0.12,
    rng: RNG = None,
) -> Matrix:
    """Draw one Theta at random, to break the symmetry of the hidden units.

    Parameters
    ----------
    fan_in : int
        Inputs of the layer, the bias unit not counted.
    fan_out : int
        Units of the layer.
    scheme : str, default "epsilon"
        ======== ============================================= =========================
        name     weights                                       biases
        ======== ============================================= =========================
        zeros    0                                             0
        epsilon  uniform in [-epsilon, epsilon]                drawn like the weights
        lecun    normal, variance 1 / fan_in                   0
        he       normal, variance 2 / fan_in                   0
        glorot   normal, variance 2 / (fan_in + fan_out)       0
        ======== ============================================= =========================
    epsilon : float or None, default 0.12
        Only for ``epsilon``. None takes the course's rule,
        sqrt(6) / sqrt(fan_in + fan_out), which has the variance of ``glorot``.
    rng : int or numpy.random.Generator, optional
        Seed or generator. By default every call differs.

    Returns
    -------
    Theta : ndarray, shape (fan_out, fan_in + 1)
        Bias in column 0.

    Notes
    -----
    ``epsilon`` is the course's (week 5, "Random initialization"). Variance 1/n is LeCun et al.
    (1998), "Efficient BackProp", which the Deep Learning Specialization calls "Xavier"; 2/n, for
    ReLUs, is He et al. (2015); 2/(n + n') is (Xavier) Glorot and Bengio (2010).

    Examples
    --------
    >>> Theta1 = rand_initialize_weights(400, 25, rng=0)
    >>> Theta1.shape, bool(abs(Theta1).max() <= 0.12)
    ((25, 401), True)
    """
    fan_in, fan_out = whole_number("fan_in", fan_in), whole_number("fan_out", fan_out)
    generator = random_generator(rng)
    variances = {
        "zeros": 0.0,
        "lecun": 1 / fan_in,
        "he": 2 / fan_in,
        "glorot": 2 / (fan_in + fan_out),
    }
    one_of("scheme", scheme, ("epsilon", *variances))
    if scheme == "epsilon":
        if epsilon is None:
            epsilon = float(np.sqrt(6 / (fan_in + fan_out)))
        epsilon = real_number("epsilon", epsilon, "(0, inf)")
        return generator.uniform(-epsilon, epsilon, (fan_out, fan_in + 1))
    Theta = np.zeros((fan_out, fan_in + 1))
    Theta[:, 1:] = generator.normal(0.0, np.sqrt(variances[scheme]), (fan_out, fan_in))
    return Theta


def rand_initialize_theta(
    network: NetworkLike, scheme: str = "epsilon", *, epsilon: float | None = 0.12, rng: RNG = None
) -> Vector:
    """Draw all the weights of a network, unrolled: a starting point for an optimiser.

    Parameters
    ----------
    network : Network or tuple of layer sizes
    scheme, epsilon, rng
        As in `rand_initialize_weights`, for every layer.

    Returns
    -------
    theta_vec : ndarray, shape (n,)

    Examples
    --------
    >>> rand_initialize_theta((400, 25, 10), rng=0).shape
    (10285,)
    """
    generator = random_generator(rng)
    return unroll(
        [
            rand_initialize_weights(columns - 1, rows, scheme, epsilon=epsilon, rng=generator)
            for rows, columns in as_network(network).theta_shapes
        ]
    )


def theta_from_weights(W: Sequence[ArrayLike], b: Sequence[ArrayLike]) -> list[Matrix]:
    """Join the W and b of the Deep Learning Specialization into Thetas.

    Parameters
    ----------
    W : sequence of array_like, shapes (s_out, s_in)
    b : sequence of array_like, shapes (s_out,) or (s_out, 1)

    Returns
    -------
    thetas : list of ndarray, shapes (s_out, s_in + 1)
        Theta(l) = [b W].

    Examples
    --------
    >>> theta_from_weights([[[2.0, 3.0]]], [[1.0]])
    [array([[1., 2., 3.]])]
    """
    for name, arrays in (("W", W), ("b", b)):
        if not hasattr(arrays, "__len__"):
            raise TypeError(f"{name}: expected a list of arrays, got {one_line(arrays)}")
    if len(W) != len(b):
        raise ValueError(f"b: expected {len(W)} vectors, one for each W, got {len(b)}")
    thetas = []
    for l, (W_l, b_l) in enumerate(zip(W, b), 1):
        weights, biases = as_real_array(f"W{l}", W_l), as_real_array(f"b{l}", b_l)
        if weights.ndim != 2:
            raise ValueError(f"W{l}: expected a matrix (s_out, s_in), got shape {weights.shape}")
        rows = weights.shape[0]
        if biases.shape not in ((rows,), (rows, 1)):
            raise ValueError(f"b{l}: expected shape ({rows},) or ({rows}, 1), got {biases.shape}")
        thetas.append(np.column_stack([biases, weights]).astype(np.float64))
    return thetas


def weights_from_theta(Theta: ArrayLike) -> tuple[Matrix, Matrix]:
    """Split one Theta into W and b: the inverse of `theta_from_weights` for one layer.

    Parameters
    ----------
    Theta : array_like, shape (s_out, s_in + 1)
        Bias in column 0.

    Returns
    -------
    W : ndarray, shape (s_out, s_in)
    b : ndarray, shape (s_out, 1)
        Both are copies.

    Examples
    --------
    >>> weights_from_theta([[1.0, 2.0, 3.0]])
    (array([[2., 3.]]), array([[1.]]))
    """
    matrix = _matrix("Theta", Theta).astype(np.float64)
    return matrix[:, 1:].copy(), matrix[:, :1].copy()


def _matrix(name: str, Theta: ArrayLike) -> Array:
    matrix = as_real_array(name, Theta)
    if matrix.ndim != 2 or matrix.shape[1] < 2 or matrix.shape[0] < 1:
        raise ValueError(f"{name}: expected a matrix (s_out, s_in + 1), got shape {matrix.shape}")
    return matrix
