"""The proof of an assignment, before anything of it is written."""

import contextlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from itertools import chain
from pathlib import Path

from gradus.assignment import Assignment
from gradus.assignment.cases import load_cases
from gradus.errors import ReleaseRefused
from gradus.release.writing import fill_folder
from gradus.results import Scores, Status

Prove = Callable[[Assignment, Path], Future[Scores]]
"""Begins to grade the modules in a folder with the full tests of an assignment."""


def begin_proof(assignment: Assignment, prove: Prove) -> tuple[Future[Scores], ...]:
    """Begin to grade the reference, which takes longest, so that the rest is done meanwhile."""
    return tuple(prove(part, assignment.solutions) for part in assignment.parts())


def refuse_unproven(
    assignment: Assignment,
    files: Mapping[str, bytes],
    begun: Iterable[Future[Scores]],
    prove: Prove,
) -> float:
    """Refuse what is unproven; the CPU seconds that grading the reference takes.

    `files` are what students get, and `begun` is the proof of the reference. This earns every point
    and passes the public tests as they are written; the starter earns none and fails each public
    case. No hidden case tells the answer to another. Raises ReleaseRefused.
    """
    with tempfile.TemporaryDirectory(prefix="gradus-build-") as scratch:
        reference, starter = Path(scratch, "reference"), Path(scratch, "starter")
        fill_folder(starter, files)
        fill_folder(reference, {**files, **_reference_files(assignment)})
        nothing = prove(assignment, starter)
        unpassed = list(_public_results(assignment, reference, passing=True))
        passed = list(_public_results(assignment, starter, passing=False))
        proven = [each.result() for each in begun]
        _refuse(_unproven_reference(proven), "The reference must pass")
        overheard = [each for scores in proven for each in scores.overheard]
        _refuse(overheard, "A worker answers the hidden cases of all tasks: draw other numbers")
        _refuse(_unproven_starter(nothing.result()), "The starter must earn nothing")
    _refuse(unpassed, "The reference must pass the public tests that students get")
    _refuse(passed, "The starter must fail every public case")
    return sum(scores.cpu_seconds for scores in proven)


def _reference_files(assignment: Assignment) -> dict[str, bytes]:
    names = (f"{module}.py" for module in (*assignment.modules, *assignment.provided))
    return {name: (assignment.solutions / name).read_bytes() for name in names}


def _refuse(problems: Iterable[str], what: str) -> None:
    found = list(problems)
    if found:
        listed = "\n  ".join(found[:10])
        more = f"\n  and {len(found) - 10} more" if len(found) > 10 else ""
        raise ReleaseRefused(f"{what}; nothing was written:\n  {listed}{more}")


def _unproven_reference(proven: Iterable[Scores]) -> Iterator[str]:
    for question in chain.from_iterable(scores.questions for scores in proven):
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
    """The built public cases in `folder` that do not do what they should, each run alone.

    A case finds the files that students have where `pytest` in their folder finds them.
    """
    for task in assignment.tasks:
        path = folder / "tests" / f"{task.name}.py"
        for index, case in enumerate(load_cases(path).cases):
            alone = load_cases(path).cases[index]
            why = ""
            try:
                with contextlib.chdir(folder):
                    alone.call_func({})
            except Exception as error:
                why = f"{type(error).__name__}: {error}"
            if bool(why) == passing:
                yield f"Task {task.number}, {case.name!r}: {why or 'passes'}"
