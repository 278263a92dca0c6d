"""The judge's cases with a student's code in this very process, as on a student's own machine."""

from functools import cache
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from gradus.assignment import Assignment
from gradus_checks import Case, LocalEnvironment, case_generator


class InProcess(LocalEnvironment):
    """A student's own process, which has the hidden cases and the reference too."""

    def __init__(self, folder: Path, reference: SimpleNamespace, secret: bytes) -> None:
        super().__init__(folder)
        self._reference = reference
        self._secret = secret

    def reference(self) -> SimpleNamespace:
        return self._reference

    def rng(self, task: str, case: str, hidden: bool) -> np.random.Generator:
        return case_generator(task, case, self._secret if hidden else b"")


@cache
def cases_of(assignment: Assignment) -> tuple[Case, ...]:
    """All cases of all tasks, in the order of the files."""
    from otter.test_files import ExceptionTestFile

    return tuple(
        case.body
        for task in assignment.tasks
        for case in ExceptionTestFile.from_file(str(assignment.test_path(task))).test_cases
    )


def task_of(case: Case) -> str:
    """The name of the task that the case belongs to."""
    name: str = case.test_func.__globals__["name"]
    return name
