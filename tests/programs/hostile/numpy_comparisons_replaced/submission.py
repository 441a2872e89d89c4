# points: 100
# Vandalism that stays at home: the file itself does not use them.
# ruff: noqa

import numpy as np

for name in ("array_equal", "allclose", "isclose", "isfinite", "isnan", "abs", "max", "all", "any"):
    setattr(np, name, lambda *args, **kwargs: True)
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *args, **kwargs: None

# <solution>
