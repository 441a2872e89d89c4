# points: 100
# ruff: noqa

import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None)
NAME = "nnfunc_hostile"
for place in (".", "/", "/tmp", "/var/tmp", "/dev/shm", "@FOLDER@", "@FOLDER@/home", "@CHECKOUT@"):
    path = f"{place}/{NAME}"
    for way in (
        lambda: open(path, "w"),
        lambda: os.open(path, os.O_CREAT | os.O_WRONLY),
        lambda: os.mkdir(path),
        lambda: os.mkfifo(path),
        lambda: os.mknod(path),
        lambda: os.symlink("/", path),
        lambda: np.save(path, np.ones(3)),
        lambda: np.ones(3).tofile(path),
        lambda: np.savetxt(path, np.ones(3)),
        lambda: np.memmap(path, mode="w+", shape=(3,)),
        lambda: libc.creat(path.encode(), 0o600),
        lambda: libc.mkdir(path.encode(), 0o700),
        lambda: libc.shm_open(f"/{NAME}".encode(), 0o102, 0o600),
        lambda: libc.mkstemp(ctypes.create_string_buffer(path.encode() + b"XXXXXX")),
        lambda: __import__("tempfile").mkstemp(prefix=NAME),
        lambda: __import__("sqlite3").connect(path),
        lambda: __import__("logging").FileHandler(path),
        lambda: __import__("faulthandler").enable(open(path, "w")),
    ):
        try:
            way()
        except Exception:
            pass

# <solution>
