"""A CSV that Canvas imports: Grades, Import.

Source: the importer of Canvas itself. The columns to `Section` say who a student is, the
assignment's column is found by the number in its heading. An empty cell erases a mark, a student
whom Canvas does not know stops the import, and other points possible would change the assignment's:
none of these is written.
"""

from gradus.errors import UsageError
from gradus.lms import headings
from gradus.lms.canvas_columns import NUMBERED, is_excused, is_not_assigned, points_possible
from gradus.lms.export import Export, Marks, Outcome, due, left_out
from gradus.lms.matching import Matches
from gradus.lms.roster import Roster, Student, folded
from gradus.lms.tables import number_in
from gradus.reports.text import points

_STUDENT_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
# Canvas tells these apart by counting; it knows no other.
_SEPARATORS = (",", ";")


def canvas_gradebook(
    roster: Roster, matches: Matches, marks: Marks, column: str | None = None
) -> Export:
    """The marks for Canvas; `roster` is best the gradebook that Canvas exports.

    `column` is the assignment's heading there; by default the one column that bears the name of
    the assignment. Raises UsageError where that is none, or several, or is locked.
    """
    table = roster.table
    if roster.canvas is None:
        return _from_roster(roster, matches, marks, column or marks.assignment)
    behind = roster.canvas.section + 1
    place = table.header.index(_column(table.header[behind:], marks.assignment, column), behind)
    head = slice(0, behind)
    total = points_possible(table)
    if total and "read only" in total[place].casefold():
        raise UsageError(
            f"{table.header[place]} is read only in Canvas, which takes no mark for it from a "
            "file. Name another column with --column."
        )
    full = (number_in(total[place]) if total else None) or marks.possible
    rows = [(*total[head], total[place])] if total else []
    outcomes = left_out(matches, marks)
    written = 0
    for student, earned in due(roster, matches, marks):
        row = table.rows[student.row]
        mark = points(earned.of(full))
        outcome = _stays(student, row[place], mark)
        if outcome:
            outcomes.append(outcome)
        else:
            rows.append((*row[head], mark))
            written += 1
    header = (*table.header[head], table.header[place])
    separator = table.separator if table.separator in _SEPARATORS else ","
    return Export(header, tuple(rows), separator, written, tuple(outcomes))


def _stays(student: Student, cell: str, mark: str) -> Outcome | None:
    """Why a student's cell is not written, if it is not."""
    if is_excused(cell):
        return Outcome(
            student.name,
            "is excused in Canvas and stays so",
            act=False,
            kind="Excused in Canvas",
        )
    if is_not_assigned(cell):
        return Outcome(
            student.name,
            f"has earned {mark}, and Canvas drops it: the assignment is not assigned to this "
            "student. Assign it, and export the gradebook again",
            act=True,
        )
    return None


def _from_roster(roster: Roster, matches: Matches, marks: Marks, column: str) -> Export:
    """The least that Canvas needs, from a list that Canvas did not make."""
    rows = [
        (*_identity(roster, student), points(earned.of(marks.possible)))
        for student, earned in due(roster, matches, marks)
    ]
    outcomes = tuple(left_out(matches, marks))
    # A column without a number may be a new assignment, which needs to know what can be earned.
    head: tuple[str, ...] = ("    Points Possible", "", "", "", "", points(marks.possible))
    return Export((*_STUDENT_COLUMNS, column), (head, *rows), ",", len(rows), outcomes)


def _identity(roster: Roster, student: Student) -> tuple[str, ...]:
    cells = roster.table.rows[student.row]

    def cell(*names: str) -> str:
        column = roster.table.column(*names)
        return "" if column is None else cells[column].strip()

    return (
        student.name,
        student.number("canvas"),
        cell(*headings.NUMBER),
        cell(*headings.LOGIN, *headings.EMAIL),
        student.section,
    )


def _column(headings: tuple[str, ...], assignment: str, asked: str | None) -> str:
    numbered = [heading for heading in headings if NUMBERED.fullmatch(heading)]
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
    match = NUMBERED.fullmatch(heading)
    return match["title"] if match else heading
