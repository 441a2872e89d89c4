"""The wire format between parent and child: no pickle, exact types only.

A frame is four bytes of length and one encoded value. Both sides import this file; `decode`
trusts nothing.
"""

import struct
from typing import Any

import numpy as np

MAX_FRAME = 64 * 2**20
MAX_VALUES = 500_000  # in a frame; an array is one
VALUE_BYTES = 200  # what one takes in memory, at most
MAX_TEXT = 300
MAX_STRING = 10_000
MAX_NAME = 80
MAX_DEPTH = 6


class BadFrame(Exception):
    """A frame that no honest child sends."""


class Other:
    """Replaces a value of a type that cannot be sent."""

    def __init__(self, name: str) -> None:
        self.name = name


class Callback:
    """Replaces a function of the parent, which the child calls by its number."""

    def __init__(self, number: int) -> None:
        self.number = number


def encode(value: Any) -> bytes:
    """Encode numbers, arrays, strings and containers of these; of anything else, the type."""
    kind = type(value)
    if value is None:
        return b"N"
    if kind is bool or kind is np.bool_:
        return b"B" + (b"1" if value else b"0")
    if kind is int and -(2**63) <= value < 2**63:
        return b"I" + struct.pack("<q", value)
    if kind is float:
        return b"F" + struct.pack("<d", value)
    if isinstance(value, np.floating) and kind.__module__ == "numpy":
        return encode(float(value))
    if isinstance(value, np.integer) and kind.__module__ == "numpy":
        return encode(int(value))
    if kind is str:
        return b"S" + _encode_text(value, MAX_STRING)
    if kind is np.ndarray and value.dtype.kind in "fiub" and value.ndim <= 8:
        head = value.dtype.kind.encode() + struct.pack(f"<B{value.ndim}I", value.ndim, *value.shape)
        return b"A" + head + np.asarray(value, dtype="<f8").tobytes()
    if kind is tuple or kind is list:
        letter = b"T" if kind is tuple else b"L"
        return letter + struct.pack("<I", len(value)) + b"".join(map(encode, value))
    if kind is dict or kind.__name__ == "OptimizeResult":
        items = [(k, v) for k, v in dict.items(value) if type(k) is str]
        pairs = b"".join(encode(k) + encode(v) for k, v in items)
        return b"D" + struct.pack("<I", len(items)) + pairs
    if kind is Callback:
        return b"C" + struct.pack("<I", value.number)
    name = f"{kind.__name__}"
    if kind is np.ndarray:
        name = f"array of dtype {value.dtype}"
    elif isinstance(value, (np.ndarray, float, int)):
        name = f"{kind.__name__}, a subclass,"
    return b"O" + _encode_text(name, MAX_NAME)


def _encode_text(text: str, longest: int) -> bytes:
    data = text.encode("utf-8", "replace")[:longest]
    return struct.pack("<I", len(data)) + data


def decode(data: bytes, with_functions: bool = False) -> tuple[Any, int]:
    """Decode a value; return it and the bytes of memory it takes, approximately.

    with_functions allows functions of the parent among the values. Raises BadFrame.
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
    """Decode the value at a position; return it and the position after it."""
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
        return _decode_array(data, at)
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
            raise BadFrame("keys must be strings")
        return dict(zip(values[::2], values[1::2])), at
    return (tuple(values) if letter == b"T" else values), at


def _decode_array(data: bytes, at: int) -> tuple[np.ndarray, int]:
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


def frame(value: Any) -> bytes:
    """Encode a value, preceded by its length."""
    data = encode(value)
    return struct.pack("<I", len(data)) + data
