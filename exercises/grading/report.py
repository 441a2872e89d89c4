"""A report for people, and one for machines."""

import json
import textwrap

from exercises.grading.grade import Report

WIDTH = 100


def clean(text: str) -> str:
    """Escape what could move a terminal's cursor, or what no encoding can hold.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Line ends and printable characters are left; the rest is written as ``\\x1b``.
    """
    return "".join(
        character
        if character == "\n" or character.isprintable()
        else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def text_report(report: Report, title: str, file: str) -> str:
    """Write a report as a table: part, score, feedback.

    Parameters
    ----------
    report : Report
    title : str
        The exercise's.
    file : str
        Name of the submission.

    Returns
    -------
    str
    """
    wide = max(len(part.title) for part in report.parts)
    lines = [f"{report.exercise}: {title} ({clean(file)})", ""]
    lines += [f"{'part':{wide}}  {'score':>7}  feedback", f"{'-' * wide}  {'-' * 7}  {'-' * 40}"]
    for part in report.parts:
        said = textwrap.wrap(_one_line(part.feedback) or "right", WIDTH - wide - 11)
        lines.append(f"{part.title:{wide}}  {f'{part.score}/{part.points}':>7}  {said[0]}")
        lines += [" " * (wide + 11) + more for more in said[1:]]
    lines += [f"{'-' * wide}  {'-' * 7}", f"{'':{wide}}  {f'{report.score}/{report.points}':>7}"]
    if report.output:
        printed = clean(report.output).splitlines()
        lines += ["", "Your file printed:", *(f"  | {line[:WIDTH]}" for line in printed[:20])]
        lines += [f"  | ({len(printed) - 20} lines more)"] if len(printed) > 20 else []
    lines += ["", *(f"Note: {note}" for note in report.notes)] if report.notes else []
    return "\n".join(lines) + "\n"


def json_report(report: Report, file: str) -> str:
    """Write a report as JSON.

    Parameters
    ----------
    report : Report
    file : str
        Name of the submission.

    Returns
    -------
    str
    """
    return json.dumps(
        {
            "exercise": report.exercise,
            "file": clean(file),
            "score": report.score,
            "points": report.points,
            "parts": [
                {**part._asdict(), "feedback": _one_line(part.feedback)} for part in report.parts
            ],
            "output": clean(report.output),
            "notes": report.notes,
        },
        indent=2,
    )


def _one_line(text: str) -> str:
    return clean(" ".join(text.split()))
