"""A plain assert tells what was returned, what was expected and the call; if hidden, nothing."""

import linecache
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from gradus.judge.environment import JudgeEnvironment
from gradus.judge.verdict import case_result, run_case
from gradus.remote import Timing
from gradus.results import CaseResult, Status
from gradus_checks import CaseError, LocalEnvironment, StudentException
from gradus_checks.home.tasks import read_task_file
from gradus_checks.home.verdict import judged

STUDENT = """
import numpy as np

def mse(a, b): return float(((a - b) ** 2).sum())
def twice(x): return 2.0 * np.asarray(x)
def words(text): return text.split()
def nothing(x): pass
def greet(name): return "Hello " + name
def same(x): return x
def fails(x): raise ValueError(x)
PI = 3.0

class Layer:
    def __init__(self): self.W = np.ones(2)
    def step(self, x): self.W += x
"""
START = """
import numpy as np
from gradus_checks import test_case

RIGHT = 4.0

def check(function, right):
    got = function(np.ones(2), np.zeros(2))
    assert got == right

class Helper:
    def check(self, value):
        assert value == "b"

"""
CASE = (
    '@test_case(name="case", points=1, hidden={hidden}, failure_message="Think.")\ndef case(own):\n'
)


def write(folder: Path, body: str, *, hidden: bool = False) -> Path:
    (folder / "own.py").write_text(STUDENT, "utf-8")
    (folder / "tests").mkdir(exist_ok=True)
    path = folder / "tests" / "task_1_1.py"
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    path.write_text(START + CASE.format(hidden=hidden) + lines, "utf-8")
    return path


def at_home(folder: Path, body: str) -> list[str]:
    """What a student reads at home, but for the hint and the place."""
    task = read_task_file(write(folder, body))
    verdict = judged(task.cases[0], task, LocalEnvironment(folder))
    assert not verdict.passed
    lines = task.path.read_text("utf-8").splitlines()
    (place,) = re.findall(r"^The test is in tests/task_1_1.py, line (\d+)\.$", verdict.place)
    assert lines[int(place) - 1].lstrip().startswith("assert ")
    return verdict.told.splitlines()


TOLD = {
    "assert own.mse(np.array([1.0, 2.0]), np.array([0.0, 4.0])) == 2.5": (
        "The result is twice as large as it should be: is there a factor 2 too much?",
        "test:     own.mse(np.array([1.0, 2.0]), np.array([0.0, 4.0])) == 2.5",
        "call:     mse([1., 2.], [0., 4.])",
        "expected: 2.5",
        "yours:    5.0",
    ),
    'right = ["a", "b"]\nresult = own.words("a c")\nown.words("x")\nassert result == right': (
        "Your code gives something else than is expected.",
        "test:     result == right",
        "call:     words('a c')",
        "expected: ['a', 'b']",
        "yours:    ['a', 'c']",
    ),
    'assert len(own.words("a b")) == 4': (
        "Your code gives something else than is expected.",
        'test:     len(own.words("a b")) == 4',
        "call:     words('a b')",
        "returned: ['a', 'b']",
        "expected: 4",
        "yours:    2",
    ),
    "assert own.nothing(3) < 1": (
        "The result is None. Does your function end with `return …`? What is printed is not "
        "returned.",
        "test:     own.nothing(3) < 1",
        "call:     nothing(3)",
        "because:  TypeError: '<' not supported between instances of 'NoneType' and 'int'",
        "yours:    None",
    ),
    "limit = 2.0\nassert own.same(3.0) < limit": (
        "What your code gives is not what this test asks for.",
        "test:     own.same(3.0) < limit",
        "call:     same(3)",
        "where:    limit is 2.0",
        "yours:    3.0",
    ),
    'assert own.greet("Ann") == "Hello, Ann!"': (
        "Your text has the right words and numbers, but other signs or spaces between them.",
        'test:     own.greet("Ann") == "Hello, Ann!"',
        "call:     greet('Ann')",
        "expected: 'Hello, Ann!'",
        "yours:    'Hello Ann'",
    ),
    "assert np.allclose(own.twice([1, 2]), [1.0, 2.0])": (
        "The result is twice as large as it should be: is there a factor 2 too much, or is the 1/n "
        "a wrong one?",
        "test:     np.allclose(own.twice([1, 2]), [1.0, 2.0])",
        "call:     twice([1, 2])",
        "expected: [1.0, 2.0]",
        "yours:    [2., 4.]",
    ),
    "assert all(0 <= own.same(x) <= 1 for x in (0.5, 3, 4))": (
        "What your code gives is not what this test asks for.",
        "test:     all(0 <= own.same(x) <= 1 for x in (0.5, 3, 4))",
        "call:     same(3)",
        "yours:    3, an int",
    ),
    'assert isinstance(own.greet("Ann"), list), "Give a list of words."': (
        "Give a list of words.",
        'test:     isinstance(own.greet("Ann"), list)',
        "call:     greet('Ann')",
        "yours:    'Hello Ann', a str",
    ),
    'assert own.words("a b") == ("a", "b")': (
        "Your code gives a list; it should be a tuple.",
        'test:     own.words("a b") == ("a", "b")',
        "call:     words('a b')",
        "expected: ('a', 'b')",
        "yours:    ['a', 'b']",
    ),
    "layer = own.Layer()\nlayer.step(2.0)\n"
    'assert layer.W[0] == 3 and layer.W[1] == 4, f"W is {layer.W}"': (
        "Your code gives something else than is expected.",
        "test:     layer.W[1] == 4",
        "it says:  W is [3. 3.]",
        "expected: 4",
        "yours:    3.0",
    ),
    "assert own.twice([1, 2]) == 2.0": (
        "The result should be a single number, and is an array. Is the sum or the mean over all "
        "entries missing?",
        "test:     own.twice([1, 2]) == 2.0",
        "call:     twice([1, 2])",
        "expected: 2.0",
        "yours:    [2., 4.]",
    ),
    "assert own.mse(np.array([0.1]), np.array([0.2])) == 0.01": (
        "Your result is right to seven digits, and this test asks for more. Tell your instructor.",
        "test:     own.mse(np.array([0.1]), np.array([0.2])) == 0.01",
        "call:     mse([0.1], [0.2])",
        "expected: 0.01",
        "yours:    0.010000000000000002",
    ),
    "assert own.same(2.0) < own.same(1.0)": (
        "What your code gives is not what this test asks for.",
        "test:     own.same(2.0) < own.same(1.0)",
        "call:     same(2)",
        "returned: 2.0",
        "call:     same(1)",
        "returned: 1.0",
    ),
    "assert own.PI == np.pi": (
        "Your code gives something else than is expected.",
        "test:     own.PI == np.pi",
        "expected: 3.141592653589793",
        "yours:    3.0",
    ),
    "a = own.same(1.0)\nb = RIGHT + 1\nassert a + 1 == b": (
        "What your code gives is not what this test asks for.",
        "test:     a + 1 == b",
        "where:    a + 1 is 2.0",
        "where:    b is 5.0",
    ),
}


@pytest.mark.parametrize("body", TOLD)
def test_what_is_told_at_home(body: str, tmp_path: Path) -> None:
    assert at_home(tmp_path, body) == list(TOLD[body])


def in_the_grader(folder: Path, body: str, *, hidden: bool) -> CaseResult:
    (case,) = read_task_file(write(folder, body, hidden=hidden)).cases
    session = LocalEnvironment(folder)._session
    environment = JudgeEnvironment(session, SimpleNamespace(), b"")
    return case_result(case, run_case(case, environment, Timing.of_cpu(9), lambda _: ""))


@pytest.mark.parametrize("body", TOLD)
def test_in_a_hidden_case_students_read_the_message_only(body: str, tmp_path: Path) -> None:
    public = in_the_grader(tmp_path, body, hidden=False)
    assert public.message.splitlines() == [*TOLD[body], "Hint: Think."]
    hidden = in_the_grader(tmp_path, body, hidden=True)
    assert hidden.status is Status.FAILED
    assert hidden.message.splitlines() == [TOLD[body][0], "Hint: Think."]
    assert hidden.detail.splitlines() == list(TOLD[body][1:])


def test_helpers_and_methods_of_the_file_tell_too(tmp_path: Path) -> None:
    told = at_home(tmp_path, "check(own.mse, 1.0)")
    assert told[1:] == [
        "test:     got == right",
        "call:     mse([1., 1.], [0., 0.])",
        "expected: 1.0",
        "yours:    2.0",
    ]
    task = read_task_file(write(tmp_path, 'Helper().check(own.same("a"))'))
    assert 'test:     value == "b"' in judged(task.cases[0], task, LocalEnvironment(tmp_path)).told


def test_what_holds_passes_and_nothing_is_evaluated_twice(tmp_path: Path) -> None:
    body = (
        "seen = []\n"
        "assert (seen.append(1) or True) and own.same(2) == 2 < 3\n"
        "assert own.same(0) or own.same(1), seen.append('never')\n"
        "assert all(own.same(x) for x in (1, 2)) is True\n"
        "assert (lambda n: n + own.same(1))(1) == 2\n"
        "assert seen == [1]"
    )
    task = read_task_file(write(tmp_path, body))
    assert judged(task.cases[0], task, LocalEnvironment(tmp_path)).passed


def test_arrays_that_are_compared_entry_by_entry_are_the_test_s_fault(tmp_path: Path) -> None:
    (case,) = read_task_file(write(tmp_path, "assert own.twice([1, 2]) == np.ones(2)")).cases
    with pytest.raises(CaseError, match=r"entry by entry.*Write check_close"):
        case.call_func(LocalEnvironment(tmp_path))


def test_what_the_student_s_code_raises_is_told_as_it_is(tmp_path: Path) -> None:
    (case,) = read_task_file(write(tmp_path, "assert own.fails(3) == 3")).cases
    with pytest.raises(StudentException, match=r"own\.py, line 10, in fails"):
        case.call_func(LocalEnvironment(tmp_path))


@pytest.mark.parametrize("lost", ["file", "other"])
def test_without_its_source_an_assert_says_only_what_its_author_says(
    lost: str, tmp_path: Path
) -> None:
    path = write(tmp_path, 'assert own.same(3) == 4, "It is 4."')
    (case,) = read_task_file(path).cases
    if lost == "file":
        path.unlink()
    else:
        path.write_text("assert 1\n" + path.read_text("utf-8"), "utf-8")
    linecache.clearcache()
    with pytest.raises(AssertionError) as caught:
        case.call_func(LocalEnvironment(tmp_path))
    told = str(caught.value).splitlines()
    assert told == ["What your code gives is not what this test asks for.", "It is 4."]


def test_what_is_shown_is_bounded() -> None:
    from gradus_checks.values import show

    values: tuple[Any, ...] = ("x" * 10**6, list(range(10**5)), {n: [n] * 99 for n in range(999)})
    assert all(len(show(value)) < 500 for value in values)
    assert show(np.ones((1000, 1000))).count("\n") < 10
