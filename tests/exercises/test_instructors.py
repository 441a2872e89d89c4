"""Grading a class, in the formats that instructors' tools read."""

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest

from exercises.exercise import Exercise
from exercises.grading import grade
from tests.exercises.command_line import exercises
from tests.exercises.in_process import patched

EX4 = Exercise("ex4")
SOLUTION = EX4.solution_text
MISTAKE = next(mistake for mistake in EX4.mistakes if mistake.part == EX4.parts[1].name)
STRANGE = b"def sigmoid_gradient(z):\n    raise ValueError('\\x1b[2J]]>&<\\ud800\\n\\0 \\x85')\n"


def checked(text, schema):
    """Parse a report and check it against a JSON schema."""
    jsonschema = pytest.importorskip("jsonschema", reason="schemas are checked by jsonschema")
    report = json.loads(text)
    rules = (Path(__file__).parent / f"{schema}.schema.json").read_text(encoding="utf-8")
    jsonschema.validate(report, json.loads(rules))
    return report


@pytest.fixture(scope="module")
def submissions(tmp_path_factory):
    """Hand in the solution, the same mistake twice, a starter, a strange file, and a link."""
    folder = tmp_path_factory.mktemp("submissions")
    files = {
        "ada": SOLUTION.encode(),
        "bob": patched(SOLUTION, MISTAKE.changes),
        "eve": patched(SOLUTION, MISTAKE.changes),
        "new": EX4.starter.read_bytes(),
        "odd": STRANGE,
    }
    for name, source in files.items():
        (folder / f"{name}.py").write_bytes(source)
    (folder / "link.py").symlink_to(folder / "ada.py")
    return folder


SCORES = {"ada": 100, "bob": 90, "eve": 90, "new": 0, "odd": 0, "link": 0}


def test_class_gets_a_report_each_and_a_summary(submissions, tmp_path):
    files = sorted(submissions.glob("*.py"))
    done = exercises("grade", "ex4", *files, "--format", "gradescope", "-o", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "6 submissions" in done.stdout
    assert "1 with full marks" in done.stdout
    assert f"    2  J with regularisation: {MISTAKE.sentence}" in done.stdout
    assert "6/6" in done.stderr
    reports = {path.stem: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert SCORES == {n: checked(text, "gradescope")["score"] for n, text in reports.items()}
    assert "it is a link" in json.loads(reports["link"])["tests"][0]["output"]


@pytest.fixture(scope="module", params=[("json", "json"), ("junit", "xml"), ("text", "txt")])
def reports(request, submissions, tmp_path_factory):
    """Grade two submissions; return the format and its reports on them."""
    form, ending = request.param
    out = tmp_path_factory.mktemp(form)
    files = [submissions / f"{name}.py" for name in ("bob", "odd")]
    done = exercises("grade", "ex4", "-o", out, "--format", form, *files)
    assert done.returncode == 0, done.stderr
    return form, *((out / f"{n}.{ending}").read_text(encoding="utf-8") for n in ("bob", "odd"))


def test_every_format_has_the_same_scores(reports):
    form, bob, odd = reports
    if form == "json":
        bob, odd = checked(bob, "report"), checked(odd, "report")
        assert (bob["score"], odd["score"]) == (90, 0)
        kinds = [part["kind"] for part in bob["parts"] if part["kind"] != "right"]
        assert kinds == ["mistake"]
    elif form == "junit":
        suite = ET.fromstring(bob.encode())
        assert len(suite.findall(".//failure")) == 1
        assert suite.find("testsuite").get("failures") == "1"
        assert len(ET.fromstring(odd.encode()).findall(".//failure")) == 7
    else:
        assert "90/100" in bob
        assert "0/100" in odd


def test_strange_messages_are_escaped(reports):
    _, _, odd = reports
    assert "\x1b" not in odd
    assert r"\x1b[2J" in odd


def test_reports_of_equal_names_do_not_overwrite_each_other(tmp_path):
    for student, text in (("a", SOLUTION), ("b", "")):
        (tmp_path / student).mkdir()
        (tmp_path / student / "ex4.py").write_text(text)
    out = tmp_path / "out"
    files = [tmp_path / "a" / "ex4.py", tmp_path / "b" / "ex4.py"]
    assert exercises("grade", "ex4", *files, "--format", "json", "-o", out).returncode == 0
    scores = sorted(json.loads(path.read_text())["score"] for path in out.iterdir())
    assert scores == [0, 100]


def test_one_file_for_a_machine(tmp_path):
    file, out = tmp_path / "mine.py", tmp_path / "results.json"
    file.write_text(SOLUTION.replace("return g * (1 - g)", "return g"))
    done = exercises("grade", "ex4", file, "--format", "gradescope", "-o", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    report = checked(out.read_text(), "gradescope")
    assert report["score"] == 50
    assert report["tests"][2]["output"].startswith("this is g itself")
    done = exercises("grade", "ex4", file, "--format", "json")
    assert done.returncode == 1
    assert checked(done.stdout, "report")["score"] == 50
    assert exercises("grade", "ex4", file).returncode == 1


def test_report_exists_even_if_the_grader_is_killed(tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(grade, "grade", interrupted)
    (tmp_path / "mine.py").write_text(SOLUTION)
    out = tmp_path / "results.json"
    with pytest.raises(KeyboardInterrupt):
        grade.grade_file(EX4, tmp_path / "mine.py", "gradescope", out)
    assert checked(out.read_text(), "gradescope")["score"] == 0


@pytest.mark.skipif(os.name != "posix", reason="the bundle's scripts are for Linux")
@pytest.mark.parametrize("name", ["ex3", "ex6"])  # these import more modules than the others
def test_bundle_grades_as_gradescope_runs_it(name, tmp_path):
    done = exercises("bundle", name, "-o", tmp_path / "grader.zip")
    assert done.returncode == 0, done.stderr
    for folder in ("source", "submission", "results"):
        (tmp_path / folder).mkdir()
    subprocess.run(
        [sys.executable, "-m", "zipfile", "-e", tmp_path / "grader.zip", tmp_path / "source"],
        check=True,
    )
    with zipfile.ZipFile(tmp_path / "grader.zip") as archive:
        modes = {i.filename: i.external_attr >> 16 & 0o777 for i in archive.infolist()}
    assert modes["run_autograder"] == modes["setup.sh"] == 0o755
    environment = {**os.environ, "AUTOGRADER_ROOT": str(tmp_path)}
    environment["AUTOGRADER_PYTHON"] = sys.executable
    environment.pop("PYTHONPATH", None)

    def run_autograder():
        command = ["bash", tmp_path / "source" / "run_autograder"]
        subprocess.run(command, check=True, env=environment, timeout=60)
        return checked((tmp_path / "results" / "results.json").read_text(), "gradescope")

    assert run_autograder()["score"] == 0  # nothing is handed in
    (tmp_path / "submission" / "my_answer.py").write_text(Exercise(name).solution_text)
    assert run_autograder()["score"] == 100
