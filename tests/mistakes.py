"""Is every mistake of the catalogues named as itself and as nothing else?

python -m tests.mistakes [--seeds 20] [ex4 ...]
"""

import argparse
import sys

from exercises.commands import exercise_names
from exercises.grading import grade as grading
from exercises.grading.parts import Exercise
from tests.exercises.in_process import patched, run


def misnamed(name: str, seed: int) -> list[str]:
    """Grade an exercise's solution and every mistake on the inputs of a seed.

    Parameters
    ----------
    name : str
    seed : int

    Returns
    -------
    list of str
        What went wrong, a line each.
    """
    exercise, wrong, real = Exercise(name), [], grading.sandbox.run
    grading.sandbox.run = run
    try:
        solved = grading.grade(name, exercise.solution_text.encode(), seed)
        wrong += [f"{name} {p.name}: solution: {p.feedback}" for p in solved.parts if p.feedback]
        for mistake in exercise.mistakes:
            report = grading.grade(name, patched(exercise.solution_text, mistake.changes), seed)
            said = next(p.feedback for p in report.parts if p.name == mistake.part)
            if said != mistake.say and not said.endswith(f"Then: {mistake.say}"):
                wrong.append(f"{name} {mistake.part}, seed {seed}: {mistake.say} NAMED AS {said!r}")
    finally:
        grading.sandbox.run = real
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercises", nargs="*", default=exercise_names())
    parser.add_argument("--seeds", type=int, default=20)
    options = parser.parse_args()
    failures = 0
    for name in options.exercises:
        wrong = [line for seed in range(options.seeds) for line in misnamed(name, seed)]
        failures += len(wrong)
        print(*wrong, sep="\n", end="\n" if wrong else "")
        count = len(Exercise(name).mistakes)
        print(f"{name}: {count} mistakes, {options.seeds} seeds, {len(wrong)} misnamed", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
