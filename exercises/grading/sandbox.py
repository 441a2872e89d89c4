"""The parent of the sandboxed child: start it, ask for calls, and collect the answers.

Nothing here knows a right answer. The submission's bytes pass through unread, and when `run`
returns, every process that held them is dead.
"""

import asyncio
import contextlib
import os
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np

from exercises.grading.child.wire import MAX_FRAME, MAX_TEXT, BadFrame, Callback, decode, frame

SECONDS_TO_START = 60.0
SECONDS_A_PART = 10.0
SECONDS_IN_ALL = 30.0
CALLBACKS_A_CALL = 20_000
CALLBACK_BYTES = 4 * 2**20  # of the arguments of one callback
PART_BYTES = MAX_FRAME  # of all the answers of a part
OUTPUT_KEPT = 10_000  # bytes of what the submission prints
CHILD = Path(__file__).with_name("child")


class Call(NamedTuple):
    """A call to make. Functions among args stay with the parent, which the child asks."""

    function: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any] = {}


class Plan(NamedTuple):
    """The calls of a part, and the functions to replace by one that returns its argument."""

    calls: Sequence[Call]
    stubs: tuple[str, ...] = ()


class Answer(NamedTuple):
    """What happened to a call."""

    kind: Literal[
        "ready",  # the file has run; not an answer to a call
        "result",
        "missing",  # no such function
        "error",  # the function raised
        "cannot_run",  # the file raised
        "hung",  # the file did not finish running
        "exited",  # the file ended the process
        "timeout",
        "died",  # the function ended the process
        "forged",
    ]
    value: Any = None
    args: tuple[Any, ...] = ()  # after the call
    error: str = ""  # the exception's name
    line: int = 0
    message: str = ""


class Outcome(NamedTuple):
    """The answers to every part's calls, what was printed, and which protections were missing."""

    answers: list[list[Answer]]
    output: str
    notes: list[str] = []


def run(source: bytes, parts: Sequence[Plan], *, with_scipy: bool = False) -> Outcome:
    """Make the calls of every part, each part in a process of its own.

    Every call gets an answer. A part whose process hangs or dies keeps the answers it gave.
    """
    notes = missing_protections()
    run_parts = _run_alone if notes else _run_zygote
    answers, output = asyncio.run(run_parts(source, parts, with_scipy))
    return Outcome(answers, output, notes)


def missing_protections() -> list[str]:
    """Say why this system cannot safely grade a stranger's code; empty if seccomp works."""
    if sys.platform != "linux":
        return [f"graded without seccomp, missing on {sys.platform}: only for code you trust"]
    try:
        import seccompy
    except ImportError:
        install = "pip install 'nnfunc[grader]'"
        return [f"graded without seccomp ({install}): only for code you trust"]
    return [] if seccompy.supported() else ["graded without seccomp: only for code you trust"]


class _Channel(NamedTuple):
    """A pair of sockets: the child's, on which it blocks, and ours, which is a stream."""

    theirs: socket.socket
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def close(self) -> None:
        self.theirs.close()
        self.writer.transport.abort()


async def _open_channel() -> _Channel:
    ours, theirs = socket.socketpair()
    return _Channel(theirs, *await asyncio.open_connection(sock=ours))


async def _read_line(reader: asyncio.StreamReader) -> bytes:
    """Read a line of the zygote's; empty if it is dead."""
    with contextlib.suppress(ConnectionError):
        return await reader.readline()
    return b""


async def _run_zygote(
    source: bytes, parts: Sequence[Plan], with_scipy: bool
) -> tuple[list[list[Answer]], str]:
    async with contextlib.AsyncExitStack() as stack:
        channels = [await _open_channel() for _ in range(len(parts) + 1)]
        for channel in channels:
            stack.callback(channel.close)
        process = await _start("zygote", with_scipy, [c.theirs.fileno() for c in channels])
        stack.push_async_callback(_end, process)
        printed = bytearray()
        drain = asyncio.create_task(_drain(process.stdout, printed))
        for channel in channels:
            channel.theirs.close()  # the child has inherited it

        control, *of_parts = channels
        control.writer.write(struct.pack("<I", len(source)) + source)
        async with asyncio.timeout(SECONDS_TO_START):
            if await _read_line(control.reader) != b"ready\n":
                raise RuntimeError(f"the grader's own process did not start: {printed.decode()}")
        end = time.monotonic() + SECONDS_IN_ALL  # after the imports
        answers: list[list[Answer]] = []
        for number, plan in enumerate(parts):
            if hung := _hung(answers):
                answers.append([hung] * len(plan.calls))
            else:
                control.writer.write(bytes([number]))
                answers.append(await _forked_part(plan, control, of_parts[number], end))
        control.close()
        await process.wait()
        await drain
    return answers, printed.decode("utf-8", "replace")


async def _forked_part(
    plan: Plan, control: _Channel, channel: _Channel, end: float
) -> list[Answer]:
    """Ask the child that the zygote has forked for a part, and see it dead."""
    line = await _read_line(control.reader)
    if not line:  # the zygote is dead
        return [Answer("died")] * len(plan.calls)
    pid = int(line.split()[1])
    answers = await _part(plan, channel.writer, channel.reader, end)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)  # not reaped yet, so the process id is still the child's
    await _read_line(control.reader)
    control.writer.write(b"\0")
    return answers


async def _run_alone(
    source: bytes, parts: Sequence[Plan], with_scipy: bool
) -> tuple[list[list[Answer]], str]:
    """Start a process for each part: slower, and without seccomp."""
    answers: list[list[Answer]] = []
    printed = bytearray()
    spent = 0.0
    for plan in parts:
        if hung := _hung(answers):
            answers.append([hung] * len(plan.calls))
            continue
        process = await _start("alone", with_scipy, [])
        drain = asyncio.create_task(_drain(process.stderr, printed))
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            async with asyncio.timeout(SECONDS_TO_START):
                await _receive(process.stdout)
            begun = time.monotonic()
            process.stdin.write(struct.pack("<I", len(source)) + source)
            end = begun + SECONDS_IN_ALL - spent
            answers.append(await _part(plan, process.stdin, process.stdout, end))
            spent += time.monotonic() - begun
        finally:
            process.stdin.close()
            await _end(process)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(drain, 1)
    return answers, printed.decode("utf-8", "replace")


def _hung(answers: list[list[Answer]]) -> Answer | None:
    """Return the last part's answer if its process did not finish running the file."""
    return next((answer for answer in (answers or [[]])[-1] if answer.kind == "hung"), None)


async def _part(
    plan: Plan, to: asyncio.StreamWriter, back: asyncio.StreamReader, end: float
) -> list[Answer]:
    """Make a part's calls in one child, until its time is over."""
    answers: list[Answer] = []
    started = False
    seconds = min(SECONDS_A_PART, end - time.monotonic())
    try:
        async with asyncio.timeout(max(seconds, 0.01)):
            first = _record((await _receive(back))[0])
            started = True
            if first.kind == "error":
                return [first._replace(kind="cannot_run")] * len(plan.calls)
            if first.kind != "ready":
                raise BadFrame("expected ready")
            to.write(frame(plan.stubs))
            left = PART_BYTES
            for call in plan.calls:
                answer, cost = await _ask(call, to, back)
                left -= cost
                if answer.kind == "ready" or left < 0:
                    raise BadFrame("not an answer, or too large")
                answers.append(answer)
            return answers
    except TimeoutError:
        last = Answer("timeout" if started else "hung")
    except BadFrame:
        last = Answer("forged")
    except (OSError, EOFError):
        last = Answer("died" if started else "exited")
    return answers + [last] * (len(plan.calls) - len(answers))


async def _ask(
    call: Call, to: asyncio.StreamWriter, back: asyncio.StreamReader
) -> tuple[Answer, int]:
    functions = [arg for arg in call.args if callable(arg)]
    args = tuple(Callback(functions.index(a)) if callable(a) else a for a in call.args)
    to.write(frame((call.function, args, call.kwargs)))
    await to.drain()
    for _ in range(CALLBACKS_A_CALL):
        message, cost = await _receive(back)
        if type(message) is tuple and len(message) == 3 and message[0] == "callback":
            if cost > CALLBACK_BYTES:
                raise BadFrame("arguments too large")
            to.write(frame(_call_back(functions, *message[1:])))
            await to.drain()
        else:
            return _record(message), cost
    return Answer("error", error="too many calls", message="of the function passed as argument"), 0


def _call_back(functions: list[Callable[..., Any]], number: Any, args: Any) -> Any:
    if type(number) is not int or not 0 <= number < len(functions) or type(args) is not tuple:
        raise BadFrame("no such function")
    try:
        with np.errstate(all="ignore"):
            return functions[number](*args)
    except Exception:  # because of the learner's arguments
        return None


def _record(message: Any) -> Answer:
    """Check a message of the child's; anything unexpected is a forgery."""
    if type(message) is not tuple or not message or type(message[0]) is not str:
        raise BadFrame("not a record")
    kind, rest = message[0], message[1:]
    if kind == "ready" and not rest:
        return Answer("ready")
    if kind == "missing" and not rest:
        return Answer("missing")
    if kind == "result" and len(rest) == 2 and type(rest[1]) is tuple:
        return Answer("result", value=rest[0], args=rest[1])
    if kind == "error" and [type(part) for part in rest] == [str, int, str]:
        error, line, text = rest
        return Answer("error", error=error[:80], line=line, message=text[:MAX_TEXT])
    raise BadFrame("no such record")


async def _receive(reader: asyncio.StreamReader) -> tuple[Any, int]:
    (size,) = struct.unpack("<I", await reader.readexactly(4))
    if size > MAX_FRAME:
        raise BadFrame("too large")
    return decode(await reader.readexactly(size))


async def _start(mode: str, with_scipy: bool, theirs: list[int]) -> asyncio.subprocess.Process:
    threads = {f"{blas}_NUM_THREADS": "1" for blas in ("OPENBLAS", "OMP", "MKL", "BLIS")}
    system = {k: v for k, v in os.environ.items() if k == "SYSTEMROOT"}
    pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-B", "-u", "-X", "utf8"),
        str(CHILD),
        *(mode, "scipy" if with_scipy else "numpy", *map(str, theirs)),
        stdin=pipe if mode == "alone" else nothing,
        stdout=pipe,
        stderr=pipe if mode == "alone" else asyncio.subprocess.STDOUT,
        env={**threads, **system},
        pass_fds=theirs,
        start_new_session=True,
        cwd=os.sep,
    )


async def _drain(stream: asyncio.StreamReader | None, kept: bytearray) -> None:
    while stream is not None and (data := await stream.read(2**16)):
        kept += data[: max(0, OUTPUT_KEPT - len(kept))]


async def _end(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    await process.wait()
