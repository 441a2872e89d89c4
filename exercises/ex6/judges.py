"""Judge mini-batches, whose order is random, and the gradient descent that steps through them."""

from collections import deque
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from exercises.grading.compare import same
from exercises.grading.sandbox import Call

REMEMBERED = 2_000  # evaluations


class Batch(NamedTuple):
    """What a cost is called with after theta: a batch, or all examples."""

    network: Any
    X: Any
    y: Any
    lambda_: Any


class Evaluation(NamedTuple):
    """Where a cost was evaluated, with the numbers of the rows of X."""

    theta: np.ndarray
    rows: list[int]
    lambda_: float


def linear_cost(
    theta: np.ndarray, network: Any, X: np.ndarray, y: np.ndarray, lambda_: float = 0.0
) -> tuple[float, np.ndarray]:
    """Return J and its gradient for a linear unit, which is fast to evaluate."""
    m = X.shape[0]
    A = np.column_stack([np.ones(m), X])
    error = A @ theta - y
    weights = np.concatenate([[0.0], theta[1:]])
    J = (error @ error + lambda_ * weights @ weights) / (2 * m)
    return float(J), (A.T @ error + lambda_ * weights) / m


class Watched:
    """A linear unit's cost that remembers in ``seen`` where it was evaluated."""

    def __init__(self, X: np.ndarray) -> None:
        self.X = X
        self.seen: deque[Evaluation] = deque(maxlen=REMEMBERED)

    def __call__(
        self, theta: np.ndarray, network: Any, X: np.ndarray, y: np.ndarray, lambda_: float = 0.0
    ) -> tuple[float, np.ndarray]:
        """Return what `linear_cost` returns."""
        J, grad = linear_cost(theta, network, X, y, lambda_)
        m, n = self.X.shape
        if grad.shape == (n + 1,) and len(X) <= m:
            rows = row_numbers(self.X, X)
            self.seen.append(Evaluation(np.array(theta, dtype=float), rows, float(lambda_)))
        return J, grad


def row_numbers(X: np.ndarray, batch: Any) -> list[int]:
    """Find the numbers of a batch's rows in X, -1 for a row that X does not have."""
    numbers = {row.tobytes(): i for i, row in enumerate(X)}
    return [numbers.get(row.tobytes(), -1) for row in np.array(batch, dtype=float)]


LEFT_OVER = "the last, smaller batch is missing: the remaining examples form a batch too"
TWICE = "examples are drawn with replacement: each should occur exactly once in an epoch"
FILLED_UP = "the last batch is filled up with earlier examples: it should be smaller"
COUNT = "size is used as the number of batches: it is the number of examples in a batch"
IN_ORDER = "the examples are not shuffled: take them in a random order, drawn from rng"
NEIGHBOURS = "only the order of the batches is shuffled: shuffle the examples, then cut them"
INSIDE = "the examples are shuffled only within their batches: shuffle all of them, then cut them"
APART = "X and y are shuffled differently: use one random order for both"
ONE_ALONE = "X is shuffled but y is not: use one random order for both"
LAMBDA = "lambda is not scaled to the batch: for B of m examples it is lambda * B / m"
UPSIDE_DOWN = "lambda is multiplied by m/B: for B of m examples it is lambda * B / m"
SHORT_LAMBDA = "the smaller batch gets lambda * size / m: for its B examples it is lambda * B / m"
OVER_M = "lambda is only divided by m: for B of m examples it is lambda * B / m"
NO_LAMBDA = "lambda is 0 in the batches: for B of m examples it is lambda * B / m"
SAME_ORDER = "another seed gives the same order: draw the order from rng"
OTHER_ORDER = "the same seed gives a different order the next time: draw the order from rng"

NOT_BATCHES = "expected a list of batches, each (network, X, y, lambda_)"
WHOLE = "for size None, return all of args as the only batch, [args]"


def judge_batches(calls: list[Call], values: list[Any]) -> str | None:
    """Judge the lists of batches from ``mini_batches(args, size, rng=rng)``."""
    wrong = _first(map(_judge_structure, calls, values))
    if wrong:
        return wrong
    lists = [[Batch(*batch) for batch in batches] for batches in values]
    orders = [
        [row_numbers(_examples(call).X, batch.X) for batch in batches]
        for call, batches in zip(calls, lists)
    ]
    wrong = _first(map(_judge_rows, calls, orders))
    if wrong:
        return wrong
    split = [(call, order) for call, order in zip(calls, orders) if len(order) > 1]
    for sentence, applies in _UNSHUFFLED.items():
        if all(applies(order) for _, order in split):
            return sentence
    wrong = _first(map(_judge_targets, calls, lists, orders))
    return wrong or _judge_lambdas(calls, lists) or _judge_repetition(split)


def _examples(call: Call) -> Batch:
    """Return all the examples that a call of ``mini_batches`` should cut."""
    return Batch(*call.args[0])


def _first(sentences: Iterable[str | None]) -> str | None:
    return next(filter(None, sentences), None)


def _judge_structure(call: Call, batches: Any) -> str | None:
    full, size = _examples(call), call.args[1]
    if not isinstance(batches, (list, tuple)):
        return NOT_BATCHES
    if not batches:
        larger = size is not None and size > len(full.X)
        return LEFT_OVER if larger else "the list of batches is empty"
    if size is None and len(batches) != 1:
        return WHOLE
    return _first(_judge_batch(full, batch) for batch in batches)


def _judge_batch(full: Batch, values: Any) -> str | None:
    if not isinstance(values, (list, tuple)) or len(values) != 4:
        return NOT_BATCHES
    batch = Batch(*values)
    if not isinstance(batch.lambda_, (int, float)):
        return "the last of a batch's four values should be its lambda, a number"
    if not same(full.network, batch.network, 0):
        return "the first of a batch's four values should be network, unchanged"
    try:
        X, y = np.array(batch.X, dtype=float), np.array(batch.y, dtype=float)
    except (TypeError, ValueError):
        return "X and y of a batch should be arrays"
    if X.ndim != 2 or X.shape[1] != full.X.shape[1]:
        return f"expected a batch's X of shape (B, {full.X.shape[1]}), got {X.shape}"
    if y.shape != (X.shape[0], *full.y.shape[1:]):
        return f"the y of a batch has shape {y.shape}, but its X has {X.shape[0]} rows"
    return None


def _judge_rows(call: Call, order: list[list[int]]) -> str | None:
    """Judge whether every row occurs once, in batches of the right size."""
    m, size = len(_examples(call).X), call.args[1]
    size = m if size is None else size
    rows = sum(order, [])
    lengths = [len(batch) for batch in order]
    if -1 in rows:
        return "a batch's X has rows that are not in X"
    expected = [min(size, m - start) for start in range(0, m, size)]
    if sorted(rows) != list(range(m)):
        if len(set(rows)) == len(rows) and lengths == [size] * (m // size):
            return LEFT_OVER
        if lengths[-1:] == [size] and len(set(rows[: m // size * size])) == m // size * size:
            return FILLED_UP
        return TWICE if len(set(rows)) < len(rows) else "some examples are in no batch"
    if lengths != expected and len(lengths) == size:
        return COUNT
    return None if lengths == expected else f"expected batches of {expected} rows, got {lengths}"


_UNSHUFFLED = {
    IN_ORDER: lambda order: sum(order, []) == sorted(sum(order, [])),
    NEIGHBOURS: lambda order: all(
        batch == list(range(batch[0], batch[0] + len(batch))) for batch in order
    ),
    INSIDE: lambda order: sum(map(sorted, order), []) == sorted(sum(order, [])),
}


def _judge_targets(call: Call, batches: list[Batch], order: list[list[int]]) -> str | None:
    y = np.asarray(_examples(call).y, dtype=float)
    got = np.concatenate([np.array(batch.y, dtype=float) for batch in batches])
    if np.array_equal(got, y[sum(order, [])]):
        return None
    return ONE_ALONE if np.array_equal(got, y) else APART


def _judge_lambdas(calls: list[Call], lists: list[list[Batch]]) -> str | None:
    pairs = []
    for call, batches in zip(calls, lists):
        if call.args[1] is not None:
            pairs += [(call, batch) for batch in batches]
        elif batches[0].lambda_ != _examples(call).lambda_:
            return "for size None, leave lambda unchanged"
    got = np.array([batch.lambda_ for _, batch in pairs])
    B = np.array([len(batch.X) for _, batch in pairs])
    l = np.array([_examples(call).lambda_ for call, _ in pairs])
    m = np.array([len(_examples(call).X) for call, _ in pairs])
    size = np.array([call.args[1] for call, _ in pairs])
    scaled = {
        None: l * B / m,
        LAMBDA: l,
        UPSIDE_DOWN: l * m / B,
        SHORT_LAMBDA: l * size / m,
        OVER_M: l / m,
        NO_LAMBDA: 0 * l,
    }
    for sentence, expected in scaled.items():
        if np.allclose(got, expected, rtol=1e-9, atol=0):
            return sentence
    return f"for {B[0]} of {m[0]} examples lambda is {l[0]:.6g} * B / m, got {got[0]:.6g}"


def _judge_repetition(split: list[tuple[Call, list[list[int]]]]) -> str | None:
    """Judge whether the same seed, and no other, repeats an order of the same examples."""
    for i, (call, order) in enumerate(split):
        for other, other_order in split[:i]:
            m, other_m = len(_examples(call).X), len(_examples(other).X)
            if m != other_m or call.args[1] != other.args[1]:
                continue
            same_seed = other.kwargs["rng"] == call.kwargs["rng"]
            if same_seed and order != other_order:
                return OTHER_ORDER
            if not same_seed and order == other_order:
                return SAME_ORDER
    return None


IGNORED = (
    "batch_size has no effect: take a step for every batch of mini_batches(args, batch_size, rng)"
)
PASSES = "maxiter counts the batches: it should count the epochs, the passes over all examples"
ONE_EPOCH = "there is only one epoch: run maxiter epochs"
ONCE = "theta takes one step per epoch: take a step for every batch"
OVER_B = "alpha is divided by the number of examples: the gradient of fun is divided by B already"
SHARE = "alpha is multiplied by B/m: use all of alpha for every batch"
UPHILL = "theta goes uphill: use theta - alpha * grad"
SAME_EPOCHS = (
    "every epoch takes the examples in the same order: create one generator before the loop over "
    "the epochs, rng = np.random.default_rng(rng), and pass it to mini_batches"
)
SEED_LOST = "another seed gives the same order: pass rng to mini_batches"
BATCH_LAMBDA = "fun gets all of lambda with a batch: pass the batch's lambda, fun(theta, *batch)"
LAST_STEP = "x is theta before the last step: return theta after it"


def judge_descent(calls: list[Call], values: list[Any]) -> str | None:
    """Judge gradient descent with mini-batches by the evaluations of fun, which is Watched."""
    wrong = _first(map(_judge_run, calls, values))
    if wrong:
        return wrong
    runs = []
    for call in calls:
        rows = [step.rows for step in _steps(call)]
        n = len(rows) // call.kwargs["maxiter"]
        runs.append([rows[k : k + n] for k in range(0, len(rows), n)])
    if all(epoch == run[0] for run in runs for epoch in run):
        unshuffled = all(sum(run[0], []) == sorted(sum(run[0], [])) for run in runs)
        return IN_ORDER if unshuffled else SAME_EPOCHS
    return SEED_LOST if runs[0] == runs[1] else None


def _judge_run(call: Call, x: Any) -> str | None:
    try:
        x = np.array(x, dtype=float)
    except (TypeError, ValueError):
        return "x should be theta, an array"
    if not call.args[0].seen:
        return "fun is never called with theta and a batch: call fun(theta, *batch)"
    steps = _steps(call)
    if not steps:
        return IGNORED
    return _judge_epochs(call, [step.rows for step in steps]) or _judge_steps(call, steps, x)


def _steps(call: Call) -> list[Evaluation]:
    """List the evaluations on batches in the last run, which began at x0."""
    watched, x0, args = call.args
    seen = list(watched.seen)
    at_x0 = [np.array_equal(evaluation.theta, x0) for evaluation in seen]
    starts = [i for i, at_start in enumerate(at_x0) if at_start and not (i and at_x0[i - 1])]
    last_run = seen[starts[-1] :] if starts else []
    return [evaluation for evaluation in last_run if len(evaluation.rows) < len(Batch(*args).X)]


def _judge_epochs(call: Call, rows: list[list[int]]) -> str | None:
    m, size, epochs = len(Batch(*call.args[2]).X), call.kwargs["batch_size"], call.kwargs["maxiter"]
    n = -(-m // size)
    if any(-1 in batch for batch in rows):
        return "fun is called with rows that are not in X"
    if len(rows) != epochs * n:
        if len(rows) == epochs:
            return PASSES
        if len(rows) == n:
            return ONE_EPOCH
        return f"expected {epochs * n} steps in {epochs} epochs of {n} batches, got {len(rows)}"
    for k in range(0, epochs * n, n):
        if sorted(sum(rows[k : k + n], [])) != list(range(m)):
            return "some examples are not used once in an epoch: go through mini_batches's list"
    return None


def _judge_steps(call: Call, steps: list[Evaluation], x: np.ndarray) -> str | None:
    full = Batch(*call.args[2])
    m, alpha = len(full.X), call.kwargs["alpha"]
    shares = np.array([len(step.rows) / m for step in steps])[:, np.newaxis]
    lambdas = np.array([step.lambda_ for step in steps])
    if (np.abs(lambdas - full.lambda_ * shares[:, 0]) > 1e-9 * full.lambda_).any():
        unscaled = (lambdas == full.lambda_).all()
        return BATCH_LAMBDA if unscaled else "fun gets another lambda: call fun(theta, *batch)"
    thetas = [step.theta for step in steps]
    if x.shape != thetas[0].shape:
        return f"x should be theta, with shape {thetas[0].shape}, got {x.shape}"
    if np.array_equal(x, thetas[-1]) and not np.array_equal(thetas[0], thetas[1]):
        return LAST_STEP
    taken = np.diff([*thetas, x], axis=0)
    grads = [
        linear_cost(theta, full.network, full.X[rows], full.y[rows], lambda_)[1]
        for theta, rows, lambda_ in steps
    ]
    step = -alpha * np.array(grads)

    def matches(expected: np.ndarray) -> bool:
        return bool(np.allclose(taken, expected, rtol=1e-7, atol=1e-10))

    if matches(step):
        return None
    if not taken[:-1].any(axis=1).all():
        return ONCE
    for sentence, wrong in {UPHILL: -step, OVER_B: step / shares / m, SHARE: step * shares}.items():
        if matches(wrong):
            return sentence
    return "the step after a batch is not alpha times that batch's gradient"
