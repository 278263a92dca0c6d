"""The tests of every assignment can fail, each case of them; and where one cannot, this is seen."""

import inspect
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sampling import sampled

from gradus.assignment import assignment_names, load_assignment
from gradus.audit.selftest import all_raising, selftest
from gradus.cli import main
from gradus.errors import AssignmentError

pytestmark = pytest.mark.slow

COURSE = Path(__file__).resolve().parents[2]
CANNOT_FAIL = COURSE / "tests" / "courses" / "cannot-fail"

SOURCE = '''"""The docstring stays first."""
from __future__ import annotations
import functools

LIMIT = 3

def plain(x=LIMIT):
    return x

async def later():
    return 1

def one_by_one():
    yield 1

scaled = lambda x: x

class Layer:
    kind = "layer"
    shortcut = staticmethod(lambda: 1)

    def __init__(self):
        self.x = 1

    @staticmethod
    def made():
        return Layer()

    @property
    def size(self):
        return 1
'''


@pytest.mark.parametrize("name", sampled(assignment_names(COURSE), 2, str, lambda _: False))
def test_every_case_fails_where_every_function_raises(name: str) -> None:
    found = selftest(load_assignment(COURSE, name))
    assert list(map(str, found.not_failed)) == []
    assert found.cases > 50, "cases of rated tasks are among them, and none was left out"


def test_a_case_that_cannot_fail_is_named() -> None:
    found = selftest(load_assignment(CANNOT_FAIL, "mini"))
    assert list(map(str, found.not_failed)) == [
        "tests/task_1_1.py, case 'Forgives everything' passes, though every function raises",
        "tests/task_1_1.py, case 'The reference with itself' passes, though every function raises",
    ]
    assert found.cases == 5


def test_the_command_names_it_too_and_ends_with_1() -> None:
    arguments = ["audit", "--selftest", "mini", "--course", str(CANNOT_FAIL)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert "mini: tests/task_1_1.py, case 'Forgives everything' passes" in result.stdout
    assert "only 3 of 5 cases fail" in result.stdout
    wrong = CliRunner().invoke(main, [*arguments, "--jobs", "2"])
    assert (wrong.exit_code, wrong.stdout) == (2, "")


def test_what_cannot_be_checked_has_not_failed(tmp_path: Path) -> None:
    shutil.copytree(CANNOT_FAIL, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "assignments" / "mini" / "tests" / "task_1_2.py"
    source = path.read_text("utf-8")
    path.write_text(
        source.replace("    check_close(", "    np.load('nowhere.npz')\n    check_close(")
    )
    told = [str(each) for each in selftest(load_assignment(tmp_path, "mini")).not_failed]
    assert "tests/task_1_2.py, case 'Worked example' could not be checked" in told[-1]


def test_a_reference_that_calls_itself_on_import_proves_nothing_and_is_refused(
    tmp_path: Path,
) -> None:
    shutil.copytree(CANNOT_FAIL, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "solutions" / "losses.py"
    path.write_text(path.read_text("utf-8") + "\n\nZERO = mse(1.0, 1.0)\n", "utf-8")
    with pytest.raises(AssignmentError, match=r"losses\.py calls functions .* while it is"):
        selftest(load_assignment(tmp_path, "mini"))


def test_everything_that_can_be_called_raises_and_every_name_stays() -> None:
    right: dict[str, Any] = {}
    exec(compile(SOURCE, "right", "exec"), right)
    module: dict[str, Any] = {}
    exec(compile(all_raising(SOURCE), "raising", "exec"), module)
    assert module.keys() == right.keys()
    assert module["__doc__"] == right["__doc__"]
    layer = module["Layer"]
    bare: Any = object.__new__(layer)
    calls = [
        *(module[name] for name in ("plain", "one_by_one")),
        lambda: module["scaled"](1),
        lambda: module["later"]().send(None),
        *(layer, layer.made, layer.shortcut),
        lambda: bare.size,
    ]
    for call in calls:
        with pytest.raises(Exception, match="forced by the self-test") as raised:
            call()
        assert type(raised.value).__name__ == "ForcedFailure"
    assert layer.kind == "layer"
    assert not inspect.isgeneratorfunction(module["one_by_one"]), "it raises when it is called"
