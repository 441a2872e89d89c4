"""Write into the answer channel; inserted into submissions for ``# <frames>``."""

import os
import struct


def channels():
    """List the file descriptors that can be written to, except the standard ones."""
    found = []
    for fd in range(3, 512):
        try:
            os.write(fd, b"")
            found.append(fd)
        except OSError:
            pass
    return found


def text(value):
    return b"S" + struct.pack("<I", len(value)) + value.encode()


def number(value):
    return b"F" + struct.pack("<d", value)


def many(*items, letter=b"T"):
    return letter + struct.pack("<I", len(items)) + b"".join(items)


def array(*values):
    return b"Af" + struct.pack(f"<BI{len(values)}d", 1, len(values), *values)


def result(value):
    return many(text("result"), value, many())


READY = many(text("ready"))


def raw(data):
    """Write to every channel."""
    for fd in channels():
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(fd, rest) :]


def send(*frames):
    raw(b"".join(struct.pack("<I", len(frame)) + frame for frame in frames))
