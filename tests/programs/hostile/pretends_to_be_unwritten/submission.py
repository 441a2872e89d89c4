# points: 0
# ruff: noqa


def unwritten(*args, **kwargs):
    raise NotImplementedError("\x1b[2J")


def cost_function(*args):
    raise type("NotImplementedError", (BaseException,), {})


sigmoid_gradient = compute_numerical_gradient = rand_initialize_weights = unwritten
