"""What a test file does that does not do what it looks like is refused, with line and cure."""

import re
from pathlib import Path

import pytest

from gradus.assignment import load_cases
from gradus.assignment.misuse import CHECKS, misused
from gradus.errors import AssignmentError

START = '''"""Task 1.1: mean squared error."""
import random
import numpy as np
import pytest
import gradus_checks
from gradus_checks import StudentException, check_close, test_case

OK_FORMAT = False
name = "task_1_1"


class Own(Exception):
    pass


'''
CASE = '@test_case(name="Worked example", points=2)\ndef worked_example(losses, rng):\n'
LINE = len((START + CASE).splitlines())


def write(folder: Path, body: str) -> Path:
    path = folder / "task_1_1.py"
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    path.write_text(START + CASE + lines, "utf-8")
    return path


def refused(folder: Path, body: str) -> list[str]:
    source = load_cases(write(folder, body), ("losses",))
    return [*misused(source.source, source.path)]


MISUSES = [
    (
        "try:\n    losses.mse(1, 2)\nexcept ValueError:\n    return",
        3,
        "`except ValueError` does not see it: what a student's code raises arrives as a "
        "StudentException, which is no ValueError. Write check_raises(ValueError, losses.mse, …).",
    ),
    (
        "model = losses.Model()\ntry:\n    check_close(model.layers[0].f(1), 2)\n"
        "except Exception:\n    pass",
        4,
        "`except Exception` also takes checks that do not hold, and the case passes. Write "
        "check_raises(ValueError, model.layers[0].f, …) for what is to be raised.",
    ),
    ("try:\n    losses.mse(1)\nexcept:\n    pass", 3, "`except` also takes checks"),
    ("try:\n    losses.mse(1)\nexcept (Own, KeyError):\n    pass", 3, "`except KeyError` does not"),
    (
        "with pytest.raises(ValueError):\n    losses.mse(1, 2)",
        1,
        "pytest.raises(ValueError) does not see it: what a student's code raises arrives as a "
        "StudentException, which is no ValueError. Write check_raises(ValueError, losses.mse, …).",
    ),
    (
        "def helper(f):\n    try:\n        f()\n    except TypeError:\n        pass\n"
        "helper(losses.mse)",
        4,
        "`except TypeError` does not see it",
    ),
    (
        "np.random.seed(0)",
        1,
        "np.random.seed(…) does not reach the student's code, which runs in another process. Ask "
        "for the parameter rng, draw from it, and pass it to what takes a generator.",
    ),
    ("random.seed(3)", 1, "random.seed(…) does not reach"),
    ("x = np.random.normal(size=3)", 1, "np.random.normal(…) draws other numbers each time, and"),
    (
        "del losses.mse",
        1,
        "del losses.mse cannot be done: a test may give it another value (losses.mse = …), not "
        "take it away.",
    ),
    ("check_shape(losses.mse(1, 2), ())", 1, "check_shape is not imported. Write: from gradus_ch"),
    (
        "check_closs(losses.mse(1, 2), 3)",
        1,
        f"gradus_checks has no check_closs. Did you mean check_close? The checks are "
        f"{', '.join(CHECKS)}.",
    ),
    ("gradus_checks.check_nothing(3)", 1, "gradus_checks has no check_nothing. The checks are"),
    (
        'assert (losses.mse(1, 2) == 3, "It is 3.")',
        1,
        "this assert always holds, as a tuple is true: leave the parentheses out.",
    ),
]


@pytest.mark.parametrize(("body", "line", "told"), MISUSES)
@pytest.mark.filterwarnings("ignore:assertion is always true:SyntaxWarning")
def test_misuse_is_told(tmp_path: Path, body: str, line: int, told: str) -> None:
    (only,) = refused(tmp_path, body)
    assert only.startswith(f"{tmp_path / 'task_1_1.py'}, line {LINE + line}: {told}")


def test_all_of_it_is_told_at_once(tmp_path: Path) -> None:
    told = refused(tmp_path, "np.random.seed(0)\nx = 1\ndel losses.mse")
    assert [re.findall(r"line (\d+)", line)[0] for line in told] == [f"{LINE + 1}", f"{LINE + 3}"]


FINE = """
generator = np.random.default_rng(3)
x = generator.normal(size=3)
try:
    losses.mse(1, 2)
except StudentException as error:
    assert error.is_a(ValueError)
except Own:
    pass
try:
    float(x)
except TypeError:
    pass
def check_own(value):
    check_close(value, 2.0)
check_own(losses.mse(1, 2))
with open("x"):
    x = losses.mse
losses.mse = max
del x
"""


def test_what_does_what_it_looks_like_is_left_alone(tmp_path: Path) -> None:
    source = load_cases(write(tmp_path, FINE.strip()), ("losses",))
    assert not [*misused(source.source, source.path)]


WRONG_IMPORTS = [
    (
        "from gradus_checks import check_clse",
        r"line 6: gradus_checks has no check_clse\. Did you mean check_close\? The checks are "
        r"check_answer, check_close, .*, check_writes\.$",
    ),
    (
        "from otter.test_files import test_case",
        r"line 6: this is Otter's own test_case, .* Write: from gradus_checks import test_case\.",
    ),
]


@pytest.mark.parametrize(("line", "told"), WRONG_IMPORTS)
def test_a_wrong_import_is_told(tmp_path: Path, line: str, told: str) -> None:
    path = write(tmp_path, "pass")
    right = "from gradus_checks import StudentException, check_close, test_case"
    path.write_text(path.read_text("utf-8").replace(right, line), "utf-8")
    with pytest.raises(AssignmentError, match=told):
        load_cases(path, ("losses",))
