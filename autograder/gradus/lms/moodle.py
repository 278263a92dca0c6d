"""A CSV that Moodle imports.

From a grading worksheet (Assignment, Download grading worksheet): the worksheet with the grades
filled in, for Upload grading worksheet. Source: Moodle's own importer, which finds students by
`Identifier`, leaves out grades above `Maximum grade`, and skips who was graded after `Last modified
(grade)`: these columns go back as they came. From any other roster: a table for Grades, Import.
"""

from gradus.errors import UsageError
from gradus.lms import headings
from gradus.lms.export import Export, Marks, Outcome, due, left_out
from gradus.lms.matching import Matches
from gradus.lms.roster import Roster
from gradus.lms.tables import number_in
from gradus.lms.worksheet import says_no
from gradus.reports.text import points

_IDENTITY = (*headings.EMAIL, *headings.LOGIN, *headings.NUMBER)
# The one that every version of Moodle takes for a worksheet, and writes itself.
_SEPARATOR = ","
_COMMA = (
    "The worksheet's columns were separated by another character than Moodle's: the new one has "
    "commas. Where the upload asks for a separator, choose the comma."
)


def moodle_gradebook(
    roster: Roster, matches: Matches, marks: Marks, column: str | None = None
) -> Export:
    """The marks for Moodle; `column` is the heading of the grade.

    Raises UsageError where `column` is not there, or nothing tells Moodle who a student is.
    """
    table, worksheet = roster.table, roster.worksheet
    if worksheet is None:
        return _for_import(roster, matches, marks, column or marks.assignment)
    place = table.column(column.casefold()) if column else worksheet.grade
    if place is None:
        raise UsageError(
            f"{table.path} has no column called {column or 'Grade'}. Name the column of the grade "
            f"with --column: {', '.join(table.header)}."
        )
    most, changeable = worksheet.maximum, worksheet.changeable
    rows, outcomes = [], left_out(matches, marks)
    for student, earned in due(roster, matches, marks):
        row = table.rows[student.row]
        if changeable is not None and says_no(row[changeable]):
            outcomes.append(Outcome(student.name, "has a grade that is locked in Moodle", act=True))
            continue
        maximum = row[most].strip() if most is not None else ""
        full = number_in(maximum) or marks.possible
        grade = earned.of(full)
        if grade > full:
            outcomes.append(
                Outcome(
                    student.name,
                    f"has {points(grade)} of {points(full)} with the bonus; Moodle takes no more "
                    f"than {points(full)}, which is written",
                    act=False,
                    kind=f"Above {points(full)} with the bonus, which Moodle does not take",
                )
            )
        cell = points(min(grade, full))
        cell = cell.replace(".", ",") if "," in maximum else cell
        rows.append((*row[:place], cell, *row[place + 1 :]))
    note = "" if table.separator == _SEPARATOR else _COMMA
    return Export(table.header, tuple(rows), _SEPARATOR, len(rows), tuple(outcomes), note)


def _for_import(roster: Roster, matches: Matches, marks: Marks, column: str) -> Export:
    table = roster.table
    identity = table.column(*_IDENTITY)
    if identity is None:
        raise UsageError(
            f"{table.path} has nothing by which Moodle knows a student: an email address, a "
            "username or an ID number. Use the grading worksheet from Moodle."
        )
    outcomes, rows = left_out(matches, marks), []
    for student, earned in due(roster, matches, marks):
        who = table.rows[student.row][identity].strip()
        if who:
            rows.append((who, points(earned.of(marks.possible))))
        else:
            why = f"has an empty {table.header[identity]} in the roster"
            outcomes.append(Outcome(student.name, why, act=True))
    header = (table.header[identity], column)
    return Export(header, tuple(rows), ",", len(rows), tuple(outcomes))
