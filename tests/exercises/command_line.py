"""Run ``python -m exercises`` in a process of its own."""

import os
import subprocess
import sys

from exercises.exercise import HERE

ROOT = HERE.parent


def exercises(*arguments, cwd=ROOT, timeout=120, **environment):
    """Run a command, from the project's checkout or from another one."""
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-m", "exercises", *map(str, arguments)],
        cwd=cwd,
        env={**variables, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
    )
    assert "Traceback" not in done.stderr
    return done
