"""Pack an exercise's grader for Gradescope."""

import zipfile
from itertools import chain
from pathlib import Path

from exercises.exercise import HERE, Exercise

SETUP = """#!/usr/bin/env bash
# Run once, when the autograder's image is built. It needs Python 3.11 or newer.
set -eu
root="${AUTOGRADER_ROOT:-/autograder}"
python=""
for candidate in python3.13 python3.12 python3.11 python3; do
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python="$candidate"
    break
  fi
done
if [ -z "$python" ] || ! "$python" -m venv "$root/venv"; then
  apt-get update
  apt-get install -y python3.12 python3.12-venv || apt-get install -y python3.11 python3.11-venv
  python=$(command -v python3.12 || command -v python3.11)
  "$python" -m venv "$root/venv"
fi
"$root/venv/bin/python" -m pip install --quiet numpy scipy seccompy
"""

RUN = """#!/usr/bin/env bash
# Run for every submission: reads submission/, writes results/results.json.
set -u
root="${{AUTOGRADER_ROOT:-/autograder}}"
file="$root/submission/{exercise}.py"
if [ ! -e "$file" ]; then
  for other in "$root"/submission/*.py; do
    if [ -e "$other" ]; then file="$other"; fi
  done
fi
cd "$root/source"
exec "${{AUTOGRADER_PYTHON:-$root/venv/bin/python}}" -m exercises grade {exercise} "$file" \\
  --format gradescope -o "$root/results/results.json"
"""


def bundle(exercise: Exercise, path: Path) -> int:
    """Write a zip with setup.sh, run_autograder and the grader's own files."""
    scripts = {"setup.sh": SETUP, "run_autograder": RUN.format(exercise=exercise.name)}
    part = path.with_name(f"{path.name}.part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in scripts.items():
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.external_attr = 0o755 << 16  # executable once unpacked
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
        folders = (
            HERE.glob("*.py"),
            (HERE / "grading").rglob("*.py"),
            exercise.folder.glob("*.py"),
        )
        for file in sorted(chain(*folders)):
            archive.write(file, file.relative_to(HERE.parent))
    part.replace(path)
    name = exercise.name
    print(f"{path}: upload it as the autograder of an assignment that takes {name}.py.")
    return 0
