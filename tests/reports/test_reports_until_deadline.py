"""What a student reads of rated tasks before the last deadline: nothing that a rating goes by."""

from dataclasses import replace

import pytest
from reports.sample_records import (
    CURVES,
    MESSAGE,
    failed,
    passed,
    question,
    rated_question,
    record,
    unchecked,
)

from gradus.marking import Mark, SoFar, Step, What, unmarked
from gradus.reports import feedback_markdown, marked_results, student_pages, student_view
from gradus.results import Record

UNTIL = "2026-10-21 18:00"
OTHERS = (question("1.1", passed("Worked"), failed("Table")), question("1.4", passed("Worked")))


def work(points: float, accuracy: float = 0.7625) -> Record:
    rated = (rated_question("1.2", points, accuracy), rated_question("1.3", points / 2, accuracy))
    return record("ada", OTHERS[0], *rated, OTHERS[1])


def before(of: Record) -> Mark:
    rated = tuple(one.name for one in of.questions if one.is_rated)
    others = tuple(one for one in of.questions if not one.is_rated)
    late = Step(What.LATE, -1.0, 7.0, "1 day late")
    so_far = replace(unmarked(replace(of, questions=others)), score=7.0, steps=(late,))
    return replace(unmarked(of), so_far=SoFar(so_far, rated, UNTIL))


def read(of: Record) -> tuple[str, ...]:
    """All that a student gets, and all that it is made from."""
    mark = before(of)
    return (feedback_markdown(of, mark), student_pages(of, mark)[0], repr(student_view(of, mark)))


def left_open() -> Record:
    """Rated tasks that could not be checked to the end."""
    whole = work(0)
    open_case = replace(unchecked("Unheard", 8.0), hidden=True, curves=CURVES)
    questions = (
        replace(one, cases=(*one.public, open_case)) if one.is_rated else one
        for one in whole.questions
    )
    return replace(whole, questions=tuple(questions))


@pytest.mark.parametrize("other", [work(8), work(0), work(3.5, 0.4), left_open()])
def test_it_is_the_same_whatever_was_earned(other: Record) -> None:
    assert read(other) == read(work(6.25))
    for text in read(other):
        assert MESSAGE not in text
        assert "Unheard" not in text


def test_it_tells_which_tasks_wait_and_until_when() -> None:
    text, page, _view = read(work(6.25))
    for told in (text, page):
        assert "Not in these points: 1.2, 1.3." in told
        assert f"after the last deadline, {UNTIL}" in told
    assert "**7 of 12 points so far**" in text
    assert "8 points for the work, then\n\n- −1 → 7: 1 day late" in text
    assert "| 1.2: Loss 1.2 | told later, of 10 | 1/1 |  |" in text
    assert "It is 5 times too large." in text


def test_the_training_is_shown_once_as_the_code_itself_tells_of_it() -> None:
    page = read(work(6.25))[1]
    assert page.count("<polyline") == len(CURVES)


def test_staff_read_all_and_what_students_read() -> None:
    _page, staff = student_pages(work(6.25), before(work(6.25)))
    assert MESSAGE in staff
    assert "6.25" in staff
    assert f"after the last deadline, {UNTIL}" in staff


def test_after_it_students_read_all() -> None:
    of = work(6.25)
    page, _staff = student_pages(of, unmarked(of))
    for told in (page, feedback_markdown(of)):
        assert MESSAGE in told
        assert "6.25" in told
        assert "deadline" not in told


def test_on_gradescope_the_words_above_the_tests_hold_no_sum() -> None:
    capped = Step(What.CAP, -1.0, 7.0, "not more than 7")

    def shown(points: float, *more: Step) -> object:
        of, late = work(points), Step(What.LATE, -points / 10, 0.9 * points, "1 day late")
        mark = replace(unmarked(of), score=0.9 * of.score, steps=(late, *more))
        results = marked_results(of, mark, {"output": "Public tests"})
        assert results["score"] == mark.score
        return results["output"]

    assert shown(8, capped) == shown(3.5)
    assert shown(8) == "What counts beside the tests:\n  1 day late\nPublic tests"


def test_a_message_of_all_cases_is_still_told_once() -> None:
    cases = [failed(name, message="The zip is empty.") for name in "AB"]
    rated = rated_question("1.2", 0)
    told = [replace(case, status=cases[0].status, message=cases[0].message) for case in rated.cases]
    of = record("ada", question("1.1", *cases), replace(rated, cases=tuple(told)))
    for text in read(of):
        assert text.count("The zip is empty.") == 1
