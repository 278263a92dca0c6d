"""The commands of the guide, typed one after the other as they stand there."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gradus.cli import main

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "assignments" / "README.md"


def commands(page: Path, heading: str) -> Iterator[list[str]]:
    """What is typed in the section, a command each, without its comments."""
    section = re.split(r"^## ", page.read_text("utf-8"), flags=re.MULTILINE)
    (text,) = (each for each in section if each.startswith(f"{heading}\n"))
    for block in re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        for line in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
            yield shlex.split(line, comments=True)


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Shell":
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    return Shell(monkeypatch)


class Shell:
    """Runs `cd`, `export` and `gradus`, and remembers which gradus commands it has run."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self.run_so_far: list[str] = []

    def run(self, words: list[str]) -> None:
        match words:
            case ["pip", "install", "PATH/TO/GRADUS"]:
                pass  # what is tested is installed
            case ["cd", folder]:
                self._monkeypatch.chdir(folder)
            case ["export", setting]:
                name, _, value = setting.partition("=")
                self._monkeypatch.setenv(name, str(Path(value).expanduser()))
            case ["gradus", *arguments]:
                done = gradus(*arguments, *(("--jobs", "1") if arguments[0] == "grade" else ()))
                assert done.exit_code == 0, (words, done.output)
                self.run_so_far.append(" ".join(arguments))
            case _:
                raise AssertionError(f"the guide has a command of another kind: {words}")


def gradus(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def hand_in() -> None:
    """A class of three: one is right, one has a mistake, one has done nothing."""
    reference = Path("solutions/signals.py").read_text("utf-8")
    for student, source in {
        "ada": reference,
        "bob": reference.replace("2 *", "3 *", 1),
        "cy": Path("starter/signals.py").read_text("utf-8"),
    }.items():
        (Path("SUBMISSIONS") / student).mkdir(parents=True)
        (Path("SUBMISSIONS") / student / "signals.py").write_text(source, "utf-8")


@pytest.mark.slow
def test_from_an_empty_folder_to_a_graded_class_in_five_commands(shell: Shell) -> None:
    for words in commands(GUIDE, "Start a course"):
        if words[:2] == ["gradus", "grade"]:
            hand_in()
        shell.run(words)

    rows = Path("OUT/grades.csv").read_text("utf-8").splitlines()[1:]
    assert [row.split(",")[:3] for row in rows] == [
        ["ada", "15", "15"],
        ["bob", "5", "15"],
        ["cy", "0", "15"],
    ]
    assert [each.split()[0] for each in shell.run_so_far[:5]] == [*["new"] * 3, "build", "grade"]
    assert gradus("audit", "--selftest", "hw1").exit_code == 0


def test_the_readme_shows_the_same_five() -> None:
    def shown(page: Path, heading: str) -> list[list[str]]:
        typed = [words for words in commands(page, heading) if words[0] == "gradus"]
        return [words[:5] for words in typed[:5]]

    assert shown(ROOT / "README.md", "Instructors") == shown(GUIDE, "Start a course")


@pytest.mark.exhaustive
def test_a_course_grows_and_loses_a_task_and_is_given_again(shell: Shell) -> None:
    for words in commands(GUIDE, "Start a course"):
        if words[:2] not in (["gradus", "grade"], ["gradus", "build"]):
            shell.run(words)
    for words in commands(GUIDE, "Add an assignment"):
        shell.run(words)
    folder = Path("assignments/hw2")
    drop_first_task(folder)
    for words in commands(GUIDE, "Drop a task"):
        shell.run(words)
    assert [path.name for path in (folder / "tests").glob("*.py")] == ["task_2_1.py"]
    assert "Task 2.1: width" in Path("starter/spectra.py").read_text("utf-8")
    assert Path("../sound-again/assignments/hw1/assignment.toml").is_file()


def drop_first_task(folder: Path) -> None:
    """As the guide says: specification, test, cells, mistakes, calls, and the function."""
    (folder / "tests/task_1_1.py").unlink()
    cut(folder / "assignment.toml", r"\[\[tasks\]\]\nnumber = \"1\.1\".*?(?=\[\[tasks)")
    total = folder / "assignment.toml"
    total.write_text(total.read_text("utf-8").replace("total = 20", "total = 10"), "utf-8")
    cut(folder / "hw2.py", r"# %% \[markdown\]\n# ## Task 1\.1.*?(?=# %% \[markdown\])")
    cut(folder / "mistakes/spectra.toml", r"\[\[mistake\]\]\nid = \"peak.*?(?=\[\[mistake)")
    for path in (folder / "battery/spectra.py", Path("solutions/spectra.py")):
        cut(path, r"def peak\(.*?(?=def width)")


def cut(path: Path, pattern: str) -> None:
    text, count = re.subn(pattern, "", path.read_text("utf-8"), flags=re.DOTALL)
    assert count == 1, path
    path.write_text(text, "utf-8")
