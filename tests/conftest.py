"""One thread for each BLAS: small matrices are no work for two, and the tests run in parallel."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when NumPy and SciPy are imported
