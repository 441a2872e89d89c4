"""Judge random weights, which cannot be compared number by number."""

from collections.abc import Callable
from typing import Any

import numpy as np

from exercises.grading.sandbox import Call

TRANSPOSED = "Theta is transposed: it is (fan_out, fan_in + 1), with one row for each unit it feeds"
NO_BIAS_COLUMN = "the bias column is missing: Theta is (fan_out, fan_in + 1)"
ALL_ZERO = "the weights are all zero: the units of a layer would remain identical"
ALL_EQUAL = "the weights are all equal: the units of a layer would remain identical"
SEED_IGNORED = "another seed gives the same weights: draw them from rng"
NOT_REPEATABLE = "the same seed gives different weights the next time: draw them from rng"

# Uniform weights
ONLY_POSITIVE = "the weights lie in [0, epsilon]: they should lie in [-epsilon, epsilon]"
HALF_AS_WIDE = (
    "the weights lie in [-epsilon/2, epsilon/2]: rand() * 2 epsilon - epsilon is twice as wide"
)
NO_EPSILON = "epsilon has no effect: the weights lie in [-1, 1]"
NORMAL = (
    "the weights are normal, with standard deviation epsilon: they should be uniform in "
    "[-epsilon, epsilon]"
)

# The rule for epsilon=None
ZERO_BIASES = "the biases are zero: the scheme epsilon draws them like the other weights"
EPSILON_IGNORED = "a given epsilon is ignored: use the rule only for epsilon=None"
FIXED_EPSILON = "the weights lie in [-0.12, 0.12] for epsilon=None: use the rule for epsilon there"
_RULE = "the rule is sqrt(6) / sqrt(fan_in + fan_out)"
ONLY_FAN_IN = f"the denominator has only fan_in: {_RULE}"
ONLY_FAN_OUT = f"the denominator has only fan_out: {_RULE}"
NO_LOWER_ROOT = f"the root in the denominator is missing: {_RULE}"
NO_UPPER_ROOT = f"the root in the numerator is missing: {_RULE}"
NO_ROOTS = f"both roots are missing: {_RULE}"
TWO_FOR_SIX = (
    "the rule has 2 instead of 6: 2/(n + n') is the variance, and the bound of a uniform "
    "distribution is sqrt(3) times the standard deviation"
)
_WRONG_RULES: dict[str, Callable[[int, int], float]] = {
    FIXED_EPSILON: lambda n, k: 0.12,
    ONLY_FAN_IN: lambda n, k: np.sqrt(6 / n),
    ONLY_FAN_OUT: lambda n, k: np.sqrt(6 / k),
    NO_LOWER_ROOT: lambda n, k: np.sqrt(6) / (n + k),
    NO_ROOTS: lambda n, k: 6 / (n + k),
    NO_UPPER_ROOT: lambda n, k: 6 / np.sqrt(n + k),
    TWO_FOR_SIX: lambda n, k: np.sqrt(2 / (n + k)),
}

# The other schemes; in a report, most of these follow the scheme's name.
NOT_ZERO = "the scheme zeros should return zeros"
VARIANCE_AS_WEIGHT = (
    "every weight equals the variance (one of the notes has this misprint): draw the weights at "
    "random, with that variance"
)
BIASES_DRAWN = "the biases are random: only the scheme epsilon draws them, here they are 0"
NO_NEGATIVE = "no weight is negative: the mean of the weights should be 0"
UNIFORM = "the weights are uniform: draw them from a normal distribution"
_VARIANCES: dict[str, Callable[[int, int], float]] = {
    "1/n": lambda n, k: 1 / n,
    "2/n": lambda n, k: 2 / n,
    "2/(n + n')": lambda n, k: 2 / (n + k),
    "1/(n + n')": lambda n, k: 1 / (n + k),
    "6/(n + n'), as for the bound of the uniform rule": lambda n, k: 6 / (n + k),
    "1/n', with n' = fan_out": lambda n, k: 1 / k,
    "2/n', with n' = fan_out": lambda n, k: 2 / k,
    "1 in every layer": lambda n, k: 1.0,
}
_SCHEMES = {"lecun": "1/n", "he": "2/n", "glorot": "2/(n + n')"}
SQUARED = "squared, because it is used as the standard deviation"
COUNTS_BIAS_UNIT = "too small, because n counts the bias unit"
UPSIDE_DOWN = "upside down"


def wrong_variance(scheme: str, found: str) -> str:
    """Write the sentence for weights whose variance is not the scheme's."""
    where = "n = fan_in and n' = fan_out" if scheme == "glorot" else "n = fan_in"
    expected = f"it should be {_SCHEMES[scheme]}, with {where}"
    return f"{scheme}: the variance of the weights is {found}: {expected}"


def judge_uniform(calls: list[Call], values: list[Any]) -> str | None:
    """Judge ``rand_initialize_weights(fan_in, fan_out, epsilon=epsilon, rng=rng)``."""
    relative = []
    for call, Theta in zip(calls, values):
        (fan_in, fan_out), epsilon = call.args, call.kwargs["epsilon"]
        wrong = _judge_matrix(Theta, fan_in, fan_out) or _judge_bounds(Theta, epsilon)
        if wrong:
            return wrong
        relative.append(Theta / epsilon)
    largest = max(relative, key=np.size)
    if abs(largest.mean()) > 0.05 or abs(largest.std() - 1 / np.sqrt(3)) > 0.03:
        return (
            "the weights are not uniform in [-epsilon, epsilon]: expected a mean of 0 and a "
            f"standard deviation of 0.577 epsilon, got {largest.mean():.3f} epsilon and "
            f"{largest.std():.3f} epsilon"
        )
    head = relative[0].ravel()[:10]
    if all(np.allclose(head, other.ravel()[: head.size]) for other in relative[1:]):
        return SEED_IGNORED
    return None


def judge_epsilon(calls: list[Call], values: list[Any]) -> str | None:
    """Judge the scheme ``epsilon``, where epsilon=None stands for the course's rule."""
    bounded = []
    for call, Theta in zip(calls, values):
        (fan_in, fan_out), epsilon = call.args, call.kwargs["epsilon"]
        rule = np.sqrt(6 / (fan_in + fan_out))
        wrong = _judge_matrix(Theta, fan_in, fan_out)
        if wrong:
            return wrong
        if not Theta[:, 0].any():
            return ZERO_BIASES
        largest = np.abs(Theta).max()
        if epsilon is None:
            for sentence, bound in _WRONG_RULES.items():
                if 0.99 < largest / bound(fan_in, fan_out) <= 1:
                    return sentence
        elif 0.99 < largest / rule <= 1 and epsilon > rule:
            return EPSILON_IGNORED
        kwargs = {**call.kwargs, "epsilon": rule if epsilon is None else epsilon}
        bounded.append(call._replace(kwargs=kwargs))
    return judge_uniform(bounded, values)


def judge_schemes(calls: list[Call], values: list[Any]) -> str | None:
    """Judge the schemes ``zeros``, ``lecun``, ``he`` and ``glorot``.

    The calls of a scheme draw ten thousand weights or more, to measure their variance; or they
    are the same call twice, to see whether a seed repeats its weights.
    """
    measured: dict[str, list[tuple[int, int, float]]] = {}
    for call, Theta in zip(calls, values):
        fan_in, fan_out, scheme = call.args
        wrong = _judge_shape(Theta, fan_in, fan_out) or _judge_draw(Theta, *call.args)
        if wrong:
            return wrong
        if scheme != "zeros" and Theta.size > 10_000:
            deviation = float(np.sqrt(np.mean(Theta[:, 1:] ** 2)))
            measured.setdefault(scheme, []).append((fan_in, fan_out, deviation))
    for scheme, of_scheme in measured.items():
        wrong = _judge_deviation(scheme, of_scheme)
        if wrong:
            return wrong
    return _judge_seeds(calls, values)


def _judge_matrix(Theta: Any, fan_in: int, fan_out: int) -> str | None:
    """Judge the shape of Theta, and whether its weights differ at all."""
    wrong = _judge_shape(Theta, fan_in, fan_out)
    if wrong:
        return wrong
    if not Theta.any():
        return ALL_ZERO
    return ALL_EQUAL if np.ptp(Theta[:, 1:]) == 0 else None


def _judge_shape(Theta: Any, fan_in: int, fan_out: int) -> str | None:
    expected = (fan_out, fan_in + 1)
    if not isinstance(Theta, np.ndarray):
        return f"expected an array of shape {expected}"
    if Theta.shape == expected[::-1] and fan_out != fan_in + 1:
        return TRANSPOSED
    if Theta.shape == (fan_out, fan_in):
        return NO_BIAS_COLUMN
    if Theta.shape != expected:
        return f"expected the shape (fan_out, fan_in + 1) = {expected}, got {Theta.shape}"
    return None if np.isfinite(Theta).all() else "some weights are not finite"


def _judge_bounds(Theta: np.ndarray, epsilon: float) -> str | None:
    low, high = Theta.min() / epsilon, Theta.max() / epsilon
    largest = max(-low, high)
    if low >= 0:
        return ONLY_POSITIVE
    if Theta.size < 500:
        return None
    if largest <= 0.51:
        return HALF_AS_WIDE
    if largest <= 1:
        return None
    if Theta.min() >= -1 and Theta.max() <= 1 and np.ptp(Theta) > 1.9:
        return NO_EPSILON
    if 0.9 < Theta.std() / epsilon < 1.1:
        return NORMAL
    return f"the largest weight is {largest:.3g} epsilon: no weight should exceed epsilon"


def _judge_draw(Theta: np.ndarray, fan_in: int, fan_out: int, scheme: str) -> str | None:
    """Judge everything about a scheme's weights except their variance."""
    weights = Theta[:, 1:]
    if scheme == "zeros":
        return NOT_ZERO if Theta.any() else None
    if np.ptp(weights) == 0:
        variances = [_VARIANCES[text](fan_in, fan_out) for text in _SCHEMES.values()]
        if np.isclose(weights[0, 0], variances, rtol=1e-9).any():
            return f"{scheme}: {VARIANCE_AS_WEIGHT}"
        return _judge_matrix(Theta, fan_in, fan_out)
    if Theta[:, 0].any():
        return f"{scheme}: {BIASES_DRAWN}"
    if Theta.size < 10_000:
        return None
    deviation = weights.std()
    if weights.min() >= 0:
        return f"{scheme}: {NO_NEGATIVE}"
    if abs(weights.mean()) > 0.05 * deviation:
        return f"{scheme}: expected weights of mean 0, got {weights.mean():.3g}"
    return f"{scheme}: {UNIFORM}" if np.abs(weights).max() < 2 * deviation else None


def _judge_deviation(scheme: str, measured: list[tuple[int, int, float]]) -> str | None:
    def matches(variance: Callable[[int, int], float]) -> bool:
        return all(abs(s / np.sqrt(variance(n, k)) - 1) < 0.02 for n, k, s in measured)

    expected = _VARIANCES[_SCHEMES[scheme]]
    if matches(expected):
        return None
    others = {
        SQUARED: lambda n, k: expected(n, k) ** 2,
        **_VARIANCES,
        COUNTS_BIAS_UNIT: lambda n, k: expected(n + 1, k),
        UPSIDE_DOWN: lambda n, k: 1 / expected(n, k),
    }
    for found, variance in others.items():
        if matches(variance):
            return wrong_variance(scheme, found)
    n, k, s = measured[0]
    found = f"{s**2:.4g} instead of {expected(n, k):.4g} from {n} to {k} units"
    return wrong_variance(scheme, found)


def _judge_seeds(calls: list[Call], values: list[Any]) -> str | None:
    seen: dict[Any, np.ndarray] = {}
    for call, Theta in zip(calls, values):
        if call.args[2] == "zeros":
            continue
        key = (*call.args, call.kwargs["rng"])
        if key in seen and not np.array_equal(seen[key], Theta):
            return NOT_REPEATABLE
        seen[key] = Theta
    heads = [Theta[:, 1:].ravel()[:8] for Theta in seen.values()]
    if all(np.allclose(head / head[0], heads[0] / heads[0][0]) for head in heads[1:]):
        return SEED_IGNORED
    return None
