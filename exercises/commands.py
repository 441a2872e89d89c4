"""What the commands of ``python -m exercises`` do."""

import json
import os
import re
import runpy
import shutil
import stat
import sys
from collections import Counter
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
    try:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            raise ValueError(f"{shown(path)}: is not a regular file")
        if status.st_size > MAX_BYTES:
            raise ValueError(f"{shown(path)}: is larger than a megabyte")
        return os.read(fd, MAX_BYTES)
    finally:
        os.close(fd)


def grade_one(exercise: str, path: Path, form: str, out: Path | None, seed: int | None) -> int:
    """Grade a file and report.

    Parameters
    ----------
    exercise : str
    path : Path
    form : str
        A key of ``exercises.grading.report.FORMATS``.
    out : Path, optional
        Where the report goes; by default to standard output.
    seed : int, optional

    Returns
    -------
    int
        Exit status: 0 only with full marks, or if it is a machine's format once it is written.
    """
    from exercises.grading.grade import grade, nothing_earned
    from exercises.grading.report import FORMATS, clean

    report_as, name = FORMATS[form][0], shown(path)
    for_machines = form in ("gradescope", "junit")
    if out is not None:  # whatever happens from here on, there is a report
        zeros = nothing_earned(exercise, "the grading did not come to its end")
        write(report_as(zeros, title(exercise), name), out)
    try:
        report = grade(exercise, read_submission(path), seed)
    except ValueError as error:
        missing = path == own_file(exercise) and not path.exists()
        why = f"{name} is not there: python -m exercises start {exercise}" if missing else error
        if not for_machines:
            print(clean(str(why)), file=sys.stderr)
        if not for_machines and out is None:
            return 2
        report = nothing_earned(exercise, str(why))
    write(report_as(report, title(exercise), name), out)
    if path == own_file(exercise):
        _remember(exercise, report)
        if form == "text" and out is None:
            print(_next_step(exercise, report))
    return 0 if for_machines or report.score == report.points else 1


def grade_many(
    exercise: str, paths: list[Path], form: str, folder: Path | None, seed: int | None
) -> int:
    """Grade a class: a report for each file, in a folder, and a summary of the mistakes.

    Parameters
    ----------
    exercise : str
    paths : list of Path
    form : str
        A key of ``exercises.grading.report.FORMATS``.
    folder : Path
        Where the reports go, named after the files.
    seed : int, optional

    Returns
    -------
    int
        Exit status, 0 when all were graded.
    """
    from concurrent.futures import ThreadPoolExecutor, as_completed

    from exercises.grading.report import FORMATS

    if folder is None or (folder.exists() and not folder.is_dir()):
        print("grade: many files need a folder for their reports: -o FOLDER", file=sys.stderr)
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    report_as, ending = FORMATS[form]
    outs = [folder / f"{name}.{ending}" for name in _report_names(paths)]
    scores: list[int] = []
    heard: Counter[str] = Counter()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = {
            pool.submit(_grade_to_file, exercise, path, out, report_as, seed): path
            for path, out in zip(paths, outs)
        }
        for job in _with_progress(as_completed(jobs), len(jobs)):
            report = job.result()
            scores.append(report.score)
            heard.update({(p.title, p.feedback) for p in report.parts if p.feedback})
    print(_summary(exercise, scores, heard))
    print(f"Reports: {len(scores)} in {shown(folder)}")
    return 0


def _grade_to_file(exercise: str, path: Path, out: Path, report_as: Any, seed: int | None) -> Any:
    from exercises.grading.grade import grade, nothing_earned

    zeros = nothing_earned(exercise, "the grading did not come to its end")
    write(report_as(zeros, title(exercise), shown(path)), out)
    try:
        report = grade(exercise, read_submission(path), seed)
    except Exception as error:  # one submission must not cost the others their reports
        report = nothing_earned(exercise, str(error))
    write(report_as(report, title(exercise), shown(path)), out)
    return report


def _report_names(paths: list[Path]) -> list[str]:
    """Name reports after their files, and after the files' folders where names recur."""
    names = [path.stem for path in paths]
    if len(set(names)) < len(names):
        names = [
            "-".join(part for part in path.with_suffix("").parts if part != "/") for path in paths
        ]
    seen: Counter[str] = Counter()
    for index, name in enumerate(names):
        seen[name] += 1
        names[index] = name if seen[name] == 1 else f"{name}-{seen[name]}"
    return names


def _with_progress(jobs: Any, total: int) -> Any:
    try:
        from tqdm import tqdm
    except ImportError:
        return jobs
    return tqdm(jobs, total=total, desc="grading", unit="file")


def _summary(exercise: str, scores: list[int], heard: Counter[Any]) -> str:
    """How the class did, and what it was told most often; numbers of single cases left out."""
    from exercises.grading.parts import Exercise

    points = sum(part.points for part in Exercise(exercise).parts)
    known = {mistake.say for mistake in Exercise(exercise).mistakes} | {"not written yet"}
    full = sum(score == points for score in scores)
    mean = sum(scores) / len(scores)
    lines = [
        f"{len(scores)} submissions: {mean:.1f} of {points} on average, {full} with full marks"
    ]
    told: Counter[tuple[str, str]] = Counter()
    for (part, feedback), times in heard.items():
        named = [say for say in known if say in feedback]
        for say in named or ["something else"]:
            told[part, say] += times
    for (part, say), times in told.most_common(20):
        lines.append(f"{times:5}  {part}: {say}")
    return "\n".join(lines)


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


def _remember(exercise: str, report: Any) -> None:
    progress = _progress()
    right = [part.name for part in report.parts if part.score == part.points]
    known = {"score": report.score, "points": report.points, "right": right}
    progress.setdefault(exercise, {}).update(known)
    _keep(progress)


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
