"""Run pytest with two BLAS threads, and under several of OpenBLAS's kernels with one.

    python -m tests.programs.kernels [PYTEST ARGUMENTS]

The kernels differ in the order in which they add, and in whether they fuse a product with a sum.
OpenBLAS falls back silently, so each kernel is tried first and named as threadpoolctl reports it.
"""

import os
import subprocess
import sys

KERNELS = ("Prescott", "Haswell", "SkylakeX")
PROBE = """
import numpy as np, scipy.linalg, threadpoolctl
np.ones((99, 99)) @ np.ones((99, 99))
print(*sorted({pool.get("architecture", "no OpenBLAS") for pool in threadpoolctl.threadpool_info()
               if pool["user_api"] == "blas"}))
"""


def probe(kernel: str) -> str:
    """Return the name of the kernel that runs when this one is requested, "" if it crashes."""
    environment = {**os.environ, "OPENBLAS_CORETYPE": kernel}
    done = subprocess.run([sys.executable, "-c", PROBE], env=environment, stdout=subprocess.PIPE)
    # On x86-64 OpenBLAS reports Prescott by the name of its 32-bit twin, Katmai.
    return "" if done.returncode else done.stdout.decode().strip().replace("Katmai", "Prescott")


def main(arguments: list[str]) -> int:
    runs = {"the default kernel, two threads": {"OPENBLAS_NUM_THREADS": "2"}}
    for kernel in KERNELS:
        name = probe(kernel)
        if name == kernel:
            variables = {"OPENBLAS_CORETYPE": kernel, "OPENBLAS_NUM_THREADS": "1"}
            runs[f"{kernel}, one thread"] = variables
        else:
            found = f"OpenBLAS runs {name}" if name else "it crashes"
            print(f"-- {kernel} is not available on this processor: {found}", flush=True)
    command = [sys.executable, "-m", "pytest", *arguments]
    failed = []
    for title, variables in runs.items():
        print(f"\n-- {title}", flush=True)
        if subprocess.call(command, env={**os.environ, **variables}):
            failed.append(title)
    print("\n-- failed under:" if failed else "\n-- passed under all", *failed, sep="\n   ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
