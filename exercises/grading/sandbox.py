"""The parent's side: starts the zygote, asks for calls, and takes what comes back.

Nothing here knows what is right. The submission's bytes pass through unread, and when `run`
returns every process that held them is dead.
"""

import asyncio
import contextlib
import os
import signal
import struct
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from exercises.grading.child import MAX_FRAME, MAX_TEXT, BadFrame, Callback, decode, frame

SECONDS_TO_START = 60.0
SECONDS_A_PART = 10.0
SECONDS_IN_ALL = 30.0
CALLBACKS_A_CALL = 20_000
CALLBACK_BYTES = 4 * 2**20  # of what a function of ours is called with
PART_BYTES = MAX_FRAME  # of all the answers of a part, which are kept
OUTPUT_KEPT = 10_000  # bytes of what the submission prints


class Call(NamedTuple):
    """A function's name and what to call it with. Functions among args stay with the parent."""

    function: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any] = {}


class Plan(NamedTuple):
    """The calls of a part, and the functions that are to return their argument in it."""

    calls: Sequence[Call]
    stubs: tuple[str, ...] = ()


class Answer(NamedTuple):
    """What became of a call.

    kind is ``result`` (with value, and args as they were afterwards), ``missing``, ``error``
    (with the exception's name, line and message), or ``timeout``, ``died``, ``forged``.
    """

    kind: str
    value: Any = None
    args: tuple[Any, ...] = ()
    error: str = ""
    line: int = 0
    message: str = ""


class Outcome(NamedTuple):
    """Answers to every part's calls, what was printed, and what this system could not promise."""

    answers: list[list[Answer]]
    output: str
    notes: list[str] = []


def run(source: bytes, parts: Sequence[Plan], *, with_scipy: bool = False) -> Outcome:
    """Make the calls of every part, each part in a process of its own.

    Parameters
    ----------
    source : bytes
        The submission.
    parts : sequence of Plan
    with_scipy : bool, default False
        Whether the submission may use SciPy.

    Returns
    -------
    Outcome
        One answer for each call. A part whose process hangs or dies keeps the answers it gave.
    """
    notes = missing_protections()
    if notes:
        answers, output = asyncio.run(_run_alone(source, parts, with_scipy))
    else:
        answers, output = asyncio.run(_run_zygote(source, parts, with_scipy))
    return Outcome(answers, output, notes)


def missing_protections() -> list[str]:
    """List what this system lacks for grading a stranger's code.

    Returns
    -------
    list of str
        Empty where seccomp holds: then children may be forked from one zygote.
    """
    if sys.platform != "linux":
        return [f"graded without seccomp, which {sys.platform} lacks: for code you trust"]
    try:
        import seccompy
    except ImportError:
        return ["graded without seccomp (pip install 'nnfunc[grader]'): for code you trust"]
    return [] if seccompy.supported() else ["graded without seccomp: for code you trust"]


async def _run_zygote(
    source: bytes, parts: Sequence[Plan], with_scipy: bool
) -> tuple[list[list[Answer]], str]:
    async with contextlib.AsyncExitStack() as stack:
        control, status = _Pipe(inward=False), _Pipe(inward=True)
        channels = [(_Pipe(inward=False), _Pipe(inward=True)) for _ in parts]
        pipes = [control, status, *(pipe for pair in channels for pipe in pair)]
        for pipe in pipes:
            stack.callback(pipe.close)
        process = await _start("zygote", with_scipy, [pipe.theirs for pipe in pipes])
        stack.push_async_callback(_end, process)
        printed = bytearray()
        drain = asyncio.create_task(_drain(process.stdout, printed))
        for pipe in pipes:
            await pipe.open()

        control.writer.write(struct.pack("<I", len(source)) + source)
        async with asyncio.timeout(SECONDS_TO_START):
            if await status.reader.readline() != b"ready\n":
                raise RuntimeError(f"the grader's own process did not start: {printed.decode()}")
        end = time.monotonic() + SECONDS_IN_ALL  # imports do not count
        answers: list[list[Answer]] = []
        for number, plan in enumerate(parts):
            if hung := _hung(answers):
                answers.append([hung] * len(plan.calls))
                continue
            control.writer.write(bytes([number]))
            line = await status.reader.readline()
            if not line:  # the zygote is gone, and with it whatever it would have forked
                answers.append([Answer("died")] * len(plan.calls))
                continue
            pid = int(line.split()[1])
            to, back = channels[number]
            answers.append(await _part(plan, to.writer, back.reader, end))
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)  # not reaped yet, so the number is still its own
            await status.reader.readline()
            control.writer.write(b"\0")
        control.close()
        await process.wait()
        await drain
    return answers, printed.decode("utf-8", "replace")


async def _run_alone(
    source: bytes, parts: Sequence[Plan], with_scipy: bool
) -> tuple[list[list[Answer]], str]:
    """Start a process for each part: slower, and all that some systems allow."""
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
    """Whether the last part's process never came to the end of the file."""
    return next((answer for answer in (answers or [[]])[-1] if answer.kind == "hung"), None)


async def _part(
    plan: Plan, to: asyncio.StreamWriter, back: asyncio.StreamReader, end: float
) -> list[Answer]:
    """Ask one child everything, until its time is over."""
    answers: list[Answer] = []
    started = False
    seconds = min(SECONDS_A_PART, end - time.monotonic())
    try:
        async with asyncio.timeout(max(seconds, 0.01)):
            first = _record((await _receive(back))[0])
            started = True
            if first.kind == "error":
                return [first] * len(plan.calls)
            if first.kind != "ready":
                raise BadFrame("an answer to no question")
            to.write(frame(plan.stubs))
            left = PART_BYTES
            for call in plan.calls:
                answer, cost = await _ask(call, to, back)
                left -= cost
                if answer.kind == "ready" or left < 0:
                    raise BadFrame("no answer, or too much of it")
                answers.append(answer)
            return answers
    except TimeoutError:
        last = Answer("timeout" if started else "hung")
    except BadFrame:
        last = Answer("forged")
    except (OSError, EOFError):
        last = Answer("died")
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
                raise BadFrame("too much for a function")
            reply = _called_back(functions, *message[1:])
            to.write(frame(reply))
            await to.drain()
        else:
            return _record(message), cost
    return Answer("error", error="too many calls", message="of the function that was given"), 0


def _called_back(functions: list[Callable[..., Any]], number: Any, args: Any) -> Any:
    if type(number) is not int or not 0 <= number < len(functions) or type(args) is not tuple:
        raise BadFrame("no such function")
    try:
        with np.errstate(all="ignore"):
            return functions[number](*args)
    except Exception:  # whatever the learner passed: it is answered with nothing
        return None


def _record(message: Any) -> Answer:
    """Take a message of the child's apart; anything unexpected is a forgery."""
    if type(message) is not tuple or not message or type(message[0]) is not str:
        raise BadFrame("no record")
    kind, rest = message[0], message[1:]
    if kind in ("ready", "missing") and not rest:
        return Answer(kind)
    if kind == "result" and len(rest) == 2 and type(rest[1]) is tuple:
        return Answer(kind, value=rest[0], args=rest[1])
    if kind == "error" and [type(part) for part in rest] == [str, int, str]:
        error, line, text = rest
        return Answer(kind, error=error[:80], line=line, message=text[:MAX_TEXT])
    raise BadFrame("no such record")


async def _receive(reader: asyncio.StreamReader) -> tuple[Any, int]:
    (size,) = struct.unpack("<I", await reader.readexactly(4))
    if size > MAX_FRAME:
        raise BadFrame("too large")
    return decode(await reader.readexactly(size))


class _Pipe:
    """A pipe, one end for a child; ours is a stream. Inward: from the child to us."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def __init__(self, inward: bool) -> None:
        read_end, write_end = os.pipe()
        self.inward = inward
        self.ours, self.theirs = (read_end, write_end) if inward else (write_end, read_end)
        self.transport: asyncio.BaseTransport | None = None

    async def open(self) -> None:
        os.close(self.theirs)  # the child has inherited it
        loop, self.theirs = asyncio.get_running_loop(), -1
        file = os.fdopen(self.ours, "rb" if self.inward else "wb", buffering=0)
        if self.inward:
            self.reader = asyncio.StreamReader()
            protocol = asyncio.StreamReaderProtocol(self.reader)
            self.transport, _ = await loop.connect_read_pipe(lambda: protocol, file)
        else:
            self.transport, mixin = await loop.connect_write_pipe(
                asyncio.streams.FlowControlMixin, file
            )
            self.writer = asyncio.StreamWriter(self.transport, mixin, None, loop)

    def close(self) -> None:
        if self.transport is not None:
            self.transport.close()
        elif self.theirs >= 0:
            os.close(self.ours)
            os.close(self.theirs)


async def _start(mode: str, with_scipy: bool, theirs: list[int]) -> asyncio.subprocess.Process:
    threads = {f"{blas}_NUM_THREADS": "1" for blas in ("OPENBLAS", "OMP", "MKL", "BLIS")}
    system = {k: v for k, v in os.environ.items() if k == "SYSTEMROOT"}
    pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-B", "-u", "-X", "utf8"),
        str(Path(__file__).with_name("child.py")),
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
