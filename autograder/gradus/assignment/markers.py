"""Otter Assign's markers in a reference module: which lines are solution and which are not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from gradus.errors import AssignmentError


class Kind(Enum):
    """What a line is. `KEEP` and `PROMPT` are the lines that students get as they are.

    `IGNORED` are for the instructor alone, and no part of a solution.
    """

    KEEP = auto()
    BEGIN = auto()
    BEGIN_NO_PROMPT = auto()
    SOLUTION = auto()
    END = auto()
    LINE = auto()
    LINE_NO_PROMPT = auto()
    BEGIN_PROMPT = auto()
    PROMPT = auto()
    END_PROMPT = auto()
    BEGIN_IGNORE = auto()
    IGNORED = auto()
    END_IGNORE = auto()


_WHOLE_LINES = {
    "# BEGIN SOLUTION": Kind.BEGIN,
    "# BEGIN SOLUTION NO PROMPT": Kind.BEGIN_NO_PROMPT,
    "# END SOLUTION": Kind.END,
    '""" # BEGIN PROMPT': Kind.BEGIN_PROMPT,
    '""" # END PROMPT': Kind.END_PROMPT,
    '"""; # END PROMPT': Kind.END_PROMPT,
    "# BEGIN IGNORE": Kind.BEGIN_IGNORE,
    "# END IGNORE": Kind.END_IGNORE,
}
_TRAILING = {
    "# SOLUTION": Kind.LINE,
    "# SOLUTION NO PROMPT": Kind.LINE_NO_PROMPT,
    "# IGNORE": Kind.IGNORED,
    "# SEED": Kind.IGNORED,
}
_BLOCKS = {
    Kind.BEGIN: (Kind.SOLUTION, Kind.END),
    Kind.BEGIN_NO_PROMPT: (Kind.SOLUTION, Kind.END),
    Kind.BEGIN_PROMPT: (Kind.PROMPT, Kind.END_PROMPT),
    Kind.BEGIN_IGNORE: (Kind.IGNORED, Kind.END_IGNORE),
}
"""By what begins a block: what the lines in it are, and what ends it."""

_ENDS = tuple(end for _, end in _BLOCKS.values())
_IGNORING = ("# BEGIN IGNORE", "# IGNORE", "# SEED")
_IGNORED_CELL = re.compile(
    r"^# %%[^\n]*\n\s*(# )?(# ignore|## ignore ##)[ \t]*\n.*?(?=^# %%|\Z)",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
"""A cell of a hand-out that begins so is the instructor's, as a whole."""

_ALMOST = re.compile(
    r"#\s*((begin|end)[\s_-]*)?(solutions?|prompt|ignore)([\s_-]*no[\s_-]*prompt)?\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Line:
    """A line of a reference module: its number from 1, and its text or indent without a marker."""

    number: int
    text: str
    kind: Kind


def read_lines(source: str, path: Path) -> list[Line]:
    """The lines of `source` (the text of the file `path`), each with its kind.

    Raises AssignmentError for markers that are misspelled, nested or unbalanced.
    """
    return list(_read(source, path))


def _read(source: str, path: Path) -> Iterator[Line]:
    inside, end = Kind.KEEP, Kind.KEEP
    begun = 0
    for number, text in enumerate(source.splitlines(), 1):
        line = _classify(number, text.rstrip(), path)
        if line.kind in _BLOCKS:
            if inside is not Kind.KEEP:
                raise AssignmentError(
                    f"{path}, line {number}: a block begins inside the block that began in "
                    f"line {begun}. End that one first."
                )
            (inside, end), begun = _BLOCKS[line.kind], number
            yield line
        elif line.kind in _ENDS:
            if inside is Kind.KEEP or line.kind is not end:
                raise AssignmentError(
                    f"{path}, line {number}: this ends a block that never began. Put the "
                    "BEGIN marker before it, or remove it."
                )
            inside = Kind.KEEP
            yield line
        else:
            yield line if inside is Kind.KEEP else Line(number, line.text, inside)
    if inside is not Kind.KEEP:
        raise AssignmentError(
            f"{path}, line {begun}: the block that begins here never ends. Put the END marker "
            "after its last line."
        )


def _classify(number: int, text: str, path: Path) -> Line:
    bare = " ".join(text.split())
    if bare in _WHOLE_LINES:
        return Line(number, text[: len(text) - len(text.lstrip())], _WHOLE_LINES[bare])
    for marker, kind in _TRAILING.items():
        if text.endswith(marker):
            return Line(number, text.removesuffix(marker).rstrip(), kind)
    if _ALMOST.search(text):
        raise AssignmentError(
            f"{path}, line {number}: {text.strip()!r} is almost a marker. Write exactly "
            "# BEGIN SOLUTION, # END SOLUTION or # SOLUTION (with NO PROMPT after it if nothing "
            "shall take its place), the same with IGNORE, or reword the comment."
        )
    return Line(number, text, Kind.KEEP)


def without_ignored(text: str, path: Path) -> str:
    """A hand-out without what is for the instructor alone.

    Other markers stand as they are: a hand-out holds no solutions. Raises AssignmentError for
    blocks that are nested or unbalanced.
    """
    text = _IGNORED_CELL.sub("", text)
    ignored = (Kind.BEGIN_IGNORE, Kind.IGNORED, Kind.END_IGNORE)
    if not any(marker in text for marker in _IGNORING):
        return text
    lines = text.splitlines()
    return join(
        [
            None if line.kind in ignored else whole
            for line, whole in zip(read_lines(text, path), lines, strict=True)
        ]
    )


def join(pieces: list[str | None]) -> str:
    """The text of `pieces`, where None stands for removed lines.

    Blank lines around what was removed are brought back to what `ruff format` keeps: at most one
    inside a block, two outside.
    """
    lines: list[str] = []
    gap: list[str | None] = []
    for piece in [*pieces, "end"]:
        if piece is None or not piece.strip():
            gap.append(piece)
            continue
        blanks = [line for line in gap if line is not None]
        if None in gap:
            most = 0 if not lines else 1 if piece[0].isspace() else 2
            blanks = blanks[:most]
        lines += [*blanks, piece]
        gap = []
    while lines[:-1] and not lines[-2].strip():
        del lines[-2]
    return "\n".join(lines[:-1]) + "\n"
