"""`gradus export`: the marks and the feedback, back to the learning platform."""

from collections.abc import Callable, Iterable
from pathlib import Path

from gradus.cli.class_run import FEEDBACK
from gradus.cli.consoles import Consoles, open_consoles
from gradus.errors import UsageError
from gradus.gradebook import (
    HandedIn,
    check_folder,
    iter_records,
    read_handed_in,
    student_folder,
    write_atomically,
)
from gradus.lms import (
    Export,
    Marks,
    Matches,
    Roster,
    canvas_gradebook,
    class_marks,
    feedback_zip,
    match,
    moodle_gradebook,
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
_LISTED = 12


def export_command(
    platform: str,
    results: Path,
    *,
    roster: Path,
    output: Path | None = None,
    column: str | None = None,
) -> int:
    """Write the table and the feedback for a platform; the exit code: 1 where a mark is left out.

    Raises UsageError where the results or the roster cannot be used, or nothing can be written.
    """
    consoles = open_consoles()
    records = tuple(iter_records(results))
    if not records:
        raise UsageError(f"{results} holds no results. Name the folder that `gradus grade` wrote.")
    known = read_handed_in(results)
    present = tuple(one for one in records if not known or one.student in known)
    marks = class_marks(present)
    handed_in = tuple(known.get(one.student) or _guessed(one) for one in present)
    students = read_roster(roster)
    matches = match(students, handed_in, marks.assignment)
    export = _GRADEBOOKS[platform](students, matches, marks, column)
    folder = output or results / "export"
    check_folder(folder)
    table, archive = folder / f"{platform}-grades.csv", folder / f"{platform}-feedback.zip"
    content, homeless = feedback_zip(platform, handed_in, _feedback(results, records))
    write_atomically(table, export.text().encode())
    placed = len(present) - len(homeless)
    if placed:
        write_atomically(archive, content)
    write_atomically(folder / f"{platform}-left-out.txt", _listed(export).encode())
    consoles.say(f"{counted(export.written, 'mark')} in {table}", "green")
    if placed:
        consoles.say(f"Feedback of {counted(placed, 'student')} in {archive}", "green")
    departed = [printable(one.student) for one in records if one not in present]
    if departed:
        told = f"No longer among the submissions, so not exported: {', '.join(departed)}"
        consoles.say(told, "yellow")
    _tell(export, homeless, platform, folder, consoles)
    return 1 if any(outcome.lost for outcome in export.outcomes) else 0


def _guessed(record: Record) -> HandedIn:
    """For results without a list: what the name of the submission tells."""
    name = record.submitted_as
    uploads = (read_upload(name, is_folder=is_folder) for is_folder in (True, False))
    origin = next((upload.origin for upload in uploads if upload), NOWHERE)
    return HandedIn(record.student, (name,), origin)


def _feedback(results: Path, records: Iterable[Record]) -> dict[str, bytes]:
    found = {}
    for record in records:
        path = student_folder(results, record.student) / FEEDBACK
        if path.is_file():
            found[record.student] = path.read_bytes()
    return found


def _listed(export: Export) -> str:
    return "".join(f"{printable(one.who)}: {one.why}\n" for one in export.outcomes)


def _tell(
    export: Export, homeless: tuple[str, ...], platform: str, folder: Path, consoles: Consoles
) -> None:
    for outcome in export.outcomes[:_LISTED]:
        consoles.say(f"  {printable(outcome.who)} {outcome.why}", "yellow" if outcome.lost else "")
    if len(export.outcomes) > _LISTED:
        more = len(export.outcomes) - _LISTED
        consoles.say(f"  and {more} more, in {folder / f'{platform}-left-out.txt'}")
    if homeless:
        consoles.say(
            f"{counted(len(homeless), 'submission')} did not come from {platform.title()}, so "
            "their feedback has no place in the zip: it is in students/<student>/feedback.md.",
            "yellow",
        )
