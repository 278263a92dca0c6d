"""Who of the roster has handed in nothing, and who has handed in and is not on it."""

from pathlib import Path

from gradus.cli.consoles import Consoles
from gradus.gradebook import read_handed_in, write_atomically
from gradus.lms import NOT_THERE, Roster, match
from gradus.reports.text import counted, printable

MISSING = "not-handed-in.txt"
_LISTED = 8  # fits the screen; the file has all of them


def tell_missing(roster: Roster, output: Path, assignment: str, consoles: Consoles) -> None:
    """Say and list who is missing, and whose submission has no line in the roster."""
    matches = match(roster, read_handed_in(output).values(), assignment)
    missing = [printable(student.name) for student in matches.missing]
    lines = "".join(f"{name}\n" for name in missing)
    write_atomically(output / MISSING, lines.encode("utf-8", "replace"))
    if missing:
        told = f"{counted(len(missing), 'student')} handed in nothing: {_some(missing)}."
        consoles.say(f"{told} All are listed in {output / MISSING}.", "yellow")
    if matches.unknown:
        unknown = counted(len(matches.unknown), "submission")
        consoles.say(
            f"{unknown} of nobody on the roster: {_some(tuple(matches.unknown))}.", "yellow"
        )
    if matches.unclear:
        unclear = counted(len(matches.unclear), "student")
        names = [printable(student.name) for student in matches.unclear]
        consoles.say(f"{unclear} may have handed in, which is not clear: {_some(names)}.", "yellow")
    for student, why in (*matches.unknown.items(), *matches.doubtful.items()):
        if why != NOT_THERE:
            consoles.say(f"The submission {student} {why}.", "yellow")


def _some(names: "list[str] | tuple[str, ...]") -> str:
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    # Most rosters have "Noether, Emmy".
    return "; ".join(names[:_LISTED]) + more
