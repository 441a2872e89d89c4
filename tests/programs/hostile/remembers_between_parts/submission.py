# points: 0
# Parts run in separate processes and must share nothing.
# ruff: noqa

import sys

import numpy as np

sys.modules.setdefault("memory", []).append(1)
np.memory = getattr(np, "memory", 0) + 1
if len(sys.modules["memory"]) > 1 or np.memory > 1:
    # <solution>
    def sigmoid_gradient(z):
        return 1 / (2 + 2 * np.cosh(z))
