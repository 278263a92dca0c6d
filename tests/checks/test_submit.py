"""`python submit.py` in a student's folder."""

import zipfile
from pathlib import Path

import pytest

from gradus_checks.submit import contents, hand_in

pytestmark = pytest.mark.slow

MODULES = ("losses", "softmax")
GIVEN = ("conftest.py", "submit.py", "plots.py")


@pytest.fixture
def bare_folder(tmp_path: Path) -> Path:
    for name in (*GIVEN, "losses.py", "softmax.py"):
        (tmp_path / name).write_text(f"# {name}\n", "utf-8")
    return tmp_path


@pytest.fixture
def folder(bare_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One whose public tests have nothing to say: to run them takes most of the time."""
    monkeypatch.setattr("gradus_checks.submit._tested", lambda _folder: "")
    return bare_folder


def zipped(folder: Path) -> list[str]:
    with zipfile.ZipFile(folder / "hw-submission.zip") as archive:
        return archive.namelist()


def test_modules_and_own_files_are_in_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "helpers.py").write_text("")
    (folder / "picture.png").write_text("")
    assert hand_in("hw", folder, MODULES, GIVEN) == 0
    assert zipped(folder) == ["losses.py", "softmax.py", "helpers.py"]
    told = capsys.readouterr().out
    assert "hw-submission.zip is ready to hand in. In it: losses.py, softmax.py." in told
    assert "files of your own: helpers.py" in told
    assert "MISSING" not in told


def test_packages_and_data_of_ones_own_are_in_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    others = ("tests/task_1_1.py", "gradus_checks/case.py", ".venv/x.py", "env/pyvenv.cfg")
    own = ("mine/table.csv", "utils/__init__.py", "utils/deep/tools.py")
    for name in (*own, *others, "env/x.py", "utils/__pycache__/x.py", "data/given.npz"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("")
    assert hand_in("hw", folder, MODULES, (*GIVEN, "data/given.npz")) == 0
    assert zipped(folder) == ["losses.py", "softmax.py", *own[1:], own[0]]
    assert "utils/deep/tools.py, mine/table.csv." in capsys.readouterr().out


def test_what_there_is_no_room_for_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "small.py").write_text("")
    (folder / "large.py").write_text("#" * 3000)
    for number in range(600):
        (folder / f"{number:03}.json").write_text("1")
    assert hand_in("hw", folder, MODULES, GIVEN, 3, 5000) == 0
    assert len(zipped(folder)) == 500
    assert "small.py" in zipped(folder)
    told = capsys.readouterr().out
    assert "LEFT OUT: large.py, 497.json" in told
    assert "A grader takes 500 files in all, 3 kB of Python source" in told
    assert len(told) < 2000


def test_what_is_missing_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "softmax.py").unlink()
    assert hand_in("hw", folder, MODULES, GIVEN) == 1
    assert zipped(folder) == ["losses.py"]
    assert "MISSING: softmax.py" in capsys.readouterr().out


def test_without_any_module_there_is_no_zip(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in MODULES:
        (folder / f"{module}.py").unlink()
    assert hand_in("hw", folder, MODULES, GIVEN) == 1
    assert not (folder / "hw-submission.zip").exists()
    assert "Nothing to hand in: there is no losses.py and no softmax.py" in capsys.readouterr().out


def test_the_same_work_is_the_same_zip(folder: Path) -> None:
    hand_in("hw", folder, MODULES, GIVEN)
    first = (folder / "hw-submission.zip").read_bytes()
    (folder / "losses.py").touch()
    hand_in("hw", folder, MODULES, GIVEN)
    assert (folder / "hw-submission.zip").read_bytes() == first


def test_tests_that_cannot_run_keep_nobody_from_handing_in(
    bare_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = bare_folder
    (folder / "conftest.py").write_text("import nothing_of_that_name\n")
    assert hand_in("hw", folder, MODULES, GIVEN) == 0
    assert "The public tests could not be run" in capsys.readouterr().out


def test_what_python_cannot_read_is_said_last(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "losses.py").write_text("def mse(:\n")
    assert hand_in("hw", folder, MODULES, GIVEN) == 1
    assert zipped(folder) == ["losses.py", "softmax.py"]
    *_, written, broken = capsys.readouterr().out.splitlines()
    assert "ready" not in written
    assert broken.startswith("BROKEN: losses.py, line 1. ")


def test_a_zip_that_cannot_be_written_is_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "hw-submission.zip").mkdir()
    assert hand_in("hw", folder, MODULES, GIVEN) == 1
    assert "hw-submission.zip could not be written (Is a directory)" in capsys.readouterr().out


def test_an_archive_of_an_earlier_day_is_not_handed_in(folder: Path) -> None:
    (folder / "hw-submission.zip").write_bytes(b"old")
    assert contents(folder, MODULES, GIVEN).own == ()
