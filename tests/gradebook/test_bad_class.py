"""A class in which everything that can be wrong is: one clear message each, and nobody lost."""

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from gradebook.bad_class import archives, behaviour, modules, names, values
from gradebook.bad_class.entry import (
    EVERYTHING,
    NOTE,
    NOTHING,
    SUBMISSION,
    Entry,
    folder,
    work,
    write_files,
)

from gradus.assignment import Assignment, load_assignment
from gradus.errors import GradusError
from gradus.gradebook import LocalJudge, grade_class, iter_records, writing
from gradus.results import CaseResult, Record, Status
from gradus.submission import find_submissions, look_through

TABLE = (
    *archives.ENTRIES,
    *behaviour.ENTRIES,
    *modules.ENTRIES,
    *names.ENTRIES,
    *values.ENTRIES,
)
GOOD = tuple(Entry(f"good-{letter}", folder(work()), NOTHING) for letter in "amz")
SECRET = b"a secret for bad classes only"


def graded(assignment: Assignment, submissions: Path, out: Path) -> dict[str, Record]:
    found = find_submissions(submissions, assignment.modules)
    grade_class(LocalJudge(assignment, "none", SECRET), found, out, jobs=2)
    return {record.student: record for record in iter_records(out)}


def test_each_mistake_is_told_and_everybody_is_graded(hw1: Assignment, tmp_path: Path) -> None:
    students = tmp_path / "class"
    students.mkdir()
    for entry in (*TABLE, *GOOD):
        entry.write(students / entry.name)
    records = graded(hw1, students, tmp_path / "out")
    expected = {entry.student for entry in (*TABLE, *GOOD)}
    assert set(records) == expected
    assert len(expected) == len(TABLE) + len(GOOD)
    assert len(TABLE) >= 150
    wrong = {
        entry.name: problem
        for entry in (*TABLE, *GOOD)
        for problem in problems(entry, records[entry.student], hw1)
    }
    assert wrong == {}


def problems(entry: Entry, record: Record, assignment: Assignment) -> Iterator[str]:
    lost = {question.name for question in record.questions if question.score < question.possible}
    if lost != costs(entry, assignment):
        yield f"costs {sorted(lost)}"
    failed = [case for case in all_cases(record) if case.status is not Status.PASSED]
    if any(case.status is Status.UNCHECKED for case in failed):
        yield "could not be checked"
    if entry.where == SUBMISSION:
        said = record.attention
    elif entry.where == NOTE:
        said = record.notes
    else:
        said = tuple(case.message for case in failed)
    if entry.says and not any(entry.says in text for text in said):
        yield f"does not say {entry.says!r} but {said[:3]}"
    if any("Traceback" in text or "/gradus" in text for text in (*said, *record.notes)):
        yield "shows the grader's own code"
    if any(len(case.message) > 5_000 for case in failed):
        yield "says far too much"


def costs(entry: Entry, assignment: Assignment) -> set[str]:
    """The questions in which an entry loses points."""
    if entry.costs == NOTHING:
        return set()
    return {
        task.name
        for task in assignment.tasks
        if entry.costs == EVERYTHING
        or entry.costs in task.functions
        or any(function.startswith(f"{entry.costs}.") for function in task.functions)
    }


def all_cases(record: Record) -> list[CaseResult]:
    return [case for question in record.questions for case in question.cases]


def test_a_thousand_strangers_files(hw1: Assignment, tmp_path: Path) -> None:
    write_files(tmp_path / "ada", work())
    (tmp_path / "bob.rar").write_bytes(b"Rar!\x1a\x07\x01\x00")
    (tmp_path / "cy_losses.txt").write_bytes(work()["losses.py"])
    for number in range(1000):
        suffix = ("png", "log", "mp3", "ini")[number % 4]
        (tmp_path / f"stranger-{number}.{suffix}").write_bytes(b"la")
    found = look_through(tmp_path, hw1.modules)
    assert [submission.student for submission in found.submissions] == ["ada", "bob", "cy_losses"]
    assert len(found.strangers) == 1000


def test_a_full_disk_loses_nothing_and_says_so(
    hw1: Assignment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    students, out = tmp_path / "class", tmp_path / "out"
    students.mkdir()
    GOOD[0].write(students / GOOD[0].name)
    before = graded(hw1, students, out)
    GOOD[1].write(students / GOOD[1].name)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(writing.os, "fsync", full)
        with pytest.raises(GradusError, match="No space left on device"):
            graded(hw1, students, out)
    assert {record.student: record for record in iter_records(out)} == before
    assert set(graded(hw1, students, out)) == {entry.name for entry in GOOD[:2]}


def test_results_of_another_assignment_file_are_graded_again(
    hw1: Assignment, tmp_path: Path
) -> None:
    for part in ("assignments", "solutions", "starter"):
        shutil.copytree(hw1.course / part, tmp_path / "course" / part)
    students, out = tmp_path / "class", tmp_path / "out"
    students.mkdir()
    GOOD[0].write(students / GOOD[0].name)
    for title in (hw1.tasks[0].title, "Another title"):
        path = tmp_path / "course" / "assignments" / hw1.name / "assignment.toml"
        text = path.read_text("utf-8").replace(f'"{hw1.tasks[0].title}"', f'"{title}"')
        path.write_text(text, "utf-8")
        changed = load_assignment(tmp_path / "course", hw1.name)
        assert graded(changed, students, out)[GOOD[0].name].questions[0].title == title


def test_results_of_another_version_are_graded_again(hw1: Assignment, tmp_path: Path) -> None:
    students, out = tmp_path / "class", tmp_path / "out"
    students.mkdir()
    GOOD[0].write(students / GOOD[0].name)
    graded(hw1, students, out)
    path = out / "students" / GOOD[0].name / "record.json"
    current = path.read_text("utf-8")
    for old in (
        current.replace('"fingerprint":', '"of_another_version":'),
        current[: len(current) // 2],
        "[]",
    ):
        assert old != current
        path.write_text(old, "utf-8")
        record = graded(hw1, students, out)[GOOD[0].name]
        assert record.score >= 100
        assert [question.name for question in record.questions] == [t.name for t in hw1.tasks]
