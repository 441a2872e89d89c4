"""Mistakes that people make in exercise 6: the solution with a line or two replaced."""

from exercises.grading import batches
from exercises.grading.parts import Mistake

_LOOP = """    rng = np.random.default_rng(rng)
    theta = np.array(x0, dtype=float)
    for _ in range(maxiter):
        for batch in mini_batches(args, batch_size, rng):
            J, grad = fun(theta, *batch)
"""
_HEAD = (
    "def gradient_descent(fun, x0, args=(), *, alpha=0.1, maxiter=100, batch_size=None, rng=0):\n"
    + _LOOP
)
_STEP = "            theta = theta - alpha * grad\n"
_AT_END = "    J, grad = fun(theta, *args)\n"
_TAIL = _STEP + _AT_END + "    return OptimizeResult(x=theta, fun=J)\n"
_ORDER = "order = np.random.default_rng(rng).permutation(m)"
_RANGE = "for start in range(0, m, size):"
_ROWS = "rows = order[start : start + size]"
_APPEND = "batches.append((network, X[rows], y[rows], lambda_ * B / m))"
_EVERY_BATCH = "        for batch in mini_batches(args, batch_size, rng):\n"
_V = "            v = beta * v + (1 - beta) * grad\n"
_V_STEP = "            theta = theta - alpha * v\n"
_V_START = "    v = np.zeros(theta.size)\n"
_V_LOOP = (
    _V_START
    + "    for _ in range(maxiter):\n"
    + _EVERY_BATCH
    + "            J, grad = fun(theta, *batch)\n"
)
_S = "            s = beta * s + (1 - beta) * grad**2\n"
_S_STEP = "            theta = theta - alpha * grad / (np.sqrt(s) + epsilon)\n"
_S_LOOP = (
    "    s = np.zeros(theta.size)\n"
    + "    for _ in range(maxiter):\n"
    + _EVERY_BATCH
    + "            J, grad = fun(theta, *batch)\n"
)
_T = "            t = t + 1\n"
_T_LOOP = "    for _ in range(maxiter):\n" + _EVERY_BATCH + _T
_ADAM_V = "v = beta1 * v + (1 - beta1) * grad\n"
_ADAM_S = "s = beta2 * s + (1 - beta2) * grad**2\n"
_V_HAT = "v_hat = v / (1 - beta1**t)"
_S_HAT = "s_hat = s / (1 - beta2**t)"
_ADAM_STEP = "theta = theta - alpha * v_hat / (np.sqrt(s_hat) + epsilon)"


def _in(text, *changes):
    """Replace a few words inside a longer text that stands in the solution once."""
    new = text
    for old, other in changes:
        new = new.replace(old, other)
    return (text, new)


_GRADIENT_DESCENT = [
    (batches.UPHILL, (_in(_STEP, ("theta - alpha", "theta + alpha")),)),
    (
        "alpha is missing: theta - alpha * grad",
        (_in(_STEP, ("alpha * grad", "grad")),),
    ),
    (
        "alpha is divided by the number of examples: fun's gradient has its 1/m already",
        (_in(_STEP, ("alpha * grad", "alpha / len(args[1]) * grad")),),
    ),
    (
        "alpha is divided by the gradient (a note has the derivative upside down): theta - alpha "
        "* grad",
        (_in(_STEP, ("alpha * grad", "alpha / grad")),),
    ),
    (
        "alpha is always 0.1: take the argument",
        (_in(_STEP, ("alpha * grad", "0.1 * grad")),),
    ),
    (
        "J stands in the step for its gradient: fun returns (J, grad), in this order",
        (_in(_STEP, ("alpha * grad", "alpha * J")),),
    ),
    (
        "the gradient is brought to length 1: the step is alpha times the gradient as it is",
        (_in(_STEP, ("alpha * grad", "alpha * grad / np.linalg.norm(grad)")),),
    ),
    (
        "only the gradient's sign counts: the step is alpha times the gradient as it is",
        (_in(_STEP, ("alpha * grad", "alpha * np.sign(grad)")),),
    ),
    (
        "args do not reach fun: call fun(theta, *args), with the star",
        (_in(_HEAD, ("fun(theta, *batch)", "fun(theta)")),),
    ),
    (
        "the gradient is always taken at x0: take it at theta, anew for every step",
        (_in(_HEAD, ("fun(theta, *batch)", "fun(np.array(x0, dtype=float), *batch)")),),
    ),
    (
        "there is a step too many: maxiter of them are asked for",
        (_in(_HEAD, ("range(maxiter)", "range(maxiter + 1)")),),
    ),
    (
        "there is a step too few: maxiter of them are asked for",
        (_in(_HEAD, ("range(maxiter)", "range(maxiter - 1)")),),
    ),
    (
        "maxiter counts for nothing, there are always 100 steps: take the argument",
        (_in(_HEAD, ("range(maxiter)", "range(100)")),),
    ),
    (
        "there is one step only: is the return inside the loop?",
        (_in(_TAIL, (_AT_END + "    return", "            return")),),
    ),
    (
        "x0 is returned: return theta as it is after the last step",
        (_in(_TAIL, ("x=theta", "x=np.array(x0, dtype=float)")),),
    ),
    (
        "alpha shrinks from step to step: it stays as it is",
        (
            _in(_HEAD, ("for _ in", "for epoch in")),
            _in(_STEP, ("alpha * grad", "alpha / (epoch + 1) * grad")),
        ),
    ),
]
_COST = [
    (
        "fun is J before the last step: evaluate it once more, at the theta that is returned",
        (_in(_TAIL, (_AT_END, "")),),
    ),
    (
        "fun is J at x0: evaluate it at the theta that is returned",
        (_in(_TAIL, ("fun(theta, *args)", "fun(np.array(x0, dtype=float), *args)")),),
    ),
    (
        "args do not reach fun at the end: call fun(theta, *args), with the star",
        (_in(_TAIL, ("fun(theta, *args)", "fun(theta)")),),
    ),
    (
        "fun is the gradient: it is to be J",
        (_in(_TAIL, ("fun=J", "fun=grad")),),
    ),
    (
        "fun is the length of the gradient: it is to be J",
        (_in(_TAIL, ("fun=J", "fun=np.linalg.norm(grad)")),),
    ),
    (
        "fun holds both J and the gradient: unpack them, J, grad = fun(theta, *args)",
        (_in(_TAIL, ("fun=J", "fun=(J, grad)")),),
    ),
    (
        "lambda is lost at the end: hand fun all of args",
        (_in(_TAIL, ("fun(theta, *args)", "fun(theta, *args[:3])")),),
    ),
]
_MINI_BATCHES = [
    (batches.LEFT_OVER, ((_RANGE, "for start in range(0, m - size + 1, size):"),)),
    (
        batches.FILLED_UP,
        ((_ROWS, "rows = np.resize(order, 2 * m + size)[start : start + size]"),),
    ),
    (batches.TWICE, ((_ORDER, "order = np.random.default_rng(rng).integers(0, m, m)"),)),
    (
        batches.TWICE,
        ((_ROWS, "rows = np.random.default_rng(rng).choice(m, min(size, m), replace=False)"),),
    ),
    (
        batches.COUNT,
        (
            (_RANGE, "for k in range(size):"),
            (_ROWS, "rows = np.array_split(order, size)[k]"),
        ),
    ),
    (batches.IN_ORDER, ((_ORDER, "order = np.arange(m)"),)),
    (
        batches.NEIGHBOURS,
        (
            (_ORDER, "order = np.arange(m)"),
            (
                _RANGE,
                "for start in np.random.default_rng(rng).permutation(np.arange(0, m, size)):",
            ),
            ("    return batches\n", "    return sorted(batches, key=lambda b: -len(b[1]))\n"),
        ),
    ),
    (
        batches.INSIDE,
        (
            (_ORDER, "order = np.arange(m)\n    generator = np.random.default_rng(rng)"),
            (_ROWS, "rows = generator.permutation(order[start : start + size])"),
        ),
    ),
    (
        batches.APART,
        (
            (_ORDER, _ORDER + "\n    other = np.random.default_rng([rng, 1]).permutation(m)"),
            (_APPEND, _APPEND.replace("y[rows]", "y[other[start : start + size]]")),
        ),
    ),
    (batches.ONE_ALONE, ((_APPEND, _APPEND.replace("y[rows]", "y[start : start + size]")),)),
    (batches.LAMBDA, ((_APPEND, _APPEND.replace("lambda_ * B / m", "lambda_")),)),
    (batches.UPSIDE_DOWN, ((_APPEND, _APPEND.replace("B / m", "m / B")),)),
    (batches.SHORT_LAMBDA, ((_APPEND, _APPEND.replace("B / m", "size / m")),)),
    (batches.OVER_M, ((_APPEND, _APPEND.replace("* B / m", "/ m")),)),
    (batches.NO_LAMBDA, ((_APPEND, _APPEND.replace("lambda_ * B / m", "0.0")),)),
    (batches.SAME_ORDER, ((_ORDER, "order = np.random.default_rng(0).permutation(m)"),)),
    (batches.OTHER_ORDER, ((_ORDER, "order = np.random.default_rng().permutation(m)"),)),
]
_EPOCHS = [
    (
        batches.IGNORED,
        (_in(_HEAD, ("mini_batches(args, batch_size, rng)", "[args]")),),
    ),
    (batches.IGNORED, (_in(_HEAD, ("fun(theta, *batch)", "fun(theta, *args)")),)),
    (
        batches.PASSES,
        (
            _in(
                _TAIL,
                (_STEP, _STEP + "            step = step + 1\n"),
            ),
            _in(
                _HEAD,
                ("    for _", "    step = 0\n    for _"),
                (
                    "            J, grad",
                    "            if step == maxiter:\n                break\n            J, grad",
                ),
            ),
        ),
    ),
    (batches.ONE_EPOCH, (_in(_TAIL, (_AT_END + "    return", "        return")),)),
    (
        batches.ONCE,
        (
            _in(
                _HEAD,
                ("        for batch", "        total = 0\n        for batch"),
            ),
            _in(
                _TAIL,
                (
                    _STEP,
                    "            total = total + grad\n        theta = theta - alpha * total\n",
                ),
            ),
        ),
    ),
    (batches.OVER_B, (_in(_STEP, ("alpha * grad", "alpha / len(batch[1]) * grad")),)),
    (
        batches.SHARE,
        (_in(_STEP, ("alpha * grad", "alpha * len(batch[1]) / len(args[1]) * grad")),),
    ),
    (batches.UPHILL, (_in(_STEP, ("theta - alpha", "theta + alpha")),)),
    (
        batches.SAME_EPOCHS,
        (_in(_HEAD, ("    rng = np.random.default_rng(rng)\n", "")),),
    ),
    (
        batches.IN_ORDER,
        ((_ORDER, "order = np.arange(m)"),),
    ),
    (
        batches.SEED_LOST,
        (_in(_HEAD, ("default_rng(rng)", "default_rng(0)")),),
    ),
    (
        batches.BATCH_LAMBDA,
        (_in(_HEAD, ("fun(theta, *batch)", "fun(theta, *batch[:3], *args[3:])")),),
    ),
    (
        batches.LAST_STEP,
        (
            _in(_HEAD, ("    for _", "    previous = theta\n    for _")),
            _in(
                _TAIL,
                (_STEP, "            previous = theta\n" + _STEP),
                ("x=theta", "x=previous"),
            ),
        ),
    ),
]
_BATCH_SIZE = "batch_size has no effect: take a step for every batch of mini_batches"
_MOMENTUM = [
    (
        "beta and 1 - beta are exchanged: v = beta v + (1 - beta) grad",
        ((_V, "            v = (1 - beta) * v + beta * grad\n"),),
    ),
    (
        "1 - beta is missing: v = beta v + (1 - beta) grad, so that alpha means what it did",
        ((_V, "            v = beta * v + grad\n"),),
    ),
    (
        "beta is missing: v = beta v + (1 - beta) grad",
        ((_V, "            v = v + (1 - beta) * grad\n"),),
    ),
    (
        "v is not kept from step to step: v = beta v + (1 - beta) grad, with the v of before",
        ((_V, "            v = (1 - beta) * grad\n"),),
    ),
    (
        "v begins anew in every epoch: set it to zero once, before the loops",
        (
            _in(
                _V_LOOP,
                (_V_START, ""),
                ("        for batch", "        v = np.zeros(theta.size)\n        for batch"),
            ),
        ),
    ),
    (
        "v begins as the first gradient: it begins as zero",
        (
            (_V_START, "    v = None\n"),
            (_V, "            v = grad if v is None else beta * v + (1 - beta) * grad\n"),
        ),
    ),
    (
        "v takes no part in the step: theta - alpha v",
        ((_V_STEP, "            theta = theta - alpha * (0 * v + grad)\n"),),
    ),
    (
        "the step is taken with the v of the step before: first v, then theta",
        ((_V + _V_STEP, _V_STEP + _V),),
    ),
    (
        "theta goes uphill: theta - alpha v, with + (1 - beta) grad in v",
        ((_V_STEP, _V_STEP.replace("-", "+")),),
    ),
    ("alpha is missing: theta - alpha v", ((_V_STEP, _V_STEP.replace("alpha * ", "")),)),
    (
        "this is Nesterov's momentum, whose gradient is taken further on: take it at theta",
        (_in(_V_LOOP, ("fun(theta, *batch)", "fun(theta - alpha * beta * v, *batch)")),),
    ),
    (
        "v is corrected for having begun at zero, as in Adam: here it is taken as it is",
        (
            (_V_START, "    v, t = np.zeros(theta.size), 0\n"),
            (
                _V_STEP,
                "            t = t + 1\n            theta = theta - alpha * v / (1 - beta**t)\n",
            ),
        ),
    ),
    (
        "the gradient is added to the momentum's step: v has it already, theta - alpha v",
        ((_V_STEP, "            theta = theta - alpha * (v + grad)\n"),),
    ),
    (
        _BATCH_SIZE,
        (_in(_V_LOOP, ("mini_batches(args, batch_size, rng)", "[args]")),),
    ),
]
_RMSPROP = [
    (
        "the gradient is not squared in s: s = beta s + (1 - beta) grad^2",
        ((_S, _S.replace("grad**2", "np.abs(grad)")),),
    ),
    (
        "beta and 1 - beta are exchanged: s = beta s + (1 - beta) grad^2",
        ((_S, "            s = (1 - beta) * s + beta * grad**2\n"),),
    ),
    (
        "1 - beta is missing: s = beta s + (1 - beta) grad^2",
        ((_S, "            s = beta * s + grad**2\n"),),
    ),
    (
        "s only grows, which is Adagrad: s = beta s + (1 - beta) grad^2",
        ((_S, "            s = s + grad**2\n"),),
    ),
    (
        "s is not kept from step to step: s = beta s + (1 - beta) grad^2, with the s of before",
        ((_S, "            s = (1 - beta) * grad**2\n"),),
    ),
    (
        "there is one s for all the weights: each has its own, so square element by element",
        ((_S, "            s = beta * s + (1 - beta) * np.sum(grad**2)\n"),),
    ),
    (
        "the root is missing: theta - alpha grad / (sqrt(s) + epsilon)",
        ((_S_STEP, _S_STEP.replace("np.sqrt(s)", "s")),),
    ),
    (
        "epsilon stands under the root: sqrt(s) + epsilon",
        ((_S_STEP, _S_STEP.replace("(np.sqrt(s) + epsilon)", "np.sqrt(s + epsilon)")),),
    ),
    (
        "epsilon is left out: theta - alpha grad / (sqrt(s) + epsilon)",
        ((_S_STEP, _S_STEP.replace("(np.sqrt(s) + epsilon)", "np.sqrt(s)")),),
    ),
    (
        "brackets are missing: the gradient is divided by all of sqrt(s) + epsilon",
        ((_S_STEP, _S_STEP.replace("(np.sqrt(s) + epsilon)", "np.sqrt(s) + epsilon")),),
    ),
    (
        "epsilon is always 1e-8: take the argument",
        ((_S_STEP, _S_STEP.replace("epsilon", "1e-8")),),
    ),
    (
        "the step is multiplied by sqrt(s): it is divided",
        ((_S_STEP, _S_STEP.replace("grad / (", "grad * (")),),
    ),
    (
        "the step is taken with the s of the step before: first s, then theta",
        ((_S + _S_STEP, _S_STEP + _S),),
    ),
    (
        "theta goes uphill: theta - alpha grad / (sqrt(s) + epsilon)",
        ((_S_STEP, _S_STEP.replace("theta -", "theta +")),),
    ),
    (
        "alpha is missing: theta - alpha grad / (sqrt(s) + epsilon)",
        ((_S_STEP, _S_STEP.replace("alpha * ", "")),),
    ),
    (
        "s begins anew in every epoch: set it to zero once, before the loops",
        (
            _in(
                _S_LOOP,
                ("    s = np.zeros(theta.size)\n    for", "    for"),
                ("        for batch", "        s = np.zeros(theta.size)\n        for batch"),
            ),
        ),
    ),
    (
        _BATCH_SIZE,
        (_in(_S_LOOP, ("mini_batches(args, batch_size, rng)", "[args]")),),
    ),
]
_NOT_A_NUMBER = (
    "there are divisions by zero, or roots of negative numbers: count the steps from t = 1, as "
    "1 - beta^0 is 0, and see whether beta is raised to the power t, not multiplied by it"
)
_ADAM = [
    (
        "neither v nor s is corrected for having begun at zero: v / (1 - beta1^t), "
        "s / (1 - beta2^t)",
        ((_V_HAT, "v_hat = v"), (_S_HAT, "s_hat = s")),
    ),
    (
        "v is not corrected for having begun at zero: v / (1 - beta1^t)",
        ((_V_HAT, "v_hat = v"),),
    ),
    (
        "s is not corrected for having begun at zero: s / (1 - beta2^t)",
        ((_S_HAT, "s_hat = s"),),
    ),
    (
        _NOT_A_NUMBER,
        (
            (_V_HAT, "v_hat = v / (1 - beta1 ** (t - 1))"),
            (_S_HAT, "s_hat = s / (1 - beta2 ** (t - 1))"),
        ),
    ),
    (
        "t begins at 2: it is 1 in the first step",
        (
            (
                "v, s, t = np.zeros(theta.size), np.zeros(theta.size), 0",
                "v, s, t = np.zeros(theta.size), np.zeros(theta.size), 1",
            ),
        ),
    ),
    (
        "t counts the epochs: it counts the steps, one for every batch",
        ((_T_LOOP, _T_LOOP.replace(_EVERY_BATCH + _T, "        t = t + 1\n" + _EVERY_BATCH)),),
    ),
    (
        "the correction does not grow with t: it is 1 - beta^t, not 1 - beta",
        ((_V_HAT, "v_hat = v / (1 - beta1)"), (_S_HAT, "s_hat = s / (1 - beta2)")),
    ),
    (
        _NOT_A_NUMBER,
        ((_V_HAT, "v_hat = v / (1 - beta1 * t)"), (_S_HAT, "s_hat = s / (1 - beta2 * t)")),
    ),
    (
        "v and s are multiplied by 1 - beta^t: they are divided",
        ((_V_HAT, "v_hat = v * (1 - beta1**t)"), (_S_HAT, "s_hat = s * (1 - beta2**t)")),
    ),
    (
        "the corrected v and s are kept for the next step: keep v and s, correct copies",
        ((_V_HAT, "v = v_hat = v / (1 - beta1**t)"), (_S_HAT, "s = s_hat = s / (1 - beta2**t)")),
    ),
    (
        "beta1 and beta2 are exchanged: beta1 belongs to v, beta2 to s",
        (
            (_ADAM_V, "v = beta2 * v + (1 - beta2) * grad\n"),
            (_ADAM_S, "s = beta1 * s + (1 - beta1) * grad**2\n"),
            (_V_HAT, "v_hat = v / (1 - beta2**t)"),
            (_S_HAT, "s_hat = s / (1 - beta1**t)"),
        ),
    ),
    (
        "beta1 stands in s as well: that is beta2's place",
        (
            (_ADAM_S, "s = beta1 * s + (1 - beta1) * grad**2\n"),
            (_S_HAT, "s_hat = s / (1 - beta1**t)"),
        ),
    ),
    (
        "beta and 1 - beta are exchanged in v: v = beta1 v + (1 - beta1) grad",
        ((_ADAM_V, "v = (1 - beta1) * v + beta1 * grad\n"),),
    ),
    (
        "1 - beta1 is missing: v = beta1 v + (1 - beta1) grad",
        ((_ADAM_V, "v = beta1 * v + grad\n"),),
    ),
    (
        "1 - beta2 is missing: s = beta2 s + (1 - beta2) grad^2",
        ((_ADAM_S, "s = beta2 * s + grad**2\n"),),
    ),
    (
        "the gradient is not squared in s: s = beta2 s + (1 - beta2) grad^2",
        ((_ADAM_S, _ADAM_S.replace("grad**2", "np.abs(grad)")),),
    ),
    (
        "v stands in s: s is fed by the gradient's squares, (1 - beta2) grad^2",
        ((_ADAM_S, _ADAM_S.replace("grad**2", "v**2")),),
    ),
    (
        "the root is missing: sqrt(s / (1 - beta2^t)) + epsilon",
        ((_ADAM_STEP, _ADAM_STEP.replace("np.sqrt(s_hat)", "s_hat")),),
    ),
    (
        "epsilon stands under the root: sqrt(s / (1 - beta2^t)) + epsilon",
        (
            (
                _ADAM_STEP,
                _ADAM_STEP.replace("(np.sqrt(s_hat) + epsilon)", "np.sqrt(s_hat + epsilon)"),
            ),
        ),
    ),
    (
        "epsilon is always 1e-8: take the argument",
        ((_ADAM_STEP, _ADAM_STEP.replace("epsilon", "1e-8")),),
    ),
    (
        "epsilon is left out: sqrt(s / (1 - beta2^t)) + epsilon",
        ((_ADAM_STEP, _ADAM_STEP.replace("(np.sqrt(s_hat) + epsilon)", "np.sqrt(s_hat)")),),
    ),
    (
        "the gradient stands in the step for v: that is RMSprop's",
        ((_ADAM_STEP, _ADAM_STEP.replace("v_hat", "grad")),),
    ),
    ("theta goes uphill", ((_ADAM_STEP, _ADAM_STEP.replace("theta -", "theta +")),)),
    (
        _BATCH_SIZE,
        ((_T_LOOP, _T_LOOP.replace("mini_batches(args, batch_size, rng)", "[args]")),),
    ),
]

MISTAKES = [
    Mistake(part, say, changes)
    for part, of_part in (
        ("gradient_descent", _GRADIENT_DESCENT),
        ("cost", _COST),
        ("mini_batches", _MINI_BATCHES),
        ("epochs", _EPOCHS),
        ("momentum", _MOMENTUM),
        ("rmsprop", _RMSPROP),
        ("adam", _ADAM),
    )
    for say, changes in of_part
]
