"""What is to end a test ends it, through a student's code that catches everything too."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn

import pytest

from gradus.remote import RemoteChannel, Timing
from gradus.sandbox import open_sandbox
from gradus.worker.limits import ProcessLimits
from gradus_checks import LocalEnvironment
from gradus_checks.session import Session

STUDENT = """
def swallow(function, times=1):
    caught = 0
    for _ in range(times):
        try:
            function()
        except BaseException:
            caught += 1
    return caught
"""


class Deadline(BaseException):
    """As that of a judge that has used up its time."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "student.py").write_text(STUDENT, "utf-8")
    return tmp_path


@pytest.fixture(params=["wire", "in process"])
def student(request: pytest.FixtureRequest, folder: Path) -> Iterator[Any]:
    if request.param == "in process":
        yield LocalEnvironment(folder).module("student")
        return
    with closing(open_sandbox("none", "none")) as sandbox, sandbox.enter(folder) as start_worker:
        worker = start_worker(ProcessLimits(cpu_seconds=20, memory_mb=512))
        channel = RemoteChannel(worker, 1000)
        channel.begin(Timing.of_cpu(10.0))
        yield Session(channel).module("student")
        worker.end()


def raising(error: BaseException) -> Callable[[], NoReturn]:
    def function() -> NoReturn:
        raise error

    return function


@pytest.mark.parametrize("kind", [Deadline, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("times", [1, 2])
def test_it_is_not_swallowed(student: Any, kind: type[BaseException], times: int) -> None:
    with pytest.raises(kind):
        student.swallow(raising(kind()), times)


def test_what_a_test_raises_is_the_students_to_catch(student: Any) -> None:
    assert student.swallow(raising(ValueError("no")), 3) == 3
    assert student.swallow(lambda: None) == 0


def test_in_process_the_next_test_goes_on(folder: Path) -> None:
    student = LocalEnvironment(folder).module("student")
    with pytest.raises(Deadline):
        student.swallow(raising(Deadline()))
    assert student.swallow(lambda: None) == 0
