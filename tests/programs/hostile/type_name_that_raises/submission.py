# points: 0
# ruff: noqa


class Meta(type):
    @property
    def __name__(cls):
        raise SystemExit("\x1b[2J")

    def __instancecheck__(cls, other):
        raise SystemExit

    __subclasscheck__ = __eq__ = __instancecheck__
    __hash__ = type.__hash__


class Odd(metaclass=Meta):
    @property
    def __class__(self):
        raise SystemExit


def odd(*args, **kwargs):
    return Odd()


class Error(Exception, metaclass=Meta):
    pass


def cost_function(*args):
    raise Error


sigmoid_gradient = compute_numerical_gradient = rand_initialize_weights = odd
