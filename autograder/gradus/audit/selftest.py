"""Can every case fail? All cases of an assignment on a reference whose every function raises.

A case that passes even so looks at nothing that anybody has written. Only where each one fails
does a green run of the tests mean something.
"""

import ast
import tempfile
from dataclasses import dataclass
from pathlib import Path

from gradus.assignment import Assignment
from gradus.audit.sources import write_modules
from gradus.errors import AssignmentError
from gradus.judge import open_judge
from gradus.results import CaseResult, Status
from gradus_checks.loader import FreshModules

# An exception of its own: no case can expect it, as it could a ValueError or an AssertionError.
_FAILURE = "type('ForcedFailure', (Exception,), {})('forced by the self-test')"
_STATEMENT = f"raise {_FAILURE}"
_EXPRESSION = f"(_ for _ in ()).throw({_FAILURE})"


@dataclass(frozen=True)
class NotFailed:
    """A case of `task` that did not fail, though every function raised."""

    task: str
    case: CaseResult

    def __str__(self) -> str:
        where = f"tests/{self.task}.py, case {self.case.name!r}"
        if self.case.status is Status.UNCHECKED:
            return f"{where} could not be checked: {self.case.explained}"
        got = "passes" if self.case.status is Status.PASSED else "earns points"
        return f"{where} {got}, though every function raises"


@dataclass(frozen=True)
class SelfTest:
    """How many `cases` an assignment has, and those that did not fail."""

    assignment: str
    cases: int
    not_failed: tuple[NotFailed, ...]


def selftest(assignment: Assignment) -> SelfTest:
    """Judge all cases, rated ones too: a training that raises ends at once and costs no time.

    The code that runs is the instructor's own, so no isolation is needed. Raises AssignmentError
    where a module of the reference calls its functions while it is imported, CouldNotCheck.
    """
    judge = open_judge(assignment, isolation="none")
    try:
        with tempfile.TemporaryDirectory(prefix="gradus-selftest-") as scratch:
            _write_raising(assignment, Path(scratch))
            questions = judge.prove(Path(scratch)).questions
    finally:
        judge.close()
    cases = [(question.name, case) for question in questions for case in question.cases]
    not_failed = (NotFailed(*each) for each in cases if each[1].status is not Status.FAILED)
    return SelfTest(assignment.name, len(cases), tuple(not_failed))


def all_raising(source: str) -> str:
    """The module with all of its names, of which every function, method and lambda raises."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = ast.parse(_STATEMENT).body
        elif isinstance(node, ast.Lambda):
            node.body = ast.parse(_EXPRESSION, mode="eval").body
    return ast.unparse(tree)


def _write_raising(assignment: Assignment, folder: Path) -> None:
    names = (*assignment.modules, *assignment.provided)
    paths = {name: assignment.solutions / f"{name}.py" for name in names}
    raising = {name: all_raising(path.read_text("utf-8")) for name, path in paths.items()}
    write_modules(folder, raising)
    modules = FreshModules(folder)
    for name in names:
        try:
            modules.load(name)
        except Exception as error:
            raise AssignmentError(
                f"{assignment.solutions / name}.py calls functions of the reference while it is "
                f"imported ({type(error).__name__}: {error}). With all of them raising it does "
                "not load, every case would fail by that alone, and the self-test would prove "
                "nothing. Call them in a function."
            ) from error
