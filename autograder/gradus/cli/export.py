"""`gradus export`: the marks and the feedback, back to the learning platform."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from gradus.assignment import find_course, load_assignment
from gradus.cli.consoles import Consoles, open_consoles
from gradus.cli.exported import course_of, refuse_all_edits, remember_exported, tell_moved
from gradus.cli.marks import open_marker
from gradus.cli.outputs import refresh_student
from gradus.cli.pages import FEEDBACK, FEEDBACK_PAGE
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
from gradus.reports.text import counted, printable
from gradus.results import Record
from gradus.submission.platforms import NOWHERE, read_upload

_GRADEBOOKS: dict[str, Callable[[Roster, Matches, Marks, str | None], Export]] = {
    "canvas": canvas_gradebook,
    "moodle": moodle_gradebook,
}
PLATFORMS = tuple(_GRADEBOOKS)
_LISTED = 12  # half a screen; the file has all of them
_NAMED = 5  # fits a line or two
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
    first = next(iter_records(results), None)
    name = first.assignment if first else ""
    root = course_of(results, name, course)
    marker = open_marker(root, results, name, known)
    refuse_all_edits(results, name, root, marker, discard_edits, consoles)
    handed_in: list[HandedIn] = []
    departed: list[str] = []

    def present() -> Iterator[Record]:
        """One at a time: those of a large class would fill the memory."""
        for record in iter_records(results):
            if known and record.student not in known:
                departed.append(printable(record.student))
            else:
                handed_in.append(known.get(record.student) or _guessed(record))
                refresh_student(record, marker.mark(record), written)
                yield record

    written = Written(results)
    marks = class_marks(
        present(),
        held_records(results),
        with_unread=with_unread,
        scheme=lambda assignment: _present_scheme(course, assignment),
        marks=marker.mark,
    )
    if not handed_in and not departed:
        raise UsageError(f"{results} holds no results. Name the folder that `gradus grade` wrote.")
    students = read_roster(roster)
    matches = match(students, handed_in, marks.assignment)
    export = _GRADEBOOKS[platform](students, matches, marks, column)
    export = replace(export, outcomes=(*export.outcomes, *_chosen(handed_in)))
    folder = output or results / "export"
    check_folder(folder)
    table = folder / f"{platform}-grades.csv"
    name, texts = _feedback(results, handed_in)
    feedback = placed_feedback(platform, students, matches, handed_in, texts, name)
    write_atomically(table, export.text().encode())
    write_atomically(folder / f"{platform}-left-out.txt", _listed(export).encode())
    if students.warning:
        consoles.say(students.warning, "yellow")
    if not matches.is_understood:
        consoles.say(not_understood(students, matches), "bold yellow")
    consoles.say(f"{counted(export.written, 'mark')} in {table}", "green")
    if export.note:
        consoles.say(export.note, "yellow")
    memory = results / f"exported-{platform}.json"
    _write_feedback(feedback, memory, folder / f"{platform}-feedback.zip", changed, consoles)
    if departed:
        told = f"No longer among the submissions, so not exported: {', '.join(departed)}"
        consoles.say(told, "yellow")
    if marks.old:
        consoles.say(
            f"With other tasks or points than {marks.assignment} has now ({len(marks.old)} of "
            f"{len(marks.earned)}): {_some(marks.old)}. `gradus grade` brings them up to date.",
            "yellow",
        )
    _tell(export.outcomes, folder / f"{platform}-left-out.txt", consoles)
    _tell_homeless(feedback.homeless, platform, consoles)
    moved = tell_moved(root, results, marker, consoles)
    remember_exported(results, {student: one.score for student, one in marks.earned.items()})
    return 1 if moved or any(outcome.act for outcome in export.outcomes) else 0


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


def _listed(export: Export) -> str:
    return "".join(f"{printable(one.who)}: {one.why}\n" for one in export.outcomes)


def _some(students: tuple[str, ...]) -> str:
    more = f" and {len(students) - _NAMED} more" if len(students) > _NAMED else ""
    return f"{'; '.join(map(printable, students[:_NAMED]))}{more}"


def _tell(outcomes: tuple[Outcome, ...], listed: Path, consoles: Consoles) -> None:
    """A line for each who needs a person, and one for each kind of what is as it should be."""
    acting = [one for one in outcomes if one.act]
    for outcome in acting[:_LISTED]:
        consoles.say(f"  {printable(outcome.who)} {outcome.why}", "yellow")
    if len(acting) > _LISTED:
        consoles.say(f"  and {len(acting) - _LISTED} more, in {listed}", "yellow")
    for kind in dict.fromkeys(one.kind for one in outcomes if not one.act):
        names = [printable(one.who) for one in outcomes if not one.act and one.kind == kind]
        more = f" and {len(names) - _NAMED} more, in {listed}" if len(names) > _NAMED else ""
        # Most rosters have "Noether, Emmy".
        consoles.say(f"{kind} ({len(names)}): {'; '.join(names[:_NAMED])}{more}")


def _tell_homeless(homeless: tuple[str, ...], platform: str, consoles: Consoles) -> None:
    if homeless:
        whose = counted(len(homeless), "submission")
        consoles.say(
            f"Without a place in the zip: the feedback of {whose} of nobody on the roster, or "
            f"without a file from {platform.title()}. It is in students/<student>/{FEEDBACK}.",
            "yellow",
        )
