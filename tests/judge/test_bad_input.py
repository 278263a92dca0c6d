"""Whatever is handed in: one clear message, the other tasks still judged, the judge unharmed."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from sampling import sampled

from gradus.assignment import Assignment, load_assignment
from gradus.judge import Calibration, Judge, open_judge
from gradus.results import QuestionResult, Record, Status
from gradus.submission import one_submission

pytestmark = pytest.mark.slow

COURSE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Bad:
    """`extra` is put at the end of losses.py; `says` is what the student reads about `mse`."""

    id: str
    extra: str
    says: str
    whole_module: bool = False
    files: dict[str, str] = field(default_factory=dict)


BAD_FUNCTIONS = (
    Bad("missing", "del mse", "losses.py has no function called mse"),
    Bad("renamed", "mse_loss = mse\ndel mse", "mse_loss"),
    Bad("signature", "def mse(y_pred): return 1.0", "TypeError: mse() takes 1 positional argument"),
    Bad("none", "def mse(y_pred, y_true): (y_pred - y_true) ** 2", "is None"),
    Bad("list", "def mse(y_pred, y_true): return [2.5]", "is a list"),
    Bad("integer", "def mse(y_pred, y_true): return 2", "whole number"),
    Bad("nan", "def mse(y_pred, y_true): return float('nan')", "NaN"),
    Bad(
        "object array",
        "def mse(y_pred, y_true): return np.array([1, None], dtype=object)",
        "dtype object",
    ),
    Bad("shape", "def mse(y_pred, y_true): return (y_pred - y_true) ** 2", "single number"),
    Bad("text", "def mse(y_pred, y_true): return 'two'", "is a str"),
    Bad("complex", "def mse(y_pred, y_true): return 2.5 + 0j", "complex"),
    Bad(
        "own class",
        "class Loss: pass\ndef mse(y_pred, y_true): return Loss()",
        "<the student's Loss>",
    ),
    Bad(
        "10 GB array", "def mse(y_pred, y_true): return np.ones((10**4, 10**5, 10))", "MemoryError"
    ),
    Bad(
        "10 GB array that costs nothing",
        "def mse(y_pred, y_true): return np.broadcast_to(1.0, (10**5, 10**5))",
        "more than",
    ),
    Bad("raises", "def mse(y_pred, y_true): raise KeyError('la')", "KeyError"),
    Bad(
        "hostile message",
        "class E(Exception):\n    def __str__(self): raise SystemExit\n"
        "def mse(y_pred, y_true): raise E",
        "Exception",
    ),
    Bad("sys.exit", "import sys\ndef mse(y_pred, y_true): sys.exit(0)", "sys.exit()"),
    Bad("input", "def mse(y_pred, y_true): return float(input())", "EOFError"),
    Bad(
        "endless recursion", "def mse(y_pred, y_true): return mse(y_pred, y_true)", "RecursionError"
    ),
    Bad("os._exit", "import os\ndef mse(y_pred, y_true): os._exit(3)", "os._exit()"),
    Bad(
        "kills itself",
        "import os\ndef mse(y_pred, y_true): os.kill(os.getpid(), 9)",
        "SIGKILL",
    ),
    Bad(
        "ends itself by a signal without a name",
        "import os\ndef mse(y_pred, y_true): os.kill(os.getpid(), 40)",
        "ended by the system (a signal)",
    ),
    Bad(
        "crash", "import ctypes\ndef mse(y_pred, y_true): ctypes.string_at(0)", "segmentation fault"
    ),
    Bad("endless loop", "def mse(y_pred, y_true):\n    while True: pass", "a loop that never ends"),
    Bad(
        "writes into the connection",
        "import os\ndef mse(y_pred, y_true):\n    for n in range(3, 9):\n"
        "        try: os.write(n, b'x' * 100)\n        except OSError: pass",
        "connection",
    ),
)

BAD_MODULES = (
    Bad("empty", "", "has no function called mse", whole_module=True),
    Bad("syntax error", "def mse(y_pred, y_true:\n", "SyntaxError", whole_module=True),
    Bad("tabs and spaces", "if True:\n\tx = 1\n        y = 2\n", "TabError", whole_module=True),
    Bad("endless import", "while True: pass", "While importing losses.py", whole_module=True),
    Bad("input at import", "input('la')", "EOFError", whole_module=True),
    Bad("sys.exit at import", "import sys\nsys.exit()", "sys.exit()", whole_module=True),
    Bad("os._exit at import", "import os\nos._exit(1)", "While importing", whole_module=True),
    Bad("unknown import", "import nobody_has_this", "nobody_has_this", whole_module=True),
    Bad("not text", "\0\0\0", "SyntaxError", whole_module=True),
)


# Those about mse, and one about each function that is in the way of nothing.
TASKS = ("1.1", "1.3", "1.4", "2.1")


@pytest.fixture(scope="module")
def few() -> Iterator[tuple[Judge, Calibration]]:
    """A judge of a few of the tasks, who waits less for what never ends."""
    whole = load_assignment(COURSE, "hw1-losses")
    tasks = tuple(task for task in whole.tasks if task.number in TASKS)
    limits = replace(whole.limits, cpu_floor_seconds=0.5)
    assignment = replace(whole, tasks=tasks, limits=limits)
    with closing(open_judge(assignment, isolation="none")) as judge:
        yield judge, judge.calibrate()


@pytest.fixture
def hw1(few: tuple[Judge, Calibration]) -> Assignment:
    """These tasks of it."""
    return few[0].assignment


@pytest.fixture
def judge(few: tuple[Judge, Calibration]) -> Judge:
    return few[0]


@pytest.fixture
def calibration(few: tuple[Judge, Calibration]) -> Calibration:
    return few[1]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that is never imported is waited for in each of these tests."""
    monkeypatch.setattr("gradus.judge.judge._IMPORT_CPU_SECONDS", 0.5)


def grade(
    bad: Bad, hw1: Assignment, judge: Judge, calibration: Calibration, folder: Path
) -> Record:
    for name in hw1.modules:
        source = (hw1.solutions / f"{name}.py").read_text("utf-8")
        (folder / f"{name}.py").write_text(source, "utf-8")
    path = folder / "losses.py"
    before = "" if bad.whole_module else path.read_text("utf-8")
    path.write_text(f"{before}\n\n{bad.extra}\n", "utf-8")
    return judge.grade(one_submission(folder, hw1.modules), calibration)


def of_module(record: Record, hw1: Assignment, module: str) -> list[QuestionResult]:
    tasks = [task.name for task in hw1.tasks if task.functions[0].startswith(f"{module}.")]
    return [question for question in record.questions if question.name in tasks]


@pytest.mark.parametrize("bad", sampled(BAD_FUNCTIONS, 3, lambda bad: bad.id, lambda _: False))
def test_bad_function(
    bad: Bad, hw1: Assignment, judge: Judge, calibration: Calibration, tmp_path: Path
) -> None:
    record = grade(bad, hw1, judge, calibration, tmp_path)
    task = hw1.task_of("losses.mse").name
    for question in record.questions:
        if question.name == task:
            assert question.score == 0
            assert all(case.status is Status.FAILED for case in question.cases)
            assert any(bad.says in case.message for case in question.cases)
        else:
            assert question.score == question.possible


def test_a_missing_function_is_named_in_hidden_cases_too(
    hw1: Assignment, judge: Judge, calibration: Calibration, tmp_path: Path
) -> None:
    record = grade(Bad("", "mse_loss = mse\ndel mse", ""), hw1, judge, calibration, tmp_path)
    task = hw1.task_of("losses.mse").name
    (cases,) = (question.cases for question in record.questions if question.name == task)
    assert {case.hidden for case in cases} == {True, False}
    for case in cases:
        assert case.message.startswith("losses.py has no function called mse.")
        assert ("mse_loss" in case.message) is not case.hidden


@pytest.mark.parametrize("bad", BAD_MODULES, ids=lambda bad: bad.id)
def test_bad_module(
    bad: Bad, hw1: Assignment, judge: Judge, calibration: Calibration, tmp_path: Path
) -> None:
    record = grade(bad, hw1, judge, calibration, tmp_path)
    for question in of_module(record, hw1, "losses"):
        assert question.score == 0
        assert all(case.status is Status.FAILED for case in question.cases)
    said = [
        case.message for question in of_module(record, hw1, "losses") for case in question.cases
    ]
    assert any(bad.says in message for message in said)
    assert all(
        question.score == question.possible for question in of_module(record, hw1, "softmax")
    )


def test_missing_module(
    hw1: Assignment, judge: Judge, calibration: Calibration, tmp_path: Path
) -> None:
    source = (hw1.solutions / "softmax.py").read_text("utf-8")
    (tmp_path / "softmax.py").write_text(source, "utf-8")
    record = judge.grade(one_submission(tmp_path, hw1.modules), calibration)
    assert all(
        "losses.py was not handed in" in case.message
        for question in of_module(record, hw1, "losses")
        for case in question.cases
    )
    assert all(
        question.score == question.possible for question in of_module(record, hw1, "softmax")
    )
    assert "losses.py is missing" in record.attention


def test_unreadable_zip(
    hw1: Assignment, judge: Judge, calibration: Calibration, tmp_path: Path
) -> None:
    archive = tmp_path / "student.zip"
    archive.write_bytes(b"not a zip at all")
    record = judge.grade(one_submission(archive, hw1.modules), calibration)
    assert record.score == 0
    assert record.attention


def test_hidden_cases_never_quote(
    hw1: Assignment, judge: Judge, calibration: Calibration, tmp_path: Path
) -> None:
    quoting = Bad(
        "quotes its inputs",
        "def mse(y_pred, y_true):\n    print('SEEN', y_pred)\n"
        "    raise ValueError(f'SEEN {y_pred}')",
        "",
    )
    record = grade(quoting, hw1, judge, calibration, tmp_path)
    task = hw1.task_of("losses.mse").name
    question = next(question for question in record.questions if question.name == task)
    assert any("SEEN" in case.message for case in question.cases if not case.hidden)
    assert not any("SEEN" in case.message for case in question.cases if case.hidden)
    hidden = next(case for case in question.cases if case.hidden)
    assert "losses.py, line" in hidden.message
    assert "ValueError" in hidden.message


LEAKS = {
    "shape": "def mse(y_pred, y_true): return np.zeros((12345, 2))",
    "type name": "def mse(y_pred, y_true): return type('SEEN12345', (), {})()",
    "dtype": "def mse(y_pred, y_true): return np.array(['12345'])",
    "file name": "def mse(y_pred, y_true):\n"
    "    exec(compile('1/0', __file__[:-9] + 'x12345.py', 'exec'))",
    "function name": "def mse(y_pred, y_true):\n    exec('def f12345(): 1/0\\nf12345()')",
}


@pytest.mark.parametrize("way", LEAKS)
def test_no_way_to_quote_hidden_inputs(
    way: str, hw1: Assignment, judge: Judge, calibration: Calibration, tmp_path: Path
) -> None:
    record = grade(Bad(way, LEAKS[way], ""), hw1, judge, calibration, tmp_path)
    task = hw1.task_of("losses.mse").name
    question = next(question for question in record.questions if question.name == task)
    assert not any("12345" in case.message for case in question.cases if case.hidden)
