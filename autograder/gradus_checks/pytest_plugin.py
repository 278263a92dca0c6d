"""`pytest` in a student's folder: every public case an item, messages that a beginner understands.

The tests are `tests/task_*.py`, Otter's own files. A failing case shows what the check says and, if
the student's code raised, the line where; never a traceback through the tests. A table of points
ends the run.
"""

import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gradus_checks import table
from gradus_checks.case import Case
from gradus_checks.environment import LocalEnvironment
from gradus_checks.errors import CannotCross, CaseError, CheckFailed, StudentException
from gradus_checks.proxy import handle_of
from gradus_checks.terminal import make_readable

NOT_WRITTEN = "not written yet"
CANNOT_IMPORT = "cannot be imported"
_REPLACED = pytest.StashKey[list[Any]]()


def pytest_configure(config: pytest.Config) -> None:
    """Find task files also from a folder above, where this folder's pytest.ini does not count."""
    make_readable(sys.stdout)  # else pytest writes a whole line as escapes, for one letter in it
    config.addinivalue_line("python_files", "task_*.py")


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> Any:
    """Take `tests/task_*.py` as task files, also when one is named on the command line."""
    if module_path.match("tests/task_*.py"):
        return TaskFile.from_parent(parent, path=module_path)
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Task 4.10 comes after Task 4.9, not after Task 4.1."""
    if all(isinstance(item, CaseItem) for item in items):
        items.sort(key=lambda item: table.natural(item.path.stem))


def pytest_collection_finish() -> None:
    """What there is by now stays: pytest need not go through it when it looks for garbage."""
    gc.freeze()


def pytest_report_teststatus(report: Any) -> tuple[str, str, str] | None:
    """What is not even begun is told once at the end, not as a failure for every case."""
    record = table.record_of(report)
    if record is not None and report.failed and record["todo"]:
        return record["why"], "-", record["why"].upper()
    return None


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The to-do list and the table of points."""
    table.write(terminalreporter, (NOT_WRITTEN, CANNOT_IMPORT))


class TaskFile(pytest.File):
    """A test file of one task, executed in a namespace of its own."""

    def collect(self) -> Iterator["CaseItem"]:
        """The cases, in the order in which they are written."""
        names = self._execute()
        cases = [value for value in names.values() if isinstance(value, Case)]
        if not cases:
            raise self.CollectError(self._unusable("it has no test cases"))
        docstring = str(names.get("__doc__") or self.path.stem).strip().splitlines()[0]
        task = {
            "task": self.path.stem,
            "title": docstring.rstrip("."),
            "public_points": sum(case.points for case in cases),
            "hidden_cases": list(names.get("hidden_cases", ())),
            "hidden_points": names.get("hidden_points", 0),
            "bonus": names.get("bonus", False),
        }
        environment = LocalEnvironment(self.path.parent.parent)
        for case in cases:
            yield CaseItem.from_parent(
                self, name=case.name, case=case, task=task, environment=environment
            )

    def _execute(self) -> dict[str, Any]:
        names: dict[str, Any] = {"__name__": self.path.stem, "__file__": str(self.path)}
        try:
            source = self.path.read_text("utf-8")
            exec(compile(source, str(self.path), "exec", dont_inherit=True), names)
        except (Exception, SystemExit) as error:
            raise self.CollectError(
                self._unusable(f"{type(error).__name__}: {error}", _line_in(error, self.path))
            ) from error
        return names

    def _unusable(self, why: str, line: int | None = None) -> str:
        where = f"tests/{self.path.name}" + (f", line {line}," if line else "")
        return (
            f"{where} cannot be used: {why}.\n"
            "This file came with the assignment: put the original back in its place."
        )


class CaseItem(pytest.Item):
    """One public case of a task."""

    def __init__(
        self, *, case: Case, task: dict[str, Any], environment: LocalEnvironment, **settings: Any
    ) -> None:
        super().__init__(**settings)
        self._case = case
        self._environment = environment
        self._record = {**task, "points": case.points, "todo": "", "why": ""}
        self.user_properties.append((table.PROPERTY, self._record))

    def runtest(self) -> None:
        """Run the case, and put back the streams that the student's code has put others for."""
        streams = {name: getattr(sys, name) for name in ("stdout", "stderr")}
        try:
            self._run()
        finally:
            for name, stream in streams.items():
                own = getattr(sys, name)
                if own is not stream:
                    # io.TextIOWrapper(sys.stdout.buffer), once nobody has it, closes pytest's file.
                    self.config.stash.setdefault(_REPLACED, []).append(own)
                    setattr(sys, name, stream)

    def _run(self) -> None:
        """Import the student's modules, then run the case on them."""
        for name in self._case.modules():
            try:
                handle_of(self._environment.module(name))
            except StudentException as error:
                missing = not (self._environment.folder / f"{name}.py").is_file()
                self._postpone(
                    CANNOT_IMPORT,
                    f"{name}.py is missing. It belongs next to the folder tests."
                    if missing
                    else error.fault.public(),
                )
                raise
        try:
            self._case.call_func(self._environment)
        except StudentException as error:
            if error.fault.type_name == "NotImplementedError":
                self._postpone(NOT_WRITTEN, error.fault.public())
            raise

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the case is, and its headline."""
        points = f"{self._case.points:g} point" + ("" if self._case.points == 1 else "s")
        headline = f"{self._record['title']}: {self._case.name} ({points})"
        return self.path, self._case.test_func.__code__.co_firstlineno - 1, headline

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """What the student reads."""
        del style  # every --tb style shows the same
        error = excinfo.value
        lines = [self._told(error)]
        if self._case.failure_message and not _is_a_slip(error):
            lines.append(f"Hint: {self._case.failure_message}")
        line = _line_in(error, self.path)
        if line is not None:
            lines.append(f"The test is in tests/{self.path.name}, line {line}.")
        return "\n".join(lines)

    def _told(self, error: BaseException) -> str:
        match error:
            case CheckFailed():
                return str(error)
            case StudentException():
                return error.fault.public()
            case CaseError() | CannotCross():
                return f"The test itself is wrong, not your work: {error}. Tell your instructor."
            case AssertionError():
                return str(error) or "This does not hold."
        return (
            "The test could not use what your code returned: "
            f"{type(error).__name__}: {str(error)[:500]}"
        )

    def _postpone(self, why: str, todo: str) -> None:
        self._record.update(why=why, todo=todo)


def _is_a_slip(error: BaseException) -> bool:
    """Whether the hint, which is about the task, would only lead astray."""
    if isinstance(error, StudentException):
        return not error.is_of_the_task
    return isinstance(error, CaseError | CannotCross)


def _line_in(error: BaseException, path: Path) -> int | None:
    """The last line of the file `path` that `error` passed through."""
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return error.lineno
    line, step = None, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == str(path):
            line = step.tb_lineno
        step = step.tb_next
    return line
