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
    said = _judge_shape_alone(Theta, fan_in, fan_out)
    if said:
        return said
    if not Theta.any():
        return "the weights are all zero: units of a layer would stay alike for ever"
    if np.ptp(Theta[:, 1:]) == 0:
        return "the weights are all the same: units of a layer would stay alike for ever"
    return ""


def judge_epsilon(calls: list[Call], values: list[Any]) -> str:
    """Judge weights of the scheme ``epsilon``, where None stands for the course's rule.

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
    bounded = []
    for call, Theta in zip(calls, values):
        (fan_in, fan_out), epsilon = call.args, call.kwargs["epsilon"]
        rule = np.sqrt(6 / (fan_in + fan_out))
        said = judge_shape(Theta, fan_in, fan_out)
        if said:
            return said
        if not Theta[:, 0].any():
            return "the biases are zero: the scheme epsilon draws them like the other weights"
        largest = np.abs(Theta).max()
        if epsilon is None:
            for bound, say in _WRONG_RULES:
                if 0.99 < largest / bound(fan_in, fan_out) <= 1:
                    return say
        elif 0.99 < largest / rule <= 1 and epsilon > rule:
            return "an epsilon that is given counts for nothing: the rule is for epsilon=None alone"
        kwargs = {**call.kwargs, "epsilon": rule if epsilon is None else epsilon}
        bounded.append(call._replace(kwargs=kwargs))
    return judge_uniform(bounded, values)


_WRONG_RULES = [
    (lambda n, k: 0.12, "epsilon=None is to take the rule: the weights lie in [-0.12, 0.12]"),
    (
        lambda n, k: np.sqrt(6 / n),
        "the rule has fan_in alone below the line: it is sqrt(6) / sqrt(fan_in + fan_out)",
    ),
    (
        lambda n, k: np.sqrt(6 / k),
        "the rule has fan_out alone below the line: it is sqrt(6) / sqrt(fan_in + fan_out)",
    ),
    (
        lambda n, k: np.sqrt(6) / (n + k),
        "the lower root of the rule is missing: sqrt(6) / sqrt(fan_in + fan_out)",
    ),
    (
        lambda n, k: 6 / (n + k),
        "both roots of the rule are missing: sqrt(6) / sqrt(fan_in + fan_out)",
    ),
    (
        lambda n, k: 6 / np.sqrt(n + k),
        "the upper root of the rule is missing: sqrt(6) / sqrt(fan_in + fan_out)",
    ),
    (
        lambda n, k: np.sqrt(2 / (n + k)),
        "the rule has 2 where 6 belongs: 2/(n + n') is the variance, and the bound of a uniform "
        "distribution is sqrt(3) times the deviation",
    ),
]


def judge_schemes(calls: list[Call], values: list[Any]) -> str:
    """Judge weights of the schemes ``zeros``, ``lecun``, ``he`` and ``glorot``.

    Parameters
    ----------
    calls : list of Call
        Of ``rand_initialize_weights(fan_in, fan_out, scheme, rng=rng)``; those of a scheme with
        some ten thousand weights each, or two alike, to see whether a seed repeats itself.
    values : list
        What they returned.

    Returns
    -------
    str
        What is wrong; empty where nothing is.
    """
    measured: dict[str, list[tuple[int, int, float]]] = {}
    for call, Theta in zip(calls, values):
        fan_in, fan_out, scheme = call.args
        said = _judge_shape_alone(Theta, fan_in, fan_out) or _judge_draw(Theta, *call.args)
        if said:
            return said
        if scheme != "zeros" and Theta.size > 10_000:
            deviation = float(np.sqrt(np.mean(Theta[:, 1:] ** 2)))
            measured.setdefault(scheme, []).append((fan_in, fan_out, deviation))
    for scheme, of_scheme in measured.items():
        said = _judge_deviation(scheme, of_scheme)
        if said:
            return said
    return _judge_seeds(calls, values)


def _judge_shape_alone(Theta: Any, fan_in: int, fan_out: int) -> str:
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
    return ""


def _judge_draw(Theta: np.ndarray, fan_in: int, fan_out: int, scheme: str) -> str:
    """Judge all about a draw but its variance."""
    weights = Theta[:, 1:]
    if scheme == "zeros":
        return "the scheme zeros gives something else than zeros" if Theta.any() else ""
    if np.ptp(weights) == 0:
        values = (1 / fan_in, 2 / fan_in, 2 / (fan_in + fan_out))
        if np.isclose(weights[0, 0], values, rtol=1e-9).any():
            return (
                f"{scheme}: every weight is the number that their variance is to be (the misprint "
                "of a note): draw them at random, with that variance"
            )
        return judge_shape(Theta, fan_in, fan_out)
    if Theta[:, 0].any():
        return (
            f"{scheme}: the biases are drawn too: only the scheme epsilon does so, here they are 0"
        )
    if Theta.size < 10_000:
        return ""
    deviation = weights.std()
    if weights.min() >= 0:
        return f"{scheme}: no weight is negative: their mean is to be 0"
    if abs(weights.mean()) > 0.05 * deviation:
        return f"{scheme}: the weights' mean is {weights.mean():.3g}, expected 0"
    if np.abs(weights).max() < 2 * deviation:
        return f"{scheme}: the weights are uniform: this scheme takes a normal distribution"
    return ""


_VARIANCES = {  # scheme: (its variance, how it is written)
    "lecun": (lambda n, k: 1 / n, "1/n"),
    "he": (lambda n, k: 2 / n, "2/n"),
    "glorot": (lambda n, k: 2 / (n + k), "2/(n + n')"),
}


def _judge_deviation(scheme: str, measured: list[tuple[int, int, float]]) -> str:
    variance, written = _VARIANCES[scheme]
    where = "with n = fan_in" if scheme != "glorot" else "with n = fan_in and n' = fan_out"
    end = f"is to be {written}, {where}"
    wrong = [
        (lambda n, k: variance(n, k) ** 2, f"{written} is the weights' deviation: their variance"),
        *((other, f"the weights' variance is {text}: it") for other, text in _VARIANCES.values()),
        (lambda n, k: 1 / (n + k), "the weights' variance is 1/(n + n'): it"),
        (lambda n, k: 6 / (n + k), "the uniform rule's bound is the deviation: the variance"),
        (lambda n, k: 1 / k, "the weights' variance is 1/n', of the layer that is fed: it"),
        (lambda n, k: 2 / k, "the weights' variance is 2/n', of the layer that is fed: it"),
        (lambda n, k: variance(n + 1, k), "n counts the bias unit: the weights' variance"),
        (lambda n, k: 1 / variance(n, k), f"{written} is upside down: the weights' variance"),
        (lambda n, k: 1.0, "the weights' variance is 1, whatever the layer: it"),
    ]

    def matches(other: Any) -> bool:
        return all(abs(s / np.sqrt(other(n, k)) - 1) < 0.02 for n, k, s in measured)

    if matches(variance):
        return ""
    for other, say in wrong:
        if matches(other):
            return f"{scheme}: {say} {end}"
    n, k, s = measured[0]
    return (
        f"{scheme}: from {n} units to {k} the weights' deviation is {s:.4g}, expected "
        f"{np.sqrt(variance(n, k)):.4g}: their variance {end}"
    )


def _judge_seeds(calls: list[Call], values: list[Any]) -> str:
    seen: dict[Any, np.ndarray] = {}
    for call, Theta in zip(calls, values):
        if call.args[2] == "zeros":
            continue
        key = (*call.args, call.kwargs["rng"])
        if key in seen and not np.array_equal(seen[key], Theta):
            return "the same seed gives other weights the next time: draw them from rng"
        seen[key] = Theta
    heads = [Theta[:, 1:].ravel()[:8] for Theta in seen.values()]
    if all(np.allclose(head / head[0], heads[0] / heads[0][0]) for head in heads[1:]):
        return "another seed gives the same weights: draw them from rng"
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
