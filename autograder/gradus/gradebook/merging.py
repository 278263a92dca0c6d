"""Results of several machines made one folder: nobody twice, nobody missing, one grader."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gradus.errors import UsageError
from gradus.gradebook.handed_in import HANDED_IN, read_handed_in, write_handed_in
from gradus.gradebook.records import (
    HELD,
    RECORD,
    as_json,
    iter_records,
    student_folder,
    students_folder,
)
from gradus.gradebook.shards import Part, read_part
from gradus.gradebook.writing import sole_writer, write_atomically
from gradus.gradebook.written import OWN, Written
from gradus.results import Record

_LISTED = 8  # fits the screen
_ENTRIES = "marks-*.jsonl"
_MERGED = "merged.json"  # the folders, for people; that it is there tells a merge's own output


@dataclass(frozen=True)
class Merged:
    """How many records of which assignment were brought together, and what is missing, in words."""

    assignment: str
    students: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class _Seen:
    """Where a student's record lies, and by what it was judged."""

    folder: Path
    record: Record


def merge(folders: Sequence[Path], output: Path) -> Merged:
    """Copy the results in `folders` into `output`: new, empty, or of an earlier merge.

    Raises UsageError, and writes nothing, where somebody is in two of them, they are of several
    assignments or graders, or `output` holds anything else, something edited, or somebody who is in
    none of them.
    """
    _refuse_used(output)
    seen = _all_records(folders)
    if not seen:
        raise UsageError("None of the folders holds a record: there is nothing to merge.")
    assignment = next(iter(seen.values())).record.assignment
    _refuse_other_graders(seen)
    parts = {folder: read_part(folder) for folder in folders}
    missing = _missing(parts, seen)
    _refuse_strangers(output, seen)
    entries = _entries(folders, output)
    handed_in = [one for folder in folders for one in read_handed_in(folder).values()]
    with sole_writer(output):
        # First, so that a merge which is killed can be run again.
        write_atomically(output / OWN / _MERGED, as_json([str(folder) for folder in folders]))
        for student, one in seen.items():
            _copy(student_folder(one.folder, student), student_folder(output, student))
        for path in entries:
            shutil.copy(path, output / path.name)
        if any((folder / HANDED_IN).exists() for folder in folders):
            write_handed_in(output, tuple(sorted(handed_in, key=lambda one: one.student)))
    return Merged(assignment, len(seen), missing)


def _refuse_used(output: Path) -> None:
    """Nothing is written over but what an earlier merge has written."""
    if not output.exists() or not any(output.iterdir()):
        return
    if not (output / OWN / _MERGED).exists():
        raise UsageError(f"{output} is not empty. Name a folder that is empty or not there yet.")
    if edited := Written(output).edited():
        listed = ", ".join(edited[:_LISTED])
        raise UsageError(
            f"Edited by hand since {output} was merged: {listed}{_more(len(edited))}. Nothing was "
            "merged. Name another folder, or remove what was edited and merge again."
        )


def _refuse_strangers(output: Path, seen: Mapping[str, _Seen]) -> None:
    there = {path.name for path in students_folder(output).glob("*")}
    if strangers := sorted(there - seen.keys()):
        raise UsageError(
            f"{output} was merged from further folders: {', '.join(strangers[:_LISTED])}"
            f"{_more(len(strangers))} are in none of these. Nothing was merged. Name all folders."
        )


def _copy(source: Path, target: Path) -> None:
    """A student's folder, unless the same record is there, with what was derived from it."""
    vouching = (RECORD, HELD)  # The record is copied last, so it vouches for the others here too.
    if all(_content(source / name) == _content(target / name) for name in vouching):
        return
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(RECORD))
    shutil.copy2(source / RECORD, target / RECORD)


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _all_records(folders: Sequence[Path]) -> dict[str, _Seen]:
    seen: dict[str, _Seen] = {}
    twice: dict[str, list[Path]] = {}
    for folder in folders:
        records = 0
        for record in iter_records(folder):
            records += 1
            other = seen.setdefault(record.student, _Seen(folder, record))
            if other.folder != folder:
                twice.setdefault(record.student, [other.folder]).append(folder)
        _refuse_damaged(folder, records)
    if twice:
        listed = "; ".join(
            f"{student} in {' and '.join(map(str, where))}"
            for student, where in list(twice.items())[:_LISTED]
        )
        raise UsageError(
            f"In more than one of the folders: {listed}{_more(len(twice))}. Nothing was merged. "
            "Were they all graded with --shard, of the same number of parts?"
        )
    return seen


def _refuse_damaged(folder: Path, read: int) -> None:
    there = [path.name for path in students_folder(folder).glob("*") if path.is_dir()]
    if not there and read_part(folder) is None:
        raise UsageError(f"{folder} holds no results. Name folders that `gradus grade` wrote.")
    if read < len(there):
        raise UsageError(
            f"{len(there) - read} of the records in {folder} cannot be read. Grade it again, which "
            "grades only what is missing, and merge then."
        )


def _refuse_other_graders(seen: Mapping[str, _Seen]) -> None:
    """All were judged by the same tests, by the same Gradus, at one level, with one secret."""
    first: dict[str, tuple[str, Path]] = {}
    for one in seen.values():
        for what, value in _judged_by(one.record):
            known, where = first.setdefault(what, (value, one.folder))
            if known != value:
                raise UsageError(
                    f"{where} and {one.folder} were not graded alike: {what} differ"
                    f"{'' if what.endswith('s') else 's'}. Nothing was merged. Grade both with one "
                    "version of the course, of Gradus and of its packages, one secret and one "
                    "isolation level."
                )


def _judged_by(record: Record) -> Iterator[tuple[str, str]]:
    yield "the assignment", record.assignment
    yield "the isolation level", record.isolation
    for task, mark in record.judged_by.items():
        yield f"the tests, the secret or the versions behind {task}", mark


def _missing(parts: Mapping[Path, Part | None], seen: Mapping[str, _Seen]) -> tuple[str, ...]:
    """In words: parts that are not here, and students of whom no part has a record."""
    shards = [part for part in parts.values() if part]
    if not shards:
        return ()
    sizes = {part.of for part in shards}
    if len(sizes) > 1:
        raise UsageError(
            f"The folders are parts of {' and of '.join(map(str, sorted(sizes)))}. Nothing was "
            "merged. Grade all with one --shard N/M."
        )
    of = sizes.pop()
    absent = sorted(set(range(1, of + 1)) - {part.number for part in shards})
    told = [f"part {number}/{of} is not among the folders" for number in absent]
    everybody = {student for part in shards for student in part.students}
    without = sorted(everybody - seen.keys())
    if without:
        told.append(f"no record of {', '.join(without[:_LISTED])}{_more(len(without))}")
    return tuple(told)


def _entries(folders: Sequence[Path], output: Path) -> list[Path]:
    """The files of what people have entered, each marker's from one folder only.

    Left out are those that go on in `output`, as somebody has marked there after a merge.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob(_ENTRIES)):
            other = found.setdefault(path.name, path)
            if other != path:
                raise UsageError(
                    f"{other} and {path} are one marker's entries in two chains, which cannot be "
                    "made one. Nothing was merged. Enter marks after merging, in the merged folder."
                )
    return [path for path in found.values() if not _goes_on(path, output / path.name)]


def _goes_on(path: Path, there: Path) -> bool:
    """Whether the entries `there` are those in `path` and perhaps more."""
    before, now = path.read_bytes(), _content(there)
    if not before.startswith(now) and not now.startswith(before):
        raise UsageError(
            f"{there} and {path} are one marker's entries in two chains, which cannot be made one. "
            "Nothing was merged. Name another folder."
        )
    return now.startswith(before)


def _more(number: int) -> str:
    return f" and {number - _LISTED} more" if number > _LISTED else ""
