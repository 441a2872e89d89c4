"""The learner's commands: each prints what to do next, and errors are one line."""

import json
import os
import re
import shutil
import subprocess
import sys
import time

import pytest

from exercises.exercise import HERE, Exercise, exercise_names
from exercises.files import Unreadable, read_submission
from tests.exercises.command_line import ROOT, exercises

SOLUTION = Exercise("ex4").solution_text


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """Copy the project, because these commands write to its work/ folder."""
    copy = tmp_path_factory.mktemp("checkout") / "here"
    for package in ("exercises", "nnfunc"):
        ignored = shutil.ignore_patterns("*.pyc")
        shutil.copytree(ROOT / package, copy / package, ignore=ignored)
    return copy


def test_learner_gets_from_nothing_to_full_marks(checkout):
    def run(*arguments):
        return exercises(*arguments, cwd=checkout)

    first = run()
    assert re.findall(r"(ex\d)  .* not started", first.stdout) == exercise_names()
    assert "python -m exercises start ex1" in first.stdout
    ungraded = run("grade", "ex4")
    assert (ungraded.returncode, ungraded.stdout) == (2, "")
    assert "python -m exercises start ex4" in ungraded.stderr

    assert "work/ex4.py" in run("start", "ex4").stdout
    own_file = checkout / "work" / "ex4.py"
    assert own_file.read_bytes() == Exercise("ex4").starter.read_bytes()
    own_file.write_text(own_file.read_text() + "\n# mine\n")
    assert run("start", "ex4").returncode == 1
    assert "# mine" in own_file.read_text()

    graded = run("grade", "ex4")
    assert graded.returncode == 1
    assert "0/100" in graded.stdout
    assert "python -m exercises hint ex4 cost" in graded.stdout
    hints = [run("hint", "ex4").stdout for _ in range(5)]
    assert [re.search(r"hint (\d) of 4", hint)[1] for hint in hints] == ["1", "2", "3", "4", "4"]
    assert "cost, hint" in hints[0]
    assert "0 of 100 points" in run().stdout

    own_file.write_text(SOLUTION)
    graded = run("grade", "ex4")
    assert graded.returncode == 0
    assert "Full marks" in graded.stdout
    assert re.search(r"ex4 .* done", run().stdout)
    assert "All parts are right" in run("hint", "ex4").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("gade ex4", "invalid choice: 'gade'"),
        ("grade ex7", "invalid choice: 'ex7'"),
        ("grade", "required: EXERCISE"),
        ("grade ex4 --seed x", "expected a whole number >= 0"),
        ("grade ex4 none.py", "none.py cannot be read: No such file"),
        ("grade ex4 exercises", "exercises is not a regular file"),
        ("grade ex4 --colour", "unrecognized arguments: --colour"),
        ("grade ex4 a.py --watch b.py", "argument --watch: expected one file"),
        ("grade ex4 a.py b.py", "several files need a folder for their reports: -o FOLDER"),
        ("start ex4 ex5", "unrecognized arguments: ex5"),
        ("hint ex4 costs", "unknown part 'costs'; choose from: cost, regularised_cost"),
        ("run ex4 --mine none.py", "cannot read none.py"),
    ],
)
def test_wrong_command_gets_one_line(checkout, arguments, message):
    done = exercises(*arguments.split(), cwd=checkout)
    assert done.returncode != 0
    assert done.stderr.count("\n") == 1
    assert message in done.stderr


@pytest.mark.parametrize(
    "arguments", ["FILE --format json", "--format json FILE", "--format json --seed 1 FILE"]
)
def test_files_may_stand_before_or_after_options(arguments):
    file = str(HERE / "ex4" / "solution.py")
    done = exercises("grade", "ex4", *arguments.replace("FILE", file).split())
    report = json.loads(done.stdout)
    assert report["score"] == 100
    assert {part["kind"] for part in report["parts"]} == {"right"}


def test_unwritten_function_ends_the_story_in_one_line(checkout):
    pytest.importorskip("matplotlib", reason="the stories draw with matplotlib")
    shutil.copytree(ROOT / "data", checkout / "data", dirs_exist_ok=True)
    done = exercises("run", "ex4", "--mine", "exercises/ex4/starter.py", cwd=checkout)
    assert done.returncode == 1
    assert done.stderr == "\ncost_function is not written yet; see python -m exercises grade ex4\n"


def test_learners_numpy_py_is_not_imported(checkout):
    files = [checkout / f"{name}.py" for name in ("numpy", "json", "argparse")]
    for file in files:
        file.write_text("raise SystemExit('imported')\n")
    try:
        done = exercises("grade", "ex4", "exercises/ex4/solution.py", cwd=checkout)
    finally:
        for file in files:
            file.unlink()
    assert "100/100" in done.stdout


def test_watch_grades_again_when_the_file_is_saved(checkout):
    pytest.importorskip("watchfiles", reason="--watch needs watchfiles")
    file, log = checkout / "watched.py", checkout / "log.txt"
    file.write_bytes(Exercise("ex4").starter.read_bytes())
    with log.open("w") as out:
        watching = subprocess.Popen(
            [sys.executable, "-m", "exercises", "grade", "ex4", str(file), "--watch"],
            cwd=checkout,
            stdout=out,
            stderr=out,
        )
        try:
            _wait_for(log, "Watching")
            time.sleep(1)  # until the watch is set
            file.write_text(SOLUTION)
            _wait_for(log, "100/100")
        finally:
            watching.terminate()
            watching.wait(10)
    assert "0/100" in log.read_text()


def _wait_for(log, text):
    deadline = time.monotonic() + 30
    while text not in log.read_text():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)


def test_only_small_regular_files_are_read(tmp_path):
    readable = tmp_path / "readable.py"
    readable.write_bytes(b"x = 1")
    assert read_submission(readable) == b"x = 1"
    (tmp_path / "large.py").write_bytes(b"#" * 1_000_001)
    (tmp_path / "link.py").symlink_to(readable)
    os.mkfifo(tmp_path / "pipe.py")
    for name, message in {
        "large.py": "larger than a megabyte",
        "link.py": "it is a link",
        "pipe.py": "not a regular file",
        "none.py": "No such file",
        "": "not a regular file",
    }.items():
        with pytest.raises(Unreadable, match=message):
            read_submission(tmp_path / name)
