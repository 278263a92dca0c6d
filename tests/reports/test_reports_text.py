"""Text of others stays text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradus.reports.text import (
    counted,
    escaped,
    excerpt,
    fenced,
    one_line,
    points,
    printable,
    spreadsheet,
)


@given(st.text())
def test_printable_text_holds_nothing_that_acts(text: str) -> None:
    assert all(letter.isprintable() or letter == "\n" for letter in printable(text))


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"])))
def test_printable_text_stays_as_it_is(text: str) -> None:
    assert printable(text) == text


def test_escape_sequences_are_shown() -> None:
    assert printable("\x1b[31mred\x07\r\nnext\u202e") == "\\x1b[31mred\\x07\nnext\\u202e"


@pytest.mark.parametrize(
    "formula", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")', *"＝＋－＠﹦﹢﹣﹫⁼₌⁺₊"]
)
def test_a_formula_becomes_text(formula: str) -> None:
    assert spreadsheet(formula) == "'" + formula


@given(st.text())
def test_no_cell_is_a_formula_or_more_than_a_line(text: str) -> None:
    cell = spreadsheet(text)
    assert not unicodedata.normalize("NFKC", cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert "\n" not in cell


@given(st.text(alphabet="`~a\n "))
def test_a_fence_is_never_closed_from_within(text: str) -> None:
    first, *body, last = fenced(text).split("\n")
    fence = first.removesuffix("text")
    assert last == fence
    assert not any(fence in line for line in body)


def test_markup_is_escaped() -> None:
    assert escaped("[a](b) *c* <d> |\nnext") == r"\[a\](b) \*c\* \<d\> \| next"


def test_long_text_is_cut() -> None:
    assert one_line("first\nsecond", 10) == "first"
    assert one_line("a" * 20, 10) == "a" * 9 + "…"
    assert excerpt("a\nb\nc\nd", 2, 10) == "a\nb\n… and 2 more lines"
    assert excerpt("a" * 20, 2, 10) == "a" * 9 + "…"
    assert excerpt("\na\n", 2, 10) == "a"


def test_numbers() -> None:
    assert [points(value) for value in (7.0, 7.5, 20 / 3, 0.0, 100.0)] == [
        "7",
        "7.5",
        "6.67",
        "0",
        "100",
    ]
    assert counted(1, "test") == "1 test"
    assert counted(0, "test") == "0 tests"
