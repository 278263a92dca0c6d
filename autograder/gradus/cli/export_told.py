"""What `gradus export` says of marks and feedback that did not go where others went."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from gradus.cli.consoles import Consoles
from gradus.cli.pages import FEEDBACK
from gradus.lms import Marks, Outcome
from gradus.reports.text import counted, printable

_LISTED = 12  # half a screen; the file has all of them
_NAMED = 5  # fits a line or two


def all_of(outcomes: Iterable[Outcome]) -> str:
    """A line for each, for a file."""
    return "".join(f"{printable(one.who)}: {one.why}\n" for one in outcomes)


def tell_departed(departed: Sequence[str], consoles: Consoles) -> None:
    """Who has a record and is no longer among the submissions."""
    if departed:
        told = f"No longer among the submissions, so not exported: {', '.join(departed)}"
        consoles.say(told, "yellow")


def tell_early(marks: Marks, consoles: Consoles) -> None:
    """That marks hold points which who can still hand in should not learn."""
    if marks.told_after:
        consoles.say(
            "These marks hold the points of rated tasks. Who learns them can hand in again and so "
            f"learn the hidden data: publish them after the last deadline, {marks.told_after}. The "
            "feedback leaves them out until then.",
            "bold yellow",
        )


def tell_old(marks: Marks, consoles: Consoles) -> None:
    """Whose marks are by tasks or points that the assignment has no more."""
    if marks.old:
        consoles.say(
            f"With other tasks or points than {marks.assignment} has now ({len(marks.old)} of "
            f"{len(marks.earned)}): {_some(marks.old)}. `gradus grade` brings them up to date.",
            "yellow",
        )


def tell_outcomes(outcomes: Sequence[Outcome], listed: Path, consoles: Consoles) -> None:
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


def tell_homeless(homeless: Sequence[str], platform: str, consoles: Consoles) -> None:
    """Whose feedback has no place in the zip."""
    if homeless:
        whose = counted(len(homeless), "submission")
        consoles.say(
            f"Without a place in the zip: the feedback of {whose} of nobody on the roster, or "
            f"without a file from {platform.title()}. It is in students/<student>/{FEEDBACK}.",
            "yellow",
        )


def _some(students: Sequence[str]) -> str:
    more = f" and {len(students) - _NAMED} more" if len(students) > _NAMED else ""
    return f"{'; '.join(map(printable, students[:_NAMED]))}{more}"
