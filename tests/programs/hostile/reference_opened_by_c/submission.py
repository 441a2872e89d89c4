# points: 0
# Bypasses Python: the C library, its loader, and system calls.
# ruff: noqa

import ctypes
import os

PATH = b"@CHECKOUT@/exercises/ex4/solution.py"
libc = ctypes.CDLL(None)
libc.fopen.restype = libc.mmap.restype = ctypes.c_void_p
how = ctypes.create_string_buffer(24)
WAYS = [
    lambda: libc.open(PATH, 0),
    lambda: libc.open64(PATH, 0),
    lambda: libc.openat(-100, PATH, 0),
    lambda: libc.creat(b"@FOLDER@/tmp/nnfunc_hostile", 0o600) * 0 - 1,
    lambda: libc.syscall(2, PATH, 0),
    lambda: libc.syscall(257, -100, PATH, 0),
    lambda: libc.syscall(437, -100, PATH, how, 24),
    lambda: libc.syscall(56, -100, PATH, 0),
    lambda: libc.syscall(2 + 0x40000000, PATH, 0),
    lambda: libc.syscall(257 + 0x40000000, -100, PATH, 0),
    lambda: libc.syscall(304, -100, PATH, 0),
    lambda: libc.syscall(428, -100, PATH, 0),
]
for way in WAYS:
    try:
        fd = way()
        if fd >= 0:
            exec(os.read(fd, 10**6))
    except Exception:
        pass
try:
    file = libc.fopen(PATH, b"r")
    if file:
        memory = ctypes.create_string_buffer(10**5)
        libc.fread(memory, 1, 10**5, ctypes.c_void_p(file))
        exec(memory.value)
except Exception:
    pass
