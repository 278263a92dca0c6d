"""`pytest` in a student's folder: every public case an item, messages that a beginner understands.

The tests are `tests/task_*.py`, Otter's own files. A failing case shows what the check says and, if
the student's code raised, the line where; never a traceback through the tests. A table of points
ends the run.
"""

import contextlib
import gc
import importlib.util
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from gradus_checks import table
from gradus_checks.case import Case
from gradus_checks.environment import LocalEnvironment
from gradus_checks.home.handed_out import seconds_at_home
from gradus_checks.home.interrupted import told_in_a_sentence
from gradus_checks.home.own_pytests import give_parameters
from gradus_checks.home.rescue import Watched, not_to_run
from gradus_checks.home.standing import POSTPONED, natural
from gradus_checks.home.tasks import TaskFile, Unusable, read_task_file, task_paths
from gradus_checks.home.time_limit import NotEnded, TimeLimit
from gradus_checks.home.verdict import Verdict, failed, passed, record, run
from gradus_checks.terminal import make_readable

_REPLACED = pytest.StashKey[list[Any]]()
_LIMITS = pytest.StashKey[dict[Path, TimeLimit]]()
_WATCHED = pytest.StashKey[Watched]()
_NOT_TO_RUN = pytest.StashKey[dict[str, str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Find task files also from a folder above, where this folder's pytest.ini does not count."""
    make_readable(sys.stdout)  # else pytest writes a whole line as escapes, for one letter in it
    config.addinivalue_line("python_files", "task_*.py")


@pytest.hookimpl(wrapper=True)
def pytest_sessionstart(session: pytest.Session) -> Generator[None, Any, Any]:
    """Say it in a sentence where a person stops pytest before the first test."""
    with told_in_a_sentence(session.config.rootpath):
        return (yield)


pytest_collection = pytest_sessionstart


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> Any:
    """Take `tests/task_*.py` as task files, also when one is named on the command line."""
    if module_path.match("tests/task_*.py"):
        return TaskItems.from_parent(parent, path=module_path)
    return None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`pytest own_tests.py`: a test there is given what its parameter is the name of."""
    give_parameters(metafunc)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Task 4.10 comes after Task 4.9, not after Task 4.1."""
    if all(isinstance(item, CaseItem) for item in items):
        items.sort(key=lambda item: natural(item.path.stem))


def pytest_collection_finish() -> None:
    """What there is by now stays: pytest need not go through it when it looks for garbage."""
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, Any, Any]:
    """Have somebody look on, and say where a Ctrl-C has stopped the tests."""
    with told_in_a_sentence(session.config.rootpath):
        _have_somebody_look_on(session)
        return (yield)


def _have_somebody_look_on(session: pytest.Session) -> None:
    """Unless a person debugs or other processes run the tests."""
    config = session.config
    apart = config.getoption("numprocesses", None) or hasattr(config, "workerinput")
    cases = [item for item in session.items if isinstance(item, CaseItem)]
    config.stash[_NOT_TO_RUN] = not_to_run([case.nodeid for case in cases])
    idle = not cases or apart or config.option.usepdb or config.option.collectonly
    # What comes with ipykernel tells who is stuck and who is asleep, as at a breakpoint.
    if idle or importlib.util.find_spec("psutil") is None:
        return
    arguments = [str(each) for each in config.invocation_params.args]
    folder = cases[0].path.parent.parent
    # What it prints is to be seen.
    capture: Any = config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled() if capture else contextlib.nullcontext():
        config.stash[_WATCHED] = Watched(arguments, folder, seconds_at_home(folder))
    if config.pluginmanager.has_plugin("faulthandler"):
        # It would do the same again, by a thread for each test.
        config.pluginmanager.unregister(name="faulthandler")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Nobody need look on any longer."""
    watched = config.stash.get(_WATCHED, None)
    if watched is not None:
        watched.close()


def pytest_report_teststatus(report: Any) -> tuple[str, str, str] | None:
    """What is not even begun is told once at the end, not as a failure for every case."""
    found = table.record_of(report)
    if found is not None and report.failed and found["todo"]:
        return found["why"], "-", found["why"].upper()
    return None


def pytest_terminal_summary(terminalreporter: Any, exitstatus: int) -> None:
    """The to-do list and the table of points."""
    table.write(terminalreporter, POSTPONED)
    folder = terminalreporter.config.rootpath
    if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and not task_paths(folder):
        terminalreporter.write_line(
            f"There are no tests in {folder / 'tests'}: take the folder tests out of the zip again."
        )


class TaskItems(pytest.File):
    """A test file of one task."""

    def collect(self) -> Iterator["CaseItem"]:
        """The cases, in the order in which they are written."""
        try:
            task = read_task_file(self.path)
        except Unusable as error:
            raise self.CollectError(str(error)) from error
        folder = self.path.parent.parent
        limits = self.config.stash.setdefault(_LIMITS, {})
        if folder not in limits:
            limits[folder] = TimeLimit(str(folder), seconds_at_home(folder))
        environment = LocalEnvironment(folder, limit=limits[folder])
        for case in task.cases:
            yield CaseItem.from_parent(
                self, name=case.name, case=case, task=task, environment=environment
            )


class CaseItem(pytest.Item):
    """One public case of a task."""

    def __init__(
        self, *, case: Case, task: TaskFile, environment: LocalEnvironment, **settings: Any
    ) -> None:
        super().__init__(**settings)
        self._case = case
        self._task = task
        self._environment = environment
        self._record = record(task, passed(case))
        self.user_properties.append((table.PROPERTY, self._record))

    def runtest(self) -> None:
        """Run the case, and put back the streams that the student's code has put others for."""
        watched = self.config.stash.get(_WATCHED, None)
        if watched is not None:
            watched.begin(self.nodeid)
        streams = {name: getattr(sys, name) for name in ("stdout", "stderr")}
        try:
            if told := self.config.stash.get(_NOT_TO_RUN, {}).get(self.nodeid):
                raise NotEnded(told, diagnosis="not ended")
            run(self._case, self._environment)
        except Exception as error:
            self._record.update(record(self._task, self._verdict(error)))
            raise
        finally:
            if watched is not None:
                watched.end()
            for name, stream in streams.items():
                own = getattr(sys, name)
                if own is not stream:
                    # io.TextIOWrapper(sys.stdout.buffer), once nobody has it, closes pytest's file.
                    self.config.stash.setdefault(_REPLACED, []).append(own)
                    setattr(sys, name, stream)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the case is, and its headline."""
        points = f"{self._case.points:g} point" + ("" if self._case.points == 1 else "s")
        headline = f"{self._task.title}: {self._case.name} ({points})"
        return self.path, self._case.test_func.__code__.co_firstlineno - 1, headline

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """What the student reads."""
        del style  # every --tb style shows the same
        return "\n".join(self._verdict(excinfo.value).lines())

    def _verdict(self, error: BaseException) -> Verdict:
        return failed(self._case, self._task, error)
