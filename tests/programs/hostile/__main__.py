"""Grade every hostile submission, and every honest one that looks odd.

    python -m tests.programs.hostile [NAME ...] [--user] [--jobs 2] [--verbose]

Prints a line for each. The status is 1 if one scored other points than expected, took too much
time or memory, or left a process or a file behind.
"""

import argparse
import compileall
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.programs.hostile.cases import CHECKOUT, all_cases


@contextmanager
def project_copy() -> Iterator[Path]:
    """Copy what the grader needs to a folder that every user may read."""
    folder = Path(tempfile.mkdtemp(prefix="hostile-project-"))
    try:
        folder.chmod(0o755)
        for name in ("exercises", "nnfunc"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(CHECKOUT / name, folder / name, ignore=ignored)
        compileall.compile_dir(folder, quiet=2)
        for path in folder.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(names: Sequence[str], *, as_user: bool = False, jobs: int = 2) -> Iterator[dict[str, Any]]:
    """Grade submissions, several at a time; yield what `watch` returns for each."""
    with project_copy() as copy, ThreadPoolExecutor(jobs) as pool:
        who = [str(copy), "--user"] if as_user and os.getuid() == 0 else [str(copy)]

        def graded(name: str) -> dict[str, Any]:
            command = [sys.executable, "-m", "tests.programs.hostile.watch", name, *who]
            done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True)
            try:
                return json.loads(done.stdout)
            except ValueError:
                last = done.stderr.strip().splitlines()[-1:] or ["no output"]
                return {"name": name, "faults": [f"the watch failed: {last[0]}"]}

        for future in as_completed([pool.submit(graded, name) for name in names]):
            yield future.result()


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.programs.hostile", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    cases = all_cases()
    parser.add_argument("names", nargs="*", metavar="NAME", help="default: all")
    parser.add_argument("--user", action="store_true", help="grade as an ordinary user")
    parser.add_argument(
        "--jobs", type=int, default=2, help="how many at a time; default: %(default)s"
    )
    parser.add_argument("--verbose", action="store_true", help="print the feedback")
    options = parser.parse_args(argv)
    if unknown := set(options.names) - cases.keys():
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    begun, failed = time.monotonic(), []
    names = options.names or list(cases)
    for done in run(names, as_user=options.user, jobs=options.jobs):
        score, points = done.get("score"), cases[done["name"]].points
        earned = f"{'-' if score is None else score} of {'-' if points is None else points}"
        used = f"{done.get('seconds', 0):5.1f} s {done.get('megabytes', 0):5} MB"
        print(f"{'FAIL' if done['faults'] else 'ok':4} {done['name']:34} {earned:>10} {used}")
        for fault in done["faults"]:
            print(f"       {fault}")
        if options.verbose:
            print(f"       {done.get('feedback')}")
        sys.stdout.flush()
        failed += [done["name"]] if done["faults"] else []
    print(f"{len(names)} submissions, {len(failed)} failed, {time.monotonic() - begun:.0f} s")
    if failed:
        print(f"python -m tests.programs.hostile --verbose {' '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
