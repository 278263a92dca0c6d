"""An audit in the terminal: what was measured, mutants by function, and what got away."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gradus.audit.findings import Findings, Trial
from gradus.reports.audit_words import alarms, faults, figures, seen_in_public, survivor, too_costly


def print_measured(findings: Iterable[Findings], out: Console) -> None:
    """One table with all figures, a column an assignment."""
    findings = tuple(findings)
    table = Table(title="Measured", title_justify="left")
    table.add_column("")
    for each in findings:
        table.add_column(each.assignment, justify="right")
    for name, *values in zip(*(figures(each) for each in findings), strict=True):
        table.add_row(name[0], *(value for _, value in (name, *values)))
    out.print(table)


def print_matrix(findings: Findings, out: Console) -> None:
    """Mutants by function: how many, and who saw them."""
    table = Table(
        title=f"{findings.assignment}: mutants by function",
        title_justify="left",
        caption="Seen by a public case, or by hidden ones only; the same as the reference; alive.",
        caption_justify="left",
    )
    table.add_column("function", no_wrap=True)
    for name in ("all", "public", "hidden", "same", "alive"):
        table.add_column(name, justify="right")
    functions: dict[str, list[Trial]] = {}
    for trial in findings.trials:
        functions.setdefault(trial.mutant.called, []).append(trial)
    for name, trials in functions.items():
        alive = sum(trial.survives for trial in trials)
        counts = (
            len(trials),
            sum(map(seen_in_public, trials)),
            sum(bool(trial.kills) and not seen_in_public(trial) for trial in trials),
            sum(bool(trial.equivalent) for trial in trials),
            alive,
        )
        table.add_row(name, *(str(count or "") for count in counts), style="bold red" * bool(alive))
    out.print(table)


def print_faults(findings: Findings, out: Console) -> None:
    """The survivors with their diffs, and the mistakes that cost elsewhere or are not named."""
    for trial in findings.survivors:
        mutant = trial.mutant
        out.print(Text(survivor(mutant), style="bold red"))
        for sign, lines, style in (("-", mutant.before, "red"), ("+", mutant.after, "green")):
            for line in lines.splitlines():
                out.print(Text(f"  {sign} {line}", style=style), soft_wrap=True)
    for trial in findings.costly:
        out.print(Text(f"Mutant {trial.mutant.id}", style="bold red"))
        out.print(Text(f"  {too_costly(trial.cost)}"))
    for marking in findings.unfair:
        heading, *reasons = faults(marking)
        out.print(Text(heading, style="bold red"))
        for reason in reasons:
            out.print(Text(f"  {reason}"))
    for alarm in alarms(findings):
        out.print(Text(alarm, "bold red"))
