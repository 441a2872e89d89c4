"""Is every mistake of the catalogues named as itself and as nothing else?

python -m tests.programs.mistakes [--seeds 20] [ex4 ...]
"""

import argparse
import sys

import numpy as np
from exercises.commands import exercise_names
from exercises.grading.parts import Exercise

from exercises.grading.diagnosis import feedback
from exercises.grading.grade import calls_of
from exercises.grading.sandbox import Plan
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
    exercise, wrong = Exercise(name), []
    generators = np.random.default_rng(seed).spawn(len(exercise.parts))
    calls = {p.name: calls_of(p, rng) for p, rng in zip(exercise.parts, generators)}

    def said(part, source):
        answers = run(source, [Plan(calls[part.name], part.stubs)]).answers[0]
        return feedback(exercise, part, calls[part.name], answers, source)

    for part in exercise.parts:
        if heard := said(part, exercise.solution_text.encode()):
            wrong.append(f"{name} {part.name}, seed {seed}: the solution heard {heard!r}")
        for mistake in exercise.mistakes:
            if mistake.part == part.name:
                heard = said(part, patched(exercise.solution_text, mistake.changes))
                if heard != mistake.say:
                    wrong.append(f"{name} {part.name}, seed {seed}: {mistake.say} HEARD {heard!r}")
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
