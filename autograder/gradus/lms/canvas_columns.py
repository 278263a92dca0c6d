"""The gradebook that Canvas exports: its columns, and its lines that are nobody's.

As canvas-lms writes it (GradebookExporter at 0140a2e): `Student`, or `LastName` and `FirstName`,
then `ID` and others to `Section`, then the course's own columns and the assignments, each with its
number in brackets. The first lines may be one that says "Manual Posting" and one that begins with
"Points Possible"; the last one may be the Test Student's. A mark is a number, `EX` for who is
excused, and `N/A` for who does not have the assignment: Canvas drops what is written there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gradus.lms.tables import Table

NUMBERED = re.compile(r"(?P<title>.+) \((?P<id>[0-9]+)\)", re.DOTALL)
"""An assignment's heading: its title and its number."""

_POSTING = re.compile(r"\s*(?:Muted|Manual Posting.*)?\s*", re.IGNORECASE | re.DOTALL)
_TEST_STUDENT = ("Student, Test", "Test Student")
# Canvas logs it in under a hash, so that nobody enrols it by mistake. People may have its name.
_TEST_LOGIN = re.compile("[0-9a-f]{40}|")
_EXCUSED = "ex"
_NOT_ASSIGNED = "n/a"


@dataclass(frozen=True)
class CanvasColumns:
    """Where who is who stands, up to `section`; assignments are among what follows."""

    names: tuple[int, ...]
    id: int
    section: int

    def is_nobody(self, row: Sequence[str]) -> bool:
        """Whether a line is the points possible, the posting policies or the Test Student."""
        name = ", ".join(row[place].strip() for place in self.names)
        if row[0].strip().startswith("Points Possible"):
            return True
        known_by = [row[place].strip() for place in range(self.id + 1, self.section)]
        if name in _TEST_STUDENT and all(map(_TEST_LOGIN.fullmatch, known_by)):
            return True
        return all(_POSTING.fullmatch(cell) for cell in row)


def find_canvas_columns(table: Table) -> CanvasColumns | None:
    """The columns of Canvas' gradebook; None for another table."""
    header = [heading.strip().casefold() for heading in table.header]
    names: tuple[int, ...]
    if header[:2] == ["student", "id"]:
        names, number = (0,), 1
    elif header[:3] == ["lastname", "firstname", "id"]:
        names, number = (0, 1), 2
    else:
        return None
    return CanvasColumns(names, number, header.index("section")) if "section" in header else None


def points_possible(table: Table) -> tuple[str, ...] | None:
    """The line of the points possible; None without one."""
    return next((row for row in table.rows if row[0].strip().startswith("Points Possible")), None)


def is_excused(cell: str) -> bool:
    """Whether a mark says that the student is excused."""
    return cell.strip().casefold() == _EXCUSED


def is_not_assigned(cell: str) -> bool:
    """Whether a mark says that the student does not have the assignment."""
    return cell.strip().casefold() == _NOT_ASSIGNED
