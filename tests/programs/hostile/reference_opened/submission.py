# points: 0
# Opens the worked solution in every way that Python has.
# ruff: noqa

import codecs
import fileinput
import io
import linecache
import os
import pathlib
import pkgutil
import shutil
import tokenize
import zipfile

PATH = "@CHECKOUT@/exercises/ex4/solution.py"


def by_descriptor(**options):
    fd = os.open(PATH, os.O_RDONLY, **options)
    return os.read(fd, 10**6)


WAYS = [
    lambda: open(PATH).read(),
    lambda: io.open_code(PATH).read(),
    lambda: io.FileIO(PATH).read(),
    lambda: codecs.open(PATH).read(),
    lambda: pathlib.Path(PATH).read_text(),
    lambda: tokenize.open(PATH).read(),
    lambda: "".join(linecache.getlines(PATH)),
    lambda: "".join(fileinput.input(PATH)),
    lambda: by_descriptor(),
    lambda: by_descriptor(dir_fd=0),
    lambda: by_descriptor(dir_fd=1),
    lambda: pkgutil.get_data("exercises.ex4", "solution.py"),
    lambda: shutil.copy(PATH, "@FOLDER@/tmp/x") and open("@FOLDER@/tmp/x").read(),
    lambda: os.link(PATH, "@FOLDER@/tmp/y") or open("@FOLDER@/tmp/y").read(),
    lambda: os.symlink(PATH, "@FOLDER@/tmp/z") or open("@FOLDER@/tmp/z").read(),
    lambda: os.sendfile(1, os.open(PATH, 0), 0, 10_000),
    lambda: __import__("mmap").mmap(os.open(PATH, 0), 0, prot=1)[:],
    lambda: __import__("subprocess").check_output(["cat", PATH]),
]
for way in WAYS:
    try:
        exec(way())
    except Exception:
        pass
