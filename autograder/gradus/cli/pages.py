"""The pages of a class: one of the class, and two of each student."""

from pathlib import Path

from gradus.gradebook import RECORD, iter_records, student_folder, write_atomically
from gradus.reports import feedback_page, staff_page

CLASS_PAGE = "class.html"
FEEDBACK_PAGE = "feedback.html"
STAFF_PAGE = "staff.html"


def write_page(path: Path, page: str) -> None:
    """Write a page. Half characters, which only broken file names hold, become `?`."""
    write_atomically(path, page.encode("utf-8", "replace"))


def write_student_pages(output: Path, *, only_stale: bool = True) -> int:
    """Write the pages of every student, or those older than their record; of how many students.

    Raises GradusError where one cannot be written.
    """
    written = 0
    for record in iter_records(output):
        folder = student_folder(output, record.student)
        if only_stale and not _is_stale(folder):
            continue
        write_page(folder / FEEDBACK_PAGE, feedback_page(record))
        write_page(folder / STAFF_PAGE, staff_page(record))
        written += 1
    return written


def _is_stale(folder: Path) -> bool:
    """Whether a page is not there, or the record is newer."""
    try:
        pages = [(folder / name).stat().st_mtime_ns for name in (FEEDBACK_PAGE, STAFF_PAGE)]
        return min(pages) < (folder / RECORD).stat().st_mtime_ns
    except OSError:
        return True
