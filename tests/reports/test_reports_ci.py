"""What CI shows of a record: annotations, the job's summary, JUnit XML, public results."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from reports.sample_records import (
    HIDDEN_DETAIL,
    HIDDEN_OUTPUT,
    failed,
    failed_hidden,
    passed,
    question,
    record,
    typical,
    unchecked,
)

from gradus.reports import Place, annotations, job_summary, junit_xml, public_results, stopping
from gradus.reports.job_summary import bounded
from gradus.reports.workflow_commands import Annotation

PLACES = {"losses": Place("hw/losses.py", 1), "losses.mae": Place("hw/losses.py", 7)}
FUNCTIONS = {"task_1_1": ("losses.mae",)}


@pytest.mark.parametrize(
    ("annotation", "command"),
    [
        (Annotation("error", "Title", "said"), "::error title=Title::said"),
        (
            Annotation("error", "1.1: a, b", "50 %\r\nnext: c, d", Place("a,b.py", 3)),
            "::error file=a%2Cb.py,line=3,title=1.1%3A a%2C b::50 %25%0Anext: c, d",
        ),
        (
            Annotation("warning", "%3A", "::error::x\n::y"),
            "::warning title=%253A::::error::x%0A::y",
        ),
    ],
)
def test_commands_are_escaped(annotation: Annotation, command: str) -> None:
    assert annotation.command() == command


def test_a_task_is_annotated_once_where_its_function_begins() -> None:
    (found,) = annotations(typical(), FUNCTIONS, PLACES)
    assert found.place == Place("hw/losses.py", 7)
    assert found.title == "Task 1.1: Loss 1.1: 4 of 10 points"
    assert found.message == "It is 5 times too large.\n2 of 3 tests failed."


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ("losses.py, line 12, in mae: your code raised ValueError: no", Place("hw/losses.py", 12)),
        ("elsewhere.py, line 12: your code raised ValueError", Place("hw/losses.py", 7)),
    ],
)
def test_a_line_that_is_named_is_annotated(message: str, place: Place) -> None:
    graded = record("ada", question("1.1", failed("One", message=message)))
    (found,) = annotations(graded, FUNCTIONS, PLACES)
    assert found.place == place


def test_there_are_at_most_ten_errors() -> None:
    graded = record(
        "ada", *(question(f"1.{n}", failed("One", message=f"No {n}.")) for n in range(1, 13))
    )
    found = annotations(graded, FUNCTIONS, {})
    assert len(found) == 10
    assert found[-1].title == "3 more tasks to do"
    assert found[8].title.startswith("Task 1.9")


def test_one_message_for_everything_is_one_annotation() -> None:
    graded = record("ada", *(question(f"1.{n}", failed("One")) for n in range(1, 3)))
    (found,) = annotations(graded, FUNCTIONS, PLACES)
    assert found.title == "hw1: every test failed"


def test_what_could_not_be_checked_is_a_warning() -> None:
    (found,) = annotations(record("ada", question("1.1", unchecked("One"))), FUNCTIONS, PLACES)
    assert (found.level, found.title) == ("warning", "1 test could not be checked")


def test_stopping_needs_the_token_to_go_on() -> None:
    assert stopping("abc") == ("::stop-commands::abc", "::abc::")


def test_the_summary_fits_and_says_what_is_missing() -> None:
    graded = record("ada", *(question(f"1.{n}", failed("One"), passed("Two")) for n in range(1, 9)))
    whole = job_summary(graded, 50)
    cut = job_summary(graded, 50, most=len(whole) - 100)
    assert whole.startswith("✅ **50 %**; 50 % are asked for")
    assert len(cut.encode()) <= len(whole) - 100
    assert cut.count("```") % 2 == 0
    assert cut.endswith("it is in feedback.md.\n")
    assert bounded("short", 5) == "short"


def test_junit_tells_failures_from_what_could_not_be_checked() -> None:
    forged = failed("Three", message="</failure>\x1b[31m & ]]>")
    graded = record(
        "ada",
        question("1.1", passed("One"), failed("Two"), forged, failed_hidden("Four")),
        question("1.2", unchecked("One")),
    )
    root = ElementTree.fromstring(junit_xml(graded))
    counts = [root.get(name) for name in ("tests", "failures", "errors", "skipped")]
    assert counts == ["5", "3", "1", None]
    tests = {(test.get("classname"), test.get("name")): test for test in root.iter("testcase")}
    assert len(tests) == 5
    two = tests["hw1.task_1_1", "Two"].find("failure")
    assert two is not None
    assert two.text == "It is 5 times too large.\n\nYour code printed:\nloss is 3.5"
    three = tests["hw1.task_1_1", "Three"].find("failure")
    assert three is not None
    assert three.text == "</failure>\\x1b[31m & ]]>\n\nYour code printed:\nloss is 3.5"
    assert tests["hw1.task_1_2", "One"].find("error") is not None
    written = junit_xml(graded).decode()
    assert HIDDEN_DETAIL not in written
    assert HIDDEN_OUTPUT not in written
    assert "/grader/path" not in written


def test_junit_has_the_times_of_public_cases_and_of_no_hidden_one() -> None:
    public = replace(passed("One"), seconds=0.25), replace(failed("Two"), seconds=1.5)
    hidden = replace(failed_hidden("Three"), seconds=7.125)
    graded = record("ada", question("1.1", *public, hidden), question("1.2", passed("One")))
    written = junit_xml(graded)
    root = ElementTree.fromstring(written)
    times = [float(test.get("time", "nan")) for test in root.iter("testcase")]
    assert times == [0.25, 1.5, 0.0, 0.0]
    assert float(root.get("time", "nan")) == 1.75
    assert [float(suite.get("time", "nan")) for suite in root.iter("testsuite")] == [1.75, 0.0]
    assert b"7.125" not in written
    assert b"8.875" not in written


def test_results_for_everybody_have_no_output_of_what_is_not_visible() -> None:
    tests = [
        {"name": "Public Tests", "visibility": "visible", "output": "shown"},
        {"name": "task_1_1", "score": 1, "visibility": "hidden", "output": "secret"},
        {"name": "task_1_2", "score": 2, "visibility": "after_published", "output": "secret"},
        {"name": "task_1_3", "score": 3},
    ]
    public = public_results(typical(gradescope={"output": "secret", "tests": tests}))
    assert "secret" not in str(public)
    assert "shown" in str(public)
    assert public["score"] == 12
    assert [test.get("score") for test in public["tests"]] == [None, 1, 2, 3]
