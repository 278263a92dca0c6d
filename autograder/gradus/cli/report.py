"""`gradus report`: a class that is graded, as pages to look at."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from gradus.cli.consoles import Consoles, open_consoles
from gradus.cli.exported import course_of
from gradus.cli.marks import open_marker, remembering
from gradus.cli.outputs import departed_from, refresh_student
from gradus.cli.pages import CLASS_PAGE, with_student_pages, write_page
from gradus.errors import UsageError
from gradus.gradebook import (
    RECORD,
    held_changes,
    held_records,
    iter_records,
    load_record,
    read_handed_in,
    scheme_of,
    standing,
    student_folder,
    students_folder,
)
from gradus.gradebook.written import Written
from gradus.marking import Mark
from gradus.reports import Gathering, ItemAnalysis, class_page, summarize
from gradus.reports.text import counted
from gradus.results import Record

NAMELESS = "class-without-names.html"


def report_command(results: Path, *, hide_names: bool = False, against: Path | None = None) -> int:
    """Write the pages of the class in the folder `results`; the exit code.

    With `hide_names` only a class page without a name in it. `against` are the results of another
    year. Raises UsageError where there is nothing to report.
    """
    consoles = open_consoles()
    last = _analysis(against) if against else None
    known, held = read_handed_in(results), held_records(results)
    first = next(iter_records(results), None)
    name = first.assignment if first else ""
    marker = open_marker(course_of(results, name, None), results, name, known)
    departed = departed_from(results, known)
    gathering = Gathering(departed)

    def stands(record: Record) -> str:
        return standing(record, held.get(record.student), scheme_of(record))

    records = gathering.watch(iter_records(results))
    marks = remembering(marker.mark)
    if not hide_names:
        records = _refreshed(records, results, marks)
        records = with_student_pages(records, results, marks, only_stale=False)
    summary = summarize(records, departed, known, stands, marks)
    if not summary.rows:
        raise UsageError(f"{results} holds no results. Name a folder that `gradus grade` wrote.")
    page = class_page(
        summary,
        gathering.details(last),
        changes=held_changes(_current(results, held), held),
        unread=_unread(results, {row.student for row in summary.rows}),
        hide_names=hide_names,
    )
    path = results / (NAMELESS if hide_names else CLASS_PAGE)
    write_page(path, page)
    if not hide_names:
        consoles.say(f"Wrote the pages of {counted(len(summary.rows), 'student')}.")
    tell_page(path, consoles)
    return 0


def _refreshed(
    records: Iterable[Record], results: Path, marks: Callable[[Record], Mark]
) -> Iterator[Record]:
    """The same records; feedback says what students may know by now, where nobody has edited it."""
    written = Written(results)
    edited = {Path(name).parent.name for name in written.edited()}
    for record in records:
        if record.student not in edited:
            refresh_student(record, marks(record), written)
        yield record


def tell_page(path: Path, consoles: Consoles) -> None:
    """Where the page is, in a form that terminals and browsers open."""
    consoles.out.print(path.resolve().as_uri(), markup=False, soft_wrap=True)


def _analysis(folder: Path) -> ItemAnalysis:
    gathering = Gathering(departed_from(folder, read_handed_in(folder)))
    if not list(gathering.watch(iter_records(folder))):
        raise UsageError(f"{folder} holds no results to compare with.")
    return gathering.details().analysis


def _unread(results: Path, read: set[str]) -> list[str]:
    found = (path.parent.name for path in students_folder(results).glob(f"*/{RECORD}"))
    return sorted(student for student in found if student not in read)


def _current(results: Path, students: Iterable[str]) -> Iterator[Record]:
    """The records that stand, of some students only."""
    found = (load_record(student_folder(results, student) / RECORD) for student in students)
    yield from (record for record in found if record is not None)
