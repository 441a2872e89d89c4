"""Compare random networks with autograd and with differences, for as many draws as you like.

    python -m tests.programs.campaign --draws 2000 --seed 0

The last line gives the largest differences, or the smallest case that fails, with status 1.
"""

import argparse
import sys
import time
from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import UnsatisfiedAssumption

from tests.nnfunc.test_random_networks import Case, cases, check


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.programs.campaign", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--draws", type=int, default=2000, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=0, help="default: %(default)s")
    options = parser.parse_args(argv)

    worst: dict[str, float] = {}
    drawn = near_a_kink = 0
    failed: Case | None = None
    try:
        from tqdm import tqdm
    except ImportError:
        bar = None
    else:
        bar = tqdm(total=options.draws, unit="draw", disable=not sys.stderr.isatty())

    @seed(options.seed)
    @settings(
        max_examples=options.draws,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(cases())
    def run(case: Case) -> None:
        nonlocal drawn, near_a_kink, failed
        try:
            found = check(case)
        except UnsatisfiedAssumption:
            near_a_kink += 1
            raise
        except Exception:
            failed = case  # hypothesis shrinks it: the last one is the smallest
            raise
        drawn += 1
        for name, far in found.items():
            worst[name] = max(far, worst.get(name, 0.0))
        if bar is not None:
            bar.update()

    start = time.perf_counter()
    try:
        run()
    except Exception as error:
        if failed is None:
            raise
        print(f"FAILED (seed {options.seed}): {str(error).splitlines()[0]}\n{failed}")
        return 1
    finally:
        if bar is not None:
            bar.close()
    differences = ", ".join(f"{name} {far:.1e}" for name, far in worst.items())
    print(
        f"{drawn} draws, seed {options.seed}, {time.perf_counter() - start:.0f} s, "
        f"{near_a_kink} too near a kink; worst differences: {differences}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
