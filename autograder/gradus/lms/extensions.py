"""`extensions.csv` as people and spreadsheets save it."""

from collections.abc import Iterable

from gradus.course import Course, Extension, check_headings, read_extensions
from gradus.course.extensions import Row
from gradus.lms.tables import read_table


def read_all_extensions(course: Course, names: Iterable[str]) -> list[Extension]:
    """All lines of `extensions.csv`, if it is there; `names` are the course's assignments.

    Raises MarkingError, UsageError where a line was not understood.
    """
    if not course.extensions.exists():
        return []
    table = read_table(course.extensions)
    check_headings(course, table.header)
    headings = [heading.strip().casefold() for heading in table.header]
    rows: list[Row] = [
        (line, dict(zip(headings, (cell.strip() for cell in cells), strict=True)))
        for line, cells in zip(table.lines, table.rows, strict=True)
    ]
    return read_extensions(course, rows, names)
