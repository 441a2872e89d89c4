"""Run a story as a user runs it: in a process of its own, with no screen."""

import os
import subprocess
import sys

import pytest

from exercises import commands
from exercises.commands import HERE

ROOT = HERE.parent
for needed in ("matplotlib", "tqdm", "threadpoolctl"):
    pytest.importorskip(needed, reason=f"the stories need {needed}")


def run_story(exercise, *arguments):
    """Run ``python -m exercises run`` on one core, so that a busy machine is no slower."""
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "MPLBACKEND")}
    return subprocess.run(
        [sys.executable, "-m", "exercises", "run", exercise, *map(str, arguments)],
        cwd=ROOT,
        env={**environment, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
    )


def refused(exercise, arguments, capsys):
    """Run a story with wrong options, in this process: return the one line that it says."""
    argv = sys.argv
    try:
        with pytest.raises(SystemExit) as end:
            commands.run(exercise, arguments)
    finally:
        sys.argv = argv
    out, err = capsys.readouterr()
    assert (end.value.code, out, err.count("\n")) == (2, "", 1)
    return err


def picture_of_something(path):
    """Check that a picture is large enough and not empty; return the middle of its pixels."""
    from matplotlib.image import imread

    pixels = imread(path)[..., :3]
    assert min(pixels.shape[:2]) > 300
    assert pixels.std() > 0.05
    middle = pixels[pixels.shape[0] // 3 : -pixels.shape[0] // 3]
    assert middle.std() > 0.02
    return middle
