"""Run a submission, and make the calls that the parent asks for."""

import os
import struct
import sys
import types
from typing import Any

from wire import MAX_TEXT, Callback, decode, frame

NAME = "submission"  # the file's name in tracebacks

_os_write, _os_read = os.write, os.read  # the submission may replace those of the module


def serve(source: bytes, fd_in: int, fd_out: int) -> None:
    """Run a submission, then make the calls that come in and send what they return."""
    module = types.ModuleType(NAME)
    module.__dict__["__file__"] = NAME
    sys.modules[NAME] = module
    try:
        exec(compile(source, NAME, "exec", dont_inherit=True), module.__dict__)
    except BaseException as error:
        send(fd_out, _error_record(error))
        return
    send(fd_out, ("ready",))
    for name in _receive(fd_in):
        module.__dict__[name] = lambda first, *args, **kwargs: first
    while True:
        name, args, kwargs = _receive(fd_in)
        args = _with_functions(args, fd_in, fd_out)
        function = module.__dict__.get(name)
        if not callable(function):
            send(fd_out, ("missing",))
            continue
        try:
            result = function(*args, **kwargs)
            if type(result) is types.GeneratorType:
                result = list(result)  # a function may yield instead of returning a list
            answer = ("result", result, tuple(None if callable(a) else a for a in args))
        except BaseException as error:
            answer = _error_record(error)
        send(fd_out, answer)


def _with_functions(value: Any, fd_in: int, fd_out: int) -> Any:
    """Replace each Callback by a function that asks the parent."""
    if type(value) is tuple:
        return tuple(_with_functions(item, fd_in, fd_out) for item in value)
    if type(value) is not Callback:
        return value

    def call(*args: Any) -> Any:
        send(fd_out, ("callback", value.number, args))
        return _receive(fd_in)

    return call


def _error_record(error: BaseException) -> tuple[str, str, int, str]:
    """Describe an exception: its name, the submission's line, its message."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == NAME:
            line = trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and error.filename == NAME:
        line = error.lineno or 0
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    return ("error", type(error).__name__[:80], line, str(message)[:MAX_TEXT])


def send(fd: int, value: Any) -> None:
    data = memoryview(frame(value))
    while data:
        data = data[_os_write(fd, data) :]


def _receive(fd: int) -> Any:
    return decode(receive_bytes(fd), with_functions=True)[0]


def receive_bytes(fd: int) -> bytes:
    """Read bytes that are preceded by their length."""
    return exactly(fd, struct.unpack("<I", exactly(fd, 4))[0])


def exactly(fd: int, count: int) -> bytes:
    chunks = []
    while count:
        chunk = _os_read(fd, min(count, 2**20))
        if not chunk:
            os._exit(0)  # the parent closed the channel
        chunks.append(chunk)
        count -= len(chunk)
    return b"".join(chunks)
