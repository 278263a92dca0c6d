"""`gradus export`: the marks and the feedback, back to the learning platform."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from gradus.assignment import find_course, load_assignment
from gradus.cli.consoles import Consoles, open_consoles
from gradus.cli.export_told import (
    all_of,
    tell_departed,
    tell_early,
    tell_homeless,
    tell_old,
    tell_outcomes,
)
from gradus.cli.exported import course_of, refuse_all_edits, remember_exported, tell_moved
from gradus.cli.marks import open_marker
from gradus.cli.outputs import refresh_student
from gradus.cli.pages import FEEDBACK, FEEDBACK_PAGE, renew_student_pages
from gradus.errors import GradusError, UsageError
from gradus.gradebook import (
    HandedIn,
    Scheme,
    as_json,
    check_folder,
    held_records,
    iter_records,
    read_handed_in,
    remove,
    scheme_of_tasks,
    student_folder,
    write_atomically,
)
from gradus.gradebook.written import Written
from gradus.lms import (
    Export,
    Feedback,
    Marks,
    Matches,
    Outcome,
    Roster,
    canvas_gradebook,
    class_marks,
    feedback_zip,
    match,
    moodle_gradebook,
    not_understood,
    placed_feedback,
    read_roster,
)
from gradus.marking import Marker
from gradus.reports.text import counted, printable
from gradus.results import Record
from gradus.submission.platforms import NOWHERE, read_upload

_GRADEBOOKS: dict[str, Callable[[Roster, Matches, Marks, str | None], Export]] = {
    "canvas": canvas_gradebook,
    "moodle": moodle_gradebook,
}
PLATFORMS = tuple(_GRADEBOOKS)
_SEVERAL = "Handed in more than once; which counts is in grades.csv"


def export_command(
    platform: str,
    results: Path,
    *,
    roster: Path,
    output: Path | None = None,
    column: str | None = None,
    with_unread: bool = False,
    changed: bool = False,
    discard_edits: bool = False,
    course: Path | None = None,
) -> int:
    """Write the table and the feedback for a platform; the exit code: 1 where a person must act.

    `with_unread`: also marks of work that could not be read. `changed`: only feedback that is not
    what the last export wrote. Marks by other tasks or points than the assignment has in `course`,
    by default in the one around the present folder, if there is one, are told, and so is where
    slip days are now spent otherwise than in marks that were exported before. Raises UsageError
    where the results or the roster cannot be used, or nothing can be written.
    """
    consoles = open_consoles()
    known = read_handed_in(results)
    name = next((record.assignment for record in iter_records(results)), "")
    root = course_of(results, name, course)
    marker = open_marker(root, results, name, known)
    refuse_all_edits(results, name, root, marker, discard_edits, consoles)
    present = _Present(results, known)
    marks = class_marks(
        present.records(marker),
        held_records(results),
        with_unread=with_unread,
        scheme=lambda assignment: _present_scheme(course, assignment),
        marks=marker.mark,
    )
    if not present.handed_in and not present.departed:
        raise UsageError(f"{results} holds no results. Name the folder that `gradus grade` wrote.")
    folder = output or results / "export"
    outcomes = _write(platform, present, marks, roster, column, folder, changed, consoles)
    moved = tell_moved(root, results, marker, consoles)
    remember_exported(results, {student: one.score for student, one in marks.earned.items()})
    return 1 if moved or any(outcome.act for outcome in outcomes) else 0


@dataclass(frozen=True)
class _Present:
    """Who has `handed_in`, and who has `departed` since: filled while the records are read."""

    results: Path
    known: Mapping[str, HandedIn]
    handed_in: list[HandedIn] = field(default_factory=list)
    departed: list[str] = field(default_factory=list)

    def records(self, marker: Marker) -> Iterator[Record]:
        """One at a time: those of a large class would fill the memory."""
        written = Written(self.results)
        for record in iter_records(self.results):
            if self.known and record.student not in self.known:
                self.departed.append(printable(record.student))
            else:
                self.handed_in.append(self.known.get(record.student) or _guessed(record))
                mark = marker.mark(record)
                refresh_student(record, mark, written)
                renew_student_pages(self.results, record, mark)
                yield record


def _write(
    platform: str,
    present: _Present,
    marks: Marks,
    roster: Path,
    column: str | None,
    folder: Path,
    changed: bool,
    consoles: Consoles,
) -> tuple[Outcome, ...]:
    """Write everything into `folder`, and tell; what became of each mark."""
    students = read_roster(roster)
    matches = match(students, present.handed_in, marks.assignment)
    export = _GRADEBOOKS[platform](students, matches, marks, column)
    export = replace(export, outcomes=(*export.outcomes, *_chosen(present.handed_in)))
    check_folder(folder)
    page, texts = _feedback(present.results, present.handed_in)
    feedback = placed_feedback(platform, students, matches, present.handed_in, texts, page)
    table, listed = folder / f"{platform}-grades.csv", folder / f"{platform}-left-out.txt"
    write_atomically(table, export.text().encode())
    write_atomically(listed, all_of(export.outcomes).encode())
    if students.warning:
        consoles.say(students.warning, "yellow")
    if not matches.is_understood:
        consoles.say(not_understood(students, matches), "bold yellow")
    consoles.say(f"{counted(export.written, 'mark')} in {table}", "green")
    if export.note:
        consoles.say(export.note, "yellow")
    memory = present.results / f"exported-{platform}.json"
    _write_feedback(feedback, memory, folder / f"{platform}-feedback.zip", changed, consoles)
    tell_departed(present.departed, consoles)
    tell_old(marks, consoles)
    tell_early(marks, consoles)
    tell_outcomes(export.outcomes, listed, consoles)
    tell_homeless(feedback.homeless, platform, consoles)
    return export.outcomes


def _guessed(record: Record) -> HandedIn:
    """For results without a list: what the name of the submission tells."""
    name = record.submitted_as
    uploads = (read_upload(name, is_folder=is_folder) for is_folder in (True, False))
    origin = next((upload.origin for upload in uploads if upload), NOWHERE)
    return HandedIn(record.student, (name,), origin)


def _present_scheme(course: Path | None, assignment: str) -> Scheme | None:
    """The tasks and points of an assignment; None where it is not at hand, or does not load."""
    try:
        found = load_assignment(course or find_course(Path.cwd()), assignment)
    except GradusError:
        if course:
            raise
        return None
    return scheme_of_tasks(found)


def _chosen(handed_in: Iterable[HandedIn]) -> Iterator[Outcome]:
    """What is to be said of whose mark is one of several hand-ins'."""
    for one in handed_in:
        for remark in one.remarks:
            who = " and ".join(person.name for person in one.people) or one.student
            told = f"has handed in more than once: {remark.text}"
            yield Outcome(who, told, act=remark.act, kind=_SEVERAL)


def _feedback(results: Path, handed_in: Iterable[HandedIn]) -> tuple[str, dict[str, bytes]]:
    """What each student reads: the page, or the text where there are no pages of all yet."""
    folders = {one.student: student_folder(results, one.student) for one in handed_in}
    paged = all(
        (folder / FEEDBACK_PAGE).is_file()
        for folder in folders.values()
        if (folder / FEEDBACK).is_file()
    )
    name = FEEDBACK_PAGE if paged else FEEDBACK
    paths = {student: folder / name for student, folder in folders.items()}
    return name, {student: path.read_bytes() for student, path in paths.items() if path.is_file()}


def _write_feedback(
    feedback: Feedback, memory: Path, archive: Path, changed: bool, consoles: Consoles
) -> None:
    """Write the zip, and remember what is in it for the next time.

    Where there is nothing to send there is no zip, so that no old one is sent in its place.
    """
    files = feedback.files
    sent = _read_memory(memory)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    if changed:
        files = {name: files[name] for name in files if sent.get(name) != digests[name]}
    if files:
        write_atomically(archive, feedback_zip(files))
        students = len({feedback.owners[name] for name in files})
        consoles.say(f"Feedback of {counted(students, 'student')} in {archive}", "green")
    else:
        remove(archive)
        if changed and feedback.files:
            consoles.say("No feedback has changed since the last export, so there is no zip.")
    write_atomically(memory, as_json({**sent, **digests}))


def _read_memory(path: Path) -> Mapping[str, str]:
    """What an export has sent, by name; all is sent again where that cannot be read."""
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
