"""Run pytest under several of OpenBLAS's kernels, then with two BLAS threads.

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
    """Return the name of the kernel that runs when this one is asked for."""
    environment = {**os.environ, "OPENBLAS_CORETYPE": kernel}
    done = subprocess.run([sys.executable, "-c", PROBE], env=environment, stdout=subprocess.PIPE)
    # Without its instructions a kernel dies of an illegal one. Prescott's other name is Katmai.
    return "" if done.returncode else done.stdout.decode().strip().replace("Katmai", "Prescott")


def run(title: str, arguments: list[str], **environment: str) -> bool:
    """Run pytest in this environment and return whether it passed."""
    print(f"\n-- {title}", flush=True)
    command = [sys.executable, "-m", "pytest", *arguments]
    return not subprocess.call(command, env={**os.environ, **environment})


def main(arguments: list[str]) -> int:
    results = []
    for kernel in KERNELS:
        name = probe(kernel)
        if name == kernel:
            title = f"{name}, one thread"
            results.append(
                run(title, arguments, OPENBLAS_CORETYPE=kernel, OPENBLAS_NUM_THREADS="1")
            )
        else:
            print(f"\n-- {kernel} is not available here: {name or 'it does not run'}", flush=True)
    results.append(run("two threads", arguments, OPENBLAS_NUM_THREADS="2"))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
