# points: 0
# ruff: noqa

import importlib
import importlib.machinery
import importlib.util
import runpy
import sys
import zipimport

sys.path[:0] = ["@CHECKOUT@", "@CHECKOUT@/exercises/ex4"]
sys.modules.pop("nnfunc", None)
PATH = "@CHECKOUT@/exercises/ex4/solution.py"


def by_spec(loader):
    spec = importlib.util.spec_from_loader("other", loader("other", PATH))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return vars(module)


WAYS = [
    lambda: vars(importlib.import_module("exercises.ex4.solution")),
    lambda: vars(importlib.import_module("solution")),
    lambda: vars(importlib.import_module("nnfunc")),
    lambda: vars(importlib.import_module("nnfunc.network")),
    lambda: runpy.run_path(PATH),
    lambda: runpy.run_module("exercises.ex4.solution"),
    lambda: by_spec(importlib.machinery.SourceFileLoader),
    lambda: by_spec(importlib.machinery.SourcelessFileLoader),
    lambda: by_spec(importlib.machinery.ExtensionFileLoader),
    lambda: vars(zipimport.zipimporter("@CHECKOUT@").load_module("nnfunc")),
]
for way in WAYS:
    try:
        globals().update({k: v for k, v in way().items() if not k.startswith("__")})
    except BaseException:
        pass

import exercises.ex4.solution
