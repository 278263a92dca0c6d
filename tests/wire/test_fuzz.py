"""Whatever a worker writes, the judge raises its own exceptions only, and keeps what is small.

The long run, guided by coverage, is `tests/benchmarks/fuzz_wire.py`; what it found is in `corpus`.
"""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sampling import sampled
from wire.judge_end import check_plain, converse, frame_by_frame, pieces_of
from wire.reply_grammar import frames_of

from gradus import wire
from gradus_checks import weight
from gradus_checks.arrays import decode_array
from gradus_checks.crossing import MAX_HASHED, Decoder
from gradus_checks.errors import CannotCross

CORPUS = sorted(Path(__file__).with_name("corpus").iterdir())
HONEST = (Path(__file__).with_name("corpus") / "honest").read_bytes()
PEAK = 2**21


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_what_a_fuzzer_found_once(path: Path) -> None:
    assert converse(pieces_of(path.read_bytes()))


def test_an_honest_worker_is_understood() -> None:
    assert "passed" not in converse(pieces_of(b""))
    assert converse(pieces_of(HONEST))[:3] == ["CheckFailed", "CheckFailed", "passed"]


@given(st.binary(max_size=600))
@settings(max_examples=300, deadline=None)
def test_any_bytes(data: bytes) -> None:
    for pieces in (iter((data,)), frame_by_frame(data), frames_of(data)):
        assert converse(pieces)


@given(st.lists(st.tuples(st.integers(0, len(HONEST) - 1), st.binary(max_size=6)), max_size=6))
@settings(max_examples=300, deadline=None)
def test_honest_frames_with_changes(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(HONEST)
    for place, piece in changes:
        data[place : place + len(piece)] = piece
    assert converse(frame_by_frame(bytes(data[1:])))


@given(st.binary(max_size=300))
@settings(max_examples=50, deadline=None)
def test_a_short_answer_takes_little_memory(data: bytes) -> None:
    converse(frames_of(data))
    assert peak_of(frames_of(data)) < PEAK


@pytest.mark.parametrize("path", sampled(CORPUS, 3, lambda path: path.name, lambda _: False))
def test_what_a_fuzzer_found_takes_little_memory(path: Path) -> None:
    converse(pieces_of(path.read_bytes()))
    assert peak_of(pieces_of(path.read_bytes())) < PEAK


def peak_of(pieces: Iterator[bytes]) -> int:
    """The most bytes that a conversation holds at any time."""
    tracemalloc.start()
    try:
        converse(pieces)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_body_is_broken_or_holds_plain_items(body: bytes) -> None:
    try:
        left = [wire.unpack(body)]
    except wire.BrokenFrame:
        return
    while left:
        item = left.pop()
        assert type(item) in (type(None), bool, int, float, str, bytes, list)
        left += item if type(item) is list else []


@pytest.mark.parametrize("body", [b"\x80", b"\x91\x80", b"\xc7\x00\x05", b"\x91\xc7\x00\x00"])
def test_not_even_an_empty_map_or_extension(body: bytes) -> None:
    with pytest.raises(wire.BrokenFrame):
        wire.unpack(body)


def test_much_text_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MAX_FRAME_TEXT", 2**20)
    # In Python's memory every letter is as wide as the widest.
    body = msgpack.packb(["a" * 30_000 + "\N{GRINNING FACE}"] * 40)
    tracemalloc.start()
    try:
        with pytest.raises(wire.BrokenFrame, match="too much text"):
            wire.unpack(body)
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("shape", [[0, 2**39], [2**39, 0], [0, 2**20, 2**20], [0, 0, 2**27]])
def test_an_empty_array_has_no_huge_axis(shape: list[int]) -> None:
    with pytest.raises(CannotCross):
        decode_array(["<f8", shape, b""])
    assert decode_array(["<f8", [0, 5], b""]).shape == (0, 5)


def doubled(times: int) -> list[Any]:
    """A list whose last item, written out, is 2 ** `times` numbers."""
    lists = [["list", ["slot", number], ["slot", number]] for number in range(1, times + 1)]
    return ["list", ["list", 1.0], *lists]


TOO_LARGE_WRITTEN_OUT = {
    "a list in itself": ["list", ["slot", 0]],
    "a list twice in itself": ["list", ["slot", 0], ["slot", 0]],
    "a list and a tuple": ["list", ["tuple", ["slot", 0], 1], ["tuple", ["slot", 0], 2]],
    "lists of lists": doubled(25),
    "an array again and again": [
        "list",
        ["array", "|u1", [2**20], bytes(2**20)],
        *[["slot", 1]] * 200,
    ],
    "in a dictionary": ["dict", *(part for key in range(3) for part in (key, doubled(24)))],
}


@pytest.mark.parametrize("tree", TOO_LARGE_WRITTEN_OUT.values(), ids=TOO_LARGE_WRITTEN_OUT)
def test_what_would_be_too_large_for_numpy_is_refused(tree: Any) -> None:
    with pytest.raises(CannotCross, match="again and again"):
        Decoder([]).decode(tree)


def test_sharing_as_such_is_welcome(monkeypatch: pytest.MonkeyPatch) -> None:
    row = Decoder([]).decode(["list", ["list", 1.0, 2.0], ["slot", 1], ["slot", 1]])
    assert row == [[1.0, 2.0]] * 3
    assert row[0] is row[2]
    array = Decoder([]).decode(["list", ["array", "<f8", [2], bytes(16)], ["slot", 1]])
    assert np.asarray(array).shape == (2, 2)
    monkeypatch.setattr(weight, "MAX_UNFOLDED", 2000)
    with pytest.raises(CannotCross):
        Decoder([]).decode(["list", ["list", 1.0, 2.0], ["slot", 1], ["slot", 1]])


def test_keys_that_could_all_collide_are_few() -> None:
    assert len(Decoder([]).decode(["set", *range(MAX_HASHED)])) == MAX_HASHED
    with pytest.raises(CannotCross):
        Decoder([]).decode(["set", *range(MAX_HASHED + 1)])


def test_the_grammar_makes_every_kind_of_reply() -> None:
    replies = [list(frames_of(bytes([kind, 0, 0, 0, 0]))) for kind in range(5)]
    kinds = {wire.unframe(frames[0])[1][0] for frames in replies}
    assert kinds == {"value", "refused", "raised", "error", "callback"}
    with pytest.raises(AssertionError):
        check_plain(np.array([None]))
