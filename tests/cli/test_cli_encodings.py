"""The commands in terminals that do not know Unicode, and in locales that are not UTF-8."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sampling import sampled

from gradus.cli.machine import file_names

pytestmark = pytest.mark.slow

COURSE = Path(__file__).resolve().parents[2]
HW1 = ("hw1-losses", "--course", str(COURSE), "--isolation", "none")
_GRADUS = "from gradus.cli import main; main(prog_name='gradus')"
ENCODINGS = ("", "ascii", "cp437", "cp1252")
"""Of PYTHONIOENCODING; without one it is the locale's, which is ASCII here."""


def gradus(encoding: str, *arguments: str | Path) -> tuple[int, str]:
    """The exit code and all that is printed."""
    locale = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-c", _GRADUS, *map(str, arguments)],
        env={**os.environ, **locale, "PYTHONIOENCODING": encoding, "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=300,
    )
    said = done.stdout.decode(encoding or "ascii")
    assert "unexpected happened" not in said, said
    return done.returncode, said


@pytest.fixture(scope="module")
def submission(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One function is wrong, and a module prints what no code page has."""
    folder = tmp_path_factory.mktemp("class") / "ada"
    folder.mkdir()
    for name in ("losses", "softmax", "concepts", "own_tests"):
        shutil.copy(COURSE / "solutions" / f"{name}.py", folder)
    with (folder / "losses.py").open("a", encoding="utf-8") as source:
        source.write("\n\ndef mae(y_pred, y_true):\n    print('ŷ → 日本')\n    return 7.0\n")
    return folder


@pytest.mark.parametrize("encoding", sampled(ENCODINGS, 4, str, lambda _: False))
def test_feedback_says_what_passed_and_what_did_not(submission: Path, encoding: str) -> None:
    _, said = gradus(encoding, "check", *HW1, submission)
    assert "  x Worked example  0/1" in said
    assert "y -> ??" in said
    assert "  ? " not in said
    assert 100 * "-" in said or 100 * "─" in said


@pytest.mark.slow
@pytest.mark.parametrize("encoding", sampled(["", "cp437"], 2, str, lambda _: False))
def test_a_class_is_graded_and_told_of_names_that_suffer(
    submission: Path, tmp_path: Path, encoding: str
) -> None:
    folder = tmp_path / "class"
    for name in (b"ada", "Zo\u00eb".encode()):
        target = os.fsdecode(os.fsencode(folder) + b"/" + name)
        shutil.copytree(submission, target)
    arguments = (folder, "-o", tmp_path / "out", "--jobs", "1")
    code, said = gradus(encoding, "grade", *HW1, *arguments)
    assert code == 0, said
    assert "File names are read as ascii: names of submissions with other letters" in said
    assert "set PYTHONUTF8=1" in said
    assert "2 submissions" in said


@pytest.mark.parametrize("command", [("doctor",), ("--help",), ("grade", "--help"), ("nonsense✗",)])
def test_other_commands(command: tuple[str, ...]) -> None:
    code, said = gradus("", *command)
    assert code == (2 if "nonsense" in command[0] else 0), said
    assert said


def test_a_machine_that_garbles_names_is_told() -> None:
    assert file_names("utf-8").concern == ""
    assert "PYTHONUTF8=1" in file_names("iso8859-1").concern
