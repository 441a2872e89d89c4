"""Judge mini-batches, whose order is random, and the descent that takes a step for each."""

from collections import deque
from typing import Any

import numpy as np

from exercises.grading.diagnosis import same
from exercises.grading.sandbox import Call

KEPT = 2_000  # evaluations that are remembered


def linear_cost(
    theta: np.ndarray, network: Any, X: np.ndarray, y: np.ndarray, lambda_: float = 0.0
) -> tuple[float, np.ndarray]:
    """Return J and its gradient for a linear unit: a cost that takes a batch in a moment.

    Parameters
    ----------
    theta : ndarray, shape (n + 1,)
    network : object
        Of no consequence.
    X : ndarray, shape (m, n)
    y : ndarray, shape (m,)
    lambda_ : float, default 0

    Returns
    -------
    J : float
    grad : ndarray, shape (n + 1,)
    """
    m = X.shape[0]
    A = np.column_stack([np.ones(m), X])
    error = A @ theta - y
    weights = np.concatenate([[0.0], theta[1:]])
    J = (error @ error + lambda_ * weights @ weights) / (2 * m)
    return float(J), (A.T @ error + lambda_ * weights) / m


class Watched:
    """A linear unit's cost that remembers where, and on which rows of X, it was evaluated."""

    def __init__(self, X: np.ndarray) -> None:
        self.numbers = {row.tobytes(): i for i, row in enumerate(X)}
        self.shape = X.shape
        self.seen: deque[tuple[np.ndarray, list[int], float]] = deque(maxlen=KEPT)

    def __call__(
        self, theta: np.ndarray, network: Any, X: np.ndarray, y: np.ndarray, lambda_: float = 0.0
    ) -> tuple[float, np.ndarray]:
        """Evaluate the cost; theta, the rows' numbers and lambda stay in ``seen``.

        Parameters
        ----------
        theta, network, X, y, lambda_
            As `linear_cost` takes them.

        Returns
        -------
        J : float
        grad : ndarray
        """
        J, grad = linear_cost(theta, network, X, y, lambda_)
        if grad.shape == (self.shape[1] + 1,) and len(X) <= self.shape[0]:
            rows = row_numbers(self.numbers, X)
            self.seen.append((np.array(theta, dtype=float), rows, float(lambda_)))
        return J, grad


def row_numbers(numbers: dict[bytes, int], X: Any) -> list[int]:
    """Look up which rows of the whole X a batch consists of.

    Parameters
    ----------
    numbers : dict of bytes to int
    X : object
        What should be some rows of it.

    Returns
    -------
    list of int
        -1 for a row that is none of them.
    """
    return [numbers.get(row.tobytes(), -1) for row in np.array(X, dtype=float)]


LEFT_OVER = "the last, short batch is missing: the examples that are left over make a batch too"
TWICE = "examples are drawn with replacement: in an epoch each comes once, and none is left out"
FILLED_UP = "the last batch is filled up with examples that came before: let it be shorter"
COUNT = "size is taken for the number of batches: it is the number of examples in each"
IN_ORDER = "the examples are not shuffled: take them in a random order, drawn from rng"
NEIGHBOURS = "only the order of the batches is shuffled: shuffle the examples, then cut"
INSIDE = "the examples are shuffled inside their batches alone: shuffle all of them, then cut"
APART = "X and y are shuffled differently: one random order is for both"
ONE_ALONE = "X is shuffled and y is not: one random order is for both"
LAMBDA = "lambda is not scaled to the batch: with B examples of m it is lambda * B / m"
UPSIDE_DOWN = (
    "lambda is scaled the wrong way round, by m/B: with B examples of m it is lambda * B / m"
)
SHORT_LAMBDA = "the short batch gets lambda * size / m: B is the number of examples that it has"
OVER_M = "lambda is divided by m: with B examples of m it is lambda * B / m"
NO_LAMBDA = "lambda is lost: with B examples of m it is lambda * B / m"
SAME_ORDER = "another seed gives the same order: draw it from rng"
OTHER_ORDER = "the same seed gives another order the next time: draw it from rng"
WHOLE = "with size None the whole of args comes once, as a list of one"


def judge_batches(calls: list[Call], values: list[Any]) -> str:
    """Judge the batches of one epoch.

    Parameters
    ----------
    calls : list of Call
        Of ``mini_batches(args, size, rng=rng)``, args being (network, X, y, lambda_).
    values : list
        What they returned: lists of such args.

    Returns
    -------
    str
        What is wrong; empty where nothing is.
    """
    orders = []
    for call, batches in zip(calls, values):
        said = _judge_structure(call, batches)
        if said:
            return said
        orders.append(_order(call, batches))
    for call, order in zip(calls, orders):
        said = _judge_rows(call, order)
        if said:
            return said
    by_batch = list(zip(calls, orders))
    split = [(c, o) for c, o in by_batch if c.args[1] is not None and c.args[1] < len(c.args[0][1])]
    for say, happens in _UNSHUFFLED.items():
        if all(happens(order) for _, order in split):
            return say
    for call, batches, order in zip(calls, values, orders):
        said = _judge_targets(call, batches, order)
        if said:
            return said
    said = _judge_lambdas(calls, values)
    return said or _judge_repetition(split)


def _judge_structure(call: Call, batches: Any) -> str:
    (_, X, y, _), size = call.args
    if not isinstance(batches, (list, tuple)):
        return "expected a list of batches, each (network, X, y, lambda_)"
    if not batches:
        return LEFT_OVER if size is not None and size > len(X) else "the list of batches is empty"
    if size is None and len(batches) != 1:
        return WHOLE
    for batch in batches:
        if not isinstance(batch, (list, tuple)) or len(batch) != 4:
            return "expected a list of batches, each (network, X, y, lambda_)"
        network, X_b, y_b, lambda_b = batch
        if not isinstance(lambda_b, (int, float)):
            return "the last of a batch's four values is its lambda, a number"
        if not same(call.args[0][0], network, 0):
            return "the first of a batch's four values is network, as it came"
        try:
            X_b, y_b = np.array(X_b, dtype=float), np.array(y_b, dtype=float)
        except (TypeError, ValueError):
            return "the X and y of a batch are arrays"
        if X_b.ndim != 2 or X_b.shape[1] != X.shape[1]:
            return f"the X of a batch has shape {X_b.shape}, expected (B, {X.shape[1]})"
        if y_b.shape != (X_b.shape[0], *y.shape[1:]):
            return f"the y of a batch has shape {y_b.shape}, and its X has {X_b.shape[0]} rows"
    return ""


def _order(call: Call, batches: Any) -> list[list[int]]:
    numbers = {row.tobytes(): i for i, row in enumerate(call.args[0][1])}
    return [row_numbers(numbers, batch[1]) for batch in batches]


def _judge_rows(call: Call, order: list[list[int]]) -> str:
    """Judge whether every row is there once, in batches of the right size."""
    m, size = len(call.args[0][1]), call.args[1]
    size = m if size is None else size
    rows = [row for batch in order for row in batch]
    lengths = [len(batch) for batch in order]
    if -1 in rows:
        return "there are rows in a batch's X that are none of X"
    expected = [min(size, m - start) for start in range(0, m, size)]
    if sorted(rows) != list(range(m)):
        if len(set(rows)) == len(rows) and lengths == [size] * (m // size):
            return LEFT_OVER
        if lengths[-1:] == [size] and len(set(rows[: m // size * size])) == m // size * size:
            return FILLED_UP
        return TWICE if len(set(rows)) < len(rows) else "some examples are in no batch"
    if lengths != expected and len(lengths) == size:
        return COUNT
    if lengths != expected:
        return f"the batches have {lengths} examples, expected {expected}"
    return ""


_UNSHUFFLED = {
    IN_ORDER: lambda order: sum(order, []) == sorted(sum(order, [])),
    NEIGHBOURS: lambda order: all(
        batch == list(range(batch[0], batch[0] + len(batch))) for batch in order
    ),
    INSIDE: lambda order: sum(map(sorted, order), []) == sorted(sum(order, [])),
}


def _judge_targets(call: Call, batches: Any, order: list[list[int]]) -> str:
    y = np.asarray(call.args[0][2], dtype=float)
    got = np.concatenate([np.array(batch[2], dtype=float) for batch in batches])
    if np.array_equal(got, y[sum(order, [])]):
        return ""
    return ONE_ALONE if np.array_equal(got, y) else APART


def _judge_lambdas(calls: list[Call], values: list[Any]) -> str:
    got, scales = [], []
    for call, batches in zip(calls, values):
        (_, X, _, lambda_), size = call.args
        if size is None:
            if batches[0][3] != lambda_:
                return "with size None lambda stays as it is"
            continue
        got += [batch[3] for batch in batches]
        scales += [(lambda_, len(batch[1]), len(X), size) for batch in batches]

    def are(scaled: Any) -> bool:
        return bool(np.allclose(got, [scaled(*scale) for scale in scales], rtol=1e-9, atol=0))

    if are(lambda l, B, m, size: l * B / m):
        return ""
    for say, scaled in (
        (LAMBDA, lambda l, B, m, size: l),
        (UPSIDE_DOWN, lambda l, B, m, size: l * m / B),
        (SHORT_LAMBDA, lambda l, B, m, size: l * size / m),
        (OVER_M, lambda l, B, m, size: l / m),
        (NO_LAMBDA, lambda l, B, m, size: 0.0),
    ):
        if are(scaled):
            return say
    l, B, m, _ = scales[0]
    return f"a batch of {B} examples of {m} has {got[0]:.6g} for a lambda of {l:.6g}: {LAMBDA}"


def _judge_repetition(split: list[tuple[Call, list[list[int]]]]) -> str:
    """Of calls on the same examples: is the order that of the seed, and of no other?"""
    for i, (call, order) in enumerate(split):
        for other, its_order in split[:i]:
            if len(other.args[0][1]) != len(call.args[0][1]) or other.args[1] != call.args[1]:
                continue
            same_seed = other.kwargs["rng"] == call.kwargs["rng"]
            if same_seed and order != its_order:
                return OTHER_ORDER
            if not same_seed and order == its_order:
                return SAME_ORDER
    return ""


IGNORED = (
    "batch_size has no effect: take a step for every batch of mini_batches(args, batch_size, rng)"
)
PASSES = "maxiter counts the epochs, the passes over all examples: here it counts the batches"
ONE_EPOCH = "there is one epoch only: maxiter of them are asked for"
ONCE = "theta takes one step an epoch: it is to take one for every batch"
OVER_B = "alpha is divided by the number of examples: fun's gradient has its 1/B already"
SHARE = "alpha is scaled by B/m: every batch's step has the whole alpha"
UPHILL = "theta goes uphill: it is theta - alpha * grad"
SAME_EPOCHS = (
    "every epoch takes the examples in the same order: make one generator before the loop over the "
    "epochs, rng = np.random.default_rng(rng), and hand that to mini_batches"
)
SEED_LOST = "another seed gives the same order: hand rng on to mini_batches"
BATCH_LAMBDA = "fun gets the whole lambda with a batch: hand it the batch's, fun(theta, *batch)"
LAST_STEP = "x is where the last step began: return theta as it is after that step"


def judge_descent(calls: list[Call], values: list[Any]) -> str:
    """Judge gradient descent with mini-batches by the evaluations it made.

    Parameters
    ----------
    calls : list of Call
        Of ``gradient_descent(fun, x0, args, alpha=..., maxiter=..., batch_size=..., rng=...)``,
        fun being Watched and batch_size below m.
    values : list
        The x that they returned.

    Returns
    -------
    str
        What is wrong; empty where nothing is.
    """
    orders = []
    for call, x in zip(calls, values):
        watched, x0, args = call.args
        try:
            x = np.array(x, dtype=float)
        except (TypeError, ValueError):
            return "x is to be theta, an array"
        m, size, epochs = len(args[1]), call.kwargs["batch_size"], call.kwargs["maxiter"]
        if not watched.seen:
            return "fun is never called with theta and a batch: fun(theta, *batch)"
        steps = [seen for seen in _last_run(list(watched.seen), x0) if len(seen[1]) < m]
        if not steps:
            return IGNORED
        said = _judge_epochs([rows for _, rows, _ in steps], m, size, epochs)
        said = said or _judge_steps(steps, x, call)
        if said:
            return said
        n = len(steps) // epochs
        orders.append([[rows for _, rows, _ in steps[k : k + n]] for k in range(0, epochs * n, n)])
    if all(epoch == epochs_[0] for epochs_ in orders for epoch in epochs_):
        if all(sum(epochs_[0], []) == sorted(sum(epochs_[0], [])) for epochs_ in orders):
            return IN_ORDER
        return SAME_EPOCHS
    if orders[0] == orders[1]:
        return SEED_LOST
    return ""


def _last_run(seen: list[Any], x0: np.ndarray) -> list[Any]:
    """Of the evaluations of several runs, those of the last, which began at x0."""
    at_start = [np.array_equal(theta, x0) for theta, _, _ in seen]
    starts = [i for i, here in enumerate(at_start) if here and not (i and at_start[i - 1])]
    return seen[starts[-1] :] if starts else []


def _judge_epochs(rows: list[list[int]], m: int, size: int, epochs: int) -> str:
    n = -(-m // size)
    if any(-1 in batch for batch in rows):
        return "fun is called with rows that are none of X"
    if len(rows) != epochs * n:
        if len(rows) == epochs:
            return PASSES
        if len(rows) == n:
            return ONE_EPOCH
        return (
            f"there are {len(rows)} steps in {epochs} epochs of {n} batches: expected {epochs * n}"
        )
    for k in range(0, epochs * n, n):
        if sorted(sum(rows[k : k + n], [])) != list(range(m)):
            return "not every example comes once in an epoch: go through mini_batches's list"
    return ""


def _judge_steps(steps: list[Any], x: np.ndarray, call: Call) -> str:
    watched, _, (network, X, y, lambda_) = call.args
    m, alpha = len(X), call.kwargs["alpha"]
    if any(abs(l - lambda_ * len(rows) / m) > 1e-9 * lambda_ for _, rows, l in steps):
        whole = all(l == lambda_ for _, _, l in steps)
        return BATCH_LAMBDA if whole else "fun does not get the batch's lambda: fun(theta, *batch)"
    if x.shape != steps[0][0].shape:
        return f"x is to be theta, of shape {steps[0][0].shape}"
    thetas = [theta for theta, _, _ in steps]
    if np.array_equal(x, thetas[-1]) and not np.array_equal(thetas[0], thetas[1]):
        return LAST_STEP
    taken = np.diff([*thetas, x], axis=0)
    grads = [linear_cost(theta, network, X[rows], y[rows], l)[1] for theta, rows, l in steps]
    shares = np.array([[len(rows) / m] for _, rows, _ in steps])

    def are(expected: np.ndarray) -> bool:
        return bool(np.allclose(taken, expected, rtol=1e-7, atol=1e-10))

    step = -alpha * np.array(grads)
    if are(step):
        return ""
    if not taken[:-1].any(axis=1).all():
        return ONCE
    for say, expected in ((UPHILL, -step), (OVER_B, step / shares / m), (SHARE, step * shares)):
        if are(expected):
            return say
    return "the step after a batch is not alpha times that batch's gradient"
