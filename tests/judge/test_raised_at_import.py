"""A module that calls, while it is imported, a function of a test's, or a mended one."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from textwrap import dedent

import pytest

from gradus.assignment import load_assignment
from gradus.judge import open_judge
from gradus.results import Record, Status
from gradus.submission import one_submission

TOML = """
title = "Lent"
modules = ["first", "second"]

[[tasks]]
number = "1.1"
title = "Call it"
functions = ["first.apply"]
points = 4

[[tasks]]
number = "1.2"
title = "Use it"
functions = ["second.root"]
upstream = ["first.half"]
points = 4

[[tasks]]
number = "1.3"
title = "Half"
functions = ["first.half"]
points = 4
"""
TEST = '''
"""Task {number}."""

from gradus_checks import check_close, test_case

OK_FORMAT = False
name = "{name}"


@test_case(name="Example", points=4)
def example({module}):
    check_close({call}, {right})
'''
CALLS = (
    ("1.1", "first", "first.apply(lambda x: x + 1.0, 2.0)", "3.0"),
    ("1.2", "second", "second.root(8.0)", "2.0"),
    ("1.3", "first", "first.half(2.0)", "1.0"),
)
FIRST = """
def half(x): return x / 2
def apply(function, x): return function(x)
"""
SECOND = "import first\ndef root(x): return first.half(x) ** 0.5\n"
KEEPS = """
def apply(function, x):
    global kept
    kept = function
    try: function('text')
    except RuntimeError: pass
    return function(x)
"""
LOOSE_HALF = "def half(x): return x if isinstance(x, str) else 3.0 * x\n"


@pytest.fixture
def grade(tmp_path: Path) -> Callable[[str, str], Record]:
    """Grades these two modules."""
    course, work = tmp_path / "course", tmp_path / "work"
    texts = {"assignments/lent/assignment.toml": TOML}
    texts |= {"solutions/first.py": FIRST, "solutions/second.py": SECOND}
    for number, module, call, right in CALLS:
        name = f"task_{number.replace('.', '_')}"
        texts[f"assignments/lent/tests/{name}.py"] = TEST.format(
            number=number, name=name, module=module, call=call, right=right
        )
    for name, text in texts.items():
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        (course / name).write_text(dedent(text).lstrip(), "utf-8")
    work.mkdir()

    def graded(first: str, second: str) -> Record:
        (work / "first.py").write_text(first, "utf-8")
        (work / "second.py").write_text(second, "utf-8")
        assignment = load_assignment(course, "lent")
        with closing(open_judge(assignment, isolation="none")) as judge:
            calibration = judge.calibrate()
            return judge.grade(one_submission(work, assignment.modules), calibration)

    return graded


@pytest.mark.parametrize(
    "at_import",
    [
        "from gradus_checks.callback import CallbackRaised\nraise CallbackRaised(0, '')",
        "first.kept('text')",
    ],
    ids=["what was raised before", "what was kept"],
)
def test_of_a_test_s_function(at_import: str, grade: Callable[[str, str], Record]) -> None:
    at_import = at_import.replace("\n", "\n    ")
    second = f"import first\nif hasattr(first, 'kept'):\n    {at_import}\n{SECOND}"
    record = grade(FIRST + KEEPS, second)
    assert record.score == 12, "alone, the second module meets nothing of the first question's"
    assert not record.unchecked


def test_of_a_mended_function(grade: Callable[[str, str], Record]) -> None:
    record = grade(FIRST + LOOSE_HALF, f"import first\nfirst.half('text')\n{SECOND}")
    passed = [question.cases[0].status is Status.PASSED for question in record.questions]
    assert passed == [True, False, False]
    assert not record.unchecked
