"""What a terminal that does not know Unicode shows instead: other letters, and no error.

A tick and a cross must stay apart in every code page, and formulas stay formulas.
"""

import codecs
import io
import unicodedata
from typing import TextIO

_HANDLER = "gradus-terminal"
_INSTEAD = {
    **{"✓": "+", "✗": "x", "✅": "+", "❌": "x", "🔶": "~", "⚠": "!", "•": "*", "×": "x"},
    **{
        "…": "...",
        "–": "-",
        "—": "-",
        "−": "-",
        "─": "-",
        "→": "->",
        "←": "<-",
        "·": "*",
        "⁄": "/",
    },
    **{"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"},
    **{"≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "∞": "inf", "√": "sqrt", "∂": "d", "∑": "sum"},
    **{"ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ı": "i"},
    **dict.fromkeys("█▉▊▋▌▍▎▏━╸╺", "#"),  # bars, and the spinner:
    **dict.fromkeys("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏", "*"),
    "\ufe0f": "",  # only says that the letter before is a picture
}
_GREEK = {"GREEK SMALL LETTER ": str.lower, "GREEK CAPITAL LETTER ": str.title}


def make_readable(*streams: TextIO | None) -> None:
    """From now on the streams write, for what their encoding lacks, what comes nearest to it."""
    codecs.register_error(_HANDLER, _instead)
    for stream in streams:
        # What stands in for a stream, in a notebook say, has no encoding of its own.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def plain(text: str) -> str:
    """The text in ASCII: ŷ becomes y, σ sigma, x² x^2, and a letter that is like none `?`."""
    return "".join(letter if letter.isascii() else _plain(letter) for letter in text)


def _instead(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain(error.object[error.start : error.end]), error.end


def _plain(letter: str) -> str:
    if letter in _INSTEAD:
        return _INSTEAD[letter]
    name = unicodedata.name(letter, "")
    for begin, written in _GREEK.items():
        if name.startswith(begin):
            return written(name.removeprefix(begin).split(" WITH ")[0])
    apart = unicodedata.normalize("NFKD", letter)
    if apart == letter:
        return "" if unicodedata.combining(letter) else "?"
    power = "^" if unicodedata.decomposition(letter).startswith("<super>") else ""
    return power + plain(apart)
