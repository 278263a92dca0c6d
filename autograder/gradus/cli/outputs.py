"""What a folder of results holds for people, brought up to date with the Marks."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from gradus.assignment import Assignment
from gradus.cli.history import History
from gradus.cli.marks import remembering
from gradus.cli.pages import CLASS_PAGE, FEEDBACK, with_student_pages, write_page
from gradus.gradebook import (
    Change,
    as_json,
    held_records,
    iter_records,
    scheme_of_tasks,
    standing,
    students_folder,
    write_atomically,
    write_index,
)
from gradus.gradebook.heads import remember
from gradus.gradebook.records import RESULTS
from gradus.gradebook.written import Written, remember_course
from gradus.marking import Mark, Marker
from gradus.reports import (
    ClassSummary,
    Gathering,
    class_page,
    feedback_markdown,
    grades_csv,
    marked_results,
    summarize,
)
from gradus.results import Record

GRADES = "grades.csv"


def summary_of(output: Path, assignment: Assignment, marker: Marker) -> ClassSummary:
    """The class by its Marks. Nothing is written."""
    return _summary(iter_records(output), output, assignment, marker, marker.mark)


def write_outputs(
    output: Path,
    assignment: Assignment,
    marker: Marker,
    written: Written,
    *,
    changes: Sequence[Change] = (),
    missing: Sequence[str] = (),
) -> ClassSummary:
    """Write `grades.csv`, the history, the class' page, and the files of whose Mark has changed.

    `changes` and `missing`, the names of those who handed in nothing, are for the page. Raises
    GradusError.
    """

    def brought_up() -> Iterator[Record]:
        for record in iter_records(output):
            mark = marks(record)
            write_student(record, mark, written)
            history.add(record, mark)
            yield record

    marks = remembering(marker.mark)
    history = History(output, marker.entries)
    gathering = Gathering(departed_from(output, marker.handed_in))
    records = with_student_pages(gathering.watch(brought_up()), output, marks)
    summary = _summary(records, output, assignment, marker, marks)
    table = grades_csv(summary).encode("utf-8", "replace")
    write_atomically(written.copy_of(GRADES), table)
    written.write(GRADES, table)
    written.shorten()
    history.write(changes)
    write_index(output)
    remember(output, (entry for own in marker.entries.values() for entry in own))
    page = class_page(summary, gathering.details(), changes=changes, missing=missing)
    write_page(output / CLASS_PAGE, page)
    if marker.course is not None:
        remember_course(output, marker.course.path.resolve().parent)
    return summary


def write_student(record: Record, mark: Mark, written: Written) -> None:
    """Write the feedback and Gradescope's results, where they are of another Mark."""
    folder, of = f"students/{record.student}", made_of(record, mark)
    if not written.is_made_of(f"{folder}/{FEEDBACK}", of):
        for name, text in derived(record, mark).items():
            written.write(f"{folder}/{name}", text.encode("utf-8", "replace"), of)


def refresh_student(record: Record, mark: Mark, written: Written) -> None:
    """The same, but for files of which nothing is known and to which nobody has added anything."""
    if mark.steps or mark.so_far or written.knows(f"students/{record.student}/{FEEDBACK}"):
        write_student(record, mark, written)


def derived(record: Record, mark: Mark) -> dict[str, str]:
    """The files of a student that follow from the Mark, by name."""
    results = as_json(marked_results(record, mark)).decode("utf-8")
    return {RESULTS: results, FEEDBACK: feedback_markdown(record, mark)}


def made_of(record: Record, mark: Mark) -> str:
    """What these files are made of, in short: another Mark or record gives another word."""
    told = repr((record.fingerprint, record.judged_by, mark))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]


def departed_from(output: Path, known: Collection[str]) -> frozenset[str]:
    """Students who have a record but, as `known` tells where it does, no submission any more."""
    there = {path.name for path in students_folder(output).glob("*")}
    return frozenset(there.difference(known) if known else ())


def _summary(
    records: Iterator[Record],
    output: Path,
    assignment: Assignment,
    marker: Marker,
    marks: Callable[[Record], Mark],
) -> ClassSummary:
    held, scheme = held_records(output), scheme_of_tasks(assignment)

    def stands(record: Record) -> str:
        return standing(record, held.get(record.student), scheme)

    gone = departed_from(output, marker.handed_in)
    return summarize(records, gone, marker.handed_in, stands, marks)
