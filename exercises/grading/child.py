"""What runs beside a submission: it takes calls, makes them, and sends back numbers.

Run as a script with nothing of the project on its path, this process imports NumPy once and, as
the zygote, forks a child for each part; where that cannot be trusted there is a process for each
part. They know inputs and nothing else. The parent imports the upper half, the frames in which
the two talk: no pickle, exact types only.
"""

import contextlib
import io
import os
import struct
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

MAX_FRAME = 64 * 2**20
MAX_VALUES = 500_000  # in a frame; an array is one
VALUE_BYTES = 200  # what one takes in memory, at most
MAX_TEXT = 300
MAX_STRING = 10_000
MAX_NAME = 80
MAX_DEPTH = 6
NAME = "submission"  # stands for the learner's file in tracebacks


class BadFrame(Exception):
    """A frame that no honest child sends."""


class Other:
    """Stands for a value whose type has no place in a frame."""

    def __init__(self, name: str) -> None:
        self.name = name


class Callback:
    """Stands for a function of the parent's; the child calls it by number."""

    def __init__(self, number: int) -> None:
        self.number = number


def encode(value: Any) -> bytes:
    """Turn a value into bytes; what is not a number, an array or a tuple of such, into its name.

    Parameters
    ----------
    value : object

    Returns
    -------
    bytes
    """
    kind = type(value)
    if value is None:
        return b"N"
    if kind is bool or kind is np.bool_:
        return b"B" + (b"1" if value else b"0")
    if kind is int and -(2**63) <= value < 2**63:
        return b"I" + struct.pack("<q", value)
    if kind is float:
        return b"F" + struct.pack("<d", value)
    if isinstance(value, (np.floating, np.integer)) and kind.__module__ == "numpy":
        letter = "F" if isinstance(value, np.floating) else "I"
        return encode(float(value)) if letter == "F" else encode(int(value))
    if kind is str:
        text = value.encode("utf-8", "replace")[:MAX_STRING]
        return b"S" + struct.pack("<I", len(text)) + text
    if kind is np.ndarray and value.dtype.kind in "fiub" and value.ndim <= 8:
        head = value.dtype.kind.encode() + struct.pack(f"<B{value.ndim}I", value.ndim, *value.shape)
        return b"A" + head + np.asarray(value, dtype="<f8").tobytes()
    if kind is tuple or kind is list:
        letter = b"T" if kind is tuple else b"L"
        return letter + struct.pack("<I", len(value)) + b"".join(map(encode, value))
    if kind is dict or kind.__name__ == "OptimizeResult":
        items = [(k, v) for k, v in dict.items(value) if type(k) is str]
        return (
            b"D" + struct.pack("<I", len(items)) + b"".join(encode(k) + encode(v) for k, v in items)
        )
    if kind is Callback:
        return b"C" + struct.pack("<I", value.number)
    name = f"{kind.__name__}"
    if kind is np.ndarray:
        name = f"array of dtype {value.dtype}"
    elif kind is not np.ndarray and isinstance(value, (np.ndarray, float, int)):
        name = f"{kind.__name__}, a subclass,"
    text = name.encode("utf-8", "replace")[:MAX_NAME]
    return b"O" + struct.pack("<I", len(text)) + text


def decode(data: bytes, with_functions: bool = False) -> tuple[Any, int]:
    """Turn bytes back into a value, trusting none of them.

    Parameters
    ----------
    data : bytes
    with_functions : bool, default False
        Whether there may be functions among the values: the parent's, for the child to call.

    Returns
    -------
    value : object
    cost : int
        The bytes of memory that it takes, about.

    Raises
    ------
    BadFrame
        If the bytes are not those of one value.
    """
    try:
        left = [MAX_VALUES]
        value, end = _decode(data, 0, 0, left, with_functions)
    except (struct.error, ValueError, IndexError, OverflowError, MemoryError) as error:
        raise BadFrame(str(error)) from None
    if end != len(data):
        raise BadFrame("bytes left over")
    return value, len(data) + VALUE_BYTES * (MAX_VALUES - left[0])


def _decode(
    data: bytes, at: int, depth: int, left: list[int], with_functions: bool
) -> tuple[Any, int]:
    left[0] -= 1
    if depth > MAX_DEPTH or left[0] < 0:
        raise BadFrame("nested too deeply, or too many values")
    letter, at = data[at : at + 1], at + 1
    if letter == b"N":
        return None, at
    if letter == b"B":
        return data[at : at + 1] == b"1", at + 1
    if letter in (b"I", b"F"):
        return struct.unpack_from("<q" if letter == b"I" else "<d", data, at)[0], at + 8
    if letter == b"A":
        kind, ndim = data[at : at + 1], data[at + 1]
        if kind not in (b"f", b"i", b"u", b"b") or ndim > 8:
            raise BadFrame("no such array")
        shape = struct.unpack_from(f"<{ndim}I", data, at + 2)
        at += 2 + 4 * ndim
        size = 1
        for length in shape:
            size *= length
        if size * 8 > len(data) - at:
            raise BadFrame("an array larger than its frame")
        array = np.frombuffer(data, dtype="<f8", count=size, offset=at).reshape(shape).copy()
        with np.errstate(invalid="ignore"):  # NaN among whole numbers
            return (array.astype(np.int64) if kind in b"iu" else array), at + 8 * size
    count = struct.unpack_from("<I", data, at)[0]
    at += 4
    if letter == b"C" and with_functions:
        return Callback(count), at
    if letter in (b"S", b"O"):
        if count > min(len(data) - at, MAX_STRING if letter == b"S" else MAX_NAME):
            raise BadFrame("a text larger than its frame")
        text = data[at : at + count].decode("utf-8", "replace")
        return (text if letter == b"S" else Other(text)), at + count
    if letter not in (b"T", b"L", b"D") or count > len(data) - at:
        raise BadFrame("no such value")
    values: list[Any] = []
    count *= 2 if letter == b"D" else 1
    if count > left[0]:
        raise BadFrame("too many values")
    for _ in range(count):
        value, at = _decode(data, at, depth + 1, left, with_functions)
        values.append(value)
    if letter == b"D":
        if not all(type(key) is str for key in values[::2]):
            raise BadFrame("keys are text")
        return dict(zip(values[::2], values[1::2])), at
    return (tuple(values) if letter == b"T" else values), at


def frame(value: Any) -> bytes:
    """Encode a value, its length in front.

    Parameters
    ----------
    value : object

    Returns
    -------
    bytes
    """
    data = encode(value)
    return struct.pack("<I", len(data)) + data


# From here on: the child's side alone.

_os_write, _os_read = os.write, os.read  # the submission may replace those of the module


def _send(fd: int, value: Any) -> None:
    data = memoryview(frame(value))
    while data:
        data = data[_os_write(fd, data) :]


def _receive(fd: int) -> Any:
    return decode(_exactly(fd, struct.unpack("<I", _exactly(fd, 4))[0]), with_functions=True)[0]


def _exactly(fd: int, count: int) -> bytes:
    chunks = []
    while count:
        chunk = _os_read(fd, min(count, 2**20))
        if not chunk:
            os._exit(0)  # the parent has heard enough
        chunks.append(chunk)
        count -= len(chunk)
    return b"".join(chunks)


def _error_record(error: BaseException) -> tuple[str, str, int, str]:
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == NAME:
            line = trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and error.filename == NAME:
        line = error.lineno or 0
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    return ("error", type(error).__name__[:80], line, str(message)[:MAX_TEXT])


def serve(source: bytes, fd_in: int, fd_out: int) -> None:
    """Run a submission, then make the calls that come in and send what they return.

    Parameters
    ----------
    source : bytes
        The learner's file.
    fd_in, fd_out : int
        Where calls come from, and answers go to.

    Returns
    -------
    None
    """

    def function_of_the_parent(number: int) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            _send(fd_out, ("callback", number, args))
            return _receive(fd_in)

        return call

    def given(value: Any) -> Any:
        if type(value) is tuple:
            return tuple(map(given, value))
        return function_of_the_parent(value.number) if type(value) is Callback else value

    import types

    module = types.ModuleType(NAME)
    module.__dict__["__file__"] = NAME
    sys.modules[NAME] = module
    try:
        exec(compile(source, NAME, "exec", dont_inherit=True), module.__dict__)
    except BaseException as error:
        _send(fd_out, _error_record(error))
        return
    _send(fd_out, ("ready",))
    for name in _receive(fd_in):
        module.__dict__[name] = lambda first, *args, **kwargs: first
    while True:
        name, args, kwargs = _receive(fd_in)
        args = given(args)
        function = module.__dict__.get(name)
        if not callable(function):
            _send(fd_out, ("missing",))
            continue
        try:
            result = function(*args, **kwargs)
            if type(result) is types.GeneratorType:
                result = list(result)  # a function that yields is as good as one that returns
            answer = ("result", result, tuple(None if callable(a) else a for a in args))
        except BaseException as error:
            answer = _error_record(error)
        _send(fd_out, answer)


# Nothing can be imported later, when no file can be opened: also not what an import left over at
# a file's head needs, NumPy itself (np.median imports numpy.ma), or Python to read the file
# (\N{...} needs unicodedata, and a coding line its codec).
STANDARD_LIBRARY = """
    __future__ abc argparse array bisect calendar cmath collections contextlib copy csv ctypes
    dataclasses datetime decimal enum fractions functools gc getopt glob gzip heapq html inspect io
    itertools json locale logging math multiprocessing numbers operator os pathlib pdb pickle
    platform pprint queue random re secrets shutil signal statistics string struct subprocess sys
    tempfile textwrap threading time timeit traceback types typing unicodedata unittest uuid
    warnings weakref zipfile
    encodings.ascii encodings.cp1252 encodings.iso8859_15 encodings.latin_1 encodings.utf_16
"""
NUMPY = """
    char core ctypeslib dtypes exceptions f2py fft lib linalg ma polynomial random rec strings
    testing typing
"""
PLOTS = """
    matplotlib matplotlib.animation matplotlib.axes matplotlib.cm matplotlib.colors
    matplotlib.figure matplotlib.gridspec matplotlib.image matplotlib.lines matplotlib.patches
    matplotlib.pylab matplotlib.pyplot matplotlib.style matplotlib.ticker mpl_toolkits
    mpl_toolkits.axes_grid1 mpl_toolkits.mplot3d mpl_toolkits.mplot3d.axes3d pylab seaborn
"""


def _import_what_may_be_used(with_scipy: bool) -> None:
    for name in STANDARD_LIBRARY.split():
        __import__(name)
    for name in NUMPY.split():
        with contextlib.suppress(ImportError):  # other versions have others
            __import__(f"numpy.{name}")
    if with_scipy:
        for name in ("scipy.optimize", "scipy.special", "scipy.ndimage"):
            __import__(name)
    import types

    class Inert(types.ModuleType):
        """Takes every call and every attribute: a plot that somebody left in."""

        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            return Inert(name)

        def __call__(self, *args: Any, **kwargs: Any) -> Any:
            return self

        def __iter__(self) -> Any:
            return iter([self] * {"plot": 1, "hist": 3}.get(self.__name__, 2))

        def __getitem__(self, key: Any) -> Any:
            return self

        def __setitem__(self, key: Any, value: Any) -> None:
            pass

        def __enter__(self) -> Any:
            return self

        def __exit__(self, *exception: Any) -> None:
            pass

    for name in PLOTS.split():
        sys.modules[name] = Inert(name)
    sys.modules["nnfunc"] = None  # type: ignore[assignment]  # the exercise is to write it


def zygote(control: int, status: int, channels: list[tuple[int, int]], with_scipy: bool) -> None:
    """Import once, then fork a child for each part that the parent asks for.

    Parameters
    ----------
    control : int
        The submission's source comes in here, then the number of each part.
    status : int
        Process ids and ends go out here.
    channels : list of (int, int)
        Where the child of each part reads and writes.
    with_scipy : bool

    Returns
    -------
    None
    """
    die_with_parent()
    rules = system_call_rules()
    _import_what_may_be_used(with_scipy)
    source = _receive_bytes(control)
    os.write(status, b"ready\n")
    while True:
        number = _exactly(control, 1)[0]
        pid = os.fork()
        if pid == 0:
            mine = channels[number]
            others = {control, status, *(fd for pair in channels for fd in pair)} - set(mine)
            for fd in others:
                with contextlib.suppress(OSError):
                    os.close(fd)
            _serve_confined(source, *mine, rules)
        for fd in channels[number]:
            os.close(fd)
        os.write(status, b"pid %d\n" % pid)
        # Told before it is reaped: until the parent agrees, the process id stays this child's.
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        os.write(status, b"done\n")
        _exactly(control, 1)
        os.waitpid(pid, 0)


def alone(with_scipy: bool) -> None:
    """Serve one part from standard input to standard output, without a zygote.

    Parameters
    ----------
    with_scipy : bool

    Returns
    -------
    None
    """
    fd_in, fd_out = os.dup(0), os.dup(1)
    os.dup2(2, 1)  # what is printed goes elsewhere
    _import_what_may_be_used(with_scipy)
    _send(fd_out, ("ready",))
    _serve_confined(_receive_bytes(fd_in), fd_in, fd_out, None)


def _serve_confined(source: bytes, fd_in: int, fd_out: int, rules: Any) -> None:
    code = 1
    try:
        confine(rules)
        serve(source, fd_in, fd_out)
        code = 0
    finally:
        with contextlib.suppress(BaseException):
            sys.stdout.flush()
        os._exit(code)


def _receive_bytes(fd: int) -> bytes:
    return _exactly(fd, struct.unpack("<I", _exactly(fd, 4))[0])


# What a submission may ask of the kernel: memory, time, and the files that it has. No open, no
# exec, no fork, no kill, no socket; whatever is not here is refused (EPERM).
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


def confine(rules: Any) -> None:
    """Give up what a submission does not need: a user's rights, time, memory, processes, files.

    Parameters
    ----------
    rules : seccompy.Filter or None

    Returns
    -------
    None
    """
    try:
        import resource
    except ImportError:
        return  # Windows: the parent's clock is all there is
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
        nobody = 60_000 + os.getpid() % 5_000  # of no name and no files
        os.setgroups([])
        os.setresgid(nobody, nobody, nobody)
        os.setresuid(nobody, nobody, nobody)
    die_with_parent()  # after the change of user, which forgets it
    if rules is not None:
        rules.load()


def die_with_parent() -> None:
    """Ask Linux to kill this process when its parent dies: nothing is left behind.

    Returns
    -------
    None
    """
    if sys.platform == "linux":
        import ctypes
        import signal

        PR_SET_PDEATHSIG = 1
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))


def system_call_rules() -> Any:
    """Prepare the filter while files can still be read: no open, no exec, no fork, no kill.

    Returns
    -------
    seccompy.Filter
    """
    import errno

    from seccompy import Action, Filter, supported, syscall_nr

    supported()  # finds the C library, which takes files
    rules = Filter(default=int(Action.ERRNO) | errno.EPERM)
    for name in SYSTEM_CALLS.split():
        with contextlib.suppress(ValueError, KeyError):  # some architectures lack some
            syscall_nr(name)
            rules.allow(name)
    return rules


if __name__ == "__main__":
    sys.stdin = io.StringIO()
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    mode, scipy, *numbers = sys.argv[1:]
    with contextlib.suppress(KeyboardInterrupt):
        if mode == "alone":
            alone(scipy == "scipy")
        fds = [int(text) for text in numbers]
        zygote(fds[0], fds[1], list(zip(fds[2::2], fds[3::2])), scipy == "scipy")
