"""Where a student stands: points a task, sums, and the kinds of the hidden cases to come."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_WIDEST_TITLE, _NARROWEST_TITLE, _BESIDE_TITLE = 72, 24, 40
"""Columns: beside a title stand its points and what is hidden."""
_WIDEST_TEXT = 100  # columns, however wide the terminal is: longer lines are hard to read

NOT_WRITTEN = "not written yet"
CANNOT_IMPORT = "cannot be imported"
IS_MISSING = "is missing. It belongs next to the folder tests."
"""Told of a module after its name."""
POSTPONED = (NOT_WRITTEN, CANNOT_IMPORT)
"""Why a case has not even begun to be wrong: told once for all cases that it is true of."""

WRITTEN_ALREADY = (
    "Written already? Then save the file, and take out the line raise NotImplementedError."
)
"""Below what is not written yet."""


def natural(name: str) -> list[tuple[int, str]]:
    """A key to sort by: numbers in a name count as numbers."""
    return [(int(part) if part.isdigit() else 0, part) for part in name.split("_")]


@dataclass
class Row:
    """A task, or a sum of tasks."""

    title: str
    bonus: bool = False
    earned: float = 0
    possible: float = 0
    hidden_points: float = 0
    hidden_cases: list[str] = field(default_factory=list)

    @property
    def colour(self) -> str:
        """Green for all points, red for none."""
        if self.earned == self.possible:
            return "green"
        return "yellow" if self.earned else "red"

    @property
    def points(self) -> str:
        """What is earned, and of how much."""
        return f"{self.earned:>4g} of {self.possible:>4g}"

    @property
    def hidden(self) -> str:
        """What hidden cases there are; "" where there are none."""
        count = len(self.hidden_cases)
        cases = f"{count} case{'' if count == 1 else 's'}"
        return f"+ {self.hidden_points:g} hidden ({cases})" if count else ""


def rows_of(records: Iterable[Mapping[str, Any]]) -> list[Row]:
    """A row a task, by their numbers, of the records of all cases."""
    rows: dict[str, Row] = {}
    for record in records:
        row = rows.setdefault(
            record["task"],
            Row(
                record["title"],
                record["bonus"],
                possible=record["public_points"],
                hidden_points=record["hidden_points"],
                hidden_cases=list(record["hidden_cases"]),
            ),
        )
        row.earned += record["earned"]
    return [rows[name] for name in sorted(rows, key=natural)]


def sums_of(rows: Iterable[Row]) -> list[Row]:
    """The total, and beside it that of bonus tasks where there are any."""
    sums = [Row("Total"), Row("Bonus, beside the total", bonus=True)]
    for row in rows:
        total = sums[row.bonus]
        total.earned += row.earned
        total.possible += row.possible
        total.hidden_points += row.hidden_points
        total.hidden_cases += row.hidden_cases
    return [row for row in sums if row.possible or row.hidden_cases]


def kinds_of(rows: Iterable[Row]) -> str:
    """The hidden cases by kind; "" where there are none."""
    kinds = Counter(name for row in rows for name in row.hidden_cases)
    return "; ".join(f"{name} ({count})" if count > 1 else name for name, count in kinds.items())


KINDS_ARE = "Hidden cases are still to come, when you hand in. Their kinds:"


def kinds_lines(rows: Iterable[Row], columns: int) -> list[str]:
    """The same as lines of text."""
    told = textwrap.wrap(kinds_of(rows), min(columns, _WIDEST_TEXT) - 3)
    return [KINDS_ARE, *(f"  {line}" for line in told)] if told else []


@dataclass(frozen=True)
class Line:
    """A line of the table as text: the title, of which what has no room stands on lines above."""

    above: tuple[str, ...]
    title: str
    row: Row
    is_sum: bool = False


def table_lines(rows: list[Row], columns: int) -> list[Line]:
    """The table, at most so many columns wide."""
    titles = [row.title + (" (bonus)" if row.bonus else "") for row in rows]
    sums = sums_of(rows)
    widest = min(_WIDEST_TITLE, max(_NARROWEST_TITLE, columns - _BESIDE_TITLE))
    width = min(widest, max(len(title) for title in (*titles, *(row.title for row in sums))))
    lines = []
    for title, row in zip(titles, rows, strict=True):
        *above, last = textwrap.wrap(title, width, subsequent_indent="  ") or [""]
        lines.append(Line(tuple(above), f"{last:<{width}}", row))
    return lines + [Line((), f"{row.title:<{width}}", row, is_sum=True) for row in sums]


def text_of(rows: list[Row], columns: int) -> str:
    """The table and the kinds of hidden cases, without colours."""
    lines = []
    for line in table_lines(rows, columns):
        lines += [*line.above, f"{line.title}  {line.row.points}  {line.row.hidden}".rstrip()]
    return "\n".join((*lines, *kinds_lines(rows, columns)))
