"""Reading submissions and writing reports."""

import os
import stat
from pathlib import Path

MAX_BYTES = 1_000_000


class Unreadable(ValueError):
    """A submission that cannot be read; the message is one line."""


def read_submission(path: Path) -> bytes:
    """Read a submission, which must be a regular file of at most a megabyte."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        fd = os.open(path, flags | getattr(os, "O_BINARY", 0))
    except OSError as error:
        reason = "it is a link" if path.is_symlink() else (error.strerror or "?")
        raise Unreadable(f"{shown(path)} cannot be read: {reason}") from None
    try:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable(f"{shown(path)} is not a regular file")
        if status.st_size > MAX_BYTES:
            raise Unreadable(f"{shown(path)} is larger than a megabyte")
        return os.read(fd, MAX_BYTES)
    finally:
        os.close(fd)


def write_whole(text: str, path: Path) -> None:
    """Write a file completely or not at all."""
    part = path.with_name(f"{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def shown(path: Path) -> str:
    """Return a path as the user would type it in the current folder."""
    absolute, here = Path(os.path.abspath(path)), Path.cwd()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else path)
