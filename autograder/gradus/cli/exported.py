"""What was exported before: whose mark has changed since, as slip days are spent otherwise now."""

import json
from collections.abc import Mapping
from pathlib import Path

from gradus.assignment import find_course, load_assignment
from gradus.cli.consoles import Consoles
from gradus.cli.edits import refuse_edits
from gradus.cli.marks import open_term
from gradus.course import COURSE
from gradus.errors import GradusError, UsageError
from gradus.gradebook import as_json, write_atomically
from gradus.gradebook.written import OWN, Written, remembered_course
from gradus.marking import Marker, term_marks
from gradus.reports.text import points, printable

_EXPORTED = "exported.json"
# As many digits as a platform is given.
_SAME = 5e-3


def course_of(results: Path, assignment: str, course: Path | None) -> Path | None:
    """The course whose rules the marks in `results` follow; None where there is none at hand.

    `course` where it was named, else the one around the present folder, else the one by which they
    were graded. Raises UsageError where that one is gone: the marks would be without its rules.
    """
    if course is not None:
        return course
    graded_by = remembered_course(results)
    try:
        here = find_course(Path.cwd())
    except UsageError:
        here = None
    if here is not None and not (here / "assignments" / assignment / "assignment.toml").is_file():
        here = None
    if graded_by is None or (here is not None and (here / COURSE).is_file()):
        return here
    if not (graded_by / COURSE).is_file():
        raise UsageError(
            f"The marks in {results} follow {graded_by / COURSE}, which is not there. Run the "
            "command inside the course, or name it with --course."
        )
    return graded_by


def refuse_all_edits(
    results: Path,
    name: str,
    root: Path | None,
    marker: Marker,
    discard: bool,
    consoles: Consoles,
) -> None:
    """Raise GradusError where an output was edited, also where the course is not at hand."""
    edited = () if discard else Written(results).edited()
    if not edited:
        return
    try:
        assignment = load_assignment(root, name) if root else None
    except GradusError:
        assignment = None
    if assignment is None:
        raise GradusError(
            f"Edited by hand, and not exported: {', '.join(map(printable, edited))} in {results}. "
            "Run the command inside the course, which shows how to enter it; or export what was "
            "graded with --discard-edits."
        )
    refuse_edits(results, assignment, marker, discard, consoles)


def remember_exported(results: Path, marks: Mapping[str, float]) -> None:
    """Keep which marks were exported, by student. Raises GradusError."""
    path = results / OWN / _EXPORTED
    write_atomically(path, as_json({**_exported(results), **marks}))


def tell_moved(root: Path | None, results: Path, marker: Marker, consoles: Consoles) -> int:
    """Say whose exported mark for another assignment has changed; how many they are.

    A hand-in may move slip days that were spent on another one.
    """
    if root is None or marker.course is None:
        return 0
    term = open_term(root, results, marker.assignment, marker.handed_in)
    if not term.spends_slip_days(marker.assignment):
        return 0
    before = {
        name: _exported(place) for name, place in term.places.items() if name != marker.assignment
    }
    moved = 0
    for mark in term_marks(term.markers, {name: term.class_of(name) for name in term.places}):
        was = before.get(mark.assignment, {}).get(mark.student)
        if was is not None and abs(mark.score - was) > _SAME:
            moved += 1
            place = term.places[mark.assignment]
            consoles.say(
                f"  {printable(mark.student)} was exported with {points(was)} for "
                f"{mark.assignment} and has {points(mark.score)} there now: export {place} again",
                "yellow",
            )
    return moved


def _exported(results: Path) -> dict[str, float]:
    try:
        told = json.loads((results / OWN / _EXPORTED).read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
