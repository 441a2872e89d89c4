# points: 0
# ruff: noqa

ODD = [
    "",
    "\x1b[2J",
    "</testsuite>\n\n<b>",
    "\udc80",
    "x" * 10**6,
    "\u202e",
    "OptimizeResult",
    "dict",
]


def odd(*args, **kwargs):
    ODD.append(ODD.pop(0))
    return type(ODD[0], (), {})()


def cost_function(*args):
    return odd(), odd()


sigmoid_gradient = compute_numerical_gradient = rand_initialize_weights = odd
