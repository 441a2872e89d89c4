"""Run a story as a user does, in its own process and without a screen, and check its output."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from exercises import learner
from exercises.exercise import HERE, Exercise

ROOT = HERE.parent
for needed in ("matplotlib", "tqdm", "threadpoolctl"):
    pytest.importorskip(needed, reason=f"the stories need {needed}")


def run_story(exercise, *arguments):
    """Run ``python -m exercises run`` with one BLAS thread, which is faster on a busy machine."""
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
    """Run a story with wrong options in this process, and return its one-line error."""
    argv = sys.argv
    try:
        with pytest.raises(SystemExit) as end:
            learner.run(Exercise(exercise), arguments)
    finally:
        sys.argv = argv
    out, err = capsys.readouterr()
    assert (end.value.code, out, err.count("\n")) == (2, "", 1)
    return err


class Story(NamedTuple):
    """What a story printed, with the path of its pictures replaced by FOLDER."""

    text: str
    errors: str
    folder: Path

    def section(self, number):
        """What one step printed."""
        text = re.split(rf"\n{number}\. .*\n-+\n", self.text)[1]
        return text.split(f"\n\n{number + 1}. ")[0]


def finished_story(exercise, folder, *arguments):
    """Run a story that should succeed."""
    done = run_story(exercise, "--figures", folder, *arguments)
    assert done.returncode == 0, done.stderr
    return Story(done.stdout.replace(str(folder), "FOLDER"), done.stderr, folder)


def find(pattern, text):
    """The numbers at each N of the pattern, a row for each match. A blank matches several."""
    number = r"(-?\d[\d.]*(?:e[+-]?\d+)?)"
    found = re.findall(pattern.replace("N", number).replace(" ", " +"), text)
    assert found, pattern
    return np.array(found, dtype=float)


def assert_same_story(exercise, story, folder, *arguments, varying=(), last_step=None):
    """Run a story with the worked solution, and compare it with the library's story.

    Text that matches a pattern in varying is not compared, nor what comes after last_step.
    """
    solution = ROOT / "exercises" / exercise / "solution.py"
    mine = finished_story(exercise, folder, *arguments, "--mine", solution)
    assert "With your own functions" in mine.text
    texts = []
    for text in (mine.text, story.text):
        text = text[text.index("\n1. ") :].partition("There is no screen")[0]
        if last_step:
            text = text.partition(f"\n{last_step + 1}. ")[0]
        texts.append(re.sub("|".join(varying), "", text) if varying else text)
    assert texts[0] == texts[1]
    return mine


def assert_pictures(story, names, coloured=False):
    """Check that these pictures and no others exist, are announced, and are not empty."""
    from matplotlib.image import imread

    assert sorted(file.name for file in story.folder.iterdir()) == [f"{name}.png" for name in names]
    for name in names:
        assert f"picture: FOLDER/{name}.png" in story.text
        pixels = imread(story.folder / f"{name}.png")[..., :3]
        assert min(pixels.shape[:2]) > 300, name
        assert pixels.std() > 0.05, name
        middle = pixels[pixels.shape[0] // 3 : -pixels.shape[0] // 3]
        assert middle.std() > 0.02, name
        assert not coloured or np.ptp(middle, axis=2).max() > 0.3, name
