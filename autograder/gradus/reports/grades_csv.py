"""The class as `grades.csv`, one row a student."""

import csv
import io

from gradus.reports.summary import ClassSummary, Row
from gradus.reports.text import points, spreadsheet


def grades_csv(summary: ClassSummary) -> str:
    """The table, for a spreadsheet. Text that would be taken for a formula begins with `'`.

    A mark that is not final, as something could not be checked, is left empty: never a zero.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    headings = [spreadsheet(task.heading) for task in summary.tasks]
    flags = ("late", "standing", "attention", "superseded", "submitted as", "isolation")
    # Scripts of courses know the first columns by their places.
    who = ("name", "id", "section", "handed in", "by its", "judged", "steps")
    writer.writerow(("student", "score", "possible", "percent", *headings, *flags, *who))
    for row in summary.rows:
        writer.writerow(_cells(row, summary))
    return file.getvalue()


def _cells(row: Row, summary: ClassSummary) -> tuple[str, ...]:
    return (
        spreadsheet(row.student),
        _number(row.score),
        _number(row.possible),
        _number(row.percent),
        *(_number(row.tasks.get(task.name)) for task in summary.tasks),
        "late" if row.late else "",
        spreadsheet(row.standing),
        spreadsheet("; ".join(row.attention)),
        spreadsheet("; ".join(row.superseded)),
        spreadsheet(row.submitted_as),
        row.isolation,
        spreadsheet(row.name),
        spreadsheet(row.id),
        spreadsheet(row.section),
        spreadsheet(row.time),
        row.source,
        _number(row.judged),
        spreadsheet("; ".join(row.steps)),
    )


def _number(value: float | None) -> str:
    return "" if value is None else points(value)
