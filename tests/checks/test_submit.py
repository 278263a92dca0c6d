"""`python submit.py` in a student's folder: what is packed, and what is ready."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from checks.submit_folder import RIGHT, list_files, told, write, zipped

from gradus.release.folder import SUBMIT
from gradus_checks.home.handed_out import LISTED
from gradus_checks.submit import contents, hand_in

pytestmark = pytest.mark.slow


def test_what_passes_here_and_in_the_zip_is_ready(
    solved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(solved, capsys, 0)
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
    list_files(unrun, files_kb=8)
    write(unrun, {"small.py": "", "large.py": "#" * 8000})
    write(unrun, {f"{number:03}.json": "1" for number in range(600)})
    said = told(unrun, capsys, 0)
    assert len(zipped(unrun)) == 500
    assert "small.py" in zipped(unrun)
    assert "LEFT OUT: large.py, 497.json" in said
    assert "A grader takes 500 files, none above 5 MB, and 8 kB of all files together:" in said
    assert len(said) < 3000


def test_what_was_left_out_is_not_found_where_it_came_from(
    solved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    list_files(solved, files_kb=3)
    write(solved, {"large.py": "#" * 3000})
    (solved / "losses.py").write_text(f"import large\n{RIGHT['losses.py']}", "utf-8")
    (solved / LISTED).write_text(
        (solved / LISTED).read_text("utf-8").replace('"large.py"', '"other.py"'), "utf-8"
    )
    said = told(solved, capsys, 1)
    assert "1 test passes in this folder, and not with what is in the zip alone" in said
    assert "No module named 'large'" in said


def test_what_is_missing_is_said(solved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (solved / "softmax.py").unlink()
    said = told(solved, capsys, 1)
    assert "MISSING: softmax.py" in said
    assert "BROKEN" not in said
    assert zipped(solved) == ["losses.py"]


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
    assert "Stopped: run this again to hand in." in told(unrun, capsys, 1)
    assert (unrun / "hw-submission.zip").read_bytes() == b"yesterday's"


def test_ctrl_c_in_a_test_of_the_zip_stops_all(
    solved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "import os, signal\n\ndef mse(y_pred, y_true):\n    os.kill(os.getpid(), signal.SIGINT)\n"
    )
    write(solved, {"losses.py": text})
    assert "Stopped: run this again to hand in." in told(solved, capsys, 1)


@pytest.mark.parametrize("listed", [None, "{}", "[1"])
def test_a_list_that_is_gone_is_one_sentence(
    unrun: Path, capsys: pytest.CaptureFixture[str], listed: str | None
) -> None:
    (unrun / LISTED).unlink()
    if listed is not None:
        (unrun / LISTED).write_text(listed, "utf-8")
    assert "handed_out.json is missing or was changed" in told(unrun, capsys, 1)


@pytest.mark.parametrize(
    ("module", "cure"),
    [
        ("gradus_checks.lost", "Take the folder gradus_checks out of the zip that you got again"),
        ("no_such_package", "Activate the environment that README.md sets up"),
    ],
)
def test_where_no_test_can_be_run_nothing_is_said_to_be_ready(
    solved: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    module: str,
    cure: str,
) -> None:
    monkeypatch.setattr("gradus_checks.home.rehearsal._PROGRAM", f"import {module}")
    said = told(solved, capsys, 1)
    reason = f"ModuleNotFoundError: No module named '{module}'"
    assert f"NOT TESTED: the public tests cannot be run ({reason}). {cure}, and run" in said
    assert "ready" not in said


def test_where_no_test_file_can_be_used_nothing_is_said_to_be_ready(
    solved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(solved, dict.fromkeys(("tests/task_1_1.py", "tests/task_1_2.py"), "x = ("))
    assert "NOT TESTED: no public test can be used: take the folder" in told(solved, capsys, 1)


@pytest.mark.parametrize("hiding", ["enum", "operator", "os", "re"])
def test_what_hides_pythons_own_does_not_end_the_file_that_is_run(
    tmp_path: Path, hiding: str
) -> None:
    write(tmp_path, {"submit.py": SUBMIT, f"{hiding}.py": "x = 1\n"})
    # Without what is installed, gradus_checks too.
    command = (sys.executable, "-S", "-E", "submit.py")
    done = subprocess.run(command, cwd=tmp_path, stderr=subprocess.PIPE, encoding="utf-8")
    said = "No module named 'gradus_checks'. Take the folder gradus_checks out of the zip that you "
    assert done.stderr == f"{said}got again.\n"


def test_long_names_are_handed_in_and_shortened_on_the_screen(
    unrun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = f"{'a' * 240}.py"
    write(unrun, {name: ""})
    said = told(unrun, capsys, 0)
    assert name in zipped(unrun)
    assert f"{'a' * 59}…" in said


def test_a_name_that_no_grader_takes_is_left_out(
    unrun: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As macOS has them, where a name may be 255 letters long, each of several bytes."""
    monkeypatch.setattr("gradus_checks.own_files.LONGEST_NAME", 40)
    name = f"{'ä' * 21}.csv"
    write(unrun, {name: "1", f"{'b' * 41}/x.py": "", f"{'a' * 37}.py": ""})
    said = told(unrun, capsys, 0)
    assert zipped(unrun) == [*RIGHT, f"{'a' * 37}.py"]
    assert f"LEFT OUT: {'b' * 41}/x.py, {name}. A grader takes nothing that is called like" in said


def test_who_reads_only_the_beginning_gets_no_traceback(solved: Path) -> None:
    program = "import sys; from pathlib import Path; from gradus_checks.submit import hand_in; "
    program += "sys.exit(hand_in(Path('.')))"
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        (sys.executable, "-c", program), cwd=solved, stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")
