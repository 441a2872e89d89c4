"""What the commands of ``python -m exercises`` do."""

import json
import os
import re
import runpy
import shutil
import stat
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
WORK = HERE.parent / "work"
MAX_BYTES = 1_000_000


def exercise_names() -> list[str]:
    """List the exercises.

    Returns
    -------
    list of str
    """
    return sorted(story.parent.name for story in HERE.glob("ex*/story.py"))


def title(exercise: str) -> str:
    """Look up an exercise's title.

    Parameters
    ----------
    exercise : str

    Returns
    -------
    str
    """
    return str(import_module(f"exercises.{exercise}.parts").TITLE)


def overview() -> int:
    """Print what there is, how far the learner is, and what to do next.

    Returns
    -------
    int
        Exit status.
    """
    progress = _progress()
    print("Neural networks, exercise by exercise.\n")
    todo = None
    for name in exercise_names():
        known = progress.get(name, {})
        if not own_file(name).exists():
            state = "not begun"
        elif "score" not in known:
            state = "begun"
        else:
            state = f"{known['score']} of {known['points']} points"
        done = "score" in known and known["score"] == known["points"]
        print(f"  {name}  {title(name):48} {'done' if done else state}")
        todo = todo or (None if done else (name, state))
    if todo is None:
        print("\nAll done. The library that you rebuilt is nnfunc/: read it, and compare.")
        return 0
    name, state = todo
    print(f"\nNext: {name}.")
    if state == "not begun":
        print(f"  read  exercises/{name}/handout.md")
        print(f"  python -m exercises start {name}    your own copy to fill in")
        print(f"  python -m exercises run {name}      where it leads, with the library's functions")
    else:
        print(
            f"  fill in  {shown(own_file(name))}    (the mathematics: exercises/{name}/handout.md)"
        )
        print(f"  python -m exercises grade {name}      or with --watch, at every save")
        print(f"  python -m exercises hint {name}       one hint more each time")
        print(f"  python -m exercises run {name} --mine the story with your functions")
    return 0


def start(exercise: str) -> int:
    """Copy the starter to the learner's folder; never over a file that is there.

    Parameters
    ----------
    exercise : str

    Returns
    -------
    int
        Exit status.
    """
    own = own_file(exercise)
    own.parent.mkdir(exist_ok=True)
    try:
        with own.open("xb") as file, (HERE / exercise / "starter.py").open("rb") as starter:
            shutil.copyfileobj(starter, file)
    except FileExistsError:
        print(f"{shown(own)} is there already and is left as it is.")
        print("To begin anew, rename it first.")
        return 1
    print(f"Your copy is {shown(own)}. The mathematics is in exercises/{exercise}/handout.md.")
    print(f"Then: python -m exercises grade {exercise}")
    return 0


def run(exercise: str, rest: list[str]) -> int:
    """Run an exercise's story.

    Parameters
    ----------
    exercise : str
    rest : list of str
        The story's own options.

    Returns
    -------
    int
        Exit status.
    """
    sys.argv = [f"python -m exercises run {exercise}", *rest]
    try:
        runpy.run_module(f"exercises.{exercise}.story", run_name="__main__")
    except NotImplementedError as error:
        name = _unwritten(error)
        print(f"\n{name} is not written yet: python -m exercises grade {exercise}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        return 130
    return 0


def hint(exercise: str, part: str | None) -> int:
    """Print one hint more for a part.

    Parameters
    ----------
    exercise : str
    part : str, optional
        By default the first that is not right yet.

    Returns
    -------
    int
        Exit status.
    """
    from exercises.story import Parser

    hints = read_hints(exercise)
    progress = _progress()
    known = progress.setdefault(exercise, {})
    part = part or next((name for name in hints if name not in known.get("right", [])), None)
    if part is None:
        print("All parts are right: there is nothing left to hint at.")
        return 0
    if part not in hints:
        Parser(prog=f"python -m exercises hint {exercise}").error(
            f"there is no part {part!r}; there are: {', '.join(hints)}"
        )
    given = known.setdefault("hints", {}).get(part, 0)
    number = min(given, len(hints[part]) - 1)
    print(f"{exercise}, {part}, hint {number + 1} of {len(hints[part])}:\n")
    print(hints[part][number])
    if number + 1 == len(hints[part]):
        print("\n(That is the last; the hand-out says the rest.)")
    known["hints"][part] = number + 1
    _keep(progress)
    return 0


def read_hints(exercise: str) -> dict[str, list[str]]:
    """Read an exercise's hints.

    Parameters
    ----------
    exercise : str

    Returns
    -------
    dict of str to list of str
        The hints of each part, the gentlest first.
    """
    text = (HERE / exercise / "hints.md").read_text(encoding="utf-8")
    sections = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
    return {
        name.strip(): [
            re.sub(r"\n {2,3}(?! )", "\n", hint.strip())
            for hint in re.split(r"^\d+\. ", body, flags=re.MULTILINE)[1:]
        ]
        for name, body in zip(sections[::2], sections[1::2])
    }


def read_submission(path: Path) -> bytes:
    """Read a submission once: a regular file of at most a megabyte.

    Parameters
    ----------
    path : Path

    Returns
    -------
    bytes

    Raises
    ------
    ValueError
        If it is not such a file; one line says why.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        fd = os.open(path, flags | getattr(os, "O_BINARY", 0))
    except OSError as error:
        reason = "it is a link" if path.is_symlink() else (error.strerror or "?")
        raise ValueError(f"{shown(path)}: cannot be read: {reason}") from None
    with os.fdopen(fd, "rb") as file:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            raise ValueError(f"{shown(path)}: is not a regular file")
        if status.st_size > MAX_BYTES:
            raise ValueError(f"{shown(path)}: is larger than a megabyte")
        return file.read(MAX_BYTES)


def grade_one(exercise: str, path: Path, form: str, out: Path | None, seed: int | None) -> int:
    """Grade a file and report.

    Parameters
    ----------
    exercise : str
    path : Path
    form : str
        ``text`` or ``json``.
    out : Path, optional
        Where the report goes; by default to standard output.
    seed : int, optional

    Returns
    -------
    int
        Exit status, 0 only with full marks.
    """
    from exercises.grading.grade import grade
    from exercises.grading.report import json_report, text_report

    try:
        source = read_submission(path)
    except ValueError as error:
        missing = path == own_file(exercise) and not path.exists()
        start = f"{shown(path)} is not there: python -m exercises start {exercise}"
        print(start if missing else error, file=sys.stderr)
        return 2
    report = grade(exercise, source, seed)
    name = shown(path)
    text = (
        text_report(report, title(exercise), name) if form == "text" else json_report(report, name)
    )
    write(text, out)
    if path == own_file(exercise):
        progress = _progress()
        right = [part.name for part in report.parts if part.score == part.points]
        known = {"score": report.score, "points": report.points, "right": right}
        progress.setdefault(exercise, {}).update(known)
        _keep(progress)
        if form == "text" and out is None:
            print(_next_step(exercise, report))
    return 0 if report.score == report.points else 1


def watch(exercise: str, path: Path, form: str, out: Path | None, seed: int | None) -> int:
    """Grade a file now, and again whenever it is saved.

    Parameters
    ----------
    exercise, path, form, out, seed
        As for `grade_one`.

    Returns
    -------
    int
        Exit status of the last grading.
    """
    try:
        import watchfiles
    except ImportError:
        print("--watch needs watchfiles: pip install 'nnfunc[exercises]'", file=sys.stderr)
        return 2
    status = grade_one(exercise, path, form, out, seed)
    print(f"Watching {shown(path)}; Ctrl-C ends it.", flush=True)
    folder, name = path.resolve().parent, path.name
    if not folder.is_dir():
        return 2
    for changes in watchfiles.watch(folder, recursive=False, raise_interrupt=False):
        if any(Path(changed).name == name for _, changed in changes) and path.exists():
            status = grade_one(exercise, path, form, out, seed)
            sys.stdout.flush()
    return status


def write(text: str, out: Path | None) -> None:
    """Write a report whole or not at all, or print it.

    Parameters
    ----------
    text : str
    out : Path or None

    Returns
    -------
    None
    """
    if out is None:
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
        return
    part = out.with_name(f"{out.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(out)


def own_file(exercise: str) -> Path:
    """Name the learner's file for an exercise.

    Parameters
    ----------
    exercise : str

    Returns
    -------
    Path
    """
    return WORK / f"{exercise}.py"


def shown(path: Path) -> str:
    """Name a path as the user would, from the current folder.

    Parameters
    ----------
    path : Path

    Returns
    -------
    str
    """
    absolute, here = Path(os.path.abspath(path)), Path.cwd()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else path)


def _next_step(exercise: str, report: Any) -> str:
    if report.score == report.points:
        return f"Full marks. See it work: python -m exercises run {exercise} --mine"
    part = next(part for part in report.parts if part.score < part.points)
    name = f"'{part.name}'" if " " in part.name else part.name
    return f"A hint: python -m exercises hint {exercise} {name}"


def _unwritten(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame.f_code.co_name if trace is not None else "a function"


def _progress() -> dict[str, Any]:
    try:
        progress = json.loads((WORK / "progress.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return progress if isinstance(progress, dict) else {}


def _keep(progress: dict[str, Any]) -> None:
    WORK.mkdir(exist_ok=True)
    write(json.dumps(progress, indent=2), WORK / "progress.json")
