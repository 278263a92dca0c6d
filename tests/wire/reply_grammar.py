"""Any bytes read as replies: a fuzzer that changes bytes thereby changes well-formed trees."""

import struct
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgpack

_INTEGERS = (0, 1, 2, 3, -1, 7, 31, 2**31, 2**40, -(2**63), 2**64 - 1, 100_001)
_FLOATS = (0.0, 1.5, -0.0, float("nan"), float("inf"), 1e308, 5e-324)
_DTYPES = ("<f8", "<i8", "|b1", "<f2", "<u4", "|u1", ">f8", "|O", "<c16")
_WORDS = (
    *("array", "scalar", "slot", "list", "tuple", "set", "dict", "bytes", "big"),
    *("object", "callback", "live", "live list", "generator", "item"),
    *("value", "refused", "raised", "error", "cpu", "", "0x10", "-0xff", "ValueError", "int"),
    *("student.py, line 3", "\x00\x1b[2J", "y" * 700),
)
_REPLIES = ("value", "refused", "raised", "error", "callback", "not plain")
_DEEPEST = 45


def frames_of(data: bytes) -> Iterator[bytes]:
    """Frames, numbered as the judge expects them. Every `data` makes some."""
    source = iter(data)
    number = 1
    while (reply := _reply(source)) is not None:
        body = msgpack.packb([number, reply])
        yield struct.pack(">I", len(body)) + body
        # A callback is not the answer yet.
        number += reply[:1] != ["callback"]


def _reply(source: Iterator[int]) -> list[Any] | None:
    first = next(source, None)
    if first is None:
        return None
    kind = _REPLIES[first % len(_REPLIES)]
    if first >= 250:
        return [_tree(source, 0)]
    if kind == "callback":
        arguments = [_tree(source, 0) for _ in range(_size(source))]
        return [kind, _number(source), ["list", *arguments], ["dict", "x", _tree(source, 0)]]
    changes = [[_number(source), _tree(source, 0)] for _ in range(_size(source))]
    refreshed = [[_number(source), *_array(source)] for _ in range(_size(source))]
    if kind == "error":
        words = [_WORDS[next(source, 0) % len(_WORDS)] for _ in range(4)]
        trail = [[_WORDS[next(source, 0) % len(_WORDS)], _number(source)] for _ in range(2)]
        return [kind, *words, trail, changes, refreshed]
    return [kind, _tree(source, 0), changes, refreshed]


def _tree(source: Iterator[int], depth: int) -> Any:
    choice = next(source, 0)
    argument = choice >> 4
    match choice % 12 if depth < _DEEPEST else choice % 5:
        case 0:
            return (None, True, False)[argument % 3]
        case 1:
            return _INTEGERS[argument % len(_INTEGERS)]
        case 2:
            return _FLOATS[argument % len(_FLOATS)]
        case 3:
            return _WORDS[next(source, 0) % len(_WORDS)]
        case 4:
            return bytes(islice(source, argument))
        case 5 | 6:
            return ["array", *_array(source)]
        case 7:
            return ["scalar", _DTYPES[argument % len(_DTYPES)], [], bytes(8)]
        case 8:
            return ["slot", _number(source)]
        case 9:
            return ["live", _number(source), *_array(source)]
        case 10:
            word = _WORDS[next(source, 0) % len(_WORDS)]
            return [word, *(_tree(source, depth + 1) for _ in range(argument))]
        case _:
            return [_tree(source, depth + 1) for _ in range(argument)]


def _array(source: Iterator[int]) -> list[Any]:
    """The fields of an array, right more often than not."""
    choice = next(source, 0)
    dtype = _DTYPES[choice % len(_DTYPES)]
    shape = [next(source, 0) % 5 for _ in range(choice // 16 % 4)]
    size = int(dtype[2:] or 0)
    for length in shape:
        size *= length
    if choice > 240:
        shape.append(_INTEGERS[choice % len(_INTEGERS)])
    return [dtype, shape, bytes(size)]


def _number(source: Iterator[int]) -> int:
    choice = next(source, 0)
    return choice % 8 if choice < 240 else _INTEGERS[choice % len(_INTEGERS)]


def _size(source: Iterator[int]) -> int:
    return max(0, next(source, 0) % 8 - 4)
