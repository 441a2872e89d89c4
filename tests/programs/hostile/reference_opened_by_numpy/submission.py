# points: 0
# ruff: noqa

import numpy as np

PATH = "@CHECKOUT@/exercises/ex4/solution.py"
WAYS = [
    lambda: np.fromfile(PATH, dtype=np.uint8).tobytes(),
    lambda: np.memmap(PATH, dtype=np.uint8, mode="r").tobytes(),
    lambda: np.load(PATH, allow_pickle=True),
    lambda: np.loadtxt(PATH, dtype=str, delimiter="\0"),
    lambda: np.genfromtxt(PATH, dtype=str, delimiter="\0"),
    lambda: np.lib.npyio.DataSource().open(PATH).read(),
    lambda: np.fromregex(PATH, "(.*)", dtype=[("line", "U200")]),
]
for way in WAYS:
    try:
        exec(way())
    except Exception:
        pass
