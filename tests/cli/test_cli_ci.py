"""`gradus ci`: exit codes, files and the log, whatever the judge says."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from gradebook.fake_class import FakeSource, hand_in, make_source
from rich.console import Console

from gradus.cli.ci import ci_command, ci_submission
from gradus.cli.consoles import Consoles
from gradus.errors import UsageError


@pytest.fixture
def source(tmp_path: Path) -> FakeSource:
    return make_source(tmp_path)


def ci(source: FakeSource, tmp_path: Path, order: str, at_least: float = 100.0) -> int:
    checkout = hand_in(tmp_path, ada=order) / "ada"
    consoles = Consoles(Console(), Console(stderr=True))
    return ci_submission(source, checkout, tmp_path / "reports", at_least, consoles)


@pytest.mark.parametrize(
    ("order", "at_least", "code"),
    [("10", 100, 0), ("7", 70, 0), ("7", 71, 1), ("0", 0, 0), ("unchecked", 0, 1)],
)
def test_the_threshold_decides(
    tmp_path: Path, source: FakeSource, order: str, at_least: float, code: int
) -> None:
    assert ci(source, tmp_path, order, at_least) == code


def test_outside_of_github_nothing_is_a_command(
    tmp_path: Path,
    source: FakeSource,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    ci(source, tmp_path, "7")
    assert "::" not in capsys.readouterr().out
    assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == [
        "feedback.md",
        "junit.xml",
        "results.json",
    ]


def test_nothing_hidden_is_in_log_or_files(
    tmp_path: Path,
    source: FakeSource,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    ci(source, tmp_path, "7")
    files = [summary, *(tmp_path / "reports").iterdir()]
    told = [capsys.readouterr().out, *(path.read_text("utf-8") for path in files)]
    assert all("forty-two" not in text for text in told), "what the case expected is for staff"
    assert any("It is too large." in text for text in told)
    assert json.loads((tmp_path / "reports" / "results.json").read_text())["score"] == 7


def test_a_summary_that_cannot_be_written_is_said(
    tmp_path: Path, source: FakeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    with pytest.raises(UsageError, match=r"GITHUB_STEP_SUMMARY names .* cannot be written"):
        ci(source, tmp_path, "7")
    assert (tmp_path / "reports" / "junit.xml").is_file()


@pytest.mark.parametrize(
    ("course", "output"), [("work", "out"), ("work/course", "out"), ("course", "work/out")]
)
def test_tests_and_reports_must_be_out_of_the_students_reach(
    tmp_path: Path, course: str, output: str
) -> None:
    with pytest.raises(UsageError, match=r"inside .*work, where the student can write"):
        ci_command("hw", tmp_path / "work", tests=tmp_path / course, output=tmp_path / output)


def test_the_level_is_said(
    tmp_path: Path, source: FakeSource, capsys: pytest.CaptureFixture[str]
) -> None:
    ci(replace(source, isolation="none"), tmp_path, "10")
    assert "WARNING: isolation level none" in capsys.readouterr().err
