# points: 100
# Calls for which NumPy imports modules only when they are made.
# ruff: noqa

import numpy as np

A = np.arange(6.0).reshape(2, 3)
np.linalg.svd(A), np.linalg.norm(A), np.linalg.pinv(A), np.linalg.lstsq(A, np.ones(2), rcond=None)
np.einsum("ij,kj->ik", A, A, optimize=True), np.median(A), np.percentile(A, 30), np.unique(A)
np.histogram(A), np.polyfit([1.0, 2, 3], [1.0, 2, 3], 1), np.poly1d([1, 2])(3), np.cov(A)
np.testing.assert_allclose(A, A), np.random.default_rng().normal(size=3), np.random.randn(2, 2)
np.random.RandomState(1).permutation(4), np.random.shuffle([1, 2]), np.vectorize(abs)(A)
np.fft.fft(A), np.ma.masked_less(A, 2), np.polynomial.Polynomial([1, 2])(3), np.char.upper("a")
np.set_printoptions(precision=3, suppress=True), np.array2string(A), np.info, np.random.choice(3)
np.gradient(A), np.apply_along_axis(sum, 0, A), np.pad(A, 1), np.kron(A, A), np.nan_to_num(A)
np.matrix(A), np.isin(A, A), np.lexsort(A), np.rec.array([1]), np.finfo(float).eps, np.iinfo(int)
np.cumsum(A), np.sort_complex(A), np.bincount([1]), np.digitize(A, [1]), np.meshgrid(A, A)
print(A, repr(A), np.float64(1), np.dtype("f4"))

# <solution>
