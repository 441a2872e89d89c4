"""Read the submissions: a folder with a `submission.py` for each, or a recipe in this file.

The first line gives the points that a submission must score, ``# points: 0``. ``# seconds: 13`` is
the longest that its grading may take (the default is the grader's 30 seconds, and its start). The
line ``# <solution>`` is replaced by exercise 4's worked solution, ``# <frames>`` by `frames.py`,
@FOLDER@ by the submission's folder, @CHECKOUT@ by the project's, @BAIT@ by a process id.
"""

import os
import re
import socket
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[2]
SOLUTION = (CHECKOUT / "exercises" / "ex4" / "solution.py").read_text(encoding="utf-8")
FRAMES = (HERE / "frames.py").read_text(encoding="utf-8")
SECONDS = 36.0  # 30 for all the parts, the start, and a busy machine


class Case(NamedTuple):
    """A submission and the points that it must score."""

    name: str
    points: int | None  # None: the file cannot be read
    prepare: Callable[[Path], Path]  # writes it into a folder, returns its path
    seconds: float = SECONDS
    in_its_folder: bool = False  # whether to grade from there instead of the checkout
    signal: int = 0  # sent to the grader; then only what it leaves behind counts


def text_of(name: str) -> str:
    """Read a submission that is stored as text."""
    text = (HERE / name / "submission.py").read_text(encoding="utf-8")
    for word, meaning in (("solution", SOLUTION), ("frames", FRAMES)):
        text = re.sub(f"^# <{word}>$", lambda _, t=meaning: t, text, flags=re.MULTILINE)
    return text


def _stored(name: str) -> Case:
    head = (HERE / name / "submission.py").read_text(encoding="utf-8").split("\n\n")[0]
    points, seconds = (
        re.search(rf"^# {word}: (\d+)$", head, re.M) for word in ("points", "seconds")
    )
    if points is None:
        raise ValueError(f"{name}/submission.py does not state its points")
    longest = float(seconds[1]) if seconds else SECONDS
    return Case(name, int(points[1]), _writes(text_of(name)), longest)


def _writes(content: str | bytes, name: str = "submission.py") -> Callable[[Path], Path]:
    def prepare(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return prepare


def _folder(folder: Path) -> Path:
    path = folder / "submission.py"
    path.mkdir()
    return path


def _fifo(folder: Path) -> Path:
    os.mkfifo(path := folder / "submission.py")
    return path


def _device(folder: Path) -> Path:
    path = folder / "submission.py"
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, 1 << 8 | 5)
    except PermissionError:
        return Path("/dev/zero")
    return path


def _socket(folder: Path) -> Path:
    path = folder / "submission.py"
    with socket.socket(socket.AF_UNIX) as unused:
        unused.bind(os.fsencode(path))
    return path


def _link(to: str) -> Callable[[Path], Path]:
    def prepare(folder: Path) -> Path:
        path = folder / "submission.py"
        path.symlink_to(to)
        return path

    return prepare


def _hundred_megabytes(folder: Path) -> Path:
    path = folder / "submission.py"
    with path.open("wb") as file:
        file.write(SOLUTION.encode())
        file.truncate(100 * 2**20)
    return path


def _beside(*names: str) -> Callable[[Path], Path]:
    """Put modules beside a submission that end the grader if it imports them."""

    def prepare(folder: Path) -> Path:
        spoil = "import sys\nsys.stderr.write('a module beside the submission was run')\n"
        for name in names:
            _writes(spoil + "raise SystemExit(0)\n", name)(folder)
        return _writes("import json, numpy\n" + SOLUTION)(folder)

    return prepare


def _pycache_beside(folder: Path) -> Path:
    """Put the solution's compiled code beside a submission that imports it."""
    import importlib.util
    import py_compile

    path = _writes(SOLUTION)(folder)
    py_compile.compile(str(path), importlib.util.cache_from_source(str(path)))
    return _writes("import submission\n")(folder)


def _named(name: str) -> Callable[[Path], Path]:
    return _writes(SOLUTION, name)


_SLEEPS = _writes("import time\ntime.sleep(50)\n")
_RECIPES = [
    Case("file_empty", 0, _writes("")),
    Case("file_of_spaces", 0, _writes(" \n\t\n\x0c" * 1000)),
    Case("file_is_a_folder", None, _folder),
    Case("file_is_a_fifo", None, _fifo),
    Case("file_is_a_device", None, _device),
    Case("file_is_a_socket", None, _socket),
    Case("file_is_a_link_to_the_solution", None, _link("@CHECKOUT@/exercises/ex4/solution.py")),
    Case("file_is_a_link_to_itself", None, _link("submission.py")),
    Case("file_is_a_link_to_nothing", None, _link("nothing.py")),
    Case("file_is_not_there", None, lambda folder: folder / "submission.py"),
    Case("file_of_100_megabytes", None, _hundred_megabytes),
    Case("file_with_nul", 0, _writes(SOLUTION + "\0")),
    Case("file_of_nul", 0, _writes(b"\0" * 900_000)),
    Case("file_not_utf8", 0, _writes(SOLUTION.encode() + b"\xe9t\xe9 = 1\n")),
    Case("file_utf16", 0, _writes(SOLUTION.encode("utf-16"))),
    Case("file_not_python", 0, _writes(b"\x7fELF" + bytes(range(256)) * 100)),
    Case("file_not_closed", 0, _writes("(" * 900_000)),
    Case("file_of_minus_signs", 0, _writes("x = " + "-" * 900_000 + "1\n")),
    Case("file_of_one_sum", 0, _writes("x = " + "1+" * 400_000 + "1\n")),
    Case("file_of_one_long_line", 0, _writes("'" + "\x1b[2J" * 200_000 + "'; 1/0\n")),
    Case("file_of_a_huge_number", 0, _writes("x = 1" + "0" * 900_000 + "\n")),
    Case("file_of_blocks_in_blocks", 0, _writes("".join(f"{' ' * k}if 1:\n" for k in range(99)))),
    Case("file_with_unknown_coding", 0, _writes("# coding: rot13\n" + SOLUTION)),
    Case("file_name_with_escapes", 100, _named("\x1b[2J\r<x>\u202e.py")),
    Case("file_name_like_an_option", 100, _named("--output=forged.json")),
    Case("numpy_and_json_beside", 100, _beside("numpy.py", "json.py")),
    Case("numpy_and_json_here", 100, _beside("numpy.py", "json.py"), in_its_folder=True),
    Case(
        "other_modules_here",
        100,
        _beside("seccompy.py", "asyncio.py", "struct.py", "pathlib.py"),
        in_its_folder=True,
    ),
    Case("pycache_beside", 0, _pycache_beside),
    Case("grader_interrupted", 0, _SLEEPS, signal=2),
    Case("grader_killed", 0, _SLEEPS, signal=9),
    Case("grader_terminated", 0, _SLEEPS, signal=15),
    Case("honest_bom", 100, _writes(b"\xef\xbb\xbf" + SOLUTION.encode())),
    Case("honest_windows_line_ends", 100, _writes(SOLUTION.replace("\n", "\r\n"))),
    Case("honest_old_mac_line_ends", 100, _writes(SOLUTION.replace("\n", "\r"))),
    Case("honest_tabs", 100, _writes(SOLUTION.replace("    ", "\t"))),
    Case("honest_coding_utf8", 100, _writes("# -*- coding: utf-8 -*-\n# \u03b8\n" + SOLUTION)),
    Case(
        "honest_coding_latin1",
        100,
        _writes(("# -*- coding: latin-1 -*-\n# \xe9t\xe9\n" + SOLUTION).encode("latin-1")),
    ),
    Case(
        "honest_coding_windows",
        100,
        _writes(("# -*- coding: cp1252 -*-\n# \xe9t\xe9\n" + SOLUTION).encode("cp1252")),
    ),
    Case("honest_no_last_line_end", 100, _writes(SOLUTION.rstrip("\n"))),
]


def all_cases() -> dict[str, Case]:
    """Return every case by its name, the long ones first."""
    cases = [*_RECIPES, *(_stored(path.parent.name) for path in HERE.glob("*/submission.py"))]
    return {case.name: case for case in sorted(cases, key=lambda case: (-case.seconds, case.name))}
