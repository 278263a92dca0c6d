"""What people have entered about marks: `marks-<who>.jsonl`, a file a marker, a line an entry.

Each line bears the hash of the one before it and its own, so that a line that was changed, removed
or put in between is noticed. That guards against accidents and quiet edits, not against somebody
who computes the hashes again: for that there is version control.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, TypeAdapter, ValidationError

from gradus.errors import MarkingError, UsageError
from gradus.gradebook.heads import cut_short, remember
from gradus.gradebook.writing import write_atomically

_FILE = re.compile(r"marks-(?P<who>[a-z0-9][a-z0-9._-]*)\.jsonl")
_WHO = re.compile(r"[a-z0-9][a-z0-9._-]*")


class Kind(StrEnum):
    """What an entry does: set points, add to them, or take another entry back."""

    SET = "set"
    ADD = "add"
    UNDO = "undo"


@dataclass(frozen=True)
class Wish:
    """What somebody wants to enter. `task` is a number as 1.3, or "" for the whole mark.

    `judged` are the points that the judge had given when it was entered, None where it could not;
    `undoes` is the hash of the entry that an `UNDO` takes back.
    """

    student: str
    task: str
    kind: Kind
    points: float
    why: str
    judged: float | None = None
    undoes: str = ""


@dataclass(frozen=True)
class Entry:
    """An entry as it stands in `file`, at `line`."""

    when: datetime
    who: str
    assignment: str
    student: str
    task: str
    kind: Kind
    points: float
    judged: float | None
    why: str
    undoes: str
    previous: str
    hash: str
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    @property
    def place(self) -> str:
        """The file and the line."""
        return f"{self.file}, line {self.line}"


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    when: AwareDatetime
    who: str
    assignment: str
    student: str
    task: str
    kind: Kind
    points: float
    judged: float | None
    why: str
    undoes: str
    previous: str
    hash: str


def marker_name(text: str) -> str:
    """A marker's name as it becomes part of a file's. Raises UsageError."""
    name = text.strip().lower()
    if not _WHO.fullmatch(name):
        raise UsageError(
            f"{text!r} cannot be a marker's name: use letters, digits, dots and dashes, as in "
            "--who mia."
        )
    return name


def read_entries(output: Path, assignment: str) -> tuple[Entry, ...]:
    """All entries in the folder `output`, of all markers, in the order of time.

    Raises MarkingError with a sentence for each file that is broken: nobody is marked by half of
    the entries.
    """
    found: list[Entry] = []
    faults = []
    for path in sorted(output.glob("marks-*.jsonl")):
        try:
            found += _read(path, assignment)
        except MarkingError as error:
            faults.append(str(error))
    if not faults:
        faults += cut_short(output, found)
    known = {entry.hash for entry in found}
    faults += [
        f"{entry.place}: it takes back an entry that is in no file here: is a file of another "
        "marker missing?"
        for entry in found
        if entry.kind is Kind.UNDO and entry.undoes not in known and not faults
    ]
    if faults:
        raise MarkingError("\n".join(faults))
    return tuple(sorted(found, key=lambda entry: (entry.when, entry.who, entry.line)))


def append_entries(
    output: Path, assignment: str, who: str, wishes: Iterable[Wish], now: datetime
) -> tuple[Entry, ...]:
    """Append entries to the file of `who`, all of them or none, and return them.

    Whoever is killed on the way leaves the file as it was before or after. The caller holds the
    folder. Raises MarkingError where the file is broken, GradusError where it cannot be written.
    """
    path = output / f"marks-{who}.jsonl"
    entries = _read(path, assignment) if path.exists() else []
    before = path.read_bytes() if entries else b""
    previous = entries[-1].hash if entries else ""
    # A clock that was put back changes no order within a file.
    when = max([now.astimezone(UTC), *(entry.when for entry in entries[-1:])])
    made: list[Entry] = []
    wishes = tuple(wishes)
    if not wishes:
        return ()
    for wish in wishes:
        fields: dict[str, Any] = {
            "when": when.isoformat(),
            "who": who,
            "assignment": assignment,
            "student": wish.student,
            "task": wish.task,
            "kind": wish.kind.value,
            "points": wish.points,
            "judged": wish.judged,
            "why": wish.why,
            "undoes": wish.undoes,
            "previous": previous,
        }
        previous = fields["hash"] = _hash(fields)
        line = json.dumps(fields, ensure_ascii=False) + "\n"
        before += line.encode("utf-8")
        made.append(_entry(line, path, len(entries) + len(made) + 1))
    write_atomically(path, before)
    remember(output, made)
    return tuple(made)


def _read(path: Path, assignment: str) -> list[Entry]:
    """The entries of one file, its chain checked. Raises MarkingError at the first broken line."""
    named = _FILE.fullmatch(path.name)
    if named is None:
        raise MarkingError(
            f"{path}, line 1: this is no file of `gradus mark`, which writes marks-<who>.jsonl. "
            "Is it a copy? Take it out of the folder."
        )
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        told = getattr(error, "strerror", None) or "it is not text in UTF-8"
        raise MarkingError(f"{path}, line 1: it cannot be read: {told}.") from error
    entries: list[Entry] = []
    # Not `splitlines`, which would take rare signs within a text for ends of lines.
    for number, line in enumerate(re.findall(r"[^\n]*\n|[^\n]+", text), 1):
        entry = _entry(line, path, number)
        fault = _fault(entry, line, entries[-1].hash if entries else "")
        if entry.who != named["who"]:
            fault = f"it is an entry of {entry.who}'s, in the file of {named['who']}"
        elif entry.assignment != assignment:
            fault = f"it is an entry for {entry.assignment}, and here are the marks of {assignment}"
        if fault:
            raise MarkingError(f"{path}, line {number}: {fault}. {_CURE}.")
        entries.append(entry)
    return entries


_CURE = (
    "Put the file back as it was, from version control or a copy; an entry that is wrong is taken "
    "back by `gradus mark` with --undo"
)


def _entry(line: str, path: Path, number: int) -> Entry:
    try:
        read = _adapter().validate_json(line)
    except ValidationError as error:
        told = "it is no entry" if line.endswith("\n") else "it was cut short"
        raise MarkingError(f"{path}, line {number}: {told}. {_CURE}.") from error
    fields = {name: getattr(read, name) for name in _Line.model_fields}
    return Entry(**{**fields, "when": read.when.astimezone(UTC)}, file=str(path), line=number)


def _fault(entry: Entry, line: str, previous: str) -> str:
    """What is wrong with the chain at an entry."""
    fields = json.loads(line)
    if fields.pop("hash") != _hash(fields):
        return "it was changed after it had been written"
    if entry.previous != previous:
        return "it does not follow the line before it: one was taken out, put in or moved"
    return "" if line.endswith("\n") else "it was cut short"


def _hash(fields: dict[str, Any]) -> str:
    text = json.dumps(fields, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


@cache
def _adapter() -> TypeAdapter[_Line]:
    return TypeAdapter(_Line)
