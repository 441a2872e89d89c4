"""Hold the threads of SciPy's BLAS while SciPy's optimiser runs.

NumPy's and SciPy's wheels carry a BLAS each, with threads of its own. Past some ten thousand
parameters the optimiser's vector operations wake SciPy's threads while NumPy's still spin, and
the two fight over the cores (SciPy issues 22438, 23191 and 26137).
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import scipy

_holding = threading.Lock()


@contextmanager
def one_scipy_thread() -> Iterator[None]:
    """Hold SciPy's own BLAS to one thread inside a ``with``, and put it back.

    Does nothing where threadpoolctl (the extra ``fast``) is missing, or where NumPy and SciPy
    share one BLAS. NumPy's threads are left alone. Of runs that overlap, the first holds the
    pool and puts it back when it ends: threadpoolctl lets no other thread do so.

    Returns
    -------
    context manager
    """
    if not _holding.acquire(blocking=False):
        yield
        return
    limiter = None
    try:
        limiter = _limit_scipy()
        yield
    finally:
        if limiter is not None:
            limiter.restore_original_limits()
        _holding.release()


def _limit_scipy() -> Any:
    try:
        from threadpoolctl import ThreadpoolController
    except ImportError:
        return None
    package = Path(scipy.__file__).resolve().parent
    homes = (package, package.with_name("scipy.libs"))  # where macOS' and Linux' wheels keep it
    blas = ThreadpoolController().select(user_api="blas")
    own = [lib.filepath for lib in blas.lib_controllers if _inside(lib.filepath, homes)]
    return blas.select(filepath=own).limit(limits=1) if own else None


def _inside(file: str, folders: tuple[Path, ...]) -> bool:
    return any(folder in Path(file).resolve().parents for folder in folders)
