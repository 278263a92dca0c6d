"""`load_cases` refuses, with file and line, what Otter would silently get wrong."""

import re
from pathlib import Path

import pytest

from gradus.assignment.cases import load_cases
from gradus.errors import AssignmentError

GOOD = '''"""Task 1.1: mean squared error."""
from gradus_checks import check_close, test_case

OK_FORMAT = False
name = "task_1_1"


@test_case(name="Worked example", points=2)
def worked_example(losses):
    check_close(losses.mse(1.0, 2.0), 1.0)


@test_case(name="Random", points=1.5, hidden=True)
def random(losses, reference, rng):
    """The loss is a mean."""
'''


def write(folder: Path, text: str) -> Path:
    path = folder / "task_1_1.py"
    path.write_text(text, "utf-8")
    return path


def test_a_good_file_is_loaded(tmp_path: Path) -> None:
    source = load_cases(write(tmp_path, GOOD), ("losses",))
    assert source.name == "task_1_1"
    assert source.docstring == "Task 1.1: mean squared error."
    assert [(case.name, case.points, case.hidden) for case in source.cases] == [
        ("Worked example", 2, False),
        ("Random", 1.5, True),
    ]
    assert source.source == GOOD


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("OK_FORMAT = False", "OK_FORMAT = (", 4, "not valid Python"),
        ("OK_FORMAT = False", "OK_FORMAT = 1 / 0", 4, "ZeroDivisionError"),
        ("OK_FORMAT = False", "raise SystemExit(3)", 4, "SystemExit"),
        ('"task_1_1"', '"task_1_2"', 5, "name = 'task_1_1'"),
        ("OK_FORMAT = False", "OK_FORMAT = True", 4, "OK_FORMAT = False"),
        ('name = "task_1_1"', 'name = "task_1_1"\npoints = 5', 6, "must not define points"),
        ("OK_FORMAT", "all_or_nothing = True\nOK_FORMAT", 4, "must not define all_or_nothing"),
        ('"Random"', '"Worked example"', 8, "all called 'Worked example'"),
        ("def random", "def worked_example", 14, "already defined in line 9"),
        ("points=2", "points=0", 9, "above 0"),
        ("points=2", "points=-1", 9, "above 0"),
        ("points=2", "points=float('nan')", 9, "above 0"),
        ("points=2", "points=float('inf')", 9, "above 0"),
        ("points=2", "points=True", 9, "plain int or float"),
        ("points=2", "points=__import__('numpy').float64(2)", 9, "plain int or float"),
        ("points=2", "points='2'", 9, "plain int or float"),
        ('name="Worked example"', 'name=" "', 9, "not empty"),
        ("worked_example(losses)", "worked_example(losses, /)", 9, "must be a plain name"),
        ("worked_example(losses)", "worked_example(losses, *more)", 9, "must be a plain name"),
        ("worked_example(losses)", "worked_example(losses, n=3)", 9, "must be a plain name"),
        ("worked_example(losses)", "worked_example(loses)", 9, "not a module of this assignment"),
        ("worked_example(losses)", "worked_example(env)", 9, "not a module of this assignment"),
        ("worked_example(losses)", "worked_example(reference)", 9, "students do not have"),
        ('    """The loss is a mean."""', "    pass", 14, "no docstring"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(AssignmentError, match=re.escape(says)) as error:
        load_cases(path, ("losses",))
    assert str(path) in str(error.value)
    assert re.search(rf"lines? {line}\b", str(error.value))


def test_a_file_without_cases_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD[: GOOD.index("@test_case")])
    with pytest.raises(AssignmentError, match="no cases"):
        load_cases(path)


def test_a_case_made_in_a_loop_is_refused(tmp_path: Path) -> None:
    made = 'extra = test_case(name="Extra", points=1)(lambda losses: None)\n'
    with pytest.raises(AssignmentError, match="not a function of its own"):
        load_cases(write(tmp_path, GOOD + made))


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_one_message(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "task_1_1.py"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AssignmentError, match=re.escape(str(path))):
        load_cases(path)
