# points: 100
# Scores only if the child's code cannot be imported and channels allow nothing but read and write.
# ruff: noqa

import ctypes
import importlib
import os
import socket
import sys

for name in ("__main__", "confine", "imports", "serve", "wire", "exercises", "nnfunc"):
    sys.path.insert(0, os.path.dirname(sys.argv[0]))
    sys.path.insert(0, sys.argv[0])
    if name != "__main__":
        try:
            importlib.import_module(name)
        except ImportError:
            continue
        raise SystemExit(f"{name} can be imported")

libc = ctypes.CDLL(None, use_errno=True)
for fd in range(3, 64):  # every channel is a socket
    buffer = ctypes.create_string_buffer(64)
    for call in (
        lambda: libc.send(fd, buffer, 1, 0x40),
        lambda: libc.recv(fd, buffer, 64, 0x42),
        lambda: libc.sendmsg(fd, buffer, 0),
        lambda: libc.recvmsg(fd, buffer, 0),
        lambda: libc.shutdown(fd, 2),
        lambda: libc.setsockopt(fd, 1, 7, buffer, 4),
        lambda: libc.getsockopt(fd, 1, 17, buffer, buffer),
        lambda: libc.getpeername(fd, buffer, buffer),
        lambda: libc.fcntl(fd, 4, 0x800),
        lambda: libc.dup(fd),
    ):
        ctypes.set_errno(0)
        if call() != -1 or ctypes.get_errno() != 1:
            raise SystemExit("a call on a channel was let through")

# <solution>
