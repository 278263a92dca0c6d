"""The commands as they are typed: messages, exit codes, and the real judge behind them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from release.mini_course import write_course

from gradus import __version__
from gradus.cli import main
from gradus.errors import GradusError, UsageError

COURSE = Path(__file__).resolve().parents[2]
HW1 = ("hw1-losses", "--course", str(COURSE), "--isolation", "none")


def gradus(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def hand_in(folder: Path, source: str = "") -> Path:
    folder.mkdir(parents=True)
    for name in ("losses", "softmax", "concepts", "own_tests"):
        text = source or (COURSE / "solutions" / f"{name}.py").read_text("utf-8")
        (folder / f"{name}.py").write_text(text, "utf-8")
    return folder


def raising(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def check_command(*_arguments: object, **_options: object) -> int:
        raise error

    monkeypatch.setattr("gradus.cli.check.check_command", check_command)


def test_help_and_version() -> None:
    assert gradus("--version").output == f"gradus, version {__version__}\n"
    for command in ("build", "grade", "check", "doctor"):
        assert command in gradus("--help").output
        assert gradus(command, "--help").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("grade", "hw1-losses"), "Missing argument 'SUBMISSIONS'"),
        (("grade", "hw1-losses", "x", "-o", "y", "--jobs", "0"), "0 is not in the range"),
        (("fly",), "No such command 'fly'"),
        (("check", "hw9", "x", "--course", COURSE), "Error: This course has no assignment called"),
        (("check", "hw1-losses", "x", "--course", COURSE), "Error: There is no x."),
        (("check", "hw1-losses", "x", "--course", COURSE, "--task", "9.9"), "no task 9.9. It has"),
        (
            ("grade", "hw1-losses", "x", "-o", "y", "--course", COURSE, "--task", "1"),
            "no task 1. It has",
        ),
        (("check", "hw1-losses", "x", "--course", COURSE / "tests"), "has no assignment called"),
    ],
)
def test_a_wrong_call_is_2(arguments: tuple[str, ...], told: str) -> None:
    result = gradus(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""


def test_an_unknown_isolation_is_a_wrong_call(tmp_path: Path) -> None:
    hand_in(tmp_path / "class" / "ada")
    arguments = ("--course", COURSE, "--isolation", "magic")
    result = gradus("grade", "hw1-losses", tmp_path / "class", "-o", tmp_path / "out", *arguments)
    assert result.exit_code == 2
    assert "There is no isolation level 'magic'" in result.stderr
    elsewhere = (*arguments, "--scheduler", "tcp://127.0.0.1:9")
    result = gradus("grade", "hw1-losses", tmp_path / "class", "-o", tmp_path / "out", *elsewhere)
    assert result.exit_code == 2
    assert "There is no isolation level 'magic'" in result.stderr


def test_errors_for_people_are_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    raising(monkeypatch, GradusError("It rains: take an umbrella."))
    result = gradus("check", "hw", "x")
    assert (result.exit_code, result.stderr) == (1, "Error: It rains: take an umbrella.\n")
    raising(monkeypatch, UsageError("Say where."))
    assert gradus("check", "hw", "x").exit_code == 2


def test_unexpected_errors_say_where_to_report(monkeypatch: pytest.MonkeyPatch) -> None:
    raising(monkeypatch, RuntimeError("oops"))
    result = gradus("check", "hw", "x")
    assert result.exit_code == 1
    assert "something unexpected happened in Gradus itself: RuntimeError: oops" in result.stderr
    assert "gradus --debug" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Traceback" in gradus("--debug", "check", "hw", "x").stderr


def test_check_of_the_reference_is_full_marks(tmp_path: Path) -> None:
    result = gradus("check", *HW1, hand_in(tmp_path / "ada"))
    assert result.exit_code == 0, result.stderr
    assert "✗" not in result.stdout
    assert "ada: " in result.stdout


def test_a_class_is_graded_and_not_twice(tmp_path: Path) -> None:
    hand_in(tmp_path / "class" / "ada")
    hand_in(tmp_path / "class" / "bob", "def mse(:\n")
    (tmp_path / "class" / "cy.zip").write_bytes(b"PK\x03\x04 cut off")
    arguments = ("grade", *HW1, tmp_path / "class", "-o", tmp_path / "out", "--jobs", "1")
    first = gradus(*arguments)
    notes = (tmp_path / "out" / ".gradus" / "written.jsonl").read_text("utf-8").splitlines()
    second = gradus(*arguments)
    assert first.exit_code == 0, first.stderr
    assert "Graded 3 submissions" in first.stderr
    written = [json.loads(note)[0] for note in notes if note]
    assert len(written) == len(set(written)), "a file is written once"
    pages = {path.name for path in (tmp_path / "out" / "students" / "ada").glob("*.html")}
    assert pages == {"feedback.html", "staff.html"}
    assert "cy.zip is damaged" in " ".join(first.stdout.split())
    assert "Graded 0 submissions" in second.stderr
    assert second.stdout == first.stdout
    rows = (tmp_path / "out" / "grades.csv").read_text("utf-8").splitlines()
    assert [row.split(",")[:2] for row in rows[2:]] == [["bob", "0"], ["cy", "0"]]


def test_build_writes_what_check_then_finds_fresh(tmp_path: Path) -> None:
    course, dist = write_course(tmp_path / "course").root, tmp_path / "dist"
    build = ("build", "mini", "--course", course)
    stale = gradus(*build, "--check")
    assert stale.exit_code == 1
    assert "is stale" in stale.stderr
    built = gradus(*build, "--output", dist)
    assert built.exit_code == 0, built.stderr
    assert "The reference earns every point, the untouched starter none." in built.stdout
    assert (dist / "mini.zip").is_file()
    assert gradus(*build, "--check").exit_code == 0


def test_build_refuses_the_demos_hidden_data_unless_it_is_a_demo() -> None:
    build = ("build", "hw3-generalization", "--check", "--course", COURSE)
    refused = gradus(*build)
    assert refused.exit_code == 1
    assert "make_dataset.py --hidden-seed" in refused.stderr
    assert "--demo" in refused.stderr
    allowed = gradus(*build, "--demo")
    assert allowed.exit_code == 0
    told = "hidden data of the demo, which anybody can read: band.npz, id.npz, inst.npz, key.npz"
    assert told in " ".join((allowed.stdout + allowed.stderr).split())
