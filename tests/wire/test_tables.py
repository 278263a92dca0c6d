"""Data frames, series and sparse arrays over the wire: exact, bounded, and nothing else comes."""

import subprocess
import sys
import tracemalloc
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wire.judge_end import check_plain

from gradus import wire
from gradus_checks.crossing import Decoder, Encoder
from gradus_checks.errors import CannotCross
from gradus_checks.frames import MAX_CELLS, MAX_COLUMNS, MAX_LABELS
from gradus_checks.tables import decode_table, fields_of, tag_of
from gradus_checks.weight import MAX_UNFOLDED, check_unfolded

NUMBERS = ("int64", "uint8", "float64", "float32", "bool", "complex128")


@st.composite
def frames(draw: st.DrawFn) -> pd.DataFrame:
    """Small data frames of every kind of column and label that may cross."""
    rows = draw(st.integers(0, 4))
    words = st.lists(st.text(max_size=3) | st.none(), min_size=rows, max_size=rows)
    whole = st.lists(st.integers(0, 200), min_size=rows, max_size=rows)
    column = st.builds(
        lambda items, dtype: pd.Series(items, dtype=dtype), whole, st.sampled_from(NUMBERS)
    ) | st.builds(
        lambda items, dtype: pd.Series(items, dtype=dtype),
        words,
        st.sampled_from(["object", "str", "string"]),
    )
    columns = draw(st.lists(column, max_size=4))
    frame = pd.DataFrame(dict(enumerate(columns)), index=range(rows))
    names = draw(st.none() | st.just([f"name {number // 2}" for number in range(len(columns))]))
    if names is not None:
        frame.columns = pd.Index(names, name="names", dtype="object")
    labels = draw(st.none() | words.map(lambda items: pd.Index(items, dtype="object")) | whole)
    return frame if labels is None else frame.set_axis(labels, axis=0)


def across(value: object) -> Any:
    return Decoder([]).decode(wire.unframe(wire.pack(Encoder([]).encode(value))))


@given(frames())
@settings(max_examples=60, deadline=None)
def test_frames_and_their_columns_arrive_exactly(frame: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(
        across(frame), frame, check_index_type="exact", check_column_type="exact"
    )
    for number in range(len(frame.columns)):
        pd.testing.assert_series_equal(across(frame.iloc[:, number]), frame.iloc[:, number])
    assert check_unfolded(frame) <= MAX_UNFOLDED


def honest_trees() -> list[Any]:
    frame = pd.DataFrame({"a": [1.5, 2.0], "b": ["x", None]}, index=["p", "q"])
    trees = [Encoder([]).encode(table) for table in (frame, frame.reset_index(), frame["b"])]
    # As `sparse_fields` makes it: these run without SciPy too.
    axes = [["array", "<i4", [2], b"\0\0\0\0\1\0\0\0"][1:]] * 2
    return [*trees, ["sparse", "csr", [2, 3], ["<f8", [2], bytes(16)], *axes]]


JUNK: list[Any] = [
    *(None, True, -1, 2**40, 2**63, 0.5, "", "csr", "dia", "object", b"x", [], ["slot", 0]),
    *(["range", None, 0, 2**61, 1], ["range", None, 0, 9, 0], ["array", "<f8", [2**40], b""]),
    *(["labels", "n", ["cells", "object", [1]]], ["<f8", [0], b""], ["<i4", [2], bytes(8)]),
]


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_tree_with_anything_in_a_place_of_it_is_refused_or_a_table(data: st.DataObject) -> None:
    tree = data.draw(st.sampled_from(honest_trees()))
    junk = st.sampled_from(JUNK)
    place = tree
    while True:
        number = data.draw(st.integers(0, len(place) - 1))
        if not isinstance(place[number], list) or not place[number] or data.draw(st.booleans()):
            break
        place = place[number]
    place[number] = data.draw(junk)
    try:
        check_plain(Decoder([]).decode(tree))
    except CannotCross:
        return


def labels(count: int) -> list[Any]:
    return ["range", None, 0, count, 1]


HUGE: dict[str, tuple[str, list[Any]]] = {
    "rows without columns": ("frame", [labels(0), labels(2**40)]),
    "a column of another length": (
        "frame",
        [labels(1), labels(3), ["array", "<f8", [2], bytes(16)]],
    ),
    "columns without end": (
        "frame",
        [labels(MAX_COLUMNS + 1), labels(0), *[["array", "<f8", [0], b""]] * (MAX_COLUMNS + 1)],
    ),
    "labels that could collide": (
        "series",
        [
            None,
            ["labels", None, ["array", "|u1", [MAX_LABELS + 1], bytes(MAX_LABELS + 1)]],
            ["array", "|u1", [MAX_LABELS + 1], bytes(MAX_LABELS + 1)],
        ],
    ),
    "cells without end": (
        "series",
        [None, labels(MAX_CELLS + 1), ["cells", "object", *[None] * (MAX_CELLS + 1)]],
    ),
    "a matrix of two axes in a column": (
        "series",
        [None, labels(2), ["array", "<f8", [2, 1], bytes(16)]],
    ),
    "a name that cannot be one": ("series", [["list"], labels(0), ["array", "<f8", [0], b""]]),
    "a type that is none of text": ("series", [None, labels(1), ["cells", "category", "x"]]),
}
EMPTY: list[Any] = ["<f8", [0], b""]
NOWHERE: list[Any] = ["<i4", [0], b""]
ONE: list[Any] = ["<f8", [1], bytes(8)]
HUGE_SPARSE: dict[str, list[Any]] = {
    "a sparse array of a terabyte": ["csr", [2**19, 2**19], EMPTY, NOWHERE, NOWHERE],
    "empty, with endless rows": ["csr", [2**39, 0], EMPTY, NOWHERE, NOWHERE],
    "an entry outside": ["coo", [2, 2], ONE, ["<i4", [1], b"\5\0\0\0"], ["<i4", [1], bytes(4)]],
    "an entry before": ["coo", [2, 2], ONE, ["<i4", [1], b"\xff" * 4], ["<i4", [1], bytes(4)]],
    "coordinates of another type": ["coo", [2], ONE, ["<i8", [1], bytes(8)]],
    "an axis too few": ["csr", [2, 2], EMPTY, NOWHERE],
    "a format with a size of its own": ["dia", [2, 2], EMPTY, NOWHERE, NOWHERE],
}


@pytest.mark.parametrize(("tag", "fields"), HUGE.values(), ids=HUGE)
def test_what_cannot_be_one_is_refused_before_it_takes_memory(tag: str, fields: list[Any]) -> None:
    refused_small(tag, fields)


@pytest.mark.parametrize("fields", HUGE_SPARSE.values(), ids=HUGE_SPARSE)
def test_no_sparse_array_is_larger_than_an_array(fields: list[Any]) -> None:
    pytest.importorskip("scipy.sparse", reason="SciPy is not installed: pip install -e '.[dev]'")
    refused_small("sparse", fields)


def refused_small(tag: str, fields: list[Any]) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(CannotCross):
            decode_table(tag, fields)
        assert tracemalloc.get_traced_memory()[1] < 4 * 2**20
    finally:
        tracemalloc.stop()


def test_a_library_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    monkeypatch.setitem(sys.modules, "scipy.sparse", None)
    with pytest.raises(CannotCross, match="a sparse array, whose library is not installed here"):
        decode_table("sparse", ["csr", [1, 1], EMPTY, NOWHERE, NOWHERE])


def test_neither_library_is_imported_for_other_values() -> None:
    program = (
        "import sys, numpy as np\n"
        "from gradus_checks import check_close\n"
        "from gradus_checks.crossing import Decoder, Encoder\n"
        "Decoder([]).decode(Encoder([]).encode([np.ones(3), {'a': 1j}, (2, None)]))\n"
        "check_close(np.ones(3), [1.0, 1.0, 1.0])\n"
        "sys.exit(any(name in sys.modules for name in ('pandas', 'scipy')))\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_file_that_is_called_like_a_library_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", sys)
    monkeypatch.setitem(sys.modules, "scipy.sparse", sys)
    assert tag_of(np.ones(2)) == tag_of({}) == tag_of(sys) == ""


def test_a_table_that_holds_much_weighs_much() -> None:
    long = pd.DataFrame({"a": np.zeros(1000), "b": ["x" * 1000] * 1000})
    assert check_unfolded(long) > 8 * 1000 + 1000 * 1000
    with pytest.raises(CannotCross, match="again and again"):
        check_unfolded([long] * 20)
    assert fields_of(long)[2][:2] == ["array", "<f8"]
