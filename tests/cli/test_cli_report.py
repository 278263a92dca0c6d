"""`gradus report`: pages of a class that is graded, from its results alone."""

import json
from pathlib import Path

import pytest

from gradus.cli.pages import CLASS_PAGE, FEEDBACK_PAGE, STAFF_PAGE
from gradus.cli.report import NAMELESS, report_command
from gradus.errors import UsageError
from gradus.gradebook import RECORD, student_folder
from gradus.gradebook.records import record_json
from gradus.results import CaseResult, QuestionResult, Record, Status


def _record(student: str, status: Status) -> Record:
    case = CaseResult("Worked", 4.0, False, status, "It is too large.", "forty-two")
    question = QuestionResult("task_1_1", "Loss", "1.1", False, (case,))
    return Record(student, "hw", "f", f"{student}.zip", "none", (question,))


@pytest.fixture
def results(tmp_path: Path) -> Path:
    for student, status in (("ada", Status.PASSED), ("bob", Status.FAILED)):
        folder = student_folder(tmp_path, student)
        folder.mkdir(parents=True)
        (folder / RECORD).write_bytes(record_json(_record(student, status)))
    return tmp_path


def test_it_writes_the_class_and_two_pages_a_student(results: Path) -> None:
    assert report_command(results) == 0

    assert "bob" in (results / CLASS_PAGE).read_text("utf-8")
    folder = student_folder(results, "bob")
    assert "forty-two" not in (folder / FEEDBACK_PAGE).read_text("utf-8")
    assert "forty-two" in (folder / STAFF_PAGE).read_text("utf-8")


def test_it_says_where_the_page_is(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report_command(results)

    assert (results / CLASS_PAGE).resolve().as_uri() in capsys.readouterr().out


def test_without_names_there_is_one_page_and_nobody_in_it(results: Path) -> None:
    assert report_command(results, hide_names=True) == 0

    assert "bob" not in (results / NAMELESS).read_text("utf-8")
    assert not (results / CLASS_PAGE).exists()


def test_a_damaged_record_leaves_the_others_on_the_page(results: Path) -> None:
    path = student_folder(results, "ada") / RECORD
    path.write_bytes(path.read_bytes()[:100])

    assert report_command(results) == 0

    page = (results / CLASS_PAGE).read_text("utf-8")
    assert "bob" in page
    assert "ada" in page.partition("cannot be read: ")[2].partition("Run")[0]


def test_against_another_year(results: Path) -> None:
    assert report_command(results, against=results) == 0
    assert "Last time" in (results / CLASS_PAGE).read_text("utf-8")


def test_a_folder_without_results_is_wrong_use(results: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()

    with pytest.raises(UsageError, match="holds no results"):
        report_command(empty)
    with pytest.raises(UsageError, match="to compare with"):
        report_command(results, against=empty)


def test_results_of_an_older_version_are_shown(results: Path) -> None:
    path = student_folder(results, "ada") / RECORD
    record = json.loads(path.read_bytes())
    for case in record["questions"][0]["cases"]:
        del case["measured"], case["curves"], case["seconds"]
    path.write_text(json.dumps(record))

    assert report_command(results) == 0

    assert "ada" in (results / CLASS_PAGE).read_text("utf-8")
