"""The rated tasks of a class in the terminal."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gradus.reports.rated_rows import RatedRow, rated_tasks
from gradus.reports.summary import ClassSummary
from gradus.reports.text import counted, points, printable

_MODELS = 8
"""So many of the best and of the worst: both fit a screen together."""


def print_rated(summary: ClassSummary, console: Console) -> None:
    """Of each rated task what was measured, of a large class the best and the worst."""
    for each in rated_tasks(summary):
        heading = Text(printable(each.task.heading), style="bold")
        medians = f"median {each.what} {each.told(each.value)}, median gap {each.told(each.gap)}"
        told = f"  {counted(len(each.rows), each.things)}: {medians}"
        console.print()
        console.print(heading.append(told, style="dim"))
        table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="dim")
        table.add_column("  student", max_width=32, overflow="fold")
        for name in (each.what, "95 % interval", "gap", "points"):
            table.add_column(name, justify="right", no_wrap=True)
        table.add_column("", no_wrap=True)
        for one in _ends(each.rows):
            _add_model(table, one)
        console.print(table)


def _ends(rows: tuple[RatedRow, ...]) -> Iterator[RatedRow | None]:
    """All rows, or of many the first and the last with None between them."""
    if len(rows) <= 2 * _MODELS:
        yield from rows
        return
    yield from rows[:_MODELS]
    yield None
    yield from rows[-_MODELS:]


def _add_model(table: Table, one: RatedRow | None) -> None:
    if one is None:
        table.add_row(Text("  …", style="dim"))
        return
    measured = one.measured
    table.add_row(
        Text("  " + printable(one.row.student)),
        Text(measured.told(measured.value)),
        Text(f"{measured.told(measured.low)} to {measured.told(measured.high)}"),
        Text(measured.told(measured.gap)),
        Text("–" if one.points is None else points(one.points)),
        Text("to look at" if one.row.suspicions else "", style="yellow"),
    )
