"""Grade one hostile submission by the real command line, and watch what it leaves behind.

    python -m tests.programs.hostile.watch NAME COPY [--user]

A process of its own, for it adopts whatever its descendants leave behind (a "subreaper"), so
that no daemon gets away unseen. COPY is a copy of the project. Prints a line of JSON.
"""

import contextlib
import ctypes
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.programs.hostile.cases import CHECKOUT, SECONDS, Case, all_cases

USER = 54_321  # of no name, where root grades as somebody else
MARK = "nnfunc_hostile"  # in the name of every file that a submission tries to write elsewhere
MEGABYTES = 1200  # of the grader or of a child of its
PATIENCE = 70.0  # then the grader itself hangs
UNREADABLE = r".*submission\.py.* (cannot be read|is not|is larger|is there).*\n"
PR_SET_CHILD_SUBREAPER = 36
CLONE_NEWNS, MS_BIND, MS_REC, MS_PRIVATE, MNT_DETACH = 0x20000, 4096, 16384, 1 << 18, 2


def watch(case: Case, copy: Path, as_user: bool) -> dict[str, Any]:
    """Grade a submission and look for what went wrong.

    Parameters
    ----------
    case : Case
    copy : Path
        The project, to be graded from.
    as_user : bool
        Grade as an ordinary user, for which one must be root.

    Returns
    -------
    dict
        name, score, seconds, megabytes, and what went wrong in ``faults``.
    """
    who = {"user": USER, "group": USER, "extra_groups": []} if as_user else {}
    folder = Path(tempfile.mkdtemp(prefix="hostile-"))
    faults: list[str] = []
    bait = None
    try:
        home, precious = folder / "home", folder / "home" / "precious.txt"
        home.mkdir()
        (folder / "tmp").mkdir()
        precious.write_text("precious", encoding="utf-8")
        bait = subprocess.Popen(["sleep", "100"], **who)
        submission = case.prepare(folder)
        _fill_in(submission, folder, copy, bait.pid)
        report = folder / "report.json"
        if as_user:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, USER, USER, follow_symlinks=False)
        before = _files(folder, copy)
        done = _run(case, submission, report, copy, who)
        left = _descendants() - {bait.pid}
        if left and case.signal:
            time.sleep(1.0)  # nobody waited for them to end
            left = _descendants() - {bait.pid}
        faults += [f"left a process: {_command(pid)}" for pid in left]
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        after = _files(folder, copy)
        after.pop(str(report), None)
        faults += [f"touched {name}" for name in sorted(before.items() ^ after.items())]
        if bait.poll() is not None:
            faults.append("killed another process")
        if not case.signal:
            faults += _judge(case, done, report)
        elif done["seconds"] > 8:
            faults.append(f"ended only after {done['seconds']:.1f} s")
        return {
            "name": case.name,
            "seconds": round(done["seconds"], 1),
            "megabytes": done["megabytes"],
            "score": done.get("score"),
            "feedback": done.get("feedback", done["err"].strip()[:200]),
            "faults": [str(fault)[:400] for fault in faults],
        }
    finally:
        if bait is not None:
            bait.kill()
            bait.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _fill_in(submission: Path, folder: Path, copy: Path, bait: int) -> None:
    words = {"@FOLDER@": str(folder), "@CHECKOUT@": str(copy), "@BAIT@": str(bait)}
    if submission.is_symlink():
        target = os.readlink(submission)
        submission.unlink()
        submission.symlink_to(target.replace("@CHECKOUT@", str(copy)))
    elif submission.is_file() and submission.stat().st_size < 10**6:
        data = submission.read_bytes()
        for word, value in words.items():
            data = data.replace(word.encode(), value.encode())
        submission.write_bytes(data)


def _run(
    case: Case, submission: Path, report: Path, copy: Path, who: dict[str, Any]
) -> dict[str, Any]:
    folder = report.parent
    system = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "LC_ALL")}
    env = {**system, "HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp")}
    options = ["--format", "json", "-o", str(report)]
    command = [sys.executable, "-m", "exercises", "grade", "ex4", str(submission), *options]
    if case.in_its_folder:
        env["PYTHONPATH"] = str(copy)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=folder if case.in_its_folder else copy,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            **who,
        )
        sent = False
        while True:
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            spent = time.monotonic() - begun
            if pid:
                process.returncode = os.waitstatus_to_exitcode(status)
                break
            if case.signal and not sent and spent > 2.5:
                process.send_signal(case.signal)
                sent = True
            if spent > PATIENCE:
                os.kill(process.pid, signal.SIGKILL)
            time.sleep(0.02)
        out.seek(0)
        err.seek(0)
        return {
            "seconds": spent,
            "megabytes": used.ru_maxrss // 1024,
            "status": process.returncode,
            "out": out.read(10_000).decode("utf-8", "replace"),
            "err": err.read(10_000).decode("utf-8", "replace"),
        }


def _judge(case: Case, done: dict[str, Any], report: Path) -> list[str]:
    faults = []
    if done["seconds"] > case.seconds:
        faults.append(f"took {done['seconds']:.1f} s, of {case.seconds:g}")
    if done["megabytes"] > MEGABYTES:
        faults.append(f"took {done['megabytes']} MB, of {MEGABYTES}")
    if "Traceback" in done["err"]:
        faults.append(f"the grader crashed: {done['err'].strip().splitlines()[-1]}")
    elif case.points is not None and done["err"]:
        faults.append(f"the grader said {done['err'][:300]!r}")
    if done["out"]:
        faults.append(f"the grader printed {done['out'][:300]!r}")
    if case.points is None:
        if done["status"] == 0 or not re.fullmatch(UNREADABLE, done["err"]):
            faults.append(f"status {done['status']}, {done['err'][:300]!r}, expected a line")
        if not report.exists():
            return faults
    try:
        size = report.stat().st_size
        content = json.loads(report.read_text(encoding="utf-8")) if size < 200_000 else {}
    except (OSError, ValueError) as error:
        return [*faults, f"no report: {error}"]
    if not content:
        return [*faults, f"the report has {size} bytes"]
    score = done["score"] = content["score"]
    done["feedback"] = {part["name"]: part["feedback"] for part in content["parts"]}
    said = [content["file"], content["output"], *done["feedback"].values()]
    if not all(map(_plain, said)):
        faults.append(f"not printable: {next(text for text in said if not _plain(text))!r}")
    if score != (case.points or 0) or content["points"] != 100:
        faults.append(f"{score} points, expected {case.points}")
    if score != sum(part["score"] for part in content["parts"]):
        faults.append("the points do not add up")
    if case.points is not None and done["status"] != (0 if score == 100 else 1):
        faults.append(f"status {done['status']}")
    if content["notes"]:
        faults.append(f"notes: {content['notes']}")
    return faults


def _plain(text: str) -> bool:
    return all(character == "\n" or character.isprintable() for character in text)


def _files(folder: Path, copy: Path) -> dict[str, tuple[int, int, int]]:
    """Everything below the submission's folder and the project, and the marked anywhere else."""
    found = {}
    paths = [folder, copy, *folder.rglob("*"), *copy.rglob("*")]
    site = [Path(p) for p in sys.path if p.endswith("site-packages")]
    for place in ("/", "/tmp", "/var/tmp", "/dev/shm", Path.home(), Path.cwd(), *site):
        with contextlib.suppress(OSError):
            paths += [path for path in Path(place).iterdir() if MARK in path.name]
    for path in paths:
        with contextlib.suppress(FileNotFoundError):
            status = path.lstat()
            if path != folder:  # where the report goes
                found[str(path)] = (status.st_mode, status.st_size, status.st_mtime_ns)
    return found


def _descendants() -> set[int]:
    """The living among the processes that come from this one."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with contextlib.suppress(OSError):
                stat = Path(f"/proc/{entry}/stat").read_text(encoding="utf-8", errors="replace")
                state, parent = stat.rpartition(")")[2].split()[:2]
                if state not in "ZX":
                    parents[int(entry)] = int(parent)
    found, more = set(), {os.getpid()}
    while more:
        more = {pid for pid, parent in parents.items() if parent in more} - found
        found |= more
    return found


def _command(pid: int) -> str:
    with contextlib.suppress(OSError):
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        return f"{pid} {re.sub(r'[^ -~]', '?', b' '.join(words).decode('latin-1'))[:150]}"
    return str(pid)


def open_the_way_to(places: list[Path]) -> None:
    """Let every user reach this Python, for this process and its descendants alone.

    A folder above it that is closed to others, such as root's home, is replaced by an empty one
    in which there is only the way to those places: in a mount namespace of our own.

    Parameters
    ----------
    places : list of Path
    """
    closed = [
        min((p for p in place.parents if not p.stat().st_mode & 0o001), key=lambda p: len(p.parts))
        for place in places
        if any(not p.stat().st_mode & 0o001 for p in place.parents)
    ]
    if not closed:
        return
    libc = ctypes.CDLL(None, use_errno=True)

    def mount(source: Path | None, target: Path, flags: int, options: bytes = b"") -> None:
        kind = b"tmpfs" if options else None
        if libc.mount(os.fsencode(source or "none"), os.fsencode(target), kind, flags, options):
            raise PermissionError(ctypes.get_errno(), "other users may not run this Python", target)

    if libc.unshare(CLONE_NEWNS):
        raise PermissionError(ctypes.get_errno(), "other users may not run this Python")
    mount(None, Path("/"), MS_REC | MS_PRIVATE)
    with tempfile.TemporaryDirectory() as aside:
        for number, place in enumerate(places):
            held = Path(aside, str(number))
            held.mkdir()
            mount(place, held, MS_BIND | MS_REC)
        for folder in set(closed):
            mount(None, folder, 0, b"mode=755")
        for number, place in enumerate(places):
            if not place.exists():
                place.mkdir(parents=True)
                mount(Path(aside, str(number)), place, MS_BIND | MS_REC)
            libc.umount2(os.fsencode(Path(aside, str(number))), MNT_DETACH)


def main(argv: list[str]) -> int:
    name, copy, *rest = argv
    libc = ctypes.CDLL(None)
    if libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError("cannot adopt processes")
    six = 6 * 2**30  # should the grader be talked into more, this machine must survive it
    resource.setrlimit(resource.RLIMIT_AS, (six, six))
    if "--user" in rest:
        open_the_way_to([CHECKOUT, Path(sys.base_prefix), Path(sys.prefix)])
    print(json.dumps(watch(all_cases()[name], Path(copy), "--user" in rest)), flush=True)
    return 0


if __name__ == "__main__":
    assert SECONDS < PATIENCE
    sys.exit(main(sys.argv[1:]))
