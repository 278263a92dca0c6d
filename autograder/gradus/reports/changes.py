"""Whose mark changes, by how much and why: drops first."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gradus.gradebook import Change, Flip
from gradus.reports.steps import signed
from gradus.reports.text import counted, one_line, points, printable
from gradus.results import CaseResult, Status

_LISTED = 4  # cases a student: the dearest ones tell the story
_REASON_CHARACTERS = 110  # a line of a wide terminal


def print_changes(changes: Iterable[Change], console: Console) -> None:
    """Print the changes of a class, the largest drops first. Text of others is never markup."""
    ordered = in_order(changes)
    moved = [change for change in ordered if change.points]
    drops = sum(change.points < 0 for change in moved)
    told = f"{counted(len(moved), 'mark')} changed: {drops} lower, {len(moved) - drops} higher"
    told = told if moved else "No mark changed."
    console.print(Text(f"\n{told}", style="bold"))
    # What is held back is listed whatever it amounts to: somebody has to decide.
    listed = [change for change in ordered if change.points or change.held]
    _print_table(listed, console)
    same = len(ordered) - len(listed)
    if same:
        told = f"In {counted(same, 'more submission')} cases ended otherwise, for the same points."
        console.print(Text(told, "dim"))


def _print_table(changes: list[Change], console: Console) -> None:
    if not changes:
        return
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="dim")
    table.add_column("  student", max_width=32, overflow="fold")
    for heading in ("before", "after", "change"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("why", overflow="fold")
    for change in changes:
        table.add_row(
            Text("  " + printable(change.student)),
            Text(points(change.before)),
            Text(points(change.after)),
            _difference(change),
            Text(why(change)),
        )
    console.print(table)


def in_order(changes: Iterable[Change]) -> list[Change]:
    """The largest drop first, the largest rise last."""
    return sorted(changes, key=lambda change: (change.points, change.student))


def _difference(change: Change) -> Text:
    style = "bold red" if change.points < 0 else "green" if change.points else "dim"
    held = " (held)" if change.held else ""
    return Text(signed(change.points) + held, style=style)


def why(change: Change) -> str:
    """The cases that made the change, those first that made most of it."""
    sign = 1 if change.points < 0 else -1
    worst = sorted(change.flips, key=lambda flip: sign * flip.points)
    lines = [_reason(flip) for flip in worst[:_LISTED]]
    if len(worst) > _LISTED:
        lines.append(f"and {counted(len(worst) - _LISTED, 'more case')}")
    return "\n".join(lines)


def _reason(flip: Flip) -> str:
    said = ""
    if flip.after and flip.after.status is not Status.PASSED and flip.after.message:
        said = f": {flip.after.message}"
    ends = f"{told_end(flip.before)} → {told_end(flip.after)} ({signed(flip.points)})"
    return one_line(f"{flip.task} {flip.case}: {ends}{said}", _REASON_CHARACTERS)


def told_end(case: CaseResult | None) -> str:
    """How a case ended, for a table."""
    if case is None:
        return "not there"
    return f"{case.status}, in part" if case.carried else str(case.status)
