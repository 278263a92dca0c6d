"""Where something of a student's is shown, nothing hidden was known to whoever said it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from textwrap import dedent

import pytest
from attacks.battle import student_text, text_of
from attacks.target import HIDDEN_NUMBER

from gradus.assignment import load_assignment
from gradus.judge import Calibration, Judge, open_judge
from gradus.submission import one_submission

COURSE = {
    "assignments/order/assignment.toml": """
        title = "Order"
        modules = ["one", "two"]

        [[tasks]]
        number = "1.1"
        title = "One"
        functions = ["one.f"]
        points = 6

        [[tasks]]
        number = "1.2"
        title = "Two"
        functions = ["two.g"]
        points = 6
        upstream = ["one.f"]
    """,
    "assignments/order/tests/task_1_1.py": '''
        """Task 1.1: one."""

        from gradus_checks import check_close, test_case

        OK_FORMAT = False
        name = "task_1_1"


        @test_case(name="Hidden first", points=1, hidden=True)
        def hidden_first(one, rng):
            """The same for any number."""
            check_close(one.f(rng.random() + 271828.0), 0.0)


        @test_case(name="Public between", points=1)
        def public_between(one):
            check_close(one.f(1.0), 2.0)


        @test_case(name="Both", points=2, hidden=True)
        def both(one, two, rng):
            """The same for any number."""
            check_close(one.f(rng.random() + 271828.0), two.g(3.0))


        @test_case(name="Public last", points=2)
        def public_last(one):
            check_close(one.f(2.0), 4.0)
    ''',
    "assignments/order/tests/task_1_2.py": '''
        """Task 1.2: two."""

        from gradus_checks import check_close, test_case

        OK_FORMAT = False
        name = "task_1_2"


        @test_case(name="Hidden first", points=3, hidden=True)
        def hidden_first(one, two, rng):
            """The same for any number."""
            x = rng.random() + 271828.0
            check_close(two.g(x), x)


        @test_case(name="Public", points=3)
        def public(two):
            check_close(two.g(1.0), 1.0)
    ''',
    "solutions/one.py": "def f(x): return 2 * x if x < 9 else 0.0\n",
    "solutions/two.py": "def g(x): return x if x != 3.0 else 0.0\n",
}

KEEPING = """
import builtins, os, sys
KEPT = builtins.__dict__.setdefault('KEPT', [])

def tell(x):
    KEPT.append(x)
    print(KEPT)
"""

SUBMISSIONS = {
    "a module that is imported late": {
        "one.py": f"{KEEPING}\ndef f(x):\n    tell(x)\n    return 0.0\n",
        "two.py": f"{KEEPING}\nraise ValueError(KEPT)\n",
    },
    "a worker that ends in between": {
        "one.py": f"{KEEPING}\ndef f(x):\n    tell(x)\n    x > 9 and os._exit(1)\n    return 0.0\n",
        "two.py": f"{KEEPING}\ndef g(x):\n    tell(x)\n    raise ValueError(KEPT)\n",
    },
    "an upstream that is mended": {
        "one.py": f"{KEEPING}\ndef f(x):\n    tell(x)\n    return 1.0\n",
        "two.py": f"{KEEPING}\nimport one\ndef g(x):\n    tell(x)\n    tell(one.f(x))\n    return KEPT[0]\n",
    },
}


@pytest.fixture(scope="module")
def order(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Judge, Calibration]]:
    root = tmp_path_factory.mktemp("order")
    for name, text in COURSE.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(dedent(text).lstrip(), "utf-8")
    with closing(open_judge(load_assignment(root, "order"), isolation="none")) as judge:
        yield judge, judge.calibrate()


@pytest.mark.parametrize("files", SUBMISSIONS.values(), ids=SUBMISSIONS)
def test_nothing_hidden_is_quoted(
    files: dict[str, str], order: tuple[Judge, Calibration], tmp_path: Path
) -> None:
    judge, calibration = order
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    record = judge.grade(one_submission(tmp_path, ("one", "two")), calibration)
    # It was there to be told: the record, which is the grader's, holds it.
    assert HIDDEN_NUMBER in text_of(record)
    assert HIDDEN_NUMBER not in student_text(record)
