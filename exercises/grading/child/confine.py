"""Give up everything that a submission does not need."""

import contextlib
import ctypes
import errno
import os
import signal
import sys
from typing import Any

# What a submission may ask of the kernel: memory, time, and the open files. No open, exec, fork,
# kill or socket: everything that is not listed is refused (EPERM).
SYSTEM_CALLS = """
    read write writev close lseek fstat
    mmap munmap mremap mprotect madvise brk
    futex set_robust_list rseq sched_yield getpid gettid
    clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times getrusage
    getrandom rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack restart_syscall
    exit exit_group
"""
CPU_SECONDS = 12
EXTRA_MEMORY = 512 * 2**20
PR_SET_PDEATHSIG = 1


def confine(rules: Any) -> None:
    """Give up a user's rights, time, memory, processes and files (rules: a seccompy.Filter)."""
    try:
        import resource
    except ImportError:
        return  # Windows: only the parent's clock limits the child
    with contextlib.suppress(PermissionError):
        os.setsid()
    limits = {
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,
    }
    with contextlib.suppress(OSError), open("/proc/self/statm") as statm:
        pages = int(statm.read().split()[0])
        limits[resource.RLIMIT_AS] = pages * resource.getpagesize() + EXTRA_MEMORY
    for name, limit in limits.items():
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(name, (limit, limit))
    if os.getuid() == 0:
        nobody = 60_000 + os.getpid() % 5_000  # a user without a name or files
        os.setgroups([])
        os.setresgid(nobody, nobody, nobody)
        os.setresuid(nobody, nobody, nobody)
    die_with_parent()  # again: changing the user undoes it
    if rules is not None:
        rules.load()


def die_with_parent() -> None:
    """Ask Linux to kill this process when its parent dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))


def system_call_rules() -> Any:
    """Prepare the seccompy.Filter while files can still be read."""
    from seccompy import Action, Filter, supported, syscall_nr

    supported()  # finds the C library, for which it opens files
    rules = Filter(default=int(Action.ERRNO) | errno.EPERM)
    for name in SYSTEM_CALLS.split():
        with contextlib.suppress(ValueError, KeyError):  # not on every architecture
            syscall_nr(name)
            rules.allow(name)
    return rules
