"""What `python submit.py` warns of before anything is handed in."""

import json
import re
from pathlib import Path

import pytest
from checks.submit_folder import RIGHT, list_files, told, write, zipped

from gradus_checks.home.rehearsal import NOT_ENDED, Running, rehearse

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("import pip", "No module named 'pip'"),
        (
            "open(__import__('pathlib').Path(__file__).with_name('notes.md'))",
            "notes.md is not in the zip, as of data only files that end in .csv, .dat,",
        ),
    ],
)
def test_what_works_here_only_is_told_before_it_is_handed_in(
    solved: Path, capsys: pytest.CaptureFixture[str], line: str, why: str
) -> None:
    write(solved, {"notes.md": "", "losses.py": f"{line}\n{RIGHT['losses.py']}"})
    said = told(solved, capsys, 1)
    assert "hw-submission.zip is written." in said
    broken = said[said.index("BROKEN: ") :]
    assert "1 test passes in this folder, and not with what is in the zip alone" in broken
    assert why in broken
    warned = said.startswith("WARNING: losses.py, line 1, imports pip.")
    assert warned is (line == "import pip")


def test_an_import_that_may_fail_is_no_reason_to_warn(
    unrun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guarded = "try:\n    import torch\nexcept ImportError:\n    torch = None\n"
    write(unrun, {"losses.py": guarded + RIGHT["losses.py"]})
    assert "WARNING" not in told(unrun, capsys, 0)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("def mse(:\n", "BROKEN: losses.py, line 1. Python cannot read it"),
        ("x = y\n", "BROKEN: losses.py, line 1: your code raised NameError"),
    ],
)
def test_a_module_that_cannot_be_imported_is_broken(
    solved: Path, capsys: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    write(solved, {"losses.py": text})
    said = told(solved, capsys, 1)
    assert "ready" not in said
    assert said.count("BROKEN") == 1
    assert says in said


@pytest.mark.parametrize(
    "body",
    [pytest.param("sum(itertools.count())", marks=pytest.mark.exhaustive), "os._exit(3)"],
)
def test_who_ends_python_or_never_comes_back_loses_one_test(
    solved: Path, capsys: pytest.CaptureFixture[str], body: str
) -> None:
    list_files(solved, seconds=0.5)
    text = f"import itertools, os\n\ndef mse(y_pred, y_true):\n    return {body}\n"
    write(solved, {"losses.py": text})
    said = told(solved, capsys, 0)
    assert "Task 1.1: mean squared error 0 of 2" in said
    assert "Task 1.2: softmax 1 of 1" in said
    assert ("Your code at losses.py, line 4, has not ended" in said) is ("count" in body)


@pytest.mark.exhaustive
def test_what_has_not_ended_twice_in_a_task_is_not_run_a_third_time(
    solved: Path,
) -> None:
    path = solved / "tests/task_1_1.py"
    text = path.read_text("utf-8")
    case = text[text.index("@test_case") :]
    more = (case.replace("orked", f"orked{n}").replace("points=2", "points=1") for n in "abc")
    path.write_text("\n".join((text, *more)), "utf-8")
    list_files(solved, seconds=0.5)
    endless = "import itertools\n\ndef mse(y_pred, y_true):\n    sum(itertools.count())\n"
    write(solved, {"losses.py": endless})
    found = rehearse(solved, solved, 0.5, "", Running())
    of_mse = [each.told for each in found if each.record["task"] == "task_1_1"]
    assert [NOT_ENDED in told for told in of_mse] == [True, True, False, False]
    assert set(of_mse[2:]) == {"Not run: 2 tests of this task have not ended before."}
    assert [each.passed for each in found if each.record["task"] == "task_1_2"] == [True]


def test_files_that_hide_pythons_own_are_told_first(
    unrun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(unrun, {"random.py": "", "numpy.py": "", "helpers.py": "", "copy/__init__.py": ""})
    said = told(unrun, capsys, 0)
    assert re.findall(r"WARNING: (\S+) hides the", said) == ["copy/", "numpy.py", "random.py"]
    assert said.startswith("WARNING: copy/ hides the copy")
    # As a grader does, which has its own.
    assert "LEFT OUT: numpy.py. A grader takes nothing that is called like a library" in said
    assert zipped(unrun) == [*RIGHT, "helpers.py", "random.py", "copy/__init__.py"]


def test_what_fails_beside_them_is_no_verdict_on_the_work(
    solved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"import numpy\nnumpy.mean\n{RIGHT['losses.py']}"
    write(solved, {"numpy.py": "", "losses.py": text})
    said = told(solved, capsys, 1)
    assert "NOT TESTED: tests fail here, and beside numpy.py they say nothing of your" in said
    assert not any(word in said for word in ("ready", "BROKEN", "Task 1.1"))
    write(solved, {"losses.py": RIGHT["losses.py"]})
    assert "is ready to hand in" in told(solved, capsys, 0)


@pytest.mark.parametrize(
    "name", ["losses (1).py", "losses_final.py", "losses-Copy1.py", "losses.py.txt", "losses 2.py"]
)
def test_a_copy_beside_an_untouched_module_is_told(
    untouched: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    write(untouched, {name: RIGHT["losses.py"]})
    said = told(untouched, capsys, 0)
    assert f"WARNING: {name} is not handed in as losses.py, which is as you got it." in said
    write(untouched, RIGHT)
    assert "WARNING" not in told(untouched, capsys, 0)


@pytest.mark.parametrize(
    ("source", "losses"),
    [
        ("import numpy\ndef mse(a, b):\n    pass", None),
        ("%%time\ndef  mse (a, b) -> float:\n    pass", None),
        ("mse = lambda a, b: (a - b) ** 2", None),
        ("def mse(a, b):\n    pass", "import numpy\n"),
        ("def mse(a, b):\n    pass", ""),
    ],
)
def test_an_answer_in_the_notebook_only_is_told(
    untouched: Path, capsys: pytest.CaptureFixture[str], source: str, losses: str | None
) -> None:
    cells = [{"cell_type": "code", "source": source.splitlines(keepends=True)}]
    (untouched / "hw.ipynb").write_text(json.dumps({"cells": cells}), "utf-8")
    (untouched / "other.ipynb").write_text("no notebook", "utf-8")
    if losses is not None:
        (untouched / "losses.py").unlink()
        write(untouched, {"losses.py": losses} if losses else {})
    said = told(untouched, capsys, int(losses == ""))
    assert "WARNING: mse is written in hw.ipynb only." in said


def test_what_the_module_imports_or_makes_is_no_answer_in_the_notebook_only(
    solved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = [{"cell_type": "code", "source": ["def mse(a, b):\n", "    pass"]}]
    (solved / "hw.ipynb").write_text(json.dumps({"cells": cells}), "utf-8")
    write(solved, {"own.py": RIGHT["losses.py"]})
    for text in ("from own import mse", "from own import *", "import own\nmse = own.mse", "def x("):
        write(solved, {"losses.py": f"{text}\n"})
        assert "WARNING" not in told(solved, capsys, int(text == "def x("))


def test_tests_that_were_changed_or_lost_are_told(
    unrun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (unrun / "tests/task_1_1.py").unlink()
    write(unrun, {"tests/task_1_2.py": "", "plots.py": "COLOURS = 4\n"})
    said = told(unrun, capsys, 0)
    assert "WARNING: tests/task_1_1.py is missing." in said
    assert "WARNING: plots.py, tests/task_1_2.py are not what you got." in said
    (unrun / "tests/task_1_2.py").unlink()
    said = told(unrun, capsys, 1)
    assert "WARNING: tests/task_1_1.py, tests/task_1_2.py are missing. Take them out" in said
    assert "is written" in said
    assert "NOT TESTED: there are no public tests here" in said


def test_line_ends_of_another_system_are_no_change(
    unrun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = unrun / "tests/task_1_1.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert "WARNING" not in told(unrun, capsys, 0)
