"""A CSV that Canvas imports: Grades, Import.

Source: the importer of Canvas itself. The columns to `Section` say who a student is, the
assignment's column is found by the number in its heading. An empty cell erases a mark, and a
student whom Canvas does not know stops the import, so neither is written.
"""

import re

from gradus.errors import UsageError
from gradus.lms.export import Export, Marks, Outcome, due, left_out
from gradus.lms.matching import Matches
from gradus.lms.roster import Roster, Student, folded
from gradus.lms.tables import number_in
from gradus.reports.text import points

_NUMBERED = re.compile(r"(?P<title>.+) \((?P<id>\d+)\)")
_STUDENT_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_EXCUSED = "ex"


def canvas_gradebook(
    roster: Roster, matches: Matches, marks: Marks, column: str | None = None
) -> Export:
    """The marks for Canvas; `roster` is best the gradebook that Canvas exports.

    `column` is the assignment's heading there; by default the one column that bears the name of
    the assignment. Raises UsageError where that is none, or several.
    """
    table = roster.table
    section = table.column("section")
    if table.column("student") != 0 or table.column("id") != 1 or section is None:
        return _from_roster(roster, matches, marks, column or marks.assignment)
    place = table.header.index(_column(table.header[section + 1 :], marks.assignment, column))
    head = slice(0, section + 1)
    line = next((row for row in table.rows if row[0].strip().startswith("Points Possible")), None)
    possible = number_in(line[place]) if line else marks.possible
    scale = (possible or marks.possible) / marks.possible if marks.possible else 1.0
    empty = ("    Points Possible",) + ("",) * section
    rows = [(*(line[head] if line else empty), points(possible or marks.possible))]
    outcomes = left_out(matches, marks)
    for student, score in due(roster, matches, marks):
        row = table.rows[student.row]
        if row[place].strip().casefold() == _EXCUSED:
            outcomes.append(Outcome(student.name, "is excused in Canvas and stays so", False))
        else:
            rows.append((*row[head], points(scale * score)))
    written = len(rows) - 1
    header = (*table.header[head], table.header[place])
    return Export(header, tuple(rows), table.separator, written, tuple(outcomes))


def _from_roster(roster: Roster, matches: Matches, marks: Marks, column: str) -> Export:
    """The least that Canvas needs, from a list that Canvas did not make."""
    head: tuple[str, ...] = ("    Points Possible", "", "", "", "", points(marks.possible))
    rows = [head]
    for student, score in due(roster, matches, marks):
        rows.append((*_identity(roster, student), points(score)))
    outcomes = tuple(left_out(matches, marks))
    return Export((*_STUDENT_COLUMNS, column), tuple(rows), ",", len(rows) - 1, outcomes)


def _identity(roster: Roster, student: Student) -> tuple[str, ...]:
    cells = roster.table.rows[student.row]

    def cell(*names: str) -> str:
        column = roster.table.column(*names)
        return "" if column is None else cells[column].strip()

    return (
        student.name,
        student.number("canvas"),
        cell("sis user id", "id number", "student number", "sid"),
        cell("sis login id", "login", "login id", "username", "user", "email", "email address"),
        cell("section"),
    )


def _column(headings: tuple[str, ...], assignment: str, asked: str | None) -> str:
    numbered = [heading for heading in headings if _NUMBERED.fullmatch(heading)]
    if asked is not None:
        found = [heading for heading in numbered if asked in (heading, _title(heading))]
    else:
        found = [heading for heading in numbered if folded(_title(heading)) == folded(assignment)]
    if len(found) == 1:
        return found[0]
    raise UsageError(
        f"{'No' if not found else 'More than one'} column of the gradebook is called "
        f"{asked or assignment}. Name one with --column: {'; '.join(found or numbered) or 'none'}."
    )


def _title(heading: str) -> str:
    match = _NUMBERED.fullmatch(heading)
    return match["title"] if match else heading
