"""Reports: for people, and for the machines that instructors use."""

import json
import textwrap
import xml.etree.ElementTree as ET

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


def json_report(report: Report, title: str, file: str) -> str:
    """Write a report as JSON, with the fields of `Report`.

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
    return json.dumps(
        {
            "exercise": report.exercise,
            "title": title,
            "file": clean(file),
            "score": report.score,
            "points": report.points,
            "parts": [
                {**part._asdict(), "feedback": _one_line(part.feedback)} for part in report.parts
            ],
            "output": clean(report.output),
            "notes": report.notes,
            "seconds": round(report.seconds, 3),
        },
        indent=2,
    )


def gradescope_report(report: Report, title: str, file: str) -> str:
    """Write a report as Gradescope's ``results.json``.

    Parameters
    ----------
    report, title, file
        As for `json_report`.

    Returns
    -------
    str

    Notes
    -----
    Gradescope, "Autograder Specifications", output format.
    """
    said = [f"{report.exercise}: {title}", *(f"Note: {note}" for note in report.notes)]
    if report.output:
        said += ["Your file printed:", clean(report.output)]
    return json.dumps(
        {
            "score": report.score,
            "execution_time": round(report.seconds),
            "output": "\n".join(said),
            "output_format": "text",
            "visibility": "visible",
            "tests": [
                {
                    "name": part.title,
                    "number": str(number),
                    "score": part.score,
                    "max_score": part.points,
                    "output": _one_line(part.feedback) or "right",
                    "output_format": "text",
                    "status": "passed" if part.score == part.points else "failed",
                    "visibility": "visible",
                }
                for number, part in enumerate(report.parts, 1)
            ],
        },
        indent=2,
    )


def junit_report(report: Report, title: str, file: str) -> str:
    """Write a report as the XML that CI systems read.

    Parameters
    ----------
    report, title, file
        As for `json_report`.

    Returns
    -------
    str
    """
    failed = sum(part.score < part.points for part in report.parts)
    counts = {"tests": str(len(report.parts)), "failures": str(failed), "errors": "0"}
    time = f"{report.seconds:.3f}"
    suites = ET.Element("testsuites", {**counts, "time": time})
    suite = ET.SubElement(
        suites, "testsuite", {"name": f"{report.exercise}: {title}", **counts, "time": time}
    )
    for part in report.parts:
        case = ET.SubElement(
            suite, "testcase", {"classname": report.exercise, "name": part.title, "time": "0"}
        )
        if part.score < part.points:
            said = _one_line(part.feedback)
            worth = f"{part.score} of {part.points} points"
            ET.SubElement(case, "failure", {"message": said}).text = f"{worth}: {said}"
    ET.SubElement(suite, "system-out").text = clean(report.output)
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


FORMATS = {
    "text": (text_report, "txt"),
    "json": (json_report, "json"),
    "gradescope": (gradescope_report, "json"),
    "junit": (junit_report, "xml"),
}


def _one_line(text: str) -> str:
    return clean(" ".join(text.split()))
