# points: 0
# ruff: noqa

import sys

TEXT = "\x1b]0;x\x07\x1b[2J\r\0 </td></testsuite><script>alert(1)</script> &amp; ]]> \u202e\u2028\x85\udc80 %s {0}"


class Base(BaseException):
    pass


class Named(Exception):
    pass


Named.__name__ = Named.__qualname__ = TEXT


def cost_function(*args):
    print(TEXT.encode("utf-8", "replace").decode())
    sys.stdout.buffer.write(TEXT.encode("utf-8", "surrogateescape"))
    raise Named(TEXT, TEXT)


def sigmoid_gradient(z):
    raise Base(TEXT)


def compute_numerical_gradient(J, theta):
    raise ExceptionGroup(TEXT, [ValueError(TEXT)]) from KeyError(TEXT)


def rand_initialize_weights(*args, **kwargs):
    raise ValueError("x" * 100_000_000)
