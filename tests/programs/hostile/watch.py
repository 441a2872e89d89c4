"""Grade one hostile submission by the real command line, and watch what it leaves behind.

    python -m tests.programs.hostile.watch NAME COPY [--user]

This process adopts orphaned descendants (it is a "subreaper"), so that no daemon escapes. COPY is
a copy of the project. Prints a line of JSON.
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

USER = 54_321  # without a name, for grading as an ordinary user
MARK = "nnfunc_hostile"  # in the names of files that submissions try to write elsewhere
MEGABYTES = 1200  # for the grader or one of its children
PATIENCE = 70.0  # seconds until the grader itself is considered hung
UNREADABLE = r".*submission\.py.* (cannot be read|is not|is larger).*\n"
PR_SET_CHILD_SUBREAPER = 36
CLONE_NEWNS, MS_BIND, MS_REC, MS_PRIVATE, MNT_DETACH = 0x20000, 4096, 16384, 1 << 18, 2


def watch(case: Case, copy: Path, as_user: bool) -> dict[str, Any]:
    """Grade a submission with a copy of the project; return what it cost and the faults found."""
    who = {"user": USER, "group": USER, "extra_groups": []} if as_user else {}
    folder = Path(tempfile.mkdtemp(prefix="hostile-"))
    bait = subprocess.Popen(["sleep", "100"], **who)
    try:
        for name in ("home", "tmp"):
            (folder / name).mkdir()
        (folder / "home" / "precious.txt").write_text("precious", encoding="utf-8")
        submission, report = case.prepare(folder), folder / "report.json"
        _fill_in(submission, folder, copy, bait.pid)
        if as_user:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, USER, USER, follow_symlinks=False)
        before = _files(folder, copy)
        done = _run(case, submission, report, copy, who)
        faults = [f"left a process: {command}" for command in _kill_the_rest(case, bait.pid)]
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
        bait.kill()
        bait.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _kill_the_rest(case: Case, bait: int) -> list[str]:
    """Kill what a submission left running; return the commands."""
    left = _descendants() - {bait}
    if left and case.signal:
        time.sleep(1.0)  # the grader was killed and could not wait for them
        left = _descendants() - {bait}
    commands = [_command(pid) for pid in left]
    for pid in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return commands


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
        faults.append(f"took {done['seconds']:.1f} s, allowed {case.seconds:g}")
    if done["megabytes"] > MEGABYTES:
        faults.append(f"took {done['megabytes']} MB, allowed {MEGABYTES}")
    if "Traceback" in done["err"]:
        faults.append(f"the grader crashed: {done['err'].strip().splitlines()[-1]}")
    elif case.points is not None and done["err"]:
        faults.append(f"the grader wrote to standard error: {done['err'][:300]!r}")
    if done["out"]:
        faults.append(f"the grader printed {done['out'][:300]!r}")
    if case.points is None:
        if done["status"] == 0 or not re.fullmatch(UNREADABLE, done["err"]):
            faults.append(f"status {done['status']}, {done['err'][:300]!r}, expected one line")
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
    texts = [content["file"], content["output"], *done["feedback"].values()]
    faults += [f"not printable: {text!r}" for text in texts if not _plain(text)]
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
    """List the submission's folder, the project, and marked files elsewhere."""
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
    """Return the living descendants of this process."""
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
    """Let every user reach these folders, in a mount namespace of this process.

    A closed folder above them, such as root's home, is replaced by one that contains nothing else.
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
    limit = 6 * 2**30  # to protect this machine from a grader that wants more
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    if "--user" in rest:
        open_the_way_to([CHECKOUT, Path(sys.base_prefix), Path(sys.prefix)])
    print(json.dumps(watch(all_cases()[name], Path(copy), "--user" in rest)), flush=True)
    return 0


if __name__ == "__main__":
    assert SECONDS < PATIENCE
    sys.exit(main(sys.argv[1:]))
