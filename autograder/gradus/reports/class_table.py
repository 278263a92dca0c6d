"""The class in the terminal: marks, tasks, what went wrong most often, who needs a person."""

from collections.abc import Callable
from statistics import fmean, median

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gradus.reports.findings import Finding
from gradus.reports.rated_table import print_rated
from gradus.reports.summary import ClassSummary, Row
from gradus.reports.text import counted, one_line, points, printable

_BINS = 10  # of ten percent each, as marks are thought of
_BAR = 30  # characters: the longest bar leaves room for its label in 80 columns
_SHORT_BAR = 10  # beside the names of tasks
_FINDINGS = 6  # what a lecture can go through
_TASKS = 4  # numbers that fit beside the cause
_NAMED = 30  # three or four lines; grades.csv has all
_REASON_CHARACTERS = 160  # two lines of a terminal


def print_class(summary: ClassSummary, console: Console) -> None:
    """Print a class. Text of others is never taken for markup."""
    heading = Text(summary.assignment, style="bold")
    heading.append(f"  {counted(len(summary.present), 'submission')}", style="dim")
    _print_heading(heading, console)
    sections: tuple[Callable[[ClassSummary, Console], None], ...] = (
        _print_marks,
        _print_tasks,
        print_rated,
        _print_findings,
        _print_attention,
        _print_superseded,
    )
    for section in sections:
        section(summary, console)


def _print_marks(summary: ClassSummary, console: Console) -> None:
    final = [row.percent for row in summary.present if row.percent is not None]
    if not final:
        return
    line = Text("Marks", style="bold")
    line.append(f"  mean {fmean(final):.1f} %, median {median(final):.1f} %", style="dim")
    still_open = len(summary.present) - len(final)
    if still_open:
        line.append(f", {still_open} without a final mark", style="yellow")
    _print_heading(line, console)
    bins = [0] * _BINS
    for percent in final:
        bins[min(_BINS - 1, max(0, int(percent * _BINS / 100)))] += 1
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", min_width=12)
    table.add_column()
    table.add_column(justify="right")
    for number, count in enumerate(bins):
        label = f"{number * 100 // _BINS}–{(number + 1) * 100 // _BINS} %"
        table.add_row(
            Text(label, style="dim"), _bar(count, max(bins), _BAR, "cyan"), Text(str(count))
        )
    console.print(table)


def _print_tasks(summary: ClassSummary, console: Console) -> None:
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="dim")
    table.add_column(Text("Tasks", style="bold not dim"), overflow="fold")
    table.add_column("all points", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("mean", justify="right", no_wrap=True)
    table.add_column("of", justify="right", no_wrap=True)
    for task in summary.tasks:
        share = task.full / task.checked if task.checked else 0.0
        name = Text(printable(task.heading))
        if task.bonus:
            name.append(" (bonus)", style="dim")
        table.add_row(
            Padding(name, (0, 0, 0, 2)),
            Text(f"{100 * share:.0f} %" if task.checked else "–"),
            _bar(task.full, task.checked, _SHORT_BAR, _colour(share)),
            Text(f"{task.mean:.1f}" if task.checked else "–"),
            Text(points(task.possible)),
        )
    _print_heading(table, console)


def _print_findings(summary: ClassSummary, console: Console) -> None:
    if not summary.findings:
        return
    _print_heading(Text("What went wrong most often", style="bold"), console)
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", min_width=5, no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for finding in summary.findings[:_FINDINGS]:
        table.add_row(
            Text(f"{finding.count} ×"), Text(_tasks(finding), style="dim"), Text(finding.message)
        )
    console.print(table)


def _tasks(finding: Finding) -> str:
    more = len(finding.tasks) - _TASKS
    return ", ".join(finding.tasks[:_TASKS]) + (f" and {more} more" if more > 0 else "")


def _print_attention(summary: ClassSummary, console: Console) -> None:
    rows = [row for row in summary.rows if row.attention]
    if not rows:
        _print_heading(Text("No submission needs a person.", style="green"), console)
        return
    heading = Text(f"{counted(len(rows), 'submission')} to look at", style="bold yellow")
    by_reason: dict[str, list[Row]] = {}
    for row in rows:
        for reason in row.attention:
            by_reason.setdefault(reason, []).append(row)
    shared = {reason: group for reason, group in by_reason.items() if len(group) > 1}
    _print_shared(heading, shared, console)
    single = [row for row in rows if not shared.keys() >= set(row.attention)]
    _print_table(
        single, lambda row: tuple(each for each in row.attention if each not in shared), console
    )


def _print_shared(heading: Text, shared: dict[str, list[Row]], console: Console) -> None:
    """Each reason that several have, once, and who they are; of many the first, and how many."""
    _print_heading(heading, console)
    for reason, rows in sorted(shared.items(), key=lambda item: (-len(item[1]), item[0])):
        told = Text(f"{len(rows)} × ", style="bold")
        console.print(Padding(told.append(one_line(reason, _REASON_CHARACTERS)), (0, 0, 0, 2)))
        names = [printable(row.student) for row in rows[:_NAMED]]
        if len(rows) > _NAMED:
            names.append(f"and {len(rows) - _NAMED} more, listed in grades.csv")
        console.print(Padding(Text(", ".join(names), style="dim"), (0, 0, 0, 6)))


def _print_superseded(summary: ClassSummary, console: Console) -> None:
    rows = [row for row in summary.present if row.superseded]
    if rows:
        heading = Text("Handed in more than once: the latest counts", style="bold")
        _print_students(heading, rows, _attempts, console)


def _attempts(row: Row) -> tuple[str, ...]:
    return (f"{row.submitted_as} counts; set aside: {', '.join(row.superseded)}",)


def _print_students(
    heading: Text, rows: list[Row], told: Callable[[Row], tuple[str, ...]], console: Console
) -> None:
    _print_heading(heading, console)
    _print_table(rows, told, console)


def _print_table(rows: list[Row], told: Callable[[Row], tuple[str, ...]], console: Console) -> None:
    if not rows:
        return
    table = Table.grid(padding=(0, 2))
    table.add_column(max_width=36, overflow="fold")
    table.add_column(overflow="fold")
    for row in rows:
        reasons = "\n".join(one_line(reason, _REASON_CHARACTERS) for reason in told(row))
        table.add_row(Text("  " + printable(row.student)), Text(reasons))
    console.print(table)


def _print_heading(heading: Text | Table, console: Console) -> None:
    console.print()
    console.print(heading)


def _bar(value: float, most: float, width: int, style: str) -> Text:
    """A bar in eighths of a character; what is not nothing is seen."""
    eighths = round(8 * width * value / most) if most else 0
    eighths = max(eighths, 1) if value else 0
    full, rest = divmod(eighths, 8)
    return Text("█" * full + (" ▏▎▍▌▋▊▉"[rest] if rest else ""), style=style)


def _colour(share: float) -> str:
    return "green" if share >= 0.75 else "yellow" if share >= 0.4 else "red"
