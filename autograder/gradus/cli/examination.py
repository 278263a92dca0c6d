"""What `gradus doctor` has found, and how it looks on the screen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gradus.sandbox.facts import Fact

_MEANS = {
    "namespaces": "Landlock, seccomp, and namespaces of its own",
    "confined": "Landlock and seccomp",
    "uid": "another user, and seccomp",
    "none": "your own rights: for your own code only",
}
_Row = tuple[Text, Text, Text]


@dataclass(frozen=True)
class Level:
    """One isolation level here: `why_not` and how to get it, or the seconds to a first answer."""

    name: str
    why_not: str
    seconds: float = 0.0


@dataclass(frozen=True)
class Asked:
    """What an assignment asks for at least; `problem` is why it cannot be graded here."""

    assignment: str
    minimum: str
    problem: str = ""


@dataclass(frozen=True)
class Examination:
    """All findings. `levels` from the strongest to the weakest."""

    levels: tuple[Level, ...]
    machine: tuple[Fact, ...]
    files: Fact
    software: tuple[Fact, ...]
    asked: tuple[Asked, ...]

    @property
    def strongest(self) -> str:
        """The level that is used unless another is asked for; empty where none works."""
        return next((level.name for level in self.levels if not level.why_not), "")

    @property
    def problem(self) -> str | None:
        """Why one should not grade here; None where one can."""
        if not self.strongest:
            return "Nothing can be graded on this machine."
        if self.files.concern:
            return f"Nothing can be graded until this is fixed: {self.files.concern}."
        if self.strongest == "none":
            return (
                "Not safe: student code would run with your own rights. Grade your own code only, "
                "or get level confined, as described above."
            )
        refused = [one.assignment for one in self.asked if one.problem]
        return f"Cannot be graded here: {', '.join(refused)}." if refused else None


def print_examination(found: Examination, out: Console) -> None:
    """Print it, with what is wrong last, where one looks first."""
    _section(out, "Isolation levels", _levels(found))
    _section(out, "Machine", map(_fact, (*found.machine, found.files)))
    _section(out, "Software", map(_fact, found.software))
    _section(out, "Assignments", map(_assignment, found.asked))
    out.print()
    if found.problem:
        out.print(Text(found.problem, style="bold red"))
    else:
        ready = f"Ready to grade. Student code runs at level {found.strongest}."
        out.print(Text(ready, style="bold green"))


def _section(out: Console, title: str, rows: Iterable[_Row]) -> None:
    table = Table.grid(padding=(0, 2))
    table.add_column(width=1)
    table.add_column(no_wrap=True, min_width=18)
    table.add_column(ratio=1, overflow="fold")
    for row in rows:
        table.add_row(*row)
    if table.row_count:
        out.print()
        out.print(Text(title, style="bold"))
        out.print(Padding(table, (0, 0, 0, 2), expand=False))


def _levels(found: Examination) -> Iterator[_Row]:
    told: dict[str, str] = {}
    for level in found.levels:
        first = told.setdefault(level.why_not, level.name)
        reason = level.why_not if first == level.name else f"the same as for {first}"
        yield _level(level, reason, found.strongest)


def _level(level: Level, reason: str, strongest: str) -> _Row:
    told = Text(_MEANS[level.name])
    if level.why_not:
        told.append(f"\n{reason}", "yellow")
        return Text("✗", "red"), Text(level.name), told
    told.append(f"; {level.seconds * 1e3:.0f} ms to a first answer", "dim")
    mark = Text("!", "bold red") if level.name == "none" else Text("✓", "green")
    if level.name == strongest:
        told.append(", the default", "bold")
        return mark, Text(level.name, "bold"), told
    return mark, Text(level.name), told


def _fact(fact: Fact) -> _Row:
    told = Text(fact.value)
    if fact.concern:
        told.append(f"\n{fact.concern}", "yellow")
    return Text("!" if fact.concern else "", "bold yellow"), Text(fact.name), told


def _assignment(asked: Asked) -> _Row:
    told = Text()
    if asked.minimum:
        told.append(
            "accepts every level"
            if asked.minimum == "none"
            else f"asks for {asked.minimum} at least"
        )
    if asked.problem:
        told.append("\n" if told else "").append(asked.problem, "yellow")
        return Text("✗", "red"), Text(asked.assignment), told
    return Text("✓", "green"), Text(asked.assignment), told
