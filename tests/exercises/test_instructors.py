"""Many submissions at once, in the formats that instructors' tools read."""

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from exercises.commands import HERE
from exercises.grading.parts import Exercise

from tests.exercises.in_process import patched

ROOT = HERE.parent
SOLUTION = (HERE / "ex4" / "solution.py").read_text(encoding="utf-8")
STRANGE = b"def sigmoid_gradient(z):\n    raise ValueError('\\x1b[2J]]>&<\\ud800\\n\\0 \\x85')\n"


def exercises(*arguments, cwd=ROOT, **environment):
    return subprocess.run(
        [sys.executable, "-m", "exercises", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def valid(text, schema):
    jsonschema = pytest.importorskip("jsonschema", reason="schemas are checked by jsonschema")
    report = json.loads(text)
    rules = (Path(__file__).parent / f"{schema}.schema.json").read_text(encoding="utf-8")
    jsonschema.validate(report, json.loads(rules))
    return report


@pytest.fixture(scope="module")
def classroom(tmp_path_factory):
    """Six files: right, one mistake, another with it, nothing, hostile, and no file at all."""
    folder = tmp_path_factory.mktemp("classroom")
    mistakes = Exercise("ex4").mistakes
    one = next(m for m in mistakes if m.part == "regularised_cost")
    files = {
        "ada": SOLUTION.encode(),
        "bob": patched(SOLUTION, one.changes),
        "eve": patched(SOLUTION, one.changes),
        "new": (HERE / "ex4" / "starter.py").read_bytes(),
        "odd": STRANGE,
    }
    for name, source in files.items():
        (folder / f"{name}.py").write_bytes(source)
    (folder / "gone.py").symlink_to(folder / "ada.py")
    return folder, one


SCORES = {"ada": 100, "bob": 90, "eve": 90, "new": 0, "odd": 0, "gone": 0}


def test_a_class_gets_a_report_each_and_a_summary(classroom, tmp_path):
    folder, one = classroom
    files = sorted(folder.glob("*.py"))
    done = exercises("grade", "ex4", *files, "--format", "gradescope", "-o", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "6 submissions" in done.stdout
    assert "1 with full marks" in done.stdout
    assert f"    2  J with regularisation: {one.say}" in done.stdout
    assert "6/6" in done.stderr
    reports = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    scores = {name: valid(text, "gradescope")["score"] for name, text in reports.items()}
    assert scores == {f"{name}.json": score for name, score in SCORES.items()}
    assert "it is a link" in json.loads(reports["gone.json"])["tests"][0]["output"]


@pytest.mark.parametrize(("form", "ending"), [("json", "json"), ("junit", "xml"), ("text", "txt")])
def test_other_formats(form, ending, classroom, tmp_path):
    folder, _ = classroom
    files = [folder / f"{name}.py" for name in ("bob", "odd")]
    done = exercises("grade", "ex4", *files, "--format", form, "-o", tmp_path)
    assert done.returncode == 0, done.stderr
    bob, odd = ((tmp_path / f"{n}.{ending}").read_text(encoding="utf-8") for n in ("bob", "odd"))
    if form == "json":
        assert (valid(bob, "report")["score"], valid(odd, "report")["score"]) == (90, 0)
    elif form == "junit":
        suite = ET.fromstring(bob.encode())
        assert len(suite.findall(".//failure")) == 1
        assert suite.find("testsuite").get("failures") == "1"
        assert len(ET.fromstring(odd.encode()).findall(".//failure")) == 7
    else:
        assert "90/100" in bob
        assert "0/100" in odd


def test_reports_of_equal_names_do_not_overwrite_each_other(tmp_path):
    for student in "ab":
        (tmp_path / student).mkdir()
        (tmp_path / student / "ex4.py").write_text(SOLUTION if student == "a" else "")
    out = tmp_path / "out"
    files = [tmp_path / "a" / "ex4.py", tmp_path / "b" / "ex4.py"]
    assert exercises("grade", "ex4", *files, "--format", "json", "-o", out).returncode == 0
    scores = sorted(json.loads(path.read_text())["score"] for path in out.iterdir())
    assert scores == [0, 100]


def test_many_files_need_a_folder(tmp_path):
    done = exercises("grade", "ex4", "a.py", "b.py")
    assert done.returncode == 2
    assert done.stderr == "grade: many files need a folder for their reports: -o FOLDER\n"


def test_one_file_for_a_machine(tmp_path):
    file, out = tmp_path / "mine.py", tmp_path / "results.json"
    file.write_text(SOLUTION.replace("return g * (1 - g)", "return g"))
    done = exercises("grade", "ex4", file, "--format", "gradescope", "-o", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    report = valid(out.read_text(), "gradescope")
    assert report["score"] == 50
    assert report["tests"][2]["output"].startswith("this is g itself")
    done = exercises("grade", "ex4", file, "--format", "json")
    assert done.returncode == 1
    assert valid(done.stdout, "report")["score"] == 50
    assert exercises("grade", "ex4", file).returncode == 1


def test_strange_messages_do_not_break_a_format(tmp_path):
    (tmp_path / "odd.py").write_bytes(STRANGE)
    for form in ("text", "junit"):
        done = exercises("grade", "ex4", tmp_path / "odd.py", "--format", form)
        assert "\x1b" not in done.stdout
        assert r"\x1b[2J" in done.stdout or r"\\x1b[2J" in done.stdout
        if form == "junit":
            ET.fromstring(done.stdout.encode())


def test_there_is_a_report_even_if_the_grader_is_killed(tmp_path, monkeypatch):
    from exercises import commands
    from exercises.grading import grade

    def dies(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(grade, "grade", dies)
    (tmp_path / "mine.py").write_text(SOLUTION)
    out = tmp_path / "results.json"
    with pytest.raises(KeyboardInterrupt):
        commands.grade_one("ex4", tmp_path / "mine.py", "gradescope", out, None)
    assert valid(out.read_text(), "gradescope")["score"] == 0


@pytest.mark.skipif(os.name != "posix", reason="the bundle's scripts are for Linux")
@pytest.mark.parametrize("name", ["ex3", "ex6"])  # the only ones that lean on other modules
def test_a_bundle_grades_as_gradescope_runs_it(name, tmp_path):
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
        return valid((tmp_path / "results" / "results.json").read_text(), "gradescope")

    assert run_autograder()["score"] == 0  # nothing handed in
    (tmp_path / "submission" / "my_answer.py").write_bytes(
        (HERE / name / "solution.py").read_bytes()
    )
    assert run_autograder()["score"] == 100
