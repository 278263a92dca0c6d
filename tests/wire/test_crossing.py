"""Whatever may cross arrives exactly; whatever else arrives is refused, and costs nothing."""

from typing import Any

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from gradus import wire
from gradus_checks import weight
from gradus_checks.arrays import MAX_ARRAY_BYTES
from gradus_checks.crossing import MAX_DEPTH, MAX_HASHED, Decoder, Encoder
from gradus_checks.errors import CannotCross
from gradus_checks.weight import check_unfolded

DTYPES = st.one_of(
    npst.boolean_dtypes(),
    npst.integer_dtypes(endianness="="),
    npst.unsigned_integer_dtypes(endianness="="),
    npst.floating_dtypes(endianness="=", sizes=(16, 32, 64)),
    npst.complex_number_dtypes(endianness="=", sizes=(64, 128)),
)
ARRAYS = npst.arrays(DTYPES, npst.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
SCALARS = DTYPES.flatmap(lambda dtype: npst.arrays(dtype, ())).map(lambda array: array[()])
KEYS = st.none() | st.booleans() | st.integers() | st.text() | st.binary()
LEAVES = KEYS | st.floats() | st.complex_numbers() | ARRAYS | SCALARS
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=4)
        | st.sets(KEYS, max_size=4)
    ),
    max_leaves=12,
)
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text(max_size=5)
    | st.binary(max_size=9)
    | st.sampled_from(["array", "scalar", "slot", "list", "tuple", "set", "dict", "bytes", "big"])
    | st.sampled_from(["frame", "series", "sparse", "range", "labels", "cells", "csr", "complex"])
    | st.sampled_from(["<f8", "|b1", "<i2", "object", "live", "0x10"]),
    lambda inner: st.lists(inner, max_size=5),
    max_leaves=20,
)


def across(value: object) -> Any:
    """`value` after one crossing of the wire."""
    return Decoder([]).decode(wire.unframe(wire.pack(Encoder([]).encode(value))))


def exact(value: Any) -> Any:
    """Something equal only for values of the same types, dtypes, shapes and bits."""
    if isinstance(value, np.ndarray | np.generic):
        return (type(value), value.dtype, value.shape, value.tobytes())
    if isinstance(value, list | tuple):
        return (type(value), [exact(item) for item in value])
    if isinstance(value, dict):
        return (dict, [(exact(key), exact(item)) for key, item in value.items()])
    if isinstance(value, set):
        return (set, {exact(item) for item in value})
    return (type(value), repr(value))


@given(VALUES)
@settings(max_examples=200, deadline=None)
def test_round_trip(value: object) -> None:
    assert exact(across(value)) == exact(value)


@given(ARRAYS)
@settings(max_examples=50, deadline=None)
def test_arrays_arrive_as_ones_own(array: np.ndarray[Any, Any]) -> None:
    result = across(array)
    assert type(result) is np.ndarray
    assert result.flags.writeable
    assert result.flags.c_contiguous


def test_surrogates_do_not_break_the_wire() -> None:
    assert across("a\ud800b") == "a\\ud800b"


def test_every_permitted_dtype_in_either_byte_order() -> None:
    for name in ("i2", "i4", "i8", "u2", "u4", "u8", "f2", "f4", "f8"):
        for order in "<>":
            array = np.arange(5).astype(order + name)
            result = across(array)
            assert result.dtype == np.dtype(name)
            assert result.tolist() == array.tolist()


@given(JUNK)
@settings(max_examples=500, deadline=None)
def test_junk_is_refused_or_plain(tree: object) -> None:
    try:
        value = Decoder([]).decode(tree)
    except CannotCross:
        return
    assert exact(across(value)) == exact(value)


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_junk_bytes_are_a_broken_frame_or_a_tree(body: bytes) -> None:
    try:
        tree = wire.unpack(body)
        Decoder([]).decode(tree)
    except (wire.BrokenFrame, CannotCross):
        return


MALFORMED = {
    "not a list": {"a": 1},
    "bytes alone": b"x",
    "empty": [],
    "no tag": [1, 2],
    "a list for a tag": [["array"], 1],
    "an unknown tag": ["object", 1, "x"],
    "an unhashable dtype": ["array", ["<f8"], [1], bytes(8)],
    "an unknown dtype": ["array", "|O8", [1], bytes(8)],
    "a dtype of text": ["array", "<U8", [1], bytes(32)],
    "too few bytes": ["array", "<f8", [2], bytes(8)],
    "too many bytes": ["array", "<f8", [1], bytes(9)],
    "text for bytes": ["array", "<f8", [1], "12345678"],
    "a negative size": ["array", "<f8", [-1, -1], bytes(8)],
    "a size that is true": ["array", "<f8", [True], bytes(8)],
    "a terabyte announced": ["array", "<f8", [2**37], b""],
    "an overflow announced": ["array", "<f8", [2**39, 2**39, 2**39], b""],
    "nothing in a huge shape": ["array", "<f8", [0, 2**39, 2**39], b""],
    "too many dimensions": ["array", "<f8", [1] * 33, bytes(8)],
    "a scalar that is an array": ["scalar", "<f8", [1], bytes(8)],
    "a slot ahead": ["slot", 0],
    "a slot behind": ["slot", -1],
    "an unhashable key": ["dict", ["list"], 1],
    "an odd dictionary": ["dict", 1],
    "an unhashable item": ["set", ["list"]],
    "a large set": ["set", *range(3 * MAX_HASHED)],
    "an endless integer": ["big", "9" * 100_000],
    "not an integer": ["big", "ten"],
}


@pytest.mark.parametrize("tree", MALFORMED.values(), ids=MALFORMED.keys())
def test_malformed(tree: object) -> None:
    with pytest.raises(CannotCross):
        Decoder([]).decode(tree)


def nested(tag: str, depth: int) -> list[Any]:
    tree: list[Any] = [tag]
    for _ in range(depth):
        tree = [tag, tree]
    return tree


@pytest.mark.parametrize("tag", ["list", "tuple"])
def test_nesting(tag: str) -> None:
    assert Decoder([]).decode(nested(tag, MAX_DEPTH)) is not None
    for depth in (MAX_DEPTH + 1, 400):
        with pytest.raises(CannotCross):
            Decoder([]).decode(nested(tag, depth))


def test_a_value_too_deep_is_refused_before_it_is_sent() -> None:
    items: list[Any] = []
    for _ in range(MAX_DEPTH + 1):
        items = [items]
    with pytest.raises(CannotCross, match="nested"):
        Encoder([]).encode(items)


def test_the_largest_array() -> None:
    largest = np.broadcast_to(np.uint8(1), (MAX_ARRAY_BYTES + 1,))
    with pytest.raises(CannotCross, match="more than 24 MiB"):
        Encoder([]).encode(largest)


def test_only_exact_types_come_out_of_msgpack() -> None:
    for extra in (msgpack.ExtType(1, b"x"), msgpack.Timestamp(1), {"a": 1}):
        with pytest.raises(wire.BrokenFrame):
            wire.unpack(msgpack.packb([extra]))


@pytest.mark.parametrize(
    "value",
    [
        ["x" * 1_000_000, *[""] * 20],
        [["x" * 10_000, *[""] * 99], *[[""] * 100] * 99],
        ("x" * 1_000_000, *[0.5] * 20),
        [["x" * 10_000, *[""] * 999], np.ones(1000)],
    ],
)
def test_no_item_of_a_list_becomes_as_long_as_its_longest_text(value: Any) -> None:
    with pytest.raises(CannotCross, match="a long text in it"):
        check_unfolded(value)


@pytest.mark.parametrize(
    "value",
    [
        "x" * 1_000_000,
        ["negative log likelihood"] * 50_000,
        [np.ones(640_000), "train"],
        {"about": "x" * 100_000, **dict.fromkeys(map(str, range(2000)), 0.5)},
    ],
)
def test_text_that_becomes_no_larger_may_be_long(value: Any) -> None:
    assert check_unfolded(value) > 0


def test_no_long_list_becomes_complex_by_one_number() -> None:
    floats = [np.ones(2_000_000)] * 3
    assert check_unfolded(floats) > 0
    with pytest.raises(CannotCross, match="complex"):
        check_unfolded([*floats, np.ones(2_000, complex)])
    assert check_unfolded([np.ones(1_000_000, complex)]) > 0


def test_what_is_shared_is_weighed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its sender has written it once, and has not paid for more."""
    weighed: list[int] = []
    fresh = weight._Scale._fresh

    def counted(*args: Any) -> Any:
        weighed.append(1)
        return fresh(*args)

    monkeypatch.setattr(weight._Scale, "_fresh", counted)
    tree: Any = [1.0]
    for _ in range(30):
        tree = [tree, tree, "", "", (tree, tree)]
    with pytest.raises(CannotCross, match="again and again"):
        check_unfolded(tree)
    assert len(weighed) <= 2 * 31


def test_lists_in_a_circle_have_no_end() -> None:
    first: list[Any] = [1.0]
    first.append([first])
    with pytest.raises(CannotCross, match="hold each other"):
        check_unfolded(first)
