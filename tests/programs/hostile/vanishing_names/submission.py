# points: 0
# A name exists when it is looked up, and is gone when it is called.
# ruff: noqa

import sys


class Names(dict):
    def get(self, name, default=None):
        return sys._getframe

    __getitem__ = get


try:
    sys.modules["submission"].__dict__ = Names()
except (AttributeError, TypeError):
    pass
sys.modules["submission"] = None


class Callable:
    def __call__(self, *args, **kwargs):
        globals().clear()
        return 0.25


sigmoid_gradient = Callable()
