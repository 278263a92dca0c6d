"""Frames: any chunking, and nothing large for what is only announced."""

import struct
import tracemalloc
from collections.abc import Callable
from typing import Any

import msgpack
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradus import wire

TREES = st.lists(
    st.recursive(
        st.none() | st.integers(0, 9) | st.text(max_size=5) | st.binary(max_size=300),
        lambda inner: st.lists(inner, max_size=3),
    ),
    min_size=1,
    max_size=5,
)


@given(TREES, st.data())
@settings(max_examples=100, deadline=None)
def test_frames_arrive_in_any_pieces(trees: list[Any], data: st.DataObject) -> None:
    stream = b"".join(wire.pack(tree) for tree in trees)
    buffer = wire.FrameBuffer()
    arrived = []
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        buffer.feed(stream[:size])
        stream = stream[size:]
        while buffer.has_frame():
            arrived.append(buffer.take())
    assert arrived == trees
    assert buffer.is_empty()


def test_a_length_beyond_the_limit_is_refused_at_once() -> None:
    buffer = wire.FrameBuffer()
    buffer.feed(struct.pack(">I", wire.MAX_FRAME + 1))
    with pytest.raises(wire.BrokenFrame, match="larger"):
        buffer.has_frame()


def test_a_frame_too_large_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MAX_FRAME", 1000)
    with pytest.raises(wire.BrokenFrame):
        wire.pack(b"x" * 1001)


HOSTILE = {
    "nothing": b"",
    "half an item": b"\x92\x01",
    "two items": b"\x01\x02",
    "a list announced": b"\xdd\xff\xff\xff\xff",
    "lists announced in lists": b"\xdd\x00\x03\x00\x00" * 1000,
    "text announced": b"\xdb\xff\xff\xff\xff",
    "bytes announced": b"\xc6\xff\xff\xff\xff",
    "bad text": b"\xa2\xff\xff",
    "a map": b"\x81\x01\x02",
    "an extension": b"\xd4\x01\x02",
    "an unused byte": b"\xc1",
    "deep": b"\x91" * 100_000 + b"\xc0",
    "a long list": msgpack.packb([None] * 300_000),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_bodies(body: bytes) -> None:
    with pytest.raises(wire.BrokenFrame):
        wire.unpack(body)


def peak_bytes(call: Callable[[], Any]) -> int:
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("item", [b"\x90", b"\xc0", b"\xa2ab", b"\xca\0\0\0\0", b"\xcc\xff"])
def test_a_large_frame_of_small_items_is_refused_before_it_is_built(
    item: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "MAX_FRAME_ITEMS", 20_000)
    row = b"\xdd" + struct.pack(">I", 1000) + item * 1000
    body = b"\xdc" + struct.pack(">H", 30) + row * 30

    def unpack() -> None:
        with pytest.raises(wire.BrokenFrame, match="too many items"):
            wire.unpack(body)

    assert peak_bytes(unpack) < 2**20 / 4


def test_lists_that_are_only_announced_take_no_memory() -> None:
    body = (b"\xdd\x00\x03\x00\x00" * 1000).ljust(2**20, b"\xc0")

    def unpack() -> None:
        with pytest.raises(wire.BrokenFrame, match="too many items"):
            wire.unpack(body)

    assert peak_bytes(unpack) < 2**20


def test_no_room_is_made_for_a_map() -> None:
    data = bytes(2**22)
    pairs, size = struct.pack(">I", len(data) // 2), struct.pack(">I", len(data))
    body = b"\xdf" + pairs + b"\xc6" + size + data

    def unpack() -> None:
        with pytest.raises(wire.BrokenFrame, match="malformed"):
            wire.unpack(body)

    assert peak_bytes(unpack) < 2**20


@pytest.mark.parametrize("announced", [b"\xdd\x00\x00\x40\x00", b"\xdc\x40\x00"])
def test_what_lists_announce_is_added_up(announced: bytes) -> None:
    def unpack() -> None:
        with pytest.raises(wire.BrokenFrame, match="too many items"):
            wire.unpack(announced * 6000)

    assert peak_bytes(unpack) < 2**20


def test_a_frame_that_is_too_large_says_how_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MAX_FRAME", 2**20)
    with pytest.raises(wire.BrokenFrame, match=r"^3 MiB at once$"):
        wire.pack(bytes(3 * 2**20))


def test_numbers_and_lists_are_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MAX_FRAME_TEXT", 10_000)
    tree = ["x" * 9_000, [[], 0, 127, -1, None, True] * 2_000]
    assert wire.unframe(wire.pack(tree)) == tree
    with pytest.raises(wire.BrokenFrame, match="too much text"):
        wire.pack([*tree, "x" * 1_000])


def test_what_no_reader_would_accept_is_not_sent() -> None:
    with pytest.raises(wire.BrokenFrame, match="too many items"):
        wire.pack([[0] * 100_000] * 5)


def test_a_large_frame_of_arrays_is_welcome() -> None:
    tree = [1, ["value", ["list", *(["array", "<f8", [2**18], bytes(2**21)] for _ in range(8))]]]
    assert wire.unframe(wire.pack(tree)) == tree


@given(TREES)
@settings(max_examples=30, deadline=None)
def test_every_kind_of_item_is_counted_right(trees: list[Any]) -> None:
    numbers = [0, -1, -33, 200, 2**15, 2**31, 2**40, -(2**7), -(2**15), -(2**31), -(2**40), 1.5]
    texts = ["x" * size for size in (0, 31, 32, 300, 70_000)]
    data = [b"x" * size for size in (0, 300, 70_000)]
    tree = [trees, numbers, texts, data, [None] * 20, [True] * 7000]
    assert wire.unframe(wire.pack(tree)) == tree
