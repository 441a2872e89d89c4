"""Grade a class: a report for each submission, and a summary."""

import os
import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path

from exercises.exercise import Exercise
from exercises.files import shown
from exercises.grading.grade import grade_file
from exercises.grading.report import FORMATS
from exercises.grading.result import NOT_FINISHED, Kind, Report, nothing_earned


def grade_class(
    exercise: Exercise, paths: list[Path], form: str, folder: Path | None, seed: int | None
) -> int:
    """Grade files, write a report on each into a folder, and print a summary."""
    if folder is None or (folder.exists() and not folder.is_dir()):
        print("grade: several files need a folder for their reports: -o FOLDER", file=sys.stderr)
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    outs = [folder / f"{name}.{FORMATS[form].ending}" for name in _report_names(paths)]
    reports = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = {
            pool.submit(grade_file, exercise, path, form, out, seed): path
            for path, out in zip(paths, outs)
        }
        for job in _with_progress(as_completed(jobs), len(jobs)):
            try:
                reports.append(job.result())
            except Exception as error:  # the others must still get their reports
                print(f"grade: {shown(jobs[job])}: {error}", file=sys.stderr)
                reports.append(nothing_earned(exercise, NOT_FINISHED))
    print(_summary(exercise, reports))
    print(f"Reports: {len(reports)} in {shown(folder)}")
    return 0


def _report_names(paths: list[Path]) -> list[str]:
    """Name reports after their files, and if names recur, after the files' folders too."""
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


def _with_progress(jobs: Iterable[Future[Report]], total: int) -> Iterable[Future[Report]]:
    try:
        from tqdm import tqdm
    except ImportError:
        return jobs
    return tqdm(jobs, total=total, desc="grading", unit="file")


def _summary(exercise: Exercise, reports: list[Report]) -> str:
    """Write the mean score and the most frequent feedback messages."""
    full = sum(report.score == report.points for report in reports)
    mean = sum(report.score for report in reports) / len(reports)
    lines = [
        f"{len(reports)} submissions: {mean:.1f} of {exercise.points} on average, "
        f"{full} with full marks"
    ]
    messages: Counter[tuple[str, str]] = Counter()
    for part in (part for report in reports for part in report.parts):
        feedback = part.feedback
        if feedback.kind is Kind.NOT_WRITTEN:
            messages[part.title, feedback.message] += 1
        elif feedback.kind is not Kind.RIGHT:
            messages.update((part.title, line) for line in feedback.mistakes or ["other feedback"])
    lines += [f"{count:5}  {part}: {line}" for (part, line), count in messages.most_common(20)]
    return "\n".join(lines)
