"""The pages of a class: one of the class, and two of each student."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from gradus.gradebook import RECORD, student_folder, write_renewable
from gradus.marking import Mark, unmarked
from gradus.reports import student_pages
from gradus.results import Record

FEEDBACK = "feedback.md"
CLASS_PAGE = "class.html"
FEEDBACK_PAGE = "feedback.html"
STAFF_PAGE = "staff.html"


def write_page(path: Path, page: str) -> None:
    """Write a page. Half characters, which only broken file names hold, become `?`."""
    write_renewable(path, page.encode("utf-8", "replace"))


def write_student_pages(output: Path, record: Record, mark: Mark) -> None:
    """Write the two pages of a student. Raises GradusError where one cannot be written."""
    folder = student_folder(output, record.student)
    feedback, staff = student_pages(record, mark)
    write_page(folder / FEEDBACK_PAGE, feedback)
    write_page(folder / STAFF_PAGE, staff)


def renew_student_pages(output: Path, record: Record, mark: Mark) -> None:
    """Write them where there are some that are older than the feedback. Raises GradusError."""
    folder = student_folder(output, record.student)
    are_there = all((folder / name).is_file() for name in (FEEDBACK_PAGE, STAFF_PAGE))
    if are_there and _is_stale(folder):
        write_student_pages(output, record, mark)


def with_student_pages(
    records: Iterable[Record],
    output: Path,
    marks: Callable[[Record], Mark] = unmarked,
    *,
    only_stale: bool = True,
) -> Iterator[Record]:
    """The same records; the pages of each student are written, or those older than the feedback.

    Raises GradusError where one cannot be written.
    """
    for record in records:
        if not only_stale or _is_stale(student_folder(output, record.student)):
            write_student_pages(output, record, marks(record))
        yield record


def _is_stale(folder: Path) -> bool:
    """Whether a page is not there, or the record or the feedback, which has the Mark, is newer."""
    try:
        pages = [(folder / name).stat().st_mtime_ns for name in (FEEDBACK_PAGE, STAFF_PAGE)]
        sources = [(folder / name).stat().st_mtime_ns for name in (RECORD, FEEDBACK)]
        return min(pages) < max(sources)
    except OSError:
        return True
