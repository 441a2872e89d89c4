# points: 100
# ruff: noqa

import warnings

from numpy import *
import numpy as np

warnings.simplefilter("always")

# <solution>

fine = cost_function


def cost_function(theta_vec, network, X, y, lambda_=0.0):
    with np.errstate(all="ignore"):
        np.log(np.zeros(1)), np.ones(1) / 0
    for deprecated in (lambda: np.row_stack([X, X]), lambda: np.in1d(y, y), lambda: np.trapz(y)):
        try:
            deprecated()
        except AttributeError:
            pass
    warnings.warn("slow", DeprecationWarning)
    return fine(theta_vec, network, X, y, lambda_)
