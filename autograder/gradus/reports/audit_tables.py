"""An audit in the terminal: what was measured, mutants by function, and what got away."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gradus.audit.findings import Findings, Trial
from gradus.reports.text import counted


def print_measured(findings: Iterable[Findings], out: Console) -> None:
    """One table with all figures, a column an assignment."""
    findings = tuple(findings)
    table = Table(title="Measured", title_justify="left")
    table.add_column("")
    for each in findings:
        table.add_column(each.assignment, justify="right")
    for name, *values in zip(*(_figures(each) for each in findings), strict=True):
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
        functions.setdefault(f"{trial.mutant.module}.{trial.mutant.function}", []).append(trial)
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
        where = f"{mutant.module}.py, line {mutant.line}, {mutant.function} ({mutant.operator})"
        out.print(Text(f"No test sees: {where}", style="bold red"))
        for sign, lines, style in (("-", mutant.before, "red"), ("+", mutant.after, "green")):
            for line in lines.splitlines():
                out.print(Text(f"  {sign} {line}", style=style), soft_wrap=True)
    for marking in findings.unfair:
        mistake = marking.mistake
        out.print(Text(f"Mistake {mistake.id}: {mistake.why}", style="bold red"))
        if not marking.fair:
            lost, wanted = ", ".join(marking.lost) or "no question", ", ".join(mistake.fails)
            out.print(Text(f"  It cost marks in {lost}; it should in {wanted}."))
        if not marking.hinted:
            out.print(Text(f"  The feedback does not say {mistake.hint!r}."))
        if marking.misnamed:
            out.print(Text(f"  The feedback takes it for {', '.join(marking.claims)}."))
    if findings.alarms:
        out.print(Text(f"The reference failed {counted(findings.alarms, 'case')}.", "bold red"))


def seen_in_public(trial: Trial) -> bool:
    """Whether the public tests alone would have caught it."""
    return any(not kill.hidden for kill in trial.kills)


def share(part: int, whole: int) -> str:
    """A percentage with a digit, and what it is of; 100 % only where nothing is missing."""
    if not whole:
        return "none"
    percent = 100 * part / whole
    shown = f"{percent:.1f}" if part == whole or percent < 99.95 else "99.9"
    return f"{shown.removesuffix('.0')} % of {whole}"


def _figures(findings: Findings) -> list[tuple[str, str]]:
    trials, mistakes, markings = findings.trials, findings.mistakes, findings.markings
    elsewhere = sum(bool(set(each.lost) - set(each.mistake.fails)) for each in markings)
    hinted = sum(each.hinted for each in markings)
    apart = sum(map(findings.told_apart, markings))
    named = [each for each in markings if each.claims]
    misnamed = sum(each.misnamed for each in named)
    equivalent = len(trials) - len(mistakes)
    hidden = sum(any(kill.hidden for kill in trial.kills) for trial in mistakes)
    return [
        ("Catalogue: caught", share(sum(each.caught for each in markings), len(markings))),
        ("  charged in other questions too", str(elsewhere)),
        ("  recall: the feedback names it", share(hinted, len(markings))),
        ("    and few others of its task", share(apart, len(markings))),
        ("  precision: causes named are right", share(len(named) - misnamed, len(named))),
        ("Mutants: killed, of all", share(sum(bool(t.kills) for t in trials), len(trials))),
        ("  equivalent, shown or listed", str(equivalent)),
        ("  killed, of the others", share(sum(bool(t.kills) for t in mistakes), len(mistakes))),
        ("  by public tests alone", share(sum(map(seen_in_public, mistakes)), len(mistakes))),
        ("  by hidden tests alone", share(hidden, len(mistakes))),
        ("False alarms: the reference", f"{findings.alarms} of {findings.judged}"),
        ("Seconds", f"{findings.seconds:.0f}"),
    ]
