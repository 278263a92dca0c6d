"""What somebody wants to enter, held against the records: who, which task, how many points."""

import difflib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gradus.errors import MarkingError, UsageError
from gradus.gradebook import Entry, Kind, Wish, judged, load_record, student_folder
from gradus.gradebook.records import RECORD, students_folder
from gradus.lms import Table, read_table
from gradus.marking import Mark, Marker, holding
from gradus.marking.people import names_of
from gradus.reports.text import points
from gradus.results import Record

_COLUMNS = ("student", "task", "set", "add", "why")


@dataclass(frozen=True)
class Asked:
    """An entry as it was asked for, before anything is known to be right."""

    student: str
    task: str
    kind: Kind
    points: float
    why: str


def wished(marker: Marker, results: Path, asked: Asked) -> Wish:
    """The entry, if it can be followed. Raises UsageError, in words that say what can."""
    if not asked.why.strip():
        raise UsageError("Say why, with --why: the student reads it.")
    if not math.isfinite(asked.points):
        raise UsageError(f"{asked.points} is no number of points.")
    record = record_of(marker, results, asked.student)
    mark = marker.mark(record)
    task = _task(mark, asked.task)
    why = asked.why.strip().encode("utf-8", "replace").decode()
    if asked.kind is Kind.UNDO:
        last = _last(marker.entries.get(record.student, ()), task, asked.student)
        return Wish(record.student, task, Kind.UNDO, 0.0, why, undoes=last.hash)
    now, most, base = _standing(mark, record, task)
    _refuse_out_of_range(asked, task, now, most)
    return Wish(record.student, task, asked.kind, asked.points, why, base)


def record_of(marker: Marker, results: Path, name: str) -> Record:
    """The record of somebody by id, or by the roster's number or name. Raises UsageError."""
    known = sorted(path.parent.name for path in students_folder(results).glob(f"*/{RECORD}"))
    found = [student for student in known if student == name] or [
        student
        for student in known
        if name.casefold() in names_of(student, marker.handed_in.get(student))
    ]
    if len(found) > 1:
        raise UsageError(f"{name!r} may be {' or '.join(found)}. Write the id.")
    if not found:
        near = difflib.get_close_matches(name, known, 3)
        told = f"Is it {' or '.join(near)}? All" if near else f"The {len(known)}"
        raise UsageError(f"{results} has nobody called {name!r}. {told} ids are in grades.csv.")
    record = load_record(student_folder(results, found[0]) / RECORD)
    if record is None:
        raise UsageError(f"The record of {found[0]} is damaged. Run `gradus grade` again.")
    return record


def asked_by_table(path: Path) -> list[tuple[str, Asked]]:
    """The entries in a CSV, each with its place. Raises UsageError, MarkingError."""
    table = read_table(path)
    headings = [heading.strip().casefold() for heading in table.header]
    unknown = [heading for heading in headings if heading not in _COLUMNS]
    if unknown or "student" not in headings or not {"set", "add"} & set(headings):
        told = f"{unknown[0]!r} is not known" if unknown else "student, set or add is missing"
        raise MarkingError(f"{path}, line 1: {told}; the headings are {', '.join(_COLUMNS)}.")
    return list(_asked(path, table, headings))


def all_wished(marker: Marker, results: Path, places: Iterable[tuple[str, Asked]]) -> list[Wish]:
    """All entries of a table, or none. Raises MarkingError with a sentence for each fault."""
    found, faults = [], []
    for place, asked in places:
        try:
            found.append(wished(marker, results, asked))
        except UsageError as error:
            faults.append(f"{place}: {error}")
    if faults:
        raise MarkingError("\n".join(faults))
    return found


def _asked(path: Path, table: Table, headings: list[str]) -> Iterable[tuple[str, Asked]]:
    for line, row in zip(table.lines, table.rows, strict=True):
        place = f"{path}, line {line}"
        cells = dict(zip(headings, (cell.strip() for cell in row), strict=True))
        given = [kind for kind in (Kind.SET, Kind.ADD) if cells.get(kind.value)]
        if len(given) != 1:
            raise MarkingError(f"{place}: fill in set or add, one of them.")
        text = cells[given[0].value]
        yield (
            place,
            Asked(
                cells["student"],
                cells.get("task", ""),
                given[0],
                _number(text, place),
                cells.get("why", ""),
            ),
        )


def _number(text: str, place: str) -> float:
    try:
        return float(text.replace(",", ".").replace("−", "-"))
    except ValueError:
        raise MarkingError(f"{place}: {text!r} is no number of points.") from None


def _task(mark: Mark, text: str) -> str:
    """The number of a task: `1.3` for 1.3 and for task_1_3."""
    if not text:
        return ""
    number = text.removeprefix("task_").replace("_", ".")
    known = [task.number for task in mark.tasks]
    if number not in known:
        raise UsageError(f"There is no task {text}: {mark.assignment} has {', '.join(known)}.")
    return number


def _standing(mark: Mark, record: Record, task: str) -> tuple[float, float, float | None]:
    """The points now, the most that there can be, and what the judge gave."""
    if not task:
        numbers = judged(record)
        return mark.score, numbers.most, None if record.unchecked else record.score
    found = next(one for one in mark.tasks if one.number == task)
    question = next(one for one in judged(record).tasks if one.number == task)
    base = None if question.unchecked else question.score
    return found.score or 0.0, found.possible, base


def _refuse_out_of_range(asked: Asked, task: str, now: float, most: float) -> None:
    after = asked.points if asked.kind is Kind.SET else now + asked.points
    if 0 <= after <= most + 1e-9:
        return
    what = f"Task {task}" if task else "The mark"
    added = "" if asked.kind is Kind.SET else f", {points(now)} with {asked.points:+g},"
    raise UsageError(
        f"{what} of {asked.student} cannot be {points(after)}{added}: it is from 0 to "
        f"{points(most)}."
    )


def _last(entries: Iterable[Entry], task: str, student: str) -> Entry:
    """The latest entry that still holds. Raises UsageError where there is none."""
    held = [entry for entry in holding(entries) if entry.task == task]
    if not held:
        what = f"task {task}" if task else "the whole mark"
        raise UsageError(f"No entry for {what} of {student} holds, so there is none to take back.")
    return held[-1]
