"""A student reads what is meant for students, and nothing in it acts."""

import io

import pytest
from reports.sample_records import (
    HIDDEN_DETAIL,
    HIDDEN_OUTPUT,
    failed,
    passed,
    question,
    record,
    typical,
    unchecked,
)
from rich.console import Console

from gradus.reports import feedback_markdown, print_feedback, student_view
from gradus.results import Record


def in_terminal(of: Record) -> str:
    console = Console(file=io.StringIO(), width=100, force_terminal=True, color_system=None)
    print_feedback(of, console)
    written = console.file
    assert isinstance(written, io.StringIO)
    return written.getvalue()


@pytest.fixture(params=[feedback_markdown, in_terminal, lambda of: repr(student_view(of))])
def told(request: pytest.FixtureRequest) -> object:
    """Each way in which a student gets to read a record."""
    return request.param


def test_hidden_details_are_not_told(told) -> None:
    text = told(typical())
    assert HIDDEN_DETAIL not in text
    assert HIDDEN_OUTPUT not in text
    assert "It has the wrong shape." in text
    assert "Batches" in text


def test_what_is_for_staff_is_not_told(told) -> None:
    text = told(typical(attention=("could not be checked: /grader/path",)))
    assert "/grader/path" not in text
    text = told(record("ada", question("1.1", unchecked("Worked"))))
    assert "/grader/path" not in text
    assert "The machine was too busy." in text


def test_output_is_told_of_public_cases_that_fail(told) -> None:
    text = told(typical())
    assert "loss is 3.5" in text
    assert "noise" not in text


def test_earlier_attempts_and_notes_are_told(told) -> None:
    text = told(
        typical(submitted_as="new.zip", superseded=("old.zip",), notes=("losses.py is empty",))
    )
    for part in ("new.zip", "old.zip", "losses.py is empty"):
        assert part in text


def test_a_mark_that_is_not_final_is_called_so() -> None:
    of = record("ada", question("1.1", passed("Worked"), unchecked("Table")))
    assert "This is not your final mark: 1 test could not be checked" in feedback_markdown(of)
    assert "1 test could not be checked: not the student's fault" in in_terminal(of)


def test_points_are_told() -> None:
    markdown = feedback_markdown(typical())
    assert "**12 of 18 points**" in markdown
    assert "| 1.1: Loss 1.1 | 4 of 10 | 1/2 | 0/1 |" in markdown
    assert "- ❌ **Batches** (0/2, hidden)" in markdown
    terminal = in_terminal(typical())
    assert "Task 1.1: Loss 1.1  4 of 10 points" in terminal
    assert "ada: 12 of 18 points  (3 of 5 tests passed)" in terminal


def test_bonus_is_called_so() -> None:
    of = record("ada", question("1.1", passed("Worked")), question("1.2", failed("T"), bonus=True))
    assert "**4 of 4 points**" in feedback_markdown(of)
    assert "0 of 4 bonus" in feedback_markdown(of)
    assert "0 of 4 bonus points" in in_terminal(of)


HOSTILE = "[red]x[/red] \x1b[2J ```\n# heading\n</details> [link](http://x) | ~~~~"


def test_hostile_text_stays_text() -> None:
    of = record("ada", question("1.1", failed("Worked", message=HOSTILE)), notes=(HOSTILE,))
    terminal, markdown = in_terminal(of), feedback_markdown(of)
    assert "[red]x[/red] \\x1b[2J ```" in terminal
    assert "\x1b[2J" not in terminal + markdown
    # Within a longer fence nothing is a heading, a link or the end of the fence.
    assert "````text\n[red]x[/red]" in markdown
    assert "\n  ````text\n  [red]x[/red]" in markdown
    assert "\n# heading" not in markdown.split("````", 2)[2].replace("  # heading", "")


def test_endless_output_is_cut() -> None:
    of = record("ada", question("1.1", failed("Worked")))
    case = of.questions[0].cases[0]
    long = type(case)(**{**vars(case), "output": "\n".join(["la" * 10_000] * 1000)})
    text = feedback_markdown(record("ada", question("1.1", long)))
    assert "988 more lines" in text
    assert len(text) < 4000


def test_the_same_output_is_told_once() -> None:
    of = record("ada", question("1.1", failed("A"), failed("B")), question("1.2", failed("C")))
    assert feedback_markdown(of).count("loss is 3.5") == 1


DAMAGED = "ada.zip is damaged."


def test_what_is_wrong_with_everything_is_said_once(told) -> None:
    questions = (
        question(number, *(failed(name, message=DAMAGED) for name in "ABC"))
        for number in ("1.1", "1.2", "1.3")
    )
    text = told(record("ada", *questions))
    assert text.count(DAMAGED) == 1


def test_what_is_wrong_with_whole_tasks_is_said_once() -> None:
    of = record(
        "ada",
        question("1.1", failed("A", message=DAMAGED), failed("B", message=DAMAGED)),
        question("1.2", failed("A", message=DAMAGED), failed("B", message=DAMAGED)),
        question("1.3", failed("A"), failed("B"), passed("C")),
    )
    for text in (in_terminal(of), feedback_markdown(of)):
        assert text.count(DAMAGED) == 1
        assert text.count("The same as in Task 1.1.") == 1
        assert text.count("It is 5 times too large.") == 1
        assert "0 of 8" in text
