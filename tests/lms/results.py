"""Folders of results, as `gradus grade` writes them, for given marks."""

from collections.abc import Mapping
from pathlib import Path

from gradus.gradebook import HandedIn, student_folder, write_atomically
from gradus.gradebook.handed_in import HANDED_IN, _adapter
from gradus.gradebook.records import RECORD, as_json, record_json
from gradus.results import CaseResult, QuestionResult, Record, Status
from gradus.submission import Origin


def write_results(
    folder: Path,
    scores: Mapping[str, float | None],
    files: Mapping[str, tuple[str, ...]] | None = None,
    origins: Mapping[str, Origin] | None = None,
) -> Path:
    """Results of hw1-losses, 100 points and 5 of bonus; None is what could not be checked."""
    for student, score in scores.items():
        record = graded(student, score)
        own = student_folder(folder, student)
        write_atomically(own / "feedback.md", f"# {student}\n".encode())
        write_atomically(own / RECORD, record_json(record))
    if files is not None:
        listed = tuple(
            HandedIn(student, names, (origins or {}).get(student, Origin()))
            for student, names in files.items()
        )
        write_atomically(folder / HANDED_IN, as_json(_adapter().dump_python(listed, mode="json")))
    return folder


def graded(student: str, score: float | None, assignment: str = "hw1-losses") -> Record:
    """A record of one question, and of a bonus that makes up for what is above 100."""
    status = Status.UNCHECKED if score is None else Status.FAILED
    points = 0.0 if score is None else score
    main = CaseResult("Main", 100, False, status, carried=min(points, 100))
    bonus = CaseResult("Bonus", 5, False, Status.FAILED, carried=max(points - 100, 0))
    questions = (
        QuestionResult("task_1_1", "Main", "1.1", False, (main,)),
        QuestionResult("task_1_2", "Bonus", "1.2", True, (bonus,)),
    )
    return Record(student, assignment, "f", f"{student}.zip", "namespaces", questions)
