"""The audit's tables and page say what got away, and show code as code."""

import html
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from gradus.audit import Mistake
from gradus.audit.costs import Cost
from gradus.audit.findings import Findings, Kill, Marking, Trial
from gradus.audit.mutants import Mutant
from gradus.reports.audit_page import audit_page
from gradus.reports.audit_tables import print_faults, print_matrix, print_measured
from gradus.reports.audit_words import share

MUTANT = Mutant("losses", "mae", "comparison", 7, "if a < b:", "if a <= b:", "source")
MISTAKE = Mistake(
    "summed", "losses", "mae", "mean(", "sum(", ("task_1_1",), "the mean", "summed", ("summed",)
)
KILLED = Trial(MUTANT, (Kill("task_1_1", "Worked example", hidden=False),))
HARMLESS = Trial(replace(MUTANT, after="if b > a:"), (), "says the same")
FAIR = Marking(MISTAKE, ("task_1_1",), True, Cost(2.0, 0.0, 0.5), ("summed",))
FINDINGS = Findings("hw", ("task_1_1",), (KILLED, HARMLESS), (FAIR,), 10, 0, (), 3.0)


def printed(findings: Findings) -> str:
    console = Console(width=120, record=True, quiet=False, file=None)
    with console.capture() as capture:
        print_matrix(findings, console)
        print_faults(findings, console)
        print_measured((findings,), console)
    return capture.get()


def test_all_is_well() -> None:
    assert FINDINGS.sound
    text = printed(FINDINGS)
    assert "No test sees" not in text
    assert "100 % of 1" in text


def test_a_survivor_is_shown_with_its_diff() -> None:
    findings = replace(FINDINGS, trials=(Trial(MUTANT, ()),))
    assert not findings.sound
    text = printed(findings)
    assert "No test sees: losses.py, line 7, mae (comparison)" in text
    assert "- if a < b:" in text
    assert "+ if a <= b:" in text
    assert "if a &lt;= b:" in audit_page(findings)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"lost": ()}, "It cost marks in no question; it should in task_1_1."),
        ({"lost": ("task_1_1", "task_1_2")}, "It cost marks in task_1_1, task_1_2;"),
        ({"hinted": False}, "The feedback does not say 'the mean'."),
        ({"diagnoses": ("summed", "sign")}, "The feedback takes it for summed, sign."),
        ({"cost": Cost(2.0, 6.1, 0.5)}, "It costs 6.1 points outside of its own task; at most 6"),
        (
            {"mistake": replace(MISTAKE, defeats=True), "cost": Cost(2.0, 0.0, 0.4)},
            "It defeats the function's purpose and costs 40% of its task; at least half should",
        ),
    ],
)
def test_a_mistake_that_is_not_marked_as_it_should(changes: dict[str, Any], says: str) -> None:
    findings = replace(FINDINGS, markings=(replace(FAIR, **changes),))
    assert not findings.sound
    assert says in printed(findings)
    assert says in html.unescape(audit_page(findings))


def test_a_mutant_that_costs_too_much_elsewhere() -> None:
    findings = replace(FINDINGS, trials=(replace(KILLED, cost=Cost(1.0, 7.5, 1.0)),))
    assert not findings.sound
    assert "It costs 7.5 points outside of its own task" in printed(findings)
    assert "It costs 7.5 points outside of its own task" in audit_page(findings)


def test_a_hint_that_everybody_reads_tells_nothing_apart() -> None:
    said = replace(FAIR, said="leave out the mean? take the mean.")
    other = replace(said, mistake=replace(MISTAKE, id="other", hint="leave out"))
    findings = replace(FINDINGS, markings=(said, other, replace(other, said="something else")))
    assert [findings.told_apart(each) for each in findings.markings] == [True, True, False]
    both = replace(findings, markings=(said, replace(other, diagnoses=("leave out the mean?",))))
    assert not both.told_apart(said)
    assert not both.markings[1].misnamed


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = audit_page(FINDINGS)
    assert "http" not in page
    assert "prefers-color-scheme: dark" in page
    assert '<td class="cell public">P</td>' in page


def test_only_everything_is_100_percent() -> None:
    assert share(9999, 10_000) == "99.9 % of 10000"
    assert share(5, 5) == "100 % of 5"
    assert share(0, 0) == "none"
