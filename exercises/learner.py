"""The learner's commands: overview, start, run, hint and grade."""

import runpy
import shutil
import sys
from pathlib import Path

from exercises.exercise import Exercise, Progress, exercise_names
from exercises.files import shown
from exercises.grading.grade import grade_file
from exercises.grading.report import FORMATS, clean
from exercises.grading.result import Kind, Report
from exercises.options import Parser


def overview() -> int:
    """List the exercises with the learner's progress, and what to do next."""
    print("Neural networks, exercise by exercise.\n")
    todo = []
    for exercise in map(Exercise, exercise_names()):
        print(f"  {exercise.name}  {exercise.title:48} {_state(exercise)}")
        todo += [] if _is_done(exercise) else [exercise]
    if not todo:
        print("\nAll done. You rebuilt the library nnfunc/: read it, and compare.")
        return 0
    exercise = todo[0]
    name = exercise.name
    print(f"\nNext: {name}.")
    if not exercise.own_file.exists():
        print(f"  read  exercises/{name}/handout.md")
        print(f"  python -m exercises start {name}    makes your own copy to fill in")
        print(f"  python -m exercises run {name}      shows the story")
    else:
        own_file = shown(exercise.own_file)
        print(f"  fill in  {own_file}    (the mathematics: exercises/{name}/handout.md)")
        print(f"  python -m exercises grade {name}       grades it; with --watch, at every save")
        print(f"  python -m exercises hint {name}        gives one more hint each time")
        print(f"  python -m exercises run {name} --mine  shows the story with your functions")
    return 0


def _is_done(exercise: Exercise) -> bool:
    return exercise.progress.score == exercise.points


def _state(exercise: Exercise) -> str:
    if _is_done(exercise):
        return "done"
    if not exercise.own_file.exists():
        return "not started"
    score = exercise.progress.score
    return "started" if score is None else f"{score} of {exercise.points} points"


def start(exercise: Exercise) -> int:
    """Copy the starter to the learner's folder; never overwrite a file."""
    name, own_file = exercise.name, exercise.own_file
    own_file.parent.mkdir(exist_ok=True)
    try:
        with own_file.open("xb") as file, exercise.starter.open("rb") as starter:
            shutil.copyfileobj(starter, file)
    except FileExistsError:
        print(f"{shown(own_file)} exists already and is left unchanged.")
        print("To start again, rename it first.")
        return 1
    print(f"Your copy is {shown(own_file)}. The mathematics is in exercises/{name}/handout.md.")
    print(f"Fill it in, then run: python -m exercises grade {name}")
    return 0


def run(exercise: Exercise, arguments: list[str]) -> int:
    """Run an exercise's story with its own options."""
    name = exercise.name
    sys.argv = [f"python -m exercises run {name}", *arguments]
    try:
        runpy.run_module(f"exercises.{name}.story", run_name="__main__")
    except NotImplementedError as error:
        function = _function_that_raised(error)
        message = f"\n{function} is not written yet; see python -m exercises grade {name}"
        print(message, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        return 130
    return 0


def _function_that_raised(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame.f_code.co_name if trace is not None else "a function"


def hint(exercise: Exercise, part: str | None) -> int:
    """Print one more hint for a part, by default the first that is not right."""
    progress, hints = exercise.progress, exercise.hints
    part = part or next((name for name in hints if name not in progress.right), None)
    if part is None:
        print("All parts are right: you need no more hints.")
        return 0
    if part not in hints:
        Parser(prog=f"python -m exercises hint {exercise.name}").error(
            f"unknown part {part!r}; choose from: {', '.join(hints)}"
        )
    of_part = hints[part]
    number = min(progress.hints.get(part, 0) + 1, len(of_part))
    print(f"{exercise.name}, {part}, hint {number} of {len(of_part)}:\n")
    print(of_part[number - 1])
    if number == len(of_part):
        print("\n(That was the last hint; the hand-out has the rest.)")
    exercise.progress = progress._replace(hints={**progress.hints, part: number})
    return 0


def grade(exercise: Exercise, path: Path, form: str, out: Path | None, seed: int | None) -> int:
    """Grade one file; return 0 for full marks, or once a report for a machine is written."""
    report = grade_file(exercise, path, form, out, seed)
    own, for_machines = path == exercise.own_file, FORMATS[form].for_machines
    feedback = report.parts[0].feedback
    if feedback.kind is Kind.CANNOT_BE_READ:
        message = feedback.message
        if own and not path.exists():
            command = f"python -m exercises start {exercise.name}"
            message = f"{shown(path)} does not exist yet; first run: {command}"
        if not for_machines:
            print(clean(message), file=sys.stderr)
        return 0 if for_machines else 2
    if own:
        right = [part.name for part in report.parts if part.feedback.kind is Kind.RIGHT]
        exercise.progress = Progress(report.score, right, exercise.progress.hints)
        if form == "text" and out is None:
            print(_next_step(report))
    return 0 if for_machines or report.score == report.points else 1


def _next_step(report: Report) -> str:
    if report.score == report.points:
        return f"Full marks. See it work: python -m exercises run {report.exercise} --mine"
    part = next(part for part in report.parts if part.feedback.kind is not Kind.RIGHT)
    return f"For a hint: python -m exercises hint {report.exercise} {part.name}"


def watch(exercise: Exercise, path: Path, form: str, out: Path | None, seed: int | None) -> int:
    """Grade a file now, and again whenever it is saved."""
    try:
        import watchfiles
    except ImportError:
        print("--watch needs watchfiles: pip install 'nnfunc[exercises]'", file=sys.stderr)
        return 2
    status = grade(exercise, path, form, out, seed)
    print(f"Watching {shown(path)}; press Ctrl-C to stop.", flush=True)
    folder, name = path.resolve().parent, path.name
    if not folder.is_dir():
        return 2
    for changes in watchfiles.watch(folder, recursive=False, raise_interrupt=False):
        if any(Path(changed).name == name for _, changed in changes) and path.exists():
            status = grade(exercise, path, form, out, seed)
            sys.stdout.flush()
    return status
