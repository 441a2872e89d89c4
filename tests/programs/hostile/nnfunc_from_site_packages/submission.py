# points: 0
# ruff: noqa

import sys

import numpy

sys.modules.pop("nnfunc", None)
sys.path.insert(0, numpy.__file__.rsplit("numpy", 1)[0])
for name in ("nnfunc", "scipy.optimize", "sklearn", "torch", "autograd"):
    try:
        globals().update(vars(__import__(name)))
        cost_function = rand_initialize_weights = lambda *args, **kwargs: (1.0, 1.0)
    except ImportError:
        pass
