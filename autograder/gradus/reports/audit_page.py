"""An audit as one HTML page: the heat map of mutants against questions, and the survivors."""

from typing import Any

from gradus.audit.findings import Findings, Trial
from gradus.reports.audit_words import alarms, faults, figures, survivor, too_costly
from gradus.reports.page import rendered

_STATES = ((True, True, "both"), (True, False, "public"), (False, True, "hidden"))


def audit_page(findings: Findings) -> str:
    """The page, complete in itself: no script, no font and no picture from elsewhere."""
    return rendered(
        "audit_page.html.j2",
        findings=findings,
        groups=_groups(findings),
        figures=figures(findings),
        survivors=findings.survivors,
        equivalents=[trial for trial in findings.trials if trial.equivalent],
        survivor=survivor,
        unfair=[tuple(faults(marking)) for marking in findings.unfair],
        costly=[(trial, too_costly(trial.cost)) for trial in findings.costly],
        alarms=tuple(alarms(findings)),
    )


def _groups(findings: Findings) -> list[dict[str, Any]]:
    """One heat map a module: its questions as columns, its mutants as rows."""
    groups = []
    for module in dict.fromkeys(trial.mutant.module for trial in findings.trials):
        trials = [trial for trial in findings.trials if trial.mutant.module == module]
        tasks = [
            task
            for task in findings.tasks
            if any(kill.task == task for trial in trials for kill in trial.kills)
        ]
        rows = [
            {"trial": trial, "cells": [_state(trial, task) for task in tasks]} for trial in trials
        ]
        numbers = [task.removeprefix("task_").replace("_", ".") for task in tasks]
        groups.append({"module": module, "tasks": numbers, "rows": rows})
    return groups


def _state(trial: Trial, task: str) -> str:
    public, hidden = (trial.killed_in(task, hidden=each) for each in (False, True))
    return next((name for *seen, name in _STATES if seen == [public, hidden]), "")
