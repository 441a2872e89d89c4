"""One thread for each BLAS: the matrices are small, and the tests run in parallel."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when NumPy and SciPy are imported
