"""What staff are told of a submission whose mark says little about the work."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from gradus.assignment import Assignment
from gradus.assignment.consistency import check_assignment
from gradus.judge import causes, elsewhere
from gradus.release.folder import student_files
from gradus.release.starter import starter_files
from gradus.results import Record, Status
from gradus_checks import Fault

pytestmark = pytest.mark.slow

Graded = Callable[[dict[str, str]], Record]


@pytest.fixture
def graded(hw1: Assignment, grade: Callable[[Assignment, Path], Record], tmp_path: Path) -> Graded:
    """Grades the reference of hw1 with some files in place of its own, or beside them."""

    def grade_files(files: dict[str, str]) -> Record:
        for module in hw1.modules:
            source = (hw1.solutions / f"{module}.py").read_text("utf-8")
            (tmp_path / f"{module}.py").write_text(source, "utf-8")
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        return grade(hw1, tmp_path)

    return grade_files


@pytest.fixture
def stub(hw1: Assignment) -> str:
    """losses.py as it was handed out."""
    return starter_files(hw1)["losses.py"]


@pytest.fixture
def solution(hw1: Assignment) -> str:
    """losses.py of the reference."""
    return (hw1.solutions / "losses.py").read_text("utf-8")


def notebook(*sources: str) -> str:
    cells = [
        {"cell_type": "code", "source": source.splitlines(keepends=True), "metadata": {}}
        for source in sources
    ]
    picture = {"cell_type": "markdown", "source": "def mse(y_pred, y_true):", "metadata": {}}
    return json.dumps({"cells": [*cells, picture], "nbformat": 4, "nbformat_minor": 5}, indent=1)


def messages(record: Record) -> list[str]:
    return [
        case.message
        for question in record.questions
        for case in question.cases
        if case.status is Status.FAILED
    ]


def test_a_module_that_cannot_be_imported(graded: Graded, solution: str) -> None:
    record = graded({"losses.py": f"import a_package_nobody_has\n{solution}"})
    assert record.attention == (
        "losses.py cannot be imported: it asks for a_package_nobody_has, which is neither a "
        "package of this grader nor a file that was handed in",
    )


def test_a_package_that_is_asked_for_within_a_function(graded: Graded, solution: str) -> None:
    record = graded({"losses.py": f"{solution}\n\ndef mae(*_):\n    import torch\n"})
    (reason,) = record.attention
    assert reason.startswith("code asks for torch, which is neither a package")


def test_a_wrong_answer_needs_nobody(graded: Graded, solution: str) -> None:
    record = graded({"losses.py": f"{solution}\n\ndef mae(*_):\n    return numpy.nan\n"})
    assert record.attention == ()
    assert any("NameError" in message for message in messages(record))
    assert not any("Hint:" in message for message in messages(record))


def test_a_hint_stands_beside_an_exception_that_numbers_have_caused(
    graded: Graded, solution: str
) -> None:
    wrong = "\n\ndef mae(y_pred, y_true):\n    return np.ones(2) @ np.ones(3)\n"
    record = graded({"losses.py": solution + wrong})
    assert any("ValueError" in text and "Hint:" in text for text in messages(record))


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (r"{\rtf1\ansi import numpy as np}", "Rich Text Format (RTF)"),
        ("<!DOCTYPE html>\n<html></html>", "saved web page (HTML)"),
        ("\n<HTML>\n</HTML>", "saved web page (HTML)"),
    ],
)
def test_what_is_no_python_is_called_what_it_is(graded: Graded, source: str, kind: str) -> None:
    record = graded({"losses.py": source})
    assert kind in record.unread
    assert any(kind in note for note in record.notes)
    assert all(kind in message for message in messages(record) if "losses.py" in message)
    assert any(kind in reason for reason in record.attention)


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "=======", ">>>>>>> main", "||||||| base"])
def test_marks_of_a_merge_conflict_are_called_so(graded: Graded, solution: str, mark: str) -> None:
    record = graded({"losses.py": f"{solution}\n\n{mark}\nx = 1\n"})
    assert "the marks of a merge conflict" in record.attention[0]
    assert any("the marks of a merge conflict" in message for message in messages(record))


def test_answers_in_the_notebook_only(graded: Graded, stub: str, solution: str) -> None:
    files = {"losses.py": stub, "hw1-losses.ipynb": notebook("import numpy as np", solution)}
    (reason,) = graded(files).attention
    assert reason.startswith("mae, mae_grad, mse, ")
    assert reason.endswith(" are not written in losses.py, but in hw1-losses.ipynb")


def test_some_answers_in_the_notebook_only(graded: Graded, stub: str, solution: str) -> None:
    own = solution + "\n\n" + stub[stub.index("def mse(") : stub.index("def mse_grad(")]
    files = {"losses.py": own, "work/mine.ipynb": notebook("def mse(p, t):\n    return 1.0")}
    assert graded(files).attention == ("mse is not written in losses.py, but in work/mine.ipynb",)


def test_the_notebook_as_it_was_handed_out_is_nobodys_answer(
    graded: Graded, stub: str, hw1: Assignment
) -> None:
    handed_out = student_files(hw1, check_assignment(hw1))["hw1-losses.ipynb"]
    assert graded({"losses.py": stub, "hw1-losses.ipynb": handed_out.decode()}).attention == ()


def test_a_copy_that_was_edited_beside_the_stub(graded: Graded, stub: str, solution: str) -> None:
    record = graded({"losses.py": stub, "losses (1).py": solution})
    assert record.attention[0].endswith(" are not written in losses.py, but in losses (1).py")
    untouched = graded({"losses.py": stub, "losses (1).py": stub})
    assert untouched.attention == ()


def test_a_copy_beside_work_that_counts_needs_nobody(graded: Graded, solution: str) -> None:
    assert graded({"losses (1).py": solution}).attention == ()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"cells": 1}', '{"cells": [{"cell_type": "code"}]}', "[" * 100_000]
)
def test_a_notebook_that_is_none_is_passed_over(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.ipynb").write_text(text)
    assert [source for _, source in elsewhere._others(tmp_path, ())] == [b""]


def test_causes_are_the_same_on_any_line_and_with_any_cure() -> None:
    for place in ("losses.py, line 3", "softmax.py, line 9"):
        fault = Fault("NameError", "name 'numpy' is not defined", place, "x = numpy.pi")
        assert causes.cause_of(fault).text == "NameError: name 'numpy' is not defined"
    cured = "'list' object has no attribute 'x'. What one method puts into self (self.x = x) …"
    assert causes.cause_of(Fault("AttributeError", cured, "")).text == (
        "AttributeError: 'list' object has no attribute 'x'"
    )
    assert causes.cause_of(Fault("NotImplementedError", "Task 1.1", "")) == causes.NOT_WRITTEN


def test_a_changed_file_of_the_hand_out_is_shown_to_staff_where_points_are_lost(
    graded: Graded, solution: str
) -> None:
    """At home the changed one was used: the tests may have passed there."""
    told = "numerical.py of yours did not count: what came with the assignment is used"
    changed = {"numerical.py": "def numerical_gradient(*_):\n    return 0.0\n"}
    right = graded(changed)
    assert right.score >= right.possible
    assert right.attention == ()
    assert right.notes == (told,)
    wrong = graded({**changed, "losses.py": solution.replace("np.mean", "np.sum")})
    assert wrong.score < wrong.possible
    assert told in wrong.attention
    assert told in wrong.notes
