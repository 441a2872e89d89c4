"""Hold SciPy's BLAS to one thread while SciPy's optimiser runs.

The wheels of NumPy and SciPy each carry a BLAS with its own threads. Beyond about ten thousand
parameters the optimiser's vector operations wake SciPy's threads while NumPy's still spin, and
the two compete for the cores (SciPy issues 22438, 23191 and 26137).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import scipy

_holding = threading.Lock()


@contextmanager
def one_scipy_thread() -> Iterator[None]:
    """Hold SciPy's own BLAS to one thread inside a ``with``, and restore it afterwards.

    Does nothing where threadpoolctl (the extra ``fast``) is missing, or where NumPy and SciPy
    share one BLAS. NumPy's threads are left alone. Of several runs at once, the first holds the
    pool, and its end restores it.
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
    homes = (package, package.with_name("scipy.libs"))  # in the wheels of macOS and Linux
    blas = ThreadpoolController().select(user_api="blas")
    own = [lib.filepath for lib in blas.lib_controllers if _inside(lib.filepath, homes)]
    return blas.select(filepath=own).limit(limits=1) if own else None


def _inside(file: str, folders: tuple[Path, ...]) -> bool:
    return any(folder in Path(file).resolve().parents for folder in folders)
