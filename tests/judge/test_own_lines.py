"""What a message about a hidden case tells of an exception: a common type, a line of one's own."""

import ast
import builtins
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradus.assignment import Assignment
from gradus.judge.own_lines import MOST_LINES, OwnLines, lines_of
from gradus.results import CaseResult, Record
from gradus_checks.errors import COMMON, Fault

SOLUTIONS = sorted((Path(__file__).resolve().parents[2] / "solutions").glob("*.py"))
NAMES = ("forward", "Linear")


def functions_in(
    tree: ast.AST, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], range]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno is not None
            yield (*path, node.name), range(node.lineno, node.end_lineno + 1)
        elif isinstance(node, ast.ClassDef):
            yield from functions_in(node, (*path, node.name))


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_it_finds_the_lines_that_python_finds(path: Path) -> None:
    source = path.read_bytes()
    for name, lines in functions_in(ast.parse(source)):
        found = lines_of(source, name)
        assert found.start == lines.start
        assert set(lines) <= set(found)
        # Remarks at a function's end are no part of it for Python.
        more = source.splitlines()[lines.stop - 1 : found.stop - 1]
        assert all(line.strip()[:1] in (b"", b"#") for line in more)


ODD = """
import numpy as np
def f(x): return forward(x)
class Other:
    def forward(self, x):
        return x
class Linear (object):
    def __init__(self):

        def forward(self): pass
    def forward(
        self,
        x,
    ):
        '''What it does.

        More of it.'''
# a remark
        y = [
            1,
        ]
        return y


    async def backward(self): pass
@f
def forward(x):
\treturn x

def forward(x):
\treturn 2 * x
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("path", "first", "last"),
    [
        (("f",), 3, 3),
        (("Linear",), 7, 25),
        (("Linear", "forward"), 11, 22),
        (("Linear", "backward"), 25, 25),
        (("Other", "forward"), 5, 6),
        (("forward",), 30, 31),
    ],
)
def test_unusual_layouts(path: tuple[str, ...], first: int, last: int, ends: str) -> None:
    lines = lines_of(ODD.replace("\n", ends).encode(), path)
    assert (lines.start, lines.stop - 1) == (first, last)


def test_what_is_not_there_has_no_lines() -> None:
    for path in (("g",), ("Linear", "f"), ("linear",), ("lin",), ("Linear", "forward", "y")):
        assert not lines_of(ODD.encode(), path), path


@given(
    st.lists(
        st.sampled_from(
            [
                "def forward(",
                "class Linear:",
                " ",
                "\t",
                "x",
                "\n",
                "\r",
                ")",
                "#",
                "\0",
                "é",
                "\x0c",
            ]
        ),
        max_size=60,
    ).map("".join)
)
def test_any_file_has_few_lines_to_name(text: str) -> None:
    source = text.encode() * 40
    for path in (NAMES[:1], NAMES[1:], NAMES[::-1]):
        lines = lines_of(source, path)
        assert len(lines) <= MOST_LINES
        assert lines.start >= 0
        assert lines.stop <= len(source.splitlines()) + 1


def test_the_innermost_line_of_the_task_s_own_is_named(tmp_path: Path) -> None:
    (tmp_path / "losses.py").write_text("def helper(x):\n    x[9]\ndef mse(x):\n    helper(x)\n")
    own = OwnLines(tmp_path, ("losses.mse",))
    trail = (("losses.py", 3), ("losses.py", 4), ("losses.py", 2))
    assert own.place(Fault("IndexError", "", "", trail=trail)) == "losses.py, line 4"
    for elsewhere in (("losses.py", 2), ("losses.py", 40), ("other.py", 4), ("../losses.py", 4)):
        assert own.place(Fault("IndexError", "", "", trail=(elsewhere,))) == ""
    assert OwnLines(tmp_path / "gone", ("losses.mse",)).place(Fault("E", "", "", trail=trail)) == ""


def test_sixteen_types_are_told() -> None:
    every = [name for name, kind in vars(builtins).items() if isinstance(kind, type)]
    told = {Fault(name, "secret", "secret.py", "secret").guarded("") for name in (*every, "secret")}
    assert len(told) == len(COMMON) + 1 == 16
    assert "secret" not in "".join(told)
    for name, common in {"UnboundLocalError": "NameError", "TabError": "SyntaxError"}.items():
        assert f"raised {common}." in Fault(name, "", "").guarded("")
    assert Fault("OSError", "", "").guarded("") == "Your code raised an exception."


HELPER = """
def check_rows(x):
    if abs(x).max() > 100:
        raise ValueError(f"large: {x}")

def softmax(x):
    check_rows(x)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
"""


def test_the_student_is_told_a_line_of_the_function(
    hw1: Assignment, grade: Callable[[Assignment, Path], Record], tmp_path: Path
) -> None:
    for module in hw1.modules:
        text = (hw1.solutions / f"{module}.py").read_text("utf-8")
        (tmp_path / f"{module}.py").write_text(text, "utf-8")
    before = (tmp_path / "softmax.py").read_text("utf-8")
    (tmp_path / "softmax.py").write_text(before + HELPER, "utf-8")
    line = len(before.splitlines()) + 1 + HELPER[: HELPER.index("    check_rows")].count("\n")
    told = [case.message for case in _failed(grade(hw1, tmp_path), "task_2_2") if case.hidden]
    assert any(f"softmax.py, line {line}: your code raised ValueError." in text for text in told), (
        told
    )
    assert "large:" not in "".join(told)


def _failed(record: Record, task: str) -> list[CaseResult]:
    (question,) = (each for each in record.questions if each.name == task)
    return [case for case in question.cases if case.score < case.points]
