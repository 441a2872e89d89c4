"""Judge random weights, which nothing can be compared with number by number."""

from typing import Any

import numpy as np

from exercises.grading.sandbox import Call


def judge_uniform(calls: list[Call], values: list[Any]) -> str:
    """Judge weights that should be uniform in [-epsilon, epsilon].

    Parameters
    ----------
    calls : list of Call
        Of ``rand_initialize_weights(fan_in, fan_out, epsilon=epsilon, rng=rng)``.
    values : list
        What they returned.

    Returns
    -------
    str
        What is wrong; empty where nothing is.
    """
    relative = []
    for call, Theta in zip(calls, values):
        (fan_in, fan_out), epsilon = call.args, call.kwargs["epsilon"]
        said = judge_shape(Theta, fan_in, fan_out) or _judge_values(Theta, epsilon)
        if said:
            return said
        relative.append(Theta / epsilon)
    largest = max(relative, key=np.size)
    if abs(largest.mean()) > 0.05 or abs(largest.std() - 1 / np.sqrt(3)) > 0.03:
        return (
            "the weights are not uniform in [-epsilon, epsilon]: their mean is "
            f"{largest.mean():.3f} epsilon and their deviation {largest.std():.3f} epsilon, "
            "expected 0 and 0.577"
        )
    head = relative[0].ravel()[:10]
    if all(np.allclose(head, other.ravel()[: head.size]) for other in relative[1:]):
        return "another seed gives the same weights: draw them from rng"
    return ""


def judge_shape(Theta: Any, fan_in: int, fan_out: int) -> str:
    """Judge the shape of a Theta, and whether it is random at all.

    Parameters
    ----------
    Theta : object
    fan_in, fan_out : int

    Returns
    -------
    str
    """
    wanted = (fan_out, fan_in + 1)
    if not isinstance(Theta, np.ndarray):
        return f"expected an array of shape {wanted}"
    if Theta.shape == wanted[::-1] and fan_out != fan_in + 1:
        return "Theta is transposed: one row for each unit it feeds, (fan_out, fan_in + 1)"
    if Theta.shape == (fan_out, fan_in):
        return "the column of the biases is missing: Theta is (fan_out, fan_in + 1)"
    if Theta.shape != wanted:
        return f"expected the shape (fan_out, fan_in + 1) = {wanted}, got {Theta.shape}"
    if not np.isfinite(Theta).all():
        return "there are weights that are not finite"
    if not Theta.any():
        return "the weights are all zero: units of a layer would stay alike for ever"
    if np.ptp(Theta[:, 1:]) == 0:
        return "the weights are all the same: units of a layer would stay alike for ever"
    return ""


def _judge_values(Theta: np.ndarray, epsilon: float) -> str:
    low, high = Theta.min() / epsilon, Theta.max() / epsilon
    if low >= 0:
        return "the weights lie in [0, epsilon]: they should lie in [-epsilon, epsilon]"
    if Theta.size < 500:
        return ""
    if max(-low, high) <= 0.51:
        return (
            "the weights lie in [-epsilon/2, epsilon/2]: rand() * 2 epsilon - epsilon is twice as "
            "wide"
        )
    if max(-low, high) > 1 and Theta.min() >= -1 and Theta.max() <= 1 and np.ptp(Theta) > 1.9:
        return "epsilon has no effect: the weights lie in [-1, 1]"
    if max(-low, high) > 1 and 0.9 < Theta.std() / epsilon < 1.1:
        return (
            "the weights are normal with deviation epsilon: they should be uniform in "
            "[-epsilon, epsilon]"
        )
    if max(-low, high) > 1:
        return f"weights as large as {max(-low, high):.3g} epsilon: epsilon is the bound"
    return ""
