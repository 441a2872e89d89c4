"""Check that the grader names every mistake of the catalogues, and names nothing else.

python -m tests.programs.mistakes [--seeds 20] [ex4 ...]
"""

import argparse
import sys

import numpy as np

from exercises.exercise import Exercise, exercise_names
from exercises.grading.diagnosis import diagnose
from exercises.grading.sandbox import Plan
from tests.exercises.in_process import patched, run


def misnamed(name: str, seed: int) -> list[str]:
    """Grade the solution and every mistake on the inputs of a seed; return a line per fault."""
    exercise, faults = Exercise(name), []
    generators = np.random.default_rng(seed).spawn(len(exercise.parts))
    for part, rng in zip(exercise.parts, generators):
        calls = part.draw_calls(rng)
        expected = [("", exercise.solution_text.encode())]
        expected += [
            (mistake.sentence, patched(exercise.solution_text, mistake.changes))
            for mistake in exercise.mistakes
            if mistake.part == part.name
        ]
        for sentence, source in expected:
            answers = run(source, [Plan(calls, part.stubs)]).answers[0]
            message = diagnose(exercise, part, calls, answers, source).message
            if message != sentence:
                fault = f"expected {sentence or 'right'!r}, got {message or 'right'!r}"
                faults.append(f"{name} {part.name}, seed {seed}: {fault}")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercises", nargs="*", default=exercise_names())
    parser.add_argument("--seeds", type=int, default=20)
    options = parser.parse_args()
    failures = 0
    for name in options.exercises:
        faults = [line for seed in range(options.seeds) for line in misnamed(name, seed)]
        failures += len(faults)
        print(*faults, sep="\n", end="\n" if faults else "")
        count = len(Exercise(name).mistakes)
        print(f"{name}: {count} mistakes, {options.seeds} seeds, {len(faults)} faults", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
