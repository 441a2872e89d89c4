# points: 100
# ruff: noqa

import ctypes
import os
import shutil

libc = ctypes.CDLL(None)
for path in (
    "@FOLDER@/home/precious.txt",
    "@FOLDER@/submission.py",
    "@FOLDER@/report.json",
    "@FOLDER@/report.json.part",
    "@CHECKOUT@/exercises/ex4/solution.py",
):
    for way in (
        lambda: os.truncate(path, 0),
        lambda: os.rename(path, "@FOLDER@/tmp/moved"),
        lambda: os.chmod(path, 0),
        lambda: os.chown(path, 0, 0),
        lambda: os.utime(path, (0, 0)),
        lambda: open(path, "r+"),
        lambda: os.unlink(path),
        lambda: libc.unlink(path.encode()),
        lambda: libc.syscall(87, path.encode()),
        lambda: libc.syscall(263, -100, path.encode(), 0),
    ):
        try:
            way()
        except Exception:
            pass
shutil.rmtree("@FOLDER@/home", ignore_errors=True)

# <solution>
