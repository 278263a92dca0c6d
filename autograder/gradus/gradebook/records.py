"""One JSON file a student: written whole, read with its types checked."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, to_json

from gradus.assignment import Assignment
from gradus.errors import UsageError
from gradus.results import CaseResult, QuestionResult, Record, Status
from gradus.submission import Submission, shown

RECORD = "record.json"
HELD = "record.held.json"
"""A record that is not counted yet, as the mark in it is lower or not final."""
RESULTS = "results.json"


def students_folder(output: Path) -> Path:
    """Where the folders of the students are."""
    return output / "students"


def student_folder(output: Path, student: str) -> Path:
    """Where everything about one student is."""
    return students_folder(output) / student


def as_json(value: object) -> bytes:
    """JSON in UTF-8. Half characters, which only broken file names hold, become `?`."""
    try:
        return to_json(value, indent=1, inf_nan_mode="constants") + b"\n"
    except PydanticSerializationError:
        # Half a character somewhere. The slower way puts a `?` in its place.
        return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def record_json(record: Record) -> bytes:
    """The record as it is stored."""
    try:
        return _adapter().dump_json(record, indent=1) + b"\n"
    except PydanticSerializationError:
        return as_json(asdict(record))  # Half a character somewhere.


def load_record(path: Path) -> Record | None:
    """The record at `path`; None if there is none or it is damaged."""
    try:
        return _adapter().validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def iter_records(output: Path) -> Iterator[Record]:
    """The records in `output`, by student, one at a time; damaged ones are left out."""
    for path in sorted(students_folder(output).glob(f"*/{RECORD}")):
        record = load_record(path)
        if record is not None:
            yield record


def held_records(output: Path) -> dict[str, Record]:
    """The records in `output` that are not counted yet, by student."""
    paths = students_folder(output).glob(f"*/{HELD}")
    found = (load_record(path) for path in paths)
    return {record.student: record for record in found if record is not None}


def refuse_foreign(record: Record, assignment: str, output: Path) -> None:
    """Raise UsageError where a record that lies in `output` is another assignment's."""
    if record.assignment != assignment:
        raise UsageError(
            f"{output} holds the results of {record.assignment}, not of {assignment}. "
            "Name another folder."
        )


def refuse_shared(submissions: Iterable[Submission], *, ignores_case: bool) -> None:
    """Raise UsageError where two submissions would have one record.

    On a disk that ignores case the ids of `Anna` and `anna` are one file.
    """
    seen: dict[str, Submission] = {}
    for one in submissions:
        place = one.student.casefold() if ignores_case else one.student
        other = seen.setdefault(place, one)
        if other is not one:
            raise UsageError(
                f"{shown(other.path.name)} and {shown(one.path.name)} would have one record, "
                f"{one.student}. Nobody was graded. Rename one of them."
            )


def unchecked_record(
    assignment: Assignment, submission: Submission, isolation: str, why: str, detail: str = ""
) -> Record:
    """The record of a submission that could not be judged: nothing earned, nothing lost.

    It has no fingerprint, so that the next run tries again.
    """
    told = "The grader could not run this submission; a person will look at it."
    questions = tuple(
        QuestionResult(
            task.name,
            task.title,
            task.number,
            task.bonus,
            (CaseResult(task.title, task.points, False, Status.UNCHECKED, told, detail or why),),
            task.rating is not None,
        )
        for task in assignment.tasks
    )
    tests = [
        {"name": question.name, "score": 0, "max_score": question.possible, "output": told}
        for question in questions
    ]
    return Record(
        student=submission.student,
        assignment=assignment.name,
        fingerprint="",
        submitted_as=shown(submission.path.name),
        isolation=isolation,
        questions=questions,
        attention=(f"could not be checked: {why}",),
        superseded=submission.superseded,
        gradescope={"output": told, "tests": tests},
    )


@cache
def _adapter() -> TypeAdapter[Record]:
    return TypeAdapter(Record)
