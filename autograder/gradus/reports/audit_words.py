"""What an audit has found, in words: the same in the terminal and on the page."""

from collections.abc import Iterable, Iterator

from gradus.assignment.adding_up import MOST_ELSEWHERE
from gradus.audit.causes import Told
from gradus.audit.costs import Cost
from gradus.audit.findings import Findings, Marking, Trial
from gradus.audit.mutants import Mutant
from gradus.reports.text import counted


def survivor(mutant: Mutant) -> str:
    """Which change of the reference no test sees."""
    return (
        f"No test sees: {mutant.module}.py, line {mutant.line}, {mutant.function} "
        f"({mutant.operator})"
    )


def faults(marking: Marking) -> Iterator[str]:
    """A mistake of the catalogue, and what is wrong with how it was marked."""
    mistake = marking.mistake
    yield f"Mistake {mistake.id}: {mistake.why}"
    if not marking.fair:
        lost, wanted = ", ".join(marking.lost) or "no question", ", ".join(mistake.fails)
        yield f"It cost marks in {lost}; it should in {wanted}."
    if not marking.hinted:
        yield f"The feedback does not say {mistake.hint!r}."
    if not marking.cost.is_bounded:
        yield too_costly(marking.cost)
    elif not marking.weighed:
        yield (
            f"It defeats the function's purpose and costs {marking.cost.own_share:.0%} of its "
            "task; at least half should be lost. Give the cases that see it more points."
        )
    if marking.misnamed:
        yield f"The feedback takes it for {', '.join(marking.claims)}."


def too_costly(cost: Cost) -> str:
    """What is wrong with a mistake that costs too much in other tasks, and what to do."""
    return (
        f"It costs {cost.other:g} points outside of its own task; at most {MOST_ELSEWHERE:g} may "
        "be lost there. Add its function to the upstream of the other tasks, or raise their share."
    )


def alarms(findings: Findings) -> Iterator[str]:
    """Labelled causes that are not told well, where too many are, and that the reference failed."""
    if wrong := findings.labelled(Told.WRONG):
        yield f"The feedback names a wrong cause of {', '.join(wrong)}."
    elif not findings.is_well_told:
        yield f"The feedback is vague on {', '.join(findings.labelled(Told.VAGUE))}."
    if findings.alarms:
        yield f"The reference failed {counted(findings.alarms, 'case')}."


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


def figures(findings: Findings) -> list[tuple[str, str]]:
    """What was counted, in words, and how much it is."""
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
        ("  points lost in own, other tasks", _costs(each.cost for each in markings)),
        ("  most that one loses in others", _most(each.cost for each in markings)),
        ("  recall: the feedback names it", share(hinted, len(markings))),
        ("    and few others of its task", share(apart, len(markings))),
        ("  precision: causes named are right", share(len(named) - misnamed, len(named))),
        ("Causes labelled by hand: right", _told(findings, Told.RIGHT)),
        ("  vague", _told(findings, Told.VAGUE)),
        ("  wrong", _told(findings, Told.WRONG)),
        ("Mutants: killed, of all", share(sum(bool(t.kills) for t in trials), len(trials))),
        ("  equivalent, shown or listed", str(equivalent)),
        ("  killed, of the others", share(sum(bool(t.kills) for t in mistakes), len(mistakes))),
        ("  points lost in own, other tasks", _costs(trial.cost for trial in mistakes)),
        ("  most that one loses in others", _most(trial.cost for trial in mistakes)),
        ("  by public tests alone", share(sum(map(seen_in_public, mistakes)), len(mistakes))),
        ("  by hidden tests alone", share(hidden, len(mistakes))),
        ("False alarms: the reference", f"{findings.alarms} of {findings.judged}"),
        ("Seconds", f"{findings.seconds:.0f}"),
    ]


def _costs(costs: Iterable[Cost]) -> str:
    costs = tuple(costs)
    return f"{sum(each.own for each in costs):.1f}, {sum(each.other for each in costs):.1f}"


def _most(costs: Iterable[Cost]) -> str:
    return f"{max((each.other for each in costs), default=0.0):.1f}"


def _told(findings: Findings, told: Told) -> str:
    count = sum(len(findings.labelled(each)) for each in Told)
    return share(len(findings.labelled(told)), count)
