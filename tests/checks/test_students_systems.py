"""What students get works on Windows and macOS: no POSIX module, any encoding, their paths."""

import ntpath
import os
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest
from checks.student_folder import Folder

from gradus.assignment import load_assignment
from gradus.assignment.consistency import check_assignment
from gradus.release.folder import SUBMIT, student_files
from gradus.release.writing import write_folder
from gradus_checks import faults
from gradus_checks.home.handed_out import LISTED, HandedOut

pytestmark = pytest.mark.slow

COURSE = Path(__file__).resolve().parents[2]
# Python runs a module of this name at its start, also where submit.py starts another one.
PRETEND = """
import faulthandler, os, signal, sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name in ("resource", "fcntl", "termios", "pwd", "grp", "readline"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

for name in ("resource", "fcntl", "termios", "pwd", "grp", "readline"):
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Missing())
for owner, names in (
    (os, ("fork", "getuid", "geteuid", "chown", "killpg", "setsid", "sched_getaffinity")),
    (signal, ("SIGKILL", "SIGALRM", "SIGPROF", "SIGUSR1")),
    (signal, ("setitimer", "pthread_kill", "pthread_sigmask")),
    (faulthandler, ("register", "unregister")),
):
    for name in names:
        delattr(owner, name)
"""
# As on Windows before Python 3.15, text is not UTF-8 unless one says so.
NOT_UTF8 = {
    "LC_ALL": "C",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONUTF8": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # those that are installed here may need POSIX
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """hw2's: its Greek letters and subscripts are what an old encoding cannot read."""
    assignment = load_assignment(COURSE, "hw2-backprop")
    folder = tmp_path_factory.mktemp("a folder with spaces") / "hw2-backprop"
    write_folder(folder, student_files(assignment, check_assignment(assignment)))
    return folder


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a Python that lacks what Windows lacks."""
    place = tmp_path_factory.mktemp("elsewhere")
    (place / "sitecustomize.py").write_text(PRETEND, "utf-8")
    return {**os.environ, **NOT_UTF8, "PYTHONPATH": str(place)}


def run(folder: Path, environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stdout + done.stderr
    return done.stdout


def test_handing_in_runs_the_tests_and_makes_the_zip(
    folder: Path, elsewhere: dict[str, str]
) -> None:
    told = run(folder, elsewhere, "submit.py")
    assert "Task 4.1: numerical_gradient is not written yet" in told
    assert "hw2-backprop-submission.zip is ready to hand in" in told
    assert (folder / "hw2-backprop-submission.zip").is_file()


def test_titles_can_be_read_where_their_letters_are_not_known(
    folder: Path, elsewhere: dict[str, str]
) -> None:
    told = run(folder, elsewhere, "-m", "pytest", "-q")
    assert "your points" in told
    assert told.isascii()
    assert "\\u" not in told, "pytest's own escapes"


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "arguments",
    [
        ("-m", "pytest"),
        ("submit.py",),
        ("-c", "from gradus_checks import Notebook; print(ascii(Notebook().check('task_1_1')))"),
    ],
    ids=["pytest", "submit", "check"],
)
def test_a_loop_that_does_not_end_is_named(
    tmp_path: Path, elsewhere: dict[str, str], arguments: tuple[str, ...]
) -> None:
    own = Folder(tmp_path / "hw")
    modules = ("losses", "softmax")
    own.write(LISTED, HandedOut("hw", modules, packages=("numpy",), seconds=0.5).written())
    own.write("submit.py", SUBMIT)
    source = (own.path / "losses.py").read_text("utf-8")
    own.write("losses.py", source.replace("return", "while True:\n        y_pred += 1\n    return"))
    told = run(own.path, elsewhere, *arguments)
    assert "Your loop at losses.py, line 6, has not ended: it was stopped after 0.5 s." in told
    if "check" not in arguments[-1]:
        assert "Task 1.2: softmax is not written yet" in told


def test_otter_reads_the_test_files(folder: Path, elsewhere: dict[str, str]) -> None:
    program = (
        "import otter; from gradus_checks.notebook import read_tests_as_utf8 as read; read();"
        "result = otter.Notebook('hw2-backprop.ipynb').check('task_5_1'); print(ascii(result))"
    )
    # Otter itself may need what Windows lacks: here only the encoding is strange.
    environment = {name: value for name, value in elsewhere.items() if name != "PYTHONPATH"}
    assert "is not written yet" in run(folder, environment, "-c", program)


def test_a_place_in_a_folder_of_windows_is_told_as_anywhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = r"C:\Users\Ada Lovelace\hw1-losses"
    broken = compile("raise ValueError('no')", ntpath.join(folder, "losses.py"), "exec")
    nested = compile("x = y", ntpath.join(folder, "own", "helper.py"), "exec")
    monkeypatch.setattr("gradus_checks.faults.os.path", ntpath)
    with pytest.raises(ValueError, match="no") as raised:
        exec(broken, {})
    assert faults.describe(raised.value, folder).place == "losses.py, line 1"
    with pytest.raises(NameError) as unknown:
        exec(nested, {})
    assert faults.describe(unknown.value, folder).place == "own/helper.py, line 1"
    syntax = SyntaxError("invalid", (ntpath.join(folder, "own", "helper.py"), 3, 1, "def ("))
    assert faults.describe(syntax, folder).place == "own/helper.py, line 3"


def test_task_files_are_known_by_their_path() -> None:
    path = PureWindowsPath(r"C:\hw\tests\task_1_1.py")
    assert path.match("tests/task_*.py")
