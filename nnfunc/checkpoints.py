"""Checkpoints of a training run: one file that holds all that the run needs to go on."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import time
import warnings
import zipfile
import zlib
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from nnfunc.network import as_network
from nnfunc.problem import CostArguments
from nnfunc.validation import Array, one_line

VERSION = 1
SHARE_OF_TIME = 0.02  # at most, spent on saving


class Checkpoint(NamedTuple):
    """The arrays and the numbers of a run, and what identifies it."""

    arrays: dict[str, Array]
    numbers: dict[str, Any]
    identity: dict[str, str]


class Writer:
    """Saves checkpoints, but no more often than costs 2 % of the time."""

    def __init__(self, path: str | os.PathLike[str], identity: dict[str, str]) -> None:
        self.path, self.identity = Path(path), identity
        self.not_before = 0.0
        self.error = ""  # why the last one could not be saved

    def save(self, arrays: dict[str, Array], numbers: dict[str, Any], now: bool = False) -> None:
        """Save if it is time to, or now. A failure costs a run nothing but its checkpoint."""
        start = time.monotonic()
        if start < self.not_before and not now:
            return
        try:
            write(self.path, Checkpoint(arrays, numbers, self.identity))
            self.error = ""
        except OSError as error:
            self.error = f"{self.path} could not be written: {error.strerror or error}"
        end = time.monotonic()
        self.not_before = end + (end - start) / SHARE_OF_TIME


def write(path: Path, checkpoint: Checkpoint) -> None:
    """Write a new file, and put it in the place of the old one, which becomes the previous one."""
    head = {"version": VERSION, "numbers": checkpoint.numbers, "identity": checkpoint.identity}
    part = path.with_name(f"{path.name}.{os.getpid()}-{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            contents: dict[str, Any] = {"nnfunc_checkpoint": json.dumps(head), **checkpoint.arrays}
            np.savez(file, **contents)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            os.replace(path, previous(path))
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def previous(path: Path) -> Path:
    """Name the checkpoint before the last one."""
    return path.with_name(f"{path.name}.previous")


def load(path: str | os.PathLike[str]) -> Checkpoint | None:
    """Read the last checkpoint, or the previous one if the last is damaged; None without any."""
    candidates = [file for file in (Path(path), previous(Path(path))) if file.exists()]
    reasons = []
    for file in candidates:
        try:
            found = _read(file)
        except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile, zlib.error) as error:
            reasons.append(f"{file} is damaged or not a checkpoint ({one_line(str(error))})")
            continue
        if reasons:
            warnings.warn(f"checkpoint: {reasons[0]}: going on from {file}", stacklevel=4)
        return found
    if reasons:
        raise ValueError(f"checkpoint: {reasons[0]}: delete it, or choose another name")
    return None


def _read(file: Path) -> Checkpoint:
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as saved:
        head = json.loads(str(saved["nnfunc_checkpoint"]))
        if head["version"] != VERSION:
            raise ValueError(f"version {head['version']}, expected {VERSION}")
        arrays = {name: saved[name] for name in saved.files if name != "nnfunc_checkpoint"}
    return Checkpoint(arrays, head["numbers"], head["identity"])


def check_target(path: str | os.PathLike[str]) -> None:
    """Refuse at the start of a run what would fail at its first checkpoint."""
    target = Path(path)
    if target.exists() and not target.is_file():
        raise ValueError(f"checkpoint: expected the name of a file, {target} is not a regular file")
    folder = target.parent
    if not folder.is_dir():
        raise ValueError(f"checkpoint: there is no folder {folder}: create it first")
    probe = folder / f"{target.name}.{os.getpid()}-{secrets.token_hex(4)}.part"
    try:
        probe.touch(exist_ok=False)
        probe.unlink()
    except OSError as error:
        raise ValueError(f"checkpoint: cannot write to {folder}: {error.strerror}") from None


def identity_of(method: str, options: dict[str, Any], args: tuple[Any, ...]) -> dict[str, str]:
    """Describe a run, so that it is not continued with another network, other data or options."""
    try:
        named = CostArguments(*args)._asdict()
        named["network"] = as_network(named["network"])
    except (TypeError, ValueError):  # of another cost function
        named = {f"args[{i}]": arg for i, arg in enumerate(args)}
    return {
        "method": method,
        "options": _digest(sorted(options.items())),
        **{name: _digest(value) for name, value in named.items()},
    }


def _digest(value: Any) -> str:
    """Digest a value: of a large array its shape, its dtype and a thousand of its rows."""
    if getattr(value, "shape", ()):
        rows = np.ascontiguousarray(value[:: max(1, value.shape[0] // 1000)])
        head = f"{value.shape} {value.dtype}".encode()
        return hashlib.blake2b(head + rows.tobytes(), digest_size=16).hexdigest()
    if callable(value):
        return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', '')}"
    text = re.sub(r" at 0x[0-9a-f]+", "", repr(value))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def refuse_another_run(path: Any, saved: dict[str, str], now: dict[str, str]) -> None:
    """Raise if a checkpoint is of another run, and name what differs."""
    for name in {**saved, **now}:
        if saved.get(name) != now.get(name):
            raise ValueError(
                f"checkpoint: {os.fspath(path)} is of a run with another {name}: "
                "choose another name, or delete it to start again"
            )
