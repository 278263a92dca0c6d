"""Ctrl-C at any moment is a sentence, and nothing of the student's is lost."""

import ast
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, SimpleNamespace
from typing import Any

import pytest
from checks.student_folder import Folder
from checks.submit_folder import zipped
from IPython.core.error import InputRejected

import gradus_checks
from gradus.release.folder import CONFTEST, SUBMIT
from gradus_checks.home.interrupted import Interrupted, told_in_a_sentence
from gradus_checks.notebook import _refuse_broken_modules, _stop_politely
from gradus_checks.submit import hand_in

OURS = str(Path(gradus_checks.__file__).parent)
STOPPED = "Stopped: run this again to hand in."

Line = tuple[str, int]


class Interrupts:
    """Raises KeyboardInterrupt at the first line of the files `where` that is none of `seen`."""

    def __init__(self, where: str, seen: set[Line]) -> None:
        self._where = where
        self._seen = seen
        self.at: Line | None = None

    def trace(self, frame: FrameType, event: str, _argument: Any) -> Any:
        path = frame.f_code.co_filename
        if not path.startswith(self._where):
            return None
        line = path, frame.f_lineno
        if event == "line" and self.at is None and line not in self._seen:
            self.at = line
            self._seen.add(line)
            raise KeyboardInterrupt
        return self.trace


@contextmanager
def interrupted(where: str, seen: set[Line]) -> Iterator[Interrupts]:
    found = Interrupts(where, seen)
    before = sys.gettrace()
    sys.settrace(found.trace)
    try:
        yield found
    finally:
        sys.settrace(before)


# Who interrupts it on its way to the end of a `with` leaves the rest to the garbage collector.
@pytest.mark.filterwarnings("ignore:Implicitly cleaning up")
@pytest.mark.parametrize(
    "where",
    [f"{OURS}/submit.py", pytest.param(OURS, marks=pytest.mark.exhaustive)],
    ids=["submit", "all"],
)
def test_at_each_line_of_handing_in_the_zip_is_the_last_one_or_a_whole_one(
    unrun: Path, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    path = unrun / "hw-submission.zip"
    work = {each.name: each.read_bytes() for each in unrun.glob("*.py")}
    seen = {
        (f"{OURS}/submit.py", line)
        for line in (hand_in.__code__.co_firstlineno, *_lines_of_the_guard())
    }
    interrupts = 0
    while True:
        path.write_bytes(b"yesterday's")
        with interrupted(where, seen) as found:
            code = hand_in(unrun)
        said = capsys.readouterr().out
        if found.at is None:
            break
        interrupts += 1
        assert (code, said.splitlines()[-1]) == (1, STOPPED), found.at
        if path.read_bytes() != b"yesterday's":
            assert zipped(unrun) == ["losses.py", "softmax.py"]
        assert not list(unrun.glob(".*.part"))
        assert {each.name: each.read_bytes() for each in unrun.glob("*.py")} == work
    assert zipfile.ZipFile(path).testzip() is None
    assert interrupts > (50 if where != OURS else 150)


def _lines_of_the_guard() -> Iterator[int]:
    """`try:` itself, before which nothing is done."""
    source = Path(OURS, "submit.py").read_text("utf-8").splitlines()
    yield source.index("def hand_in(folder: Path) -> int:") + 3


def test_at_each_line_of_the_file_that_is_run(tmp_path: Path) -> None:
    path = tmp_path / "submit.py"
    path.write_text(SUBMIT, "utf-8")
    lines = SUBMIT.splitlines()
    begin, end = lines.index("try:") + 2, lines.index("except KeyboardInterrupt:")
    seen: set[Line] = {(str(path), n) for n in range(len(lines) + 1) if not begin <= n <= end}
    places = list(sys.path)
    program = compile(SUBMIT, str(path), "exec")
    stopped: list[Line] = []
    while True:
        try:
            with interrupted(str(path), seen) as found, pytest.raises(SystemExit) as ended:
                exec(program, {"__name__": "__main__", "__file__": str(path)})
        finally:
            sys.path[:] = places
        if found.at is None:
            break
        assert ended.value.code == STOPPED
        stopped.append(found.at)
    assert [line for _, line in stopped][-1] == end
    assert len(stopped) >= 6


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("gradus_checks/pytest_plugin.py", "raise KeyboardInterrupt", "Exit: You have stopped"),
        (
            "tests/task_1_1.py",
            "raise KeyboardInterrupt",
            " Interrupted: You have stopped the tests",
        ),
        (
            "losses.py",
            "def mse(a, b):\n    raise KeyboardInterrupt",
            " Interrupted: You have stopped the tests, at losses.py, line 2, in mse. ",
        ),
    ],
)
def test_pytest_says_it_in_a_sentence(folder: Folder, name: str, text: str, said: str) -> None:
    folder.write(name, text)
    output = folder.pytest()
    assert said in output
    assert "full-trace" not in output


@pytest.mark.exhaustive
def test_where_pytest_has_no_words_for_it_we_have(folder: Folder) -> None:
    end = "\n\ndef pytest_unconfigure():\n    raise KeyboardInterrupt\n"
    folder.write("conftest.py", CONFTEST + end)
    done = subprocess.run(
        (sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:xdist"),
        cwd=folder.path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == "\nYou have stopped pytest.\n"


def test_a_cell_that_is_stopped_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    code = compile("raise KeyboardInterrupt", str(tmp_path / "losses.py"), "exec")
    with pytest.raises(KeyboardInterrupt) as plain:
        exec(code)
    with pytest.raises(Interrupted) as told, told_in_a_sentence(tmp_path, "this check"):
        exec(code)
    for error, what in ((plain.value, "cell"), (told.value, "check")):
        _stop_politely(None, type(error), error, error.__traceback__)
        said = f"You have stopped this {what}, at losses.py, line 1.\n"
        assert capsys.readouterr().out == said


def test_a_cell_that_is_stopped_before_it_begins_does_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.chdir(tmp_path)
    reloader = SimpleNamespace(check=interrupted)
    magics = SimpleNamespace(registry={"AutoreloadMagics": SimpleNamespace(_reloader=reloader)})
    shell = SimpleNamespace(ast_transformers=[], magics_manager=magics, user_ns={})
    _refuse_broken_modules(shell)
    (refuse,) = shell.ast_transformers
    cell = ast.parse("x = 1")
    reloader.check()
    with pytest.raises(InputRejected, match=r"^You have stopped this cell\.$"):
        refuse.visit(cell)
    assert refuse.visit(cell) is cell
    monkeypatch.setattr(refuse.modules, "refuse", interrupted)
    with pytest.raises(InputRejected, match=r"^You have stopped this cell\.$"):
        refuse.visit(cell)
