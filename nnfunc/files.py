"""Writing a file: afterwards it is the old one or the new one, never half of one."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from nnfunc.validation import one_line

FilePath = str | os.PathLike[str]


def file_path(path: FilePath) -> Path:
    """Return the argument ``path`` as a Path."""
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(f"path: expected the name of a file, got {one_line(path)}")
    return Path(path)


@contextmanager
def replacing(path: FilePath) -> Iterator[IO[bytes]]:
    """Open a new file, which takes the place of the old one at the end of the block.

    It keeps the permissions of the old one, and a link still points to it.
    """
    target = file_path(path)
    if target.is_dir() or not target.parent.is_dir():
        kind = "a folder" if target.is_dir() else "in a folder that does not exist"
        raise OSError(f"path: expected the name of a file, {target} is {kind}")
    if target.exists() and not target.is_file():
        raise OSError(f"path: expected the name of a file, {target} is not a regular file")
    real = Path(os.path.realpath(target))
    part = real.parent / f".{secrets.token_hex(8)}.part"
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if real.exists():
            part.chmod(stat.S_IMODE(real.stat().st_mode))
        part.replace(real)
    finally:
        part.unlink(missing_ok=True)
