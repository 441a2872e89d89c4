# points: 100
# Uses every call that can kill, on the parent and another process of the same user.
# ruff: noqa

import ctypes
import os
import signal
import threading

libc = ctypes.CDLL(None)
targets = [int("@BAIT@")]
for ask in (os.getppid, libc.getppid):
    try:
        if ask() > 1:
            targets.append(ask())
    except OSError:
        pass
for pid in targets:
    for number in (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM, signal.SIGSEGV):
        for kill in (
            lambda: os.kill(pid, number),
            lambda: os.killpg(pid, number),
            lambda: os.pidfd_open(pid),
            lambda: signal.pidfd_send_signal(os.pidfd_open(pid), number),
            lambda: libc.kill(pid, number),
            lambda: libc.killpg(pid, number),
            lambda: libc.tgkill(pid, pid, number),
            lambda: libc.sigqueue(pid, number, 0),
            lambda: libc.syscall(62, pid, number),
            lambda: libc.syscall(200, pid, number),
            lambda: libc.syscall(234, pid, pid, number),
            lambda: libc.syscall(129, pid, number, 0),
            lambda: __import__("resource").prlimit(pid, 7, (0, 0)),
            lambda: __import__("resource").prlimit(pid, 0, (1, 1)),
            lambda: libc.prlimit64(pid, 0, (ctypes.c_long * 2)(0, 0), None),
            lambda: os.setpriority(os.PRIO_PROCESS, pid, 19),
            lambda: os.sched_setaffinity(pid, {0}),
        ):
            try:
                kill()
            except (OSError, AttributeError, ImportError):
                pass

# <solution>
