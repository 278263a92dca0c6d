"""Frames between the judge and a worker: a length, then msgpack of a tree (see `crossing`).

Whatever the other side sends, reading it costs about three times `MAX_FRAME` bytes at most and
raises nothing but `BrokenFrame`.
"""

import os
import struct
from typing import NoReturn

import msgpack

from gradus_checks.arrays import MAX_ARRAY_BYTES
from gradus_checks.crossing import MAX_ITEMS, Tree
from gradus_checks.plain import MAX_TEXT

MAX_FRAME = MAX_ARRAY_BYTES + 2**20
"""The largest array, and what goes with it. The judge's memory is meant to stay within 150 MB."""

MAX_FRAME_ITEMS = 2 * MAX_ITEMS  # each item has a tag beside it
MAX_FRAME_TEXT = 4 * 2**20  # all texts of a frame: four of the longest
PIECE = 2**16  # bytes at a time: what a pipe holds
_SMALL = 2**14  # up to here copying is cheaper than a second system call
_LENGTH = struct.Struct(">I")
_ITEMS = {
    **{0xA0 + size: (1 + size, 0) for size in range(32)},
    **{0xC4: (1, 1), 0xC5: (1, 2), 0xC6: (1, 4), 0xD9: (1, 1), 0xDA: (1, 2), 0xDB: (1, 4)},
    **{0xCA: (5, 0), 0xCB: (9, 0), 0xDC: (1, 2), 0xDD: (1, 4)},
    **{0xCC + more: (1 + 2 ** (more % 4), 0) for more in range(8)},
}
"""By the first byte of an item of msgpack: its size, and how many bytes of length come on top."""
_SIZES = [_ITEMS.get(first, (1, 0)) for first in range(256)]  # of all bytes that there are
_LISTS = (0xDC, 0xDD)  # of 16 and 32 bits of length
_TEXTS = frozenset((*range(0xA0, 0xC0), 0xD9, 0xDA, 0xDB))  # fixstr, and str of 8, 16, 32 bits


class BrokenFrame(Exception):
    """The other side sent something that is not a frame, or one that is too large."""


def pack(tree: Tree) -> bytes:
    """The frame of `tree`. Raises BrokenFrame if it is larger than any reader accepts."""
    body: bytes = msgpack.packb(tree)
    if len(body) > MAX_FRAME:
        raise BrokenFrame(f"{len(body) / 2**20:,.0f} MiB at once")
    if len(body) > _SMALL:
        _check_items(body)
    return _LENGTH.pack(len(body)) + body


def unframe(frame: bytes) -> Tree:
    """The tree of a whole frame that came as one message."""
    return unpack(frame[_LENGTH.size :])


def unpack(body: bytes | bytearray | memoryview) -> Tree:
    """The tree in the body of a frame."""
    if len(body) > _SMALL:
        _check_items(body)
    try:
        return msgpack.unpackb(
            body,
            max_bin_len=MAX_FRAME,
            max_str_len=4 * MAX_TEXT,
            max_array_len=min(len(body), 2 * MAX_ITEMS + 16),
            # The limits alone would let an empty one of either through.
            max_map_len=0,
            max_ext_len=0,
            object_pairs_hook=_refuse,
            ext_hook=_refuse,
        )
    except (ValueError, RecursionError, msgpack.UnpackException) as error:
        raise BrokenFrame("a malformed frame") from error


def _refuse(*_: object) -> NoReturn:
    raise ValueError("no tree has such an item")


def _check_items(body: bytes | bytearray | memoryview) -> None:
    """Raise BrokenFrame if `body` holds, or announces, more items or text than any tree has.

    A single byte can be an item, which Python keeps in up to a hundred, five can announce a list
    of millions, and one letter can make four bytes of each in its text: a large frame is an attack
    on memory unless it is few items, such as arrays.
    """
    place = announced = text = 0
    for _ in range(MAX_FRAME_ITEMS):
        if place >= len(body) or announced > MAX_FRAME_ITEMS:
            break
        first = body[place]
        size, length_bytes = _SIZES[first]
        if not length_bytes:
            # Most items are.
            place += size
            if 0xA0 <= first < 0xC0:
                text += size
            continue
        length = int.from_bytes(body[place + 1 : place + 1 + length_bytes], "big")
        if first in _LISTS:
            announced += length
            length = 0
        elif first in _TEXTS:
            text += size + length
        place += size + length_bytes + length
    if place < len(body) or announced > MAX_FRAME_ITEMS:
        raise BrokenFrame("too many items at once")
    if text > MAX_FRAME_TEXT:
        raise BrokenFrame("too much text at once")


class FrameBuffer:
    """Puts frames together from whatever pieces arrive."""

    def __init__(self) -> None:
        self._bytes: bytes | bytearray = b""
        self.last = 0
        """The size of the last frame that was taken, in bytes."""

    def feed(self, piece: bytes) -> None:
        """Add what has arrived."""
        if not self._bytes:
            # Most frames come in one piece.
            self._bytes = piece
            return
        if isinstance(self._bytes, bytes):
            self._bytes = bytearray(self._bytes)
        self._bytes += piece

    def has_frame(self) -> bool:
        """Whether a whole frame is there. Raises BrokenFrame for one that is too long."""
        return bool(self._bytes) and len(self._bytes) >= self._size()

    def take(self) -> Tree:
        """The next whole frame's tree. Raises BrokenFrame."""
        size = self._size()
        self.last = size
        if size > _SMALL:
            # Without a copy of its own, a large frame is in memory twice and not three times.
            frame, self._bytes = self._bytes, self._bytes[size:]
            with memoryview(frame) as view, view[_LENGTH.size : size] as large:
                return unpack(large)
        body = self._bytes[_LENGTH.size : size]
        self._bytes = self._bytes[size:]
        return unpack(body)

    def is_empty(self) -> bool:
        """Whether nothing has arrived that was not taken."""
        return not self._bytes

    def _size(self) -> int:
        if len(self._bytes) < _LENGTH.size:
            return _LENGTH.size
        length: int = _LENGTH.unpack_from(self._bytes)[0]
        if length > MAX_FRAME:
            raise BrokenFrame("a frame larger than is allowed")
        return _LENGTH.size + length


class Connection:
    """A blocking connection over a descriptor, for the side that trusts its partner: the worker."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._buffer = FrameBuffer()

    def receive(self) -> Tree:
        """The next tree, waiting for it. Raises EOFError when the other side has gone."""
        while not self._buffer.has_frame():
            piece = os.read(self._descriptor, PIECE)
            if not piece:
                raise EOFError
            self._buffer.feed(piece)
        return self._buffer.take()

    def send(self, tree: Tree) -> None:
        """Send `tree`, waiting until it is gone."""
        self.send_frame(pack(tree))

    def send_frame(self, frame: bytes) -> None:
        """Send a whole frame, waiting until it is gone."""
        view = memoryview(frame)
        while view:
            view = view[os.write(self._descriptor, view) :]
