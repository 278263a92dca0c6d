"""Checks on how a call behaves: its inputs, what it raises, prints and writes."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gradus_checks import (
    CaseError,
    CheckFailed,
    LocalEnvironment,
    StudentException,
    check_prints,
    check_raises,
    check_same_list,
    check_unchanged,
    check_writes,
)

SOURCE = """
def mse(a, b):
    if a.shape != b.shape:
        raise ValueError(f"shapes {a.shape} and {b.shape} differ")
    return float(((a - b) ** 2).mean())

def greedy(a, b):
    a -= b
    return float((a ** 2).mean())

def to_nan(a, b):
    b[0] = float("nan")

def empty(weights):
    return sum(float(weights.pop().sum()) for _ in range(len(weights)))

def double(weights):
    for number, w in enumerate(weights):
        weights[number] = 2 * w

def fill(weights):
    weights.append(weights[0])

def turn(weights):
    weights.reverse()

class ShapeError(ValueError):
    pass

def strict(a, b):
    raise ShapeError("(1,)")

def confused(a, b):
    return a.shapes

def table(n):
    for i in range(n):
        print(i, i * i, end=" \\n" if i % 2 else "\\n")

def shout(text):
    return text.upper()

def say(text):
    print(text)

def save(text, file="out.txt"):
    with open(file, "w", encoding="latin-1" if "ä" in text else "utf-8") as opened:
        opened.write(text)

def write_nothing(text):
    open("out.txt", "w").close()

def lines(number):
    print("ab\\n" * number)
"""


@pytest.fixture
def student(tmp_path: Path) -> Any:
    (tmp_path / "unchanged_student.py").write_text(SOURCE, "utf-8")
    return LocalEnvironment(tmp_path).module("unchanged_student")


def test_unchanged_inputs_pass(student: Any) -> None:
    a, b = np.ones(3), np.zeros(3)
    with check_unchanged(a=a, b=b):
        assert student.mse(a, b) == 1.0


def test_a_changed_input_is_named(student: Any) -> None:
    y_pred, y_true = np.ones(3), np.ones(3)
    with (
        pytest.raises(CheckFailed, match="changed its input y_pred in place"),
        check_unchanged(y_pred=y_pred, y_true=y_true),
    ):
        student.greedy(y_pred, y_true)


def test_nan_counts_as_a_change_only_when_it_is_one(student: Any) -> None:
    a, b = np.array([np.nan, 1.0]), np.zeros(2)
    with check_unchanged(a=a, b=b):
        student.mse(a, b)
    with pytest.raises(CheckFailed, match="input b in place"), check_unchanged(a=a, b=b):
        student.to_nan(a, b)


def test_what_the_call_raises_comes_first(student: Any) -> None:
    a = np.ones(1)
    with pytest.raises(StudentException, match="ValueError"), check_unchanged(a=a):
        student.strict(a, a)


def test_the_right_exception_passes(student: Any) -> None:
    shapes = np.ones((3, 2)), np.ones(3)
    check_raises(ValueError, student.mse, *shapes)
    check_raises(ValueError, student.mse, *shapes, mentions=("(3, 2)", "(3,)"))
    check_raises(Exception, student.mse, *shapes)


def test_a_subclass_is_the_right_exception(student: Any) -> None:
    check_raises(ValueError, student.strict, np.ones(1), np.ones(2), mentions=("(1,)",))


def test_what_the_message_lacks_is_named(student: Any) -> None:
    with pytest.raises(CheckFailed, match=r"should name \(4,\) and \(5,\)") as caught:
        check_raises(
            ValueError, student.mse, np.ones(2), np.ones(3), mentions=("(4,)", "(2,)", "(5,)")
        )
    assert "shapes (2,) and (3,) differ" in caught.value.detail


def test_raising_nothing_fails(student: Any) -> None:
    with pytest.raises(CheckFailed, match="should raise a ValueError here, and did not"):
        check_raises(ValueError, student.mse, np.ones(2), np.ones(2))


def test_another_exception_is_told_as_it_is(student: Any) -> None:
    with pytest.raises(StudentException, match="AttributeError"):
        check_raises(ValueError, student.confused, np.ones(2), np.ones(2))


@pytest.mark.parametrize(
    ("function", "says"),
    [
        ("empty", "You emptied the list"),
        ("double", "other arrays"),
        ("fill", "more into the list"),
        ("turn", "another order"),
    ],
)
def test_a_list_that_is_changed_is_told(student: Any, function: str, says: str) -> None:
    weights = [np.ones(3), np.ones((2, 2))]
    given = list(weights)
    check_same_list(given, weights)
    getattr(student, function)(given)
    with pytest.raises(CheckFailed, match=says):
        check_same_list(given, weights)


def test_what_is_printed_may_differ_where_nobody_sees_it(student: Any) -> None:
    assert check_prints("0 0\n1 1", student.table, 2) is None
    assert check_prints("0 0\n1 1\n\n", student.table, 2) is None


PRINTS = [
    ("table", (0,), "0 0", "Your function prints nothing."),
    ("shout", ("a",), "A", "Your function prints nothing. It returns the text: print it."),
    ("table", (2,), "0 0\n1 1\n2 4", "What you print ends too early."),
    ("table", (2,), "0 0", "What you print goes on after what is expected."),
    ("table", (2,), "1 1\n0 0", "What you print has the right lines in another order."),
    ("table", (3,), "0 0\n1 2\n2 4", "What you print is not what is expected, from line 2 on."),
    ("table", (2,), "0 0 1 1", "What you print has the right words, with other spaces or ends of"),
    ("say", ("Ab",), "ab", "What you print has the right words, but capitals and small"),
    ("say", ("a, b",), "a; b", "What you print has the right words and numbers, but other"),
    ("say", ("a",), "b", "What you print is not what is expected."),
    ("lines", (10**5,), "ab", "Your function prints far more than is expected."),
]


@pytest.mark.parametrize(("name", "args", "expected", "says"), PRINTS)
def test_what_is_printed_otherwise_is_told(
    student: Any, name: str, args: tuple[Any, ...], expected: str, says: str
) -> None:
    with pytest.raises(CheckFailed) as caught:
        check_prints(expected, getattr(student, name), *args)
    assert caught.value.message.startswith(says)
    assert caught.value.detail.startswith("expected: ")
    assert len(caught.value.detail.splitlines()) < 20


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the student's modules, as the working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


WRITES = [
    ("save", ("ab", "other.txt"), "ab", "Your function writes no file out.txt.", "It writes 'oth"),
    ("shout", ("ab",), "ab", "Your function writes no file out.txt.", ""),
    (
        "write_nothing",
        ("ab",),
        "ab",
        "out.txt is empty. Is it closed? Write it within",
        "expected: 'ab",
    ),
    ("save", ("a\nc",), "a\nb", "out.txt is not what is expected, from line 2 on.", "expected: 'a"),
    ("save", ("ä",), "ä", "out.txt is no text in UTF-8. Write it with open(", ""),
    ("save", ("a",), b"ab", "out.txt does not hold the bytes", "It holds 1 bytes; 2 are expected."),
]


@pytest.mark.parametrize(("name", "args", "expected", "says", "shows"), WRITES)
def test_what_is_written_otherwise_is_told(
    student: Any, here: Path, name: str, args: Any, expected: Any, says: str, shows: str
) -> None:
    (here / "out.txt").write_text("the student's own", "utf-8")
    check_writes("out.txt", "right", student.save, "right")
    with pytest.raises(CheckFailed) as caught:
        check_writes("out.txt", expected, getattr(student, name), *args)
    assert caught.value.message.startswith(says)
    assert caught.value.detail.startswith(shows)
    assert (here / "out.txt").read_text("utf-8") == "the student's own"
    assert not [path for path in here.iterdir() if path.suffix == ".before"]


@pytest.mark.parametrize("file", ["/etc/passwd", "../x", "", "a\\b"])
def test_a_file_elsewhere_is_the_test_s_fault(student: Any, file: str) -> None:
    with pytest.raises(CaseError, match="looks in the student's folder"):
        check_writes(file, "", student.save, "a")


def test_a_call_in_the_place_of_a_function_is_the_test_s_fault(student: Any) -> None:
    with pytest.raises(CaseError, match="no lambda"):
        check_prints("a", lambda: student.say("a"))
