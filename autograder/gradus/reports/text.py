"""Text of unknown origin, made harmless for a terminal, a Markdown file or a spreadsheet."""

import re
import unicodedata

from gradus.submission import printable

__all__ = [
    "counted",
    "escaped",
    "excerpt",
    "fenced",
    "one_line",
    "points",
    "printable",
    "spreadsheet",
]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~$])")


def one_line(text: str, most: int) -> str:
    """The text's first line, cut to `most` characters."""
    line = printable(text).strip().split("\n", 1)[0].strip()
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def excerpt(text: str, lines: int, width: int) -> str:
    """The beginning of a text and of each of its lines, with a remark on what was cut."""
    every = printable(text).strip("\n").split("\n")
    kept = [line if len(line) <= width else line[: width - 1] + "…" for line in every[:lines]]
    if len(every) > lines:
        kept.append(f"… and {counted(len(every) - lines, 'more line')}")
    return "\n".join(kept)


def escaped(text: str) -> str:
    """One line for Markdown, in which nothing is markup."""
    return _MARKDOWN.sub(r"\\\1", " ".join(printable(text).split()))


def fenced(text: str) -> str:
    """A Markdown code block whose fence is longer than any within the text."""
    text = printable(text)
    longest = max(map(len, re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def spreadsheet(text: str) -> str:
    """One line for a cell, which a spreadsheet takes for text and never for a formula."""
    text = " ".join(printable(text).split())
    # Spreadsheets for East Asian writing take the wide "＝" for "=": its normal form is looked at.
    return f"'{text}" if unicodedata.normalize("NFKC", text).startswith(_FORMULA) else text


def points(value: float) -> str:
    """`7`, `7.5`, `6.67`."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def counted(number: int, noun: str) -> str:
    """`1 submission`, `2 submissions`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
