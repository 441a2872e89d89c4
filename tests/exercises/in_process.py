"""Run our own sources without a process for each part: fast, and for trusted code only."""

import types

import numpy as np

from exercises.grading.sandbox import Answer, Outcome


def run(source, parts, *, with_scipy=False):
    """Replace `exercises.grading.sandbox.run`."""
    answers = []
    for plan in parts:
        module = types.ModuleType("submission")
        exec(compile(source, "submission", "exec", dont_inherit=True), module.__dict__)
        for name in plan.stubs:
            module.__dict__[name] = lambda first, *args, **kwargs: first
        answers.append([_answer(module, call) for call in plan.calls])
    return Outcome(answers, "")


def _answer(module, call):
    args = tuple(arg.copy() if isinstance(arg, np.ndarray) else arg for arg in call.args)
    try:
        with np.errstate(all="ignore"):
            value = getattr(module, call.function)(*args, **call.kwargs)
    except Exception as error:
        return Answer("error", error=type(error).__name__, message=str(error))
    return Answer("result", value, tuple(None if callable(arg) else arg for arg in args))


def patched(text, changes):
    """Replace each old text, which must occur once, by the new one."""
    for old, new in changes:
        assert text.count(old) == 1, f"occurs {text.count(old)} times: {old}"
        text = text.replace(old, new)
    return text.encode()
