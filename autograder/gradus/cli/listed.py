"""`gradus mark --list`: what people have entered, in the order of time."""

from pathlib import Path

from rich.table import Table
from rich.text import Text

from gradus.assignment import find_course, load_assignment
from gradus.cli.consoles import open_consoles
from gradus.cli.mark import (
    all_entries,
    open_results,
    refuse_without_results,
    tell_contradictions,
)
from gradus.cli.wishes import record_of
from gradus.gradebook import Entry, Kind
from gradus.marking import entry_in_words, holding
from gradus.reports.text import printable


def listed_command(
    name: str, results: Path, student: str | None = None, *, course: Path | None = None
) -> int:
    """Print the entries, of all or of one student, in the order of time; the exit code."""
    assignment = load_assignment(course or find_course(Path.cwd()), name)
    refuse_without_results(results)
    marker = open_results(assignment, results)
    own = record_of(marker, results, student).student if student else None
    entries = sorted(all_entries(marker), key=lambda one: (one.when, one.who, one.line))
    shown = [entry for entry in entries if own in (None, entry.student)]
    consoles = open_consoles()
    held = {entry.hash for entry in holding(entries)}
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="dim")
    for heading in ("when", "who", "student", "task", "", "why"):
        table.add_column(heading, overflow="fold")
    for entry in shown:
        table.add_row(*_cells(entry), style="" if entry.hash in held else "dim strike")
    if shown:
        consoles.out.print(table)
    counting = sum(entry.hash in held for entry in shown)
    consoles.say(f"{len(shown)} {'entry' if len(shown) == 1 else 'entries'}, {counting} in force.")
    for one in dict.fromkeys(entry.student for entry in shown):
        tell_contradictions(one, marker, consoles)
    return 0


def _cells(entry: Entry) -> tuple[Text, ...]:
    done = "takes back" if entry.kind is Kind.UNDO else entry_in_words(entry)
    when = f"{entry.when.astimezone():%Y-%m-%d %H:%M}"
    cells = (when, entry.who, entry.student, entry.task or "all", done, entry.why)
    return tuple(Text(printable(cell)) for cell in cells)
