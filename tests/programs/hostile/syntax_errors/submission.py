# points: 0
# Raises syntax errors with made-up lines, messages and files.
# ruff: noqa


def raised(lineno, msg="x", filename="submission"):
    error = SyntaxError("x")
    error.lineno, error.msg, error.filename = lineno, msg, filename
    raise error


def cost_function(*args):
    raised(10**30)


def sigmoid_gradient(z):
    raised(-5, None)


def compute_numerical_gradient(J, theta):
    raised("1", object())


def rand_initialize_weights(*args, **kwargs):
    raised(2, "\x1b[2J" * 10**6)
