"""`gradus build`: prove an assignment, then write what students get."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from gradus.assignment import Assignment
from gradus.assignment.cases import TestSource, load_cases
from gradus.assignment.consistency import check_assignment
from gradus.errors import ReleaseRefused
from gradus.release.autograder_zip import autograder_zip
from gradus.release.folder import student_files
from gradus.release.leaks import refuse_leaks
from gradus.release.starter import committed_files
from gradus.release.worst_case import gradescope_seconds
from gradus.release.writing import fill_folder, write_file, write_folder, zip_bytes
from gradus.results import QuestionResult, Status


class Scores(Protocol):
    """What grading a folder of modules gave; a `Record` is one."""

    @property
    def questions(self) -> Sequence[QuestionResult]:
        """The tasks with their cases, public and hidden."""

    @property
    def cpu_seconds(self) -> float:
        """What the code that was graded took."""


Prove = Callable[[Assignment, Path], Scores]
"""Grades the modules in a folder with the full tests of an assignment."""


@dataclass(frozen=True)
class BuildReport:
    """What was written, and how many cases and points it holds.

    `starter` are the files in there that have changed. `worst_seconds` is how long the slowest
    submission is graded on Gradescope.
    """

    folder: Path
    archive: Path
    autograder: Path
    starter: tuple[Path, ...]
    public_cases: int
    hidden_cases: int
    public_points: float
    hidden_points: float
    worst_seconds: float


def build(assignment: Assignment, dist: Path, prove: Prove, *, secret: bytes = b"") -> BuildReport:
    """Write `starter/`, `dist/<name>/`, and its two zips, once everything is proven.

    `dist/<name>.zip` is for students; `dist/<name>-autograder.zip` grades, in Otter's own flow,
    with the `secret` in it.

    The reference earns every point and passes the public tests as they are written; the starter
    earns none and fails each public case; and no hidden case, solution or `secret` is in what
    students get. Raises AssignmentError or ReleaseRefused before anything is written, GradusError
    where writing fails.
    """
    sources = check_assignment(assignment)
    files = student_files(assignment, sources)
    refuse_leaks(assignment, sources, files, secret)
    with tempfile.TemporaryDirectory(prefix="gradus-build-") as scratch:
        reference, starter = Path(scratch, "reference"), Path(scratch, "starter")
        fill_folder(starter, files)
        fill_folder(reference, {**files, **_reference_files(assignment)})
        proven = prove(assignment, reference)
        _refuse(_unproven_reference(proven), "The reference must pass")
        _refuse(_unproven_starter(prove(assignment, starter)), "The starter must earn nothing")
        _refuse(
            _public_results(assignment, reference, passing=True),
            "The reference must pass the public tests that students get",
        )
        _refuse(
            _public_results(assignment, starter, passing=False),
            "The starter must fail every public case",
        )
    grader = autograder_zip(assignment, secret)
    worst = gradescope_seconds(assignment, proven.cpu_seconds)
    return _write(assignment, sources, files, grader, dist, worst)


def _reference_files(assignment: Assignment) -> dict[str, bytes]:
    names = (f"{module}.py" for module in (*assignment.modules, *assignment.provided))
    return {name: (assignment.solutions / name).read_bytes() for name in names}


def _refuse(problems: Iterator[str], what: str) -> None:
    found = list(problems)
    if found:
        listed = "\n  ".join(found[:10])
        more = f"\n  and {len(found) - 10} more" if len(found) > 10 else ""
        raise ReleaseRefused(f"{what}; nothing was written:\n  {listed}{more}")


def _unproven_reference(scores: Scores) -> Iterator[str]:
    for question in scores.questions:
        for case in question.cases:
            if case.status is not Status.PASSED:
                where = f"tests/{question.name}.py, {case.name!r}"
                yield f"{where}: {case.status}: {case.explained}"


def _unproven_starter(scores: Scores) -> Iterator[str]:
    for question in scores.questions:
        for case in question.cases:
            if case.status is not Status.FAILED:
                yield f"Task {question.number}, {case.name!r}: {case.status}"


def _public_results(assignment: Assignment, folder: Path, *, passing: bool) -> Iterator[str]:
    """The built public cases in `folder` that do not do what they should, each run alone."""
    for task in assignment.tasks:
        path = folder / "tests" / f"{task.name}.py"
        for index, case in enumerate(load_cases(path).cases):
            alone = load_cases(path).cases[index]
            why = ""
            try:
                alone.call_func({})
            except Exception as error:
                why = f"{type(error).__name__}: {error}"
            if bool(why) == passing:
                yield f"Task {task.number}, {case.name!r}: {why or 'passes'}"


def _write(
    assignment: Assignment,
    sources: Sequence[TestSource],
    files: Mapping[str, bytes],
    grader: bytes,
    dist: Path,
    worst_seconds: float,
) -> BuildReport:
    folder, archive = dist / assignment.name, dist / f"{assignment.name}.zip"
    autograder = dist / f"{assignment.name}-autograder.zip"
    starter = []
    write_folder(folder, files)
    write_file(archive, zip_bytes(files, assignment.name))
    write_file(autograder, grader)
    for name, text in committed_files(assignment).items():
        path = assignment.starter / name
        if not path.is_file() or path.read_bytes() != text.encode():
            write_file(path, text.encode())
            starter.append(path)
    cases = [case for source in sources for case in source.cases]
    hidden = [case.points for case in cases if case.hidden]
    return BuildReport(
        folder=folder,
        archive=archive,
        autograder=autograder,
        starter=tuple(starter),
        public_cases=len(cases) - len(hidden),
        hidden_cases=len(hidden),
        public_points=sum(case.points for case in cases) - sum(hidden),
        hidden_points=sum(hidden),
        worst_seconds=worst_seconds,
    )
