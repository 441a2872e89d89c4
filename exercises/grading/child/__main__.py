"""Run a submission's parts, each in a process of its own.

Started with nothing of the project on its path but this folder. The zygote imports NumPy once
and forks a child for each part; without seccomp, `alone` serves a single part. No process here
ever knows a right answer.
"""

import contextlib
import io
import os
import sys
from typing import Any, NoReturn

from confine import confine, die_with_parent, system_call_rules
from imports import import_in_advance
from serve import exactly, receive_bytes, send, serve


def zygote(control: int, channels: list[int], with_scipy: bool) -> None:
    """Fork a child for each part that the parent asks for.

    The submission and the numbers of the parts come in through control; process ids go out.
    """
    die_with_parent()
    rules = system_call_rules()
    import_in_advance(with_scipy)
    source = receive_bytes(control)
    os.write(control, b"ready\n")
    while True:
        number = exactly(control, 1)[0]
        pid = os.fork()
        if pid == 0:
            mine = channels[number]
            for fd in {control, *channels} - {mine}:
                with contextlib.suppress(OSError):
                    os.close(fd)
            _serve_confined(source, mine, mine, rules)
        os.close(channels[number])
        os.write(control, b"pid %d\n" % pid)
        # Not reaped until the parent agrees: until then the process id belongs to this child.
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        os.write(control, b"done\n")
        exactly(control, 1)
        os.waitpid(pid, 0)


def alone(with_scipy: bool) -> NoReturn:
    """Serve one part from standard input to standard output, without a zygote."""
    fd_in, fd_out = os.dup(0), os.dup(1)
    os.dup2(2, 1)  # prints go to standard error
    import_in_advance(with_scipy)
    send(fd_out, ("ready",))
    _serve_confined(receive_bytes(fd_in), fd_in, fd_out, None)


def _serve_confined(source: bytes, fd_in: int, fd_out: int, rules: Any) -> NoReturn:
    code = 1
    try:
        confine(rules)
        serve(source, fd_in, fd_out)
        code = 0
    finally:
        with contextlib.suppress(BaseException):
            sys.stdout.flush()
        os._exit(code)


if __name__ == "__main__":
    sys.stdin = io.StringIO()
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    mode, scipy, *numbers = sys.argv[1:]
    with contextlib.suppress(KeyboardInterrupt):
        if mode == "alone":
            alone(scipy == "scipy")
        control, *channels = map(int, numbers)
        zygote(control, channels, scipy == "scipy")
