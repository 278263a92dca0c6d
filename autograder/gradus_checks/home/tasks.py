"""A task's test file, as students have it."""

from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

from gradus_checks.case import Case
from gradus_checks.home.standing import natural


class Unusable(Exception):
    """A test file cannot be used: it says why, and what to do."""


@dataclass(frozen=True)
class TaskFile:
    """The public cases of a task, and what is told of the hidden ones."""

    path: Path
    title: str
    cases: tuple[Case, ...]
    hidden_cases: tuple[str, ...]
    hidden_points: float
    bonus: bool

    @property
    def name(self) -> str:
        """`task_2_3`."""
        return self.path.stem

    @property
    def public_points(self) -> float:
        """What its public cases are worth together."""
        return sum(case.points for case in self.cases)


def read_task_file(path: Path) -> TaskFile:
    """Execute a test file, in a namespace of its own. Raises Unusable."""
    names: dict[str, Any] = {"__name__": path.stem, "__file__": str(path)}
    try:
        # What Python makes of it is kept, as of a module: it seldom changes.
        exec(SourceFileLoader(path.stem, str(path)).get_code(path.stem) or "", names)
    except (Exception, SystemExit) as error:
        why = f"{type(error).__name__}: {error}"
        raise _unusable(path, why, line_in(error, path)) from error
    cases = tuple(value for value in names.values() if isinstance(value, Case))
    if not cases:
        raise _unusable(path, "it has no test cases")
    docstring = str(names.get("__doc__") or path.stem).strip().splitlines()[0]
    return TaskFile(
        path=path,
        title=docstring.rstrip("."),
        cases=cases,
        hidden_cases=tuple(names.get("hidden_cases", ())),
        hidden_points=names.get("hidden_points", 0),
        bonus=names.get("bonus", False),
    )


def task_paths(folder: Path) -> list[Path]:
    """The test files of a student's folder, by the numbers of their tasks."""
    return sorted((folder / "tests").glob("task_*.py"), key=lambda path: natural(path.stem))


def line_in(error: BaseException, path: Path) -> int | None:
    """The last line of the file `path` that `error` passed through."""
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return error.lineno
    line, step = None, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == str(path):
            line = step.tb_lineno
        step = step.tb_next
    return line


def _unusable(path: Path, why: str, line: int | None = None) -> Unusable:
    where = f"tests/{path.name}" + (f", line {line}," if line else "")
    return Unusable(
        f"{where} cannot be used: {why}.\n"
        "This file came with the assignment: put the original back in its place."
    )
