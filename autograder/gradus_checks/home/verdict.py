"""One public case, run on a student's modules, and what the student reads of it.

`pytest`, `grader.check` and `submit.py` all say this, in these words.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gradus_checks.case import Case
from gradus_checks.environment import LocalEnvironment
from gradus_checks.errors import CannotCross, CaseError, CheckFailed, StudentException
from gradus_checks.home.standing import CANNOT_IMPORT, IS_MISSING, NOT_WRITTEN
from gradus_checks.home.tasks import TaskFile, line_in
from gradus_checks.home.time_limit import NotEnded
from gradus_checks.proxy import handle_of


@dataclass(frozen=True)
class Verdict:
    """How a case went.

    `told` is the message of one that did not pass, `hint` what its author says of the task, `place`
    where the test is. `why` is one of `standing.POSTPONED`, where it is one of these.
    """

    case: str
    points: float
    passed: bool
    told: str = ""
    hint: str = ""
    place: str = ""
    why: str = ""
    printed: str = ""

    def lines(self) -> list[str]:
        """All that there is to say."""
        hint = [f"Hint: {self.hint}"] if self.hint else []
        return [*self.told.splitlines(), *hint, *([self.place] if self.place else [])]


def run(case: Case, environment: LocalEnvironment) -> None:
    """Import the student's modules, then run the case on them. Raises what it raises."""
    for name in case.modules():
        try:
            handle_of(environment.module(name))
        except StudentException as error:
            module = environment.module_called(name)
            raise CannotImport(error, environment.folder, module) from error
    case.call_func(environment)


class CannotImport(StudentException):
    """A module of the student's cannot be imported."""

    def __init__(self, error: StudentException, folder: Path, module: str) -> None:
        super().__init__(error.fault)
        if not (folder / f"{module}.py").is_file():
            self.args = (f"{module}.py {IS_MISSING}",)


def passed(case: Case) -> Verdict:
    """The verdict on a case that has raised nothing."""
    return Verdict(case.name, case.points, True)


def failed(case: Case, task: TaskFile, error: BaseException) -> Verdict:
    """The verdict on a case that has raised `error`."""
    line = line_in(error, task.path)
    return Verdict(
        case=case.name,
        points=case.points,
        passed=False,
        told=_told(error),
        hint="" if _is_a_slip(error) else case.failure_message or "",
        place="" if line is None else f"The test is in tests/{task.path.name}, line {line}.",
        why=_why(error),
    )


def judged(case: Case, task: TaskFile, environment: LocalEnvironment) -> Verdict:
    """Run the case."""
    try:
        run(case, environment)
    except Exception as error:
        return failed(case, task, error)
    return passed(case)


def record(task: TaskFile, verdict: Verdict) -> dict[str, Any]:
    """What the table of points needs of a case, as plain values."""
    return {
        "task": task.name,
        "title": task.title,
        "public_points": task.public_points,
        "hidden_cases": list(task.hidden_cases),
        "hidden_points": task.hidden_points,
        "bonus": task.bonus,
        "points": verdict.points,
        "earned": verdict.points if verdict.passed else 0,
        "why": verdict.why,
        "todo": verdict.told if verdict.why else "",
    }


def _told(error: BaseException) -> str:
    match error:
        case CannotImport():
            return str(error)
        case CheckFailed():
            return str(error)
        case StudentException():
            return error.fault.public()
        case CaseError() | CannotCross():
            return f"The test itself is wrong, not your work: {error}. Tell your instructor."
    return (
        "The test could not use what your code returned: "
        f"{type(error).__name__}: {str(error)[:500]}"
    )


def _why(error: BaseException) -> str:
    match error:
        case CannotImport():
            return CANNOT_IMPORT
        case StudentException() if error.fault.type_name == "NotImplementedError":
            return NOT_WRITTEN
    return ""


def _is_a_slip(error: BaseException) -> bool:
    """Whether the hint, which is about the task, would only lead astray."""
    if isinstance(error, StudentException):
        return not error.is_of_the_task
    return isinstance(error, CaseError | CannotCross | NotEnded)
