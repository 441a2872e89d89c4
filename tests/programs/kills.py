"""Kill training runs with SIGKILL at random moments, and check that each goes on where it was.

    python -m tests.programs.kills [--kills N]

After every kill the checkpoint must load, with no J above the one before and no iteration lost.
"""

import argparse
import random
import tempfile
from pathlib import Path

import numpy as np

from tests.nnfunc.test_checkpoints import kill_at_random


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    kills = parser.parse_args().kills
    draw = random.Random()
    with tempfile.TemporaryDirectory() as folder:
        for method in ("L-BFGS-B", "adam"):
            path, J, iterations, without = Path(folder) / f"{method}.npz", np.inf, 0, 0
            for _ in range(kills // 2):
                saved = kill_at_random(path, method, draw.uniform(0.0, 0.5))
                if saved is None:
                    assert J == np.inf, "a checkpoint is gone"
                    without += 1
                    continue
                assert saved.numbers["best_J"] <= J, "J rose"
                assert len(saved.arrays["history"]) >= iterations, "iterations are lost"
                J, iterations = saved.numbers["best_J"], len(saved.arrays["history"])
            print(
                f"{method}: {kills // 2} kills, {without} of them before the first checkpoint, "
                f"nothing lost; {iterations - 1} iterations, best J {J:.6g}",
                flush=True,
            )


if __name__ == "__main__":
    main()
