"""Reports for people, and for the tools that instructors use."""

import json
import textwrap
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import NamedTuple

from exercises.grading.result import Kind, PartReport, Report

WIDTH = 80


def clean(text: str) -> str:
    """Escape characters that could move a terminal's cursor, or that cannot be encoded."""
    return "".join(
        character
        if character == "\n" or character.isprintable()
        else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def text_report(report: Report, title: str, file: str) -> str:
    """Write a table: part, score, feedback."""
    wide = max(len(part.title) for part in report.parts)
    lines = [f"{report.exercise}: {title} ({clean(file)})", ""]
    left = WIDTH - wide - 11  # for the feedback
    lines += [f"{'part':{wide}}  {'score':>7}  feedback", f"{'-' * wide}  {'-' * 7}  {'-' * left}"]
    for part in report.parts:
        first, *more = textwrap.wrap(_verdict(part), left)
        lines.append(f"{part.title:{wide}}  {f'{part.score}/{part.points}':>7}  {first}")
        lines += [" " * (wide + 11) + line for line in more]
    lines += [f"{'-' * wide}  {'-' * 7}", f"{'':{wide}}  {f'{report.score}/{report.points}':>7}"]
    if report.output:
        printed = clean(report.output).splitlines()
        lines += ["", "Your file printed:", *(f"  | {line[:WIDTH]}" for line in printed[:20])]
        lines += [f"  | ({len(printed) - 20} more lines)"] if len(printed) > 20 else []
    if report.notes:
        lines += ["", *(textwrap.fill(f"Note: {note}", WIDTH) for note in report.notes)]
    return "\n".join(lines) + "\n"


def json_report(report: Report, title: str, file: str) -> str:
    """Write JSON with the fields of `Report`."""
    content = {
        "exercise": report.exercise,
        "title": title,
        "file": clean(file),
        "score": report.score,
        "points": report.points,
        "parts": [
            {
                "name": part.name,
                "title": part.title,
                "score": part.score,
                "points": part.points,
                "kind": part.feedback.kind.value,
                "feedback": _message(part),
            }
            for part in report.parts
        ],
        "output": clean(report.output),
        "notes": report.notes,
        "seconds": round(report.seconds, 3),
    }
    return json.dumps(content, indent=2) + "\n"


def gradescope_report(report: Report, title: str, file: str) -> str:
    """Write Gradescope's ``results.json`` (see "Autograder Specifications", output format)."""
    lines = [f"{report.exercise}: {title}", *(f"Note: {note}" for note in report.notes)]
    if report.output:
        lines += ["Your file printed:", clean(report.output)]
    tests = [
        {
            "name": part.title,
            "number": str(number),
            "score": part.score,
            "max_score": part.points,
            "output": _verdict(part),
            "output_format": "text",
            "status": "passed" if part.score == part.points else "failed",
            "visibility": "visible",
        }
        for number, part in enumerate(report.parts, 1)
    ]
    content = {
        "score": report.score,
        "execution_time": round(report.seconds),
        "output": "\n".join(lines),
        "output_format": "text",
        "visibility": "visible",
        "tests": tests,
    }
    return json.dumps(content, indent=2) + "\n"


def junit_report(report: Report, title: str, file: str) -> str:
    """Write the XML that CI systems read."""
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
            message = _message(part)
            text = f"{part.score} of {part.points} points: {message}"
            ET.SubElement(case, "failure", {"message": message}).text = text
    ET.SubElement(suite, "system-out").text = clean(report.output)
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


class Format(NamedTuple):
    """A format of reports; one for machines is written whatever happens."""

    write: Callable[[Report, str, str], str]  # the report, the exercise's title, the file's name
    ending: str
    for_machines: bool = False


FORMATS = {
    "text": Format(text_report, "txt"),
    "json": Format(json_report, "json"),
    "gradescope": Format(gradescope_report, "json", for_machines=True),
    "junit": Format(junit_report, "xml", for_machines=True),
}


def _verdict(part: PartReport) -> str:
    return "right" if part.feedback.kind is Kind.RIGHT else _message(part)


def _message(part: PartReport) -> str:
    return clean(" ".join(part.feedback.message.split()))
