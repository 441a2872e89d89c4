"""A newcomer who types ``python -m exercises`` finds everything else from there."""

import json
import os
import re
import shutil
import subprocess
import sys
import time

import pytest
from exercises.commands import HERE, exercise_names, read_submission

ROOT = HERE.parent


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A checkout of one's own: these commands write to work/."""
    copy = tmp_path_factory.mktemp("checkout") / "here"
    shutil.copytree(ROOT / "exercises", copy / "exercises", ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copytree(ROOT / "nnfunc", copy / "nnfunc", ignore=shutil.ignore_patterns("*.pyc"))
    return copy


def exercises(checkout, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", "exercises", *arguments],
        cwd=checkout,
        env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert "Traceback" not in done.stderr
    return done


def test_from_nothing_to_full_marks(checkout):
    shutil.rmtree(checkout / "work", ignore_errors=True)
    first = exercises(checkout)
    assert re.findall(r"(ex\d)  .* not begun", first.stdout) == exercise_names()
    assert "python -m exercises start ex1" in first.stdout
    assert "python -m exercises start ex4" in exercises(checkout, "grade", "ex4").stderr

    assert "work/ex4.py" in exercises(checkout, "start", "ex4").stdout
    own = checkout / "work" / "ex4.py"
    assert own.read_bytes() == (checkout / "exercises/ex4/starter.py").read_bytes()
    own.write_text(own.read_text() + "\n# mine\n")
    again = exercises(checkout, "start", "ex4")
    assert again.returncode == 1
    assert "# mine" in own.read_text()

    graded = exercises(checkout, "grade", "ex4")
    assert graded.returncode == 1
    assert "0/100" in graded.stdout
    assert "python -m exercises hint ex4 cost" in graded.stdout
    hints = [exercises(checkout, "hint", "ex4").stdout for _ in range(5)]
    assert [re.search(r"hint (\d) of 4", hint)[1] for hint in hints] == ["1", "2", "3", "4", "4"]
    assert "cost, hint" in hints[0]
    assert "0 of 100 points" in exercises(checkout).stdout

    own.write_bytes((checkout / "exercises/ex4/solution.py").read_bytes())
    graded = exercises(checkout, "grade", "ex4")
    assert graded.returncode == 0
    assert "Full marks" in graded.stdout
    assert re.search(r"ex4 .* done", exercises(checkout).stdout)
    assert "nothing left to hint" in exercises(checkout, "hint", "ex4").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["grade", "ex7"], "invalid choice: 'ex7'"),
        (["grade", "ex4", "--seed", "x"], "expected a whole number >= 0"),
        (["grade", "ex4", "none.py"], "none.py: cannot be read: No such file"),
        (["grade", "ex4", "exercises"], "exercises: is not a regular file"),
        (["grade", "ex4", "--colour"], "unrecognized arguments: --colour"),
        (["hint", "ex4", "costs"], "there is no part 'costs'; there are: cost, regularised_cost"),
        (["run", "ex4", "--mine", "none.py"], "cannot read none.py"),
    ],
)
def test_a_wrong_command_gets_one_line(checkout, arguments, says):
    done = exercises(checkout, *arguments)
    assert done.returncode != 0
    assert done.stderr.count("\n") == 1
    assert says in done.stderr


def test_an_unwritten_function_ends_the_story_in_one_line(checkout):
    pytest.importorskip("matplotlib", reason="the stories draw with matplotlib")
    shutil.copytree(ROOT / "data", checkout / "data", dirs_exist_ok=True)
    starter = checkout / "exercises" / "ex4" / "starter.py"
    done = exercises(checkout, "run", "ex4", "--mine", str(starter))
    assert done.returncode == 1
    assert done.stderr == "\ncost_function is not written yet: python -m exercises grade ex4\n"


def test_a_learners_numpy_py_is_not_imported(checkout):
    for name in ("numpy.py", "json.py", "argparse.py"):
        (checkout / name).write_text("raise SystemExit('taken in')\n")
    try:
        done = exercises(checkout, "grade", "ex4", "exercises/ex4/solution.py")
    finally:
        for name in ("numpy.py", "json.py", "argparse.py"):
            (checkout / name).unlink()
    assert "100/100" in done.stdout


def test_watch_grades_again_when_the_file_is_saved(checkout):
    pytest.importorskip("watchfiles", reason="--watch is watchfiles'")
    file, log = checkout / "watched.py", checkout / "log.txt"
    file.write_bytes((HERE / "ex4" / "starter.py").read_bytes())
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
            file.write_bytes((HERE / "ex4" / "solution.py").read_bytes())
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
    good = tmp_path / "good.py"
    good.write_bytes(b"x = 1")
    assert read_submission(good) == b"x = 1"
    (tmp_path / "large.py").write_bytes(b"#" * 1_000_001)
    (tmp_path / "link.py").symlink_to(good)
    os.mkfifo(tmp_path / "pipe.py")
    for name, says in {
        "large.py": "larger than a megabyte",
        "link.py": "it is a link",
        "pipe.py": "not a regular file",
        "none.py": "No such file",
    }.items():
        with pytest.raises(ValueError, match=says):
            read_submission(tmp_path / name)
    with pytest.raises(ValueError, match="not a regular file"):
        read_submission(tmp_path)


def test_json_for_a_learner_has_the_same_facts(checkout):
    done = exercises(checkout, "grade", "ex4", "exercises/ex4/solution.py", "--format", "json")
    assert json.loads(done.stdout)["score"] == 100
