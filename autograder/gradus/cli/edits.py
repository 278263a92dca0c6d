"""Outputs that somebody has edited: which cells, and the entries that would say the same."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gradus.assignment import Assignment
from gradus.cli.consoles import Consoles
from gradus.cli.next_commands import command
from gradus.cli.outputs import GRADES, derived, summary_of
from gradus.cli.pages import FEEDBACK
from gradus.errors import GradusError, UsageError
from gradus.gradebook import load_record
from gradus.gradebook.records import RECORD, RESULTS
from gradus.gradebook.written import Written
from gradus.lms import read_table
from gradus.marking import Mark, Marker
from gradus.reports import grades_csv
from gradus.reports.text import points, printable

_LISTED = 20  # a screen; more edits than that are a new table
_TOTAL = re.compile(r"\*\*(?P<points>[-0-9.,]+) of [0-9.,]+ points\*\*")
_TASK = re.compile(r"\| (?P<number>\d+\.\d+): .* \| (?P<points>[-0-9.,]+) of [^|]*\|[^|]*\|[^|]*\|")


@dataclass(frozen=True)
class Edit:
    """One thing that was edited, in words, and the command that would enter the same, if any."""

    told: str
    line: str = ""


def edits(results: Path, assignment: Assignment, marker: Marker) -> list[Edit]:
    """What was edited since Gradus wrote it, and is not what would be written now."""
    written = Written(results)
    found: list[Edit] = []
    for name in written.edited():
        path = results / name
        if name == GRADES:
            found += _of_table(results, assignment, marker, written.copy_of(GRADES))
        elif path.name in (FEEDBACK, RESULTS):
            found += _of_student(path, assignment, marker, results)
    return found


def refuse_edits(
    results: Path, assignment: Assignment, marker: Marker, discard: bool, consoles: Consoles
) -> None:
    """Raise GradusError where an output was edited, before anything is written over it."""
    found = [] if discard else edits(results, assignment, marker)
    if found:
        tell_edits(found, consoles)
        raise GradusError(
            "Nothing was done, as it would be written over. Enter what was meant by the lines "
            "above, or write over it with --discard-edits."
        )


def tell_edits(found: list[Edit], consoles: Consoles) -> None:
    """Say what was edited, and print the lines that would enter the same."""
    for edit in found[:_LISTED]:
        consoles.say(f"  {printable(edit.told)}", "yellow")
    if len(found) > _LISTED:
        consoles.say(f"  and {len(found) - _LISTED} more", "yellow")
    for edit in found:
        if edit.line:
            consoles.out.print(edit.line, markup=False, soft_wrap=True)


def _of_table(results: Path, assignment: Assignment, marker: Marker, copy: Path) -> Iterator[Edit]:
    try:
        edited, before = _cells(results / GRADES), _cells(copy)
    except UsageError as error:
        yield Edit(f"{GRADES} was edited, and is no table any more: {error}")
        return
    now = _by_student(grades_csv(summary_of(results, assignment, marker)))
    for student in [*before, *(one for one in edited if one not in before)]:
        if student not in edited or student not in before:
            gone = "is gone" if student in before else "is new"
            yield Edit(f"{GRADES}: the row of {student} {gone}")
            continue
        yield from _of_row(student, before[student], edited[student], now, results, assignment)


def _of_row(
    student: str,
    before: Mapping[str, str],
    edited: Mapping[str, str],
    now: Mapping[str, Mapping[str, str]],
    results: Path,
    assignment: Assignment,
) -> Iterator[Edit]:
    present = now.get(student, {})
    moved, whole = 0.0, None
    for heading, cell in edited.items():
        was = before.get(heading, "")
        if _same(cell, was) or _same(cell, present.get(heading, "")):
            continue
        told = f"{GRADES}, {student}, {heading}: {was or 'empty'} → {cell or 'empty'}"
        task = _task_of(heading, assignment)
        if heading == "score" and _number(cell) is not None:
            whole = (told, cell)
        elif task and _number(cell) is not None:
            moved += (_number(cell) or 0.0) - (_number(was) or 0.0)
            yield Edit(told, _line(results, assignment, student, cell, task))
        else:
            yield Edit(told)
    if whole:
        # Where the sum was only brought up to edited tasks, these say it all.
        gained = (_number(whole[1]) or 0.0) - (_number(before.get("score", "")) or 0.0)
        explained = moved and abs(gained - moved) < 1e-6
        yield Edit(whole[0], "" if explained else _line(results, assignment, student, whole[1]))


def _of_student(
    path: Path, assignment: Assignment, marker: Marker, results: Path
) -> Iterator[Edit]:
    record = load_record(path.with_name(RECORD))
    if record is None:
        return
    mark = marker.mark(record)
    text = path.read_text("utf-8", "replace")
    if text == derived(record, mark)[path.name]:
        return
    student, shown = record.student, f"{path.parent.name}/{path.name}"
    lines = list(_points_in(text, mark)) if path.name == FEEDBACK else []
    for task, was, given in lines:
        what = f"task {task}" if task else "the mark"
        told = f"{shown}, {what}: {was} → {given}"
        yield Edit(told, _line(results, assignment, student, given, task))
    if not lines:
        yield Edit(
            f'{shown} was edited; what students should read goes with an entry: --add 0 --why "…"'
        )


def _points_in(text: str, mark: Mark) -> Iterator[tuple[str, str, str]]:
    """Points in a feedback file that are not the Mark's: task, what they are, what stands there."""
    tasks = {task.number: points(task.score or 0.0) for task in mark.tasks}
    for line in text.splitlines():
        total, row = _TOTAL.fullmatch(line), _TASK.fullmatch(line)
        if total and not _same(total["points"], points(mark.score)):
            yield "", points(mark.score), total["points"]
        elif row and row["number"] in tasks and not _same(row["points"], tasks[row["number"]]):
            yield row["number"], tasks[row["number"]], row["points"]


def _line(results: Path, assignment: Assignment, student: str, cell: str, task: str = "") -> str:
    value = points(_number(cell) or 0.0)
    words = (results, student, *((task,) if task else ()), "--set", value)
    return command("mark", assignment, *words, "--why", "as edited by hand")


def _task_of(heading: str, assignment: Assignment) -> str:
    number = heading.partition(" ")[0]
    return number if number in {task.number for task in assignment.tasks} else ""


def _same(cell: str, other: str) -> bool:
    """Whether two cells say the same, as a spreadsheet writes 7.50 or 7,5 for 7.5."""
    first, second = _number(cell), _number(other)
    if first is not None and second is not None:
        return abs(first - second) < 5e-3
    return cell.strip() == other.strip()


def _number(cell: str) -> float | None:
    try:
        return float(cell.strip().replace(",", "."))
    except ValueError:
        return None


def _cells(path: Path) -> dict[str, dict[str, str]]:
    """The cells by student and heading. Raises UsageError."""
    table = read_table(path)
    rows = (dict(zip(table.header, row, strict=True)) for row in table.rows)
    return {row.get("student", ""): row for row in rows}


def _by_student(text: str) -> dict[str, dict[str, str]]:
    return {row["student"]: row for row in csv.DictReader(text.splitlines())}
