"""Frames between the judge and a worker: a length, then msgpack of a tree (see `crossing`).

Whatever the other side sends, reading it costs at most `MAX_FRAME` bytes and raises nothing but
`BrokenFrame`.
"""

import socket
import struct

import msgpack

from gradus_checks.crossing import MAX_ITEMS, Tree

MAX_FRAME = 160 * 2**20
PIECE = 2**16
_LENGTH = struct.Struct(">I")


class BrokenFrame(Exception):
    """The other side sent something that is not a frame, or one that is too large."""


def pack(tree: Tree) -> bytes:
    """The frame of `tree`. Raises BrokenFrame if it is larger than any reader accepts."""
    body: bytes = msgpack.packb(tree)
    if len(body) > MAX_FRAME:
        raise BrokenFrame(f"a frame of {len(body) / 2**20:,.0f} MiB")
    return _LENGTH.pack(len(body)) + body


def unframe(frame: bytes) -> Tree:
    """The tree of a whole frame that came as one message."""
    return unpack(frame[_LENGTH.size :])


def unpack(body: bytes | bytearray) -> Tree:
    """The tree in the body of a frame."""
    try:
        return msgpack.unpackb(
            body,
            max_bin_len=MAX_FRAME,
            max_str_len=MAX_FRAME,
            max_array_len=2 * MAX_ITEMS + 16,
            max_map_len=0,
            max_ext_len=0,
        )
    except (ValueError, RecursionError, msgpack.UnpackException) as error:
        raise BrokenFrame("a malformed frame") from error


class FrameBuffer:
    """Puts frames together from whatever pieces arrive."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, piece: bytes) -> None:
        """Add what has arrived."""
        self._bytes += piece

    def has_frame(self) -> bool:
        """Whether a whole frame is there. Raises BrokenFrame for one that is too long."""
        return len(self._bytes) >= self._size()

    def take(self) -> Tree:
        """The next whole frame's tree. Raises BrokenFrame."""
        size = self._size()
        body = bytes(memoryview(self._bytes)[_LENGTH.size : size])
        del self._bytes[:size]
        return unpack(body)

    def is_empty(self) -> bool:
        """Whether nothing has arrived that was not taken."""
        return not self._bytes

    def _size(self) -> int:
        if len(self._bytes) < _LENGTH.size:
            return _LENGTH.size
        length = int(_LENGTH.unpack_from(self._bytes)[0])
        if length > MAX_FRAME:
            raise BrokenFrame("a frame larger than is allowed")
        return _LENGTH.size + length


class Connection:
    """A blocking connection, for the side that trusts its partner: the worker."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._buffer = FrameBuffer()

    def receive(self) -> Tree:
        """The next tree, waiting for it. Raises EOFError when the other side has gone."""
        while self._buffer.is_empty() or not self._buffer.has_frame():
            piece = self._socket.recv(PIECE)
            if not piece:
                raise EOFError
            self._buffer.feed(piece)
        return self._buffer.take()

    def send(self, tree: Tree) -> None:
        """Send `tree`, waiting until it is gone."""
        self._socket.sendall(pack(tree))
