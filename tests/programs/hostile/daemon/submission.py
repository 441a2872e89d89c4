# points: 100
# Tries to outlive the grading and overwrite the report.
# ruff: noqa

import ctypes
import os
import time

libc = ctypes.CDLL(None)
for fork in (
    os.fork,
    libc.fork,
    lambda: libc.syscall(57),
    lambda: libc.syscall(56, 17, 0, 0, 0, 0),
):
    try:
        if fork() == 0:
            libc.setsid()
            if fork() == 0:
                for _ in range(20):
                    time.sleep(1)
                    with open("@FOLDER@/report.json", "w") as report:
                        report.write('{"score": 100, "points": 100, "parts": []}')
            os._exit(0)
    except Exception:
        pass

# <solution>
