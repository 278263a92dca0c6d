"""`python submit.py` in a student's folder."""

import json
import os
import re
import zipfile
from pathlib import Path
from textwrap import dedent

import pytest

from gradus_checks.home.handed_out import LISTED, HandedOut, digest
from gradus_checks.submit import contents, hand_in

pytestmark = pytest.mark.slow

MODULES = ("losses", "softmax")
STUBS = {
    "losses.py": """
        def mse(y_pred, y_true):
            raise NotImplementedError("Task 1.1: mse")
    """,
    "softmax.py": """
        def softmax(logits):
            raise NotImplementedError("Task 1.2: softmax")
    """,
    "plots.py": "COLOURS = 3\n",
    "tests/task_1_1.py": '''
        """Task 1.1: mean squared error."""
        from gradus_checks import check_close, test_case

        @test_case(name="Worked example", points=2)
        def worked_example(losses):
            check_close(losses.mse(3.0, 1.0), 4.0)
    ''',
    "tests/task_1_2.py": '''
        """Task 1.2: softmax."""
        from gradus_checks import check_close, test_case

        @test_case(name="One", points=1)
        def one(softmax):
            check_close(softmax.softmax(0.0), 1.0)
    ''',
}
RIGHT = {
    "losses.py": "def mse(y_pred, y_true):\n    return (y_pred - y_true) ** 2\n",
    "softmax.py": "def softmax(logits):\n    return 1.0\n",
}


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(dedent(text).lstrip(), "utf-8")


def list_files(folder: Path, source_kb: int = 96, seconds: float = 20.0) -> HandedOut:
    """Write the list of what is in the folder now."""
    names = [str(path.relative_to(folder)) for path in folder.rglob("*.py")]
    digests = {name.replace(os.sep, "/"): digest((folder / name).read_bytes()) for name in names}
    listed = HandedOut(
        "hw", MODULES, ("plots.py",), source_kb=source_kb, seconds=seconds, digests=digests
    )
    (folder / LISTED).parent.mkdir(exist_ok=True)
    (folder / LISTED).write_text(listed.written(), "utf-8")
    return listed


@pytest.fixture
def untouched(tmp_path: Path) -> Path:
    write(tmp_path, STUBS)
    list_files(tmp_path)
    return tmp_path


@pytest.fixture
def folder(untouched: Path) -> Path:
    """One in which all is solved."""
    write(untouched, RIGHT)
    return untouched


@pytest.fixture
def unrun(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One whose public tests have nothing to say: to run them takes most of the time."""
    monkeypatch.setattr("gradus_checks.submit.rehearse", lambda *_: [])
    return folder


def told(folder: Path, capsys: pytest.CaptureFixture[str], code: int) -> str:
    """What is said, whatever the lines' lengths."""
    assert hand_in(folder) == code
    said = capsys.readouterr().out
    assert max(map(len, said.splitlines())) <= 100
    return " ".join(said.split())


def zipped(folder: Path) -> list[str]:
    with zipfile.ZipFile(folder / "hw-submission.zip") as archive:
        return archive.namelist()


def test_what_passes_here_and_in_the_zip_is_ready(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(folder, capsys, 0)
    assert "Task 1.1: mean squared error 2 of 2" in said
    assert "hw-submission.zip is ready to hand in. In it: losses.py, softmax.py." in said
    assert not any(word in said for word in ("WARNING", "BROKEN", "MISSING", "fail"))


def test_what_is_not_written_yet_is_told_once(
    untouched: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Task 1.2: softmax is not written yet (softmax.py" in told(untouched, capsys, 0)


def test_packages_and_data_of_ones_own_are_in_it(
    unrun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    others = ("gradus_checks/case.py", ".venv/x.py", "env/pyvenv.cfg", "env/x.py", "picture.png")
    own = ("mine/table.csv", "utils/__init__.py", "utils/deep/tools.py")
    write(unrun, dict.fromkeys((*own, *others, "utils/__pycache__/x.py"), ""))
    said = told(unrun, capsys, 0)
    assert zipped(unrun) == ["losses.py", "softmax.py", *own[1:], own[0]]
    assert "utils/deep/tools.py, mine/table.csv." in said


def test_what_there_is_no_room_for_is_said(unrun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    list_files(unrun, source_kb=3)
    write(unrun, {"small.py": "", "large.py": "#" * 3000})
    write(unrun, {f"{number:03}.json": "1" for number in range(600)})
    said = told(unrun, capsys, 0)
    assert len(zipped(unrun)) == 500
    assert "small.py" in zipped(unrun)
    assert "LEFT OUT: large.py, 497.json" in said
    assert "A grader takes 500 files in all, 3 kB of Python source" in said
    assert len(said) < 3000


def test_what_was_left_out_is_not_found_where_it_came_from(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    list_files(folder, source_kb=3)
    write(folder, {"large.py": "#" * 3000})
    (folder / "losses.py").write_text(f"import large\n{RIGHT['losses.py']}", "utf-8")
    (folder / LISTED).write_text(
        (folder / LISTED).read_text("utf-8").replace('"large.py"', '"other.py"'), "utf-8"
    )
    said = told(folder, capsys, 1)
    assert "1 test passes in this folder, and not with what is in the zip alone" in said
    assert "No module named 'large'" in said


def test_what_is_missing_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "softmax.py").unlink()
    assert "MISSING: softmax.py" in told(folder, capsys, 1)
    assert zipped(folder) == ["losses.py"]


def test_without_any_module_there_is_no_zip(
    unrun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in RIGHT:
        (unrun / name).unlink()
    said = told(unrun, capsys, 1)
    assert not (unrun / "hw-submission.zip").exists()
    assert "Nothing to hand in: there is no losses.py and no softmax.py" in said


def test_the_same_work_is_the_same_zip(unrun: Path) -> None:
    hand_in(unrun)
    first = (unrun / "hw-submission.zip").read_bytes()
    (unrun / "losses.py").touch()
    hand_in(unrun)
    assert (unrun / "hw-submission.zip").read_bytes() == first
    assert contents(unrun, list_files(unrun)).own == ()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("import pip", "No module named 'pip'"),
        ("open(__import__('pathlib').Path(__file__).with_name('notes.md'))", "notes.md"),
    ],
)
def test_what_works_here_only_is_told_before_it_is_handed_in(
    folder: Path, capsys: pytest.CaptureFixture[str], line: str, why: str
) -> None:
    write(folder, {"notes.md": "", "losses.py": f"{line}\n{RIGHT['losses.py']}"})
    said = told(folder, capsys, 1)
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
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    write(folder, {"losses.py": text})
    said = told(folder, capsys, 1)
    assert "ready" not in said
    assert said.count("BROKEN") == 1
    assert says in said


@pytest.mark.parametrize(
    "body",
    [pytest.param("sum(itertools.count())", marks=pytest.mark.exhaustive), "os._exit(3)"],
)
def test_who_ends_python_or_never_comes_back_loses_one_test(
    folder: Path, capsys: pytest.CaptureFixture[str], body: str
) -> None:
    list_files(folder, seconds=0.5)
    text = f"import itertools, os\n\ndef mse(y_pred, y_true):\n    return {body}\n"
    write(folder, {"losses.py": text})
    said = told(folder, capsys, 0)
    assert "Task 1.1: mean squared error 0 of 2" in said
    assert "Task 1.2: softmax 1 of 1" in said
    assert ("Your code at losses.py, line 4, has not ended" in said) is ("count" in body)


def test_files_that_hide_pythons_own_are_told_first(
    unrun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(unrun, {"random.py": "", "numpy.py": "", "helpers.py": "", "copy/__init__.py": ""})
    said = told(unrun, capsys, 0)
    assert re.findall(r"WARNING: (\S+) hides the", said) == ["copy/", "numpy.py", "random.py"]
    assert said.startswith("WARNING: copy/ hides the copy")


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


def test_an_answer_in_the_notebook_only_is_told(
    untouched: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = [{"cell_type": "code", "source": ["import numpy\n", "def mse(a, b):\n", "    pass"]}]
    (untouched / "hw.ipynb").write_text(json.dumps({"cells": cells}), "utf-8")
    (untouched / "other.ipynb").write_text("no notebook", "utf-8")
    assert "WARNING: mse is written in hw.ipynb only." in told(untouched, capsys, 0)


def test_tests_that_were_changed_or_lost_are_told(
    unrun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (unrun / "tests/task_1_1.py").unlink()
    write(unrun, {"tests/task_1_2.py": "", "plots.py": "COLOURS = 4\n"})
    said = told(unrun, capsys, 0)
    assert "WARNING: tests/task_1_1.py is missing." in said
    assert "WARNING: tests/task_1_2.py is not what you got." in said
    assert "WARNING: plots.py is not what you got." in said


def test_line_ends_of_another_system_are_no_change(
    unrun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = unrun / "tests/task_1_1.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert "WARNING" not in told(unrun, capsys, 0)


def test_a_zip_that_cannot_be_written_is_one_sentence(
    unrun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (unrun / "hw-submission.zip").mkdir()
    assert "hw-submission.zip could not be written (Is a directory)" in told(unrun, capsys, 1)
    assert not list(unrun.glob(".*.part"))


def test_ctrl_c_writes_nothing_and_leaves_the_last_zip(
    unrun: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (unrun / "hw-submission.zip").write_bytes(b"yesterday's")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gradus_checks.submit.rehearse", interrupted)
    assert "Stopped: no zip was written." in told(unrun, capsys, 1)
    assert (unrun / "hw-submission.zip").read_bytes() == b"yesterday's"


def test_ctrl_c_in_a_test_of_the_zip_stops_all(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "import os, signal\n\ndef mse(y_pred, y_true):\n    os.kill(os.getpid(), signal.SIGINT)\n"
    )
    write(folder, {"losses.py": text})
    assert "Stopped: no zip was written." in told(folder, capsys, 1)


@pytest.mark.parametrize("listed", [None, "{}", "[1"])
def test_a_list_that_is_gone_is_one_sentence(
    unrun: Path, capsys: pytest.CaptureFixture[str], listed: str | None
) -> None:
    (unrun / LISTED).unlink()
    if listed is not None:
        (unrun / LISTED).write_text(listed, "utf-8")
    assert "handed_out.json is missing or was changed" in told(unrun, capsys, 1)


def test_long_names_are_handed_in_and_shortened_on_the_screen(
    unrun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = f"{'a' * 240}.py"
    write(unrun, {name: ""})
    said = told(unrun, capsys, 0)
    assert name in zipped(unrun)
    assert f"{'a' * 59}…" in said
