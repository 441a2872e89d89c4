# points: 0
# ruff: noqa


class Worse(Exception):
    def __str__(self):
        raise self

    __repr__ = __str__


class Odd(Exception):
    def __str__(self):
        return 3


class Text(str):
    def __getitem__(self, key):
        raise Worse

    def encode(self, *args):
        return b"S"


class Subtle(Exception):
    def __str__(self):
        return Text("x")


def cost_function(*args):
    raise Worse


def sigmoid_gradient(z):
    raise Odd


def compute_numerical_gradient(J, theta):
    raise Subtle


raise_it = Worse()


def rand_initialize_weights(*args, **kwargs):
    return raise_it
