"""Where nothing can be written, every command says so in one sentence, with exit code 2."""

from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from gradebook.fake_class import hand_in, make_source
from lms.results import write_results
from release.mini_course import write_course
from sampling import sampled

from gradus.cli import main
from gradus.errors import UsageError
from gradus.gradebook import check_folder, write_atomically

COURSE = Path(__file__).resolve().parents[2]
NOWHERE = "/proc/nobody may write here"
"""A folder that cannot be made, also not by root."""


def gradus(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def commands(tmp_path: Path) -> dict[str, tuple[str | Path, ...]]:
    """By name, each command that writes into a folder: all but `-o FOLDER`."""
    make_source(tmp_path)
    hand_in(tmp_path, ada="10")
    results = write_results(tmp_path / "results", {"ada": 70.0})
    roster = tmp_path / "roster.csv"
    roster.write_text("Name,Email\nada,ada@x.org\n", "utf-8")
    mini = write_course(tmp_path / "mini").root
    of_hw = ("--course", tmp_path / "course")
    of_mini = ("--course", mini)
    return {
        "ci": ("ci", "mini", tmp_path / "class" / "ada", *of_mini),
        "export": ("export", "canvas", results, "--roster", roster),
        "grade": ("grade", "hw", tmp_path / "class", *of_hw),
        "build": ("build", "mini", *of_mini),
        "audit": ("audit", "mini", *of_mini),
        "demo": ("demo", "mini", *of_mini),
    }


@pytest.mark.parametrize(
    ("name", "where"),
    sampled(
        product(
            ("ci", "export", "grade", "build", "audit", "demo"),
            (NOWHERE, f"{NOWHERE}/deep", "a file", "a file/deep"),
        ),
        5,  # one each, and every place
        "-".join,
        lambda _: False,
    ),
)
def test_a_folder_that_cannot_be_is_2(
    tmp_path: Path, commands: dict[str, tuple[str | Path, ...]], name: str, where: str
) -> None:
    (tmp_path / "a file").write_text("in the way", "utf-8")
    ended = gradus(*commands[name], "-o", tmp_path / where)
    assert ended.exit_code == 2, ended.output
    assert ended.stderr.count("Error:") == 1
    assert "unexpected" not in ended.stderr
    assert where in ended.stderr
    assert (tmp_path / "a file").read_text("utf-8") == "in the way"


@pytest.mark.parametrize("name", ["export", "grade"])
def test_missing_parents_are_made(
    tmp_path: Path, commands: dict[str, tuple[str | Path, ...]], name: str
) -> None:
    check_folder(tmp_path / "a" / "b" / "c")
    assert list((tmp_path / "a" / "b" / "c").iterdir()) == []
    ended = gradus(*commands[name], "-o", tmp_path / "not" / "there" / "yet")
    assert ended.exit_code != 2, ended.output
    assert (tmp_path / "not" / "there" / "yet").is_dir()


@pytest.mark.parametrize(
    ("file", "command"),
    [
        ("export/canvas-grades.csv", "export"),
        ("export/canvas-left-out.txt", "export"),
        ("leaderboard.md", "leaderboard"),
    ],
)
def test_a_folder_in_the_place_of_a_file_is_2(tmp_path: Path, file: str, command: str) -> None:
    results = tmp_path / "results"
    if command == "export":
        write_results(results, {"ada": 70.0})
    (results / file / "something").mkdir(parents=True)
    roster = tmp_path / "roster.csv"
    roster.write_text("Name,Email\nada,ada@x.org\n", "utf-8")
    called = {
        "export": ("export", "canvas", results, "--roster", roster),
        "leaderboard": ("leaderboard", "hw3-generalization", results, "--course", COURSE),
    }
    ended = gradus(*called[command])
    assert ended.exit_code == 2, ended.output
    assert ended.stderr.count("Error:") == 1
    assert "unexpected" not in ended.stderr
    assert file.split("/")[-1] in ended.stderr


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "grades.csv").mkdir()
    with pytest.raises(UsageError, match=r"grades.csv cannot be written: Is a directory"):
        write_atomically(tmp_path / "grades.csv", b"ada,10")
    assert [path.name for path in tmp_path.iterdir()] == ["grades.csv"]
