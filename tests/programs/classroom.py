"""Grade a class of 200, twenty of them hostile, in one run of the command line.

    python -m tests.programs.classroom [--students 200] [--keep FOLDER]

Most hand in the solution with a mistake of the catalogue, some the solution or the starter.
Every student must get a report with the right points.
"""

import argparse
import collections
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from exercises.exercise import Exercise
from tests.exercises.in_process import patched

HOSTILE = {
    "exit": "import os; os._exit(0)",
    "loop": "while True: pass",
    "swallow": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "memory": "x = [bytearray(2**28) for _ in range(40)]",
    "fork": "import os\nwhile True: os.fork()",
    "kill": "import os; os.kill(os.getppid(), 9)",
    "print": "while True: print('100/100' * 999)",
    "files": "open('results.json', 'w').write('{}')",
    "import": "from exercises.ex4.solution import *",
    "equal": "class E:\n    __eq__ = lambda *a: True\ncost_function = lambda *a: E()",
}


def write_class(folder: Path, students: int) -> dict[str, int | None]:
    """Write submissions; return their points, or None for a mistake."""
    exercise, rng = Exercise("ex4"), random.Random(0)
    text, earned = exercise.solution_text, {}
    for number in range(students):
        kind = number % 10
        name = f"student{number:03d}"
        if kind == 9:
            attack = list(HOSTILE)[number // 10 % len(HOSTILE)]
            source, earned[name] = HOSTILE[attack].encode(), 0
        elif kind == 0:
            source, earned[name] = text.encode(), 100
        elif kind == 1:
            source, earned[name] = exercise.starter.read_bytes(), 0
        else:
            mistake = rng.choice(exercise.mistakes)
            source, earned[name] = patched(text, mistake.changes), None
        (folder / f"{name}.py").write_bytes(source)
    return earned


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--keep", type=Path, help="keep the files and reports here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        handed_in, reports = folder / "handed-in", folder / "reports"
        handed_in.mkdir(parents=True)
        earned = write_class(handed_in, options.students)
        command = [sys.executable, "-m", "exercises", "grade", "ex4", *sorted(handed_in.iterdir())]
        begun = time.monotonic()
        done = subprocess.run([*command, "--format", "json", "-o", reports], check=False)
        seconds = time.monotonic() - begun
        scores = {f.stem: json.loads(f.read_text())["score"] for f in reports.iterdir()}
    wrong = [
        f"{name}: {scores.get(name)} points, expected {points}"
        for name, points in earned.items()
        if name not in scores or (points is not None and scores[name] != points)
    ]
    wrong += [
        f"{n}: full marks for a mistake"
        for n, p in earned.items()
        if p is None and scores[n] == 100
    ]
    print(*wrong, sep="\n")
    print(f"{len(scores)} reports in {seconds:.0f} s, {len(wrong)} wrong, exit {done.returncode}")
    print("scores:", dict(sorted(collections.Counter(scores.values()).items())))
    return 1 if wrong or done.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
