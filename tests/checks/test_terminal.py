"""Whatever a terminal's encoding is, marks stay apart and nothing fails for a letter."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradus.reports.feedback_terminal import SYMBOLS
from gradus_checks.terminal import make_readable, plain

CODE_PAGES = ("ascii", "latin-1", "cp437", "cp850", "cp1252", "cp1251", "iso8859-15", "koi8-r")


def written(text: str, encoding: str) -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    make_readable(stream)
    stream.write(text)
    stream.flush()
    return stream.buffer.getvalue().decode(encoding)


@pytest.mark.parametrize("encoding", [*CODE_PAGES, "utf-8"])
def test_how_a_case_ended_can_be_told_everywhere(encoding: str) -> None:
    symbols = [symbol for symbol, _ in SYMBOLS.values()]
    seen = [written(symbol, encoding) for symbol in symbols]
    assert len(set(seen)) == len(symbols)
    assert all(len(each) == 1 for each in seen), "columns stay in line"
    assert ["?" in each for each in seen] == [symbol == "?" for symbol in symbols]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("✓ ✗", "+ x"),
        ("Why not just ŷ − y?", "Why not just y - y?"),
        ("σ(z), Σ x², wᵀ, h⁸, ½", "sigma(z), Sigma x^2, w^T, h^8, 1/2"),
        ("0 ≤ p ≤ 1 …", "0 <= p <= 1 ..."),
        ("“Jürgen” Straße – ᾱ", '"Jurgen" Strasse - alpha'),
        ("日\ud800\x07", "??\x07"),
    ],
)
def test_what_comes_nearest(text: str, shown: str) -> None:
    assert plain(text) == shown
    assert written(text, "ascii") == shown


def test_what_the_encoding_has_stays() -> None:
    assert written("Jürgen × …", "cp1252") == "Jürgen × …"
    assert written("█ ½ √", "cp437") == "█ ½ √"


@given(st.text(), st.sampled_from(CODE_PAGES))
def test_every_text_can_be_written(text: str, encoding: str) -> None:
    shown = written(text, encoding)
    assert text.isascii() <= (shown == text)
    assert plain(text).isascii()


def test_what_is_no_stream_of_text_is_left_alone() -> None:
    make_readable(None, io.StringIO())
