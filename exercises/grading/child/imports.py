"""Import what a submission may import, because it cannot open files later.

Besides what a submission imports itself, NumPy imports modules when they are first needed
(np.median needs numpy.ma), and so does Python when it reads the file (a named Unicode character
needs unicodedata, a coding line its codec).
"""

import contextlib
import os
import sys
import types
from typing import Any

STANDARD_LIBRARY = """
    __future__ abc argparse array bisect calendar cmath collections contextlib copy csv ctypes
    dataclasses datetime decimal enum fractions functools gc getopt glob gzip heapq html inspect io
    itertools json locale logging math multiprocessing numbers operator os pathlib pdb pickle
    platform pprint queue random re secrets shutil signal statistics string struct subprocess sys
    tempfile textwrap threading time timeit traceback types typing unicodedata unittest uuid
    warnings weakref zipfile
    encodings.ascii encodings.cp1252 encodings.iso8859_15 encodings.latin_1 encodings.utf_16
"""
NUMPY = """
    char core ctypeslib dtypes exceptions f2py fft lib linalg ma polynomial random rec strings
    testing typing
"""
PLOTS = """
    matplotlib matplotlib.animation matplotlib.axes matplotlib.cm matplotlib.colors
    matplotlib.figure matplotlib.gridspec matplotlib.image matplotlib.lines matplotlib.patches
    matplotlib.pylab matplotlib.pyplot matplotlib.style matplotlib.ticker mpl_toolkits
    mpl_toolkits.axes_grid1 mpl_toolkits.mplot3d mpl_toolkits.mplot3d.axes3d pylab seaborn
"""


def import_in_advance(with_scipy: bool) -> None:
    """Import everything that a submission may use, and hide the project from it."""
    for name in STANDARD_LIBRARY.split():
        __import__(name)
    for name in NUMPY.split():
        with contextlib.suppress(ImportError):  # not in every version
            __import__(f"numpy.{name}")
    if with_scipy:
        for name in ("scipy.optimize", "scipy.special", "scipy.ndimage"):
            __import__(name)
    for name in PLOTS.split():
        sys.modules[name] = Inert(name)
    sys.modules["nnfunc"] = None  # type: ignore[assignment]  # the exercise is to write it
    _hide_this_folder()


def _hide_this_folder() -> None:
    """Remove this folder from the path, and its modules from those already imported."""
    folder = os.path.dirname(os.path.abspath(__file__))
    for entry in [entry for entry in sys.path if os.path.abspath(entry) == folder]:
        sys.path.remove(entry)
        sys.path_importer_cache.pop(entry, None)
    for name in ("confine", "imports", "serve", "wire"):
        sys.modules.pop(name, None)


class Inert(types.ModuleType):
    """Accepts every call and every attribute, for plots that were left in a submission."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert(name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self

    def __iter__(self) -> Any:
        return iter([self] * {"plot": 1, "hist": 3}.get(self.__name__, 2))

    def __getitem__(self, key: Any) -> Any:
        return self

    def __setitem__(self, key: Any, value: Any) -> None:
        pass

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *exception: Any) -> None:
        pass
