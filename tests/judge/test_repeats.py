"""The same mistake in several questions costs its full points once, and then a quarter."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradus.assignment import Assignment
from gradus.judge.repeats import charge_repeats_in_part
from gradus.results import CaseResult, QuestionResult, Record, Status


def question(number: str, *diagnoses: str | None) -> QuestionResult:
    """A question of 2 points a case; a case without a diagnosis passes."""
    cases = tuple(
        CaseResult(f"case {place}", 2, False, Status.PASSED)
        if diagnosis is None
        else CaseResult(f"case {place}", 2, False, Status.FAILED, "wrong", diagnosis=diagnosis)
        for place, diagnosis in enumerate(diagnoses)
    )
    return QuestionResult(f"task_{number}", "", number, False, cases)


def scores(*questions: QuestionResult) -> list[float]:
    return [each.score for each in charge_repeats_in_part(questions)]


def test_a_habit_costs_full_once_and_then_a_quarter() -> None:
    assert scores(*(question(str(n), "summed", "summed", None) for n in range(4))) == [3, 5, 5, 5]


def test_what_else_is_wrong_costs_in_full() -> None:
    assert scores(question("1", "summed"), question("2", "summed", "sign")) == [0, 0]
    assert scores(question("1", "summed"), question("2", "summed", "")) == [0, 0]
    assert scores(question("1", "summed", "sign"), question("2", "summed")) == [0, 0]


@pytest.mark.parametrize("diagnosis", ["", "zero", "scaled", "not finite", "entries"])
def test_what_is_no_habit_costs_in_full_each_time(diagnosis: str) -> None:
    assert scores(question("1", diagnosis), question("2", diagnosis)) == [0, 0]


def test_what_was_made_elsewhere_charges_nothing_here() -> None:
    """Of a function that calls a wrong one most points are kept: the mistake costs there."""
    carried = question("1", "log2")
    carried = replace(carried, cases=(replace(carried.cases[0], carried=1.4),))
    first, second = charge_repeats_in_part((carried, question("2", "log2")))
    assert (first, second.score) == (carried, 0)
    assert charge_repeats_in_part((question("0", "log2"), carried))[1] == carried


def test_the_message_says_so() -> None:
    _, second = charge_repeats_in_part((question("1", "sign"), question("2", "sign")))
    assert second.cases[0].message == (
        "The same mistake as in Task 1: here it costs only 25%.\nwrong"
    )


def seen(points: float, diagnosis: str, about: str) -> CaseResult:
    """A case that fails, of which this was found."""
    name = f"{diagnosis} of {about}, {points}"
    found = {"diagnosis": diagnosis, "about": about}
    return CaseResult(name, points, False, Status.FAILED, "wrong", **found)  # type: ignore[arg-type]


def passed(points: float) -> CaseResult:
    return CaseResult(f"passed, {points}", points, False, Status.PASSED)


def lost(*cases: CaseResult) -> float:
    (judged,) = charge_repeats_in_part((QuestionResult("task_1", "", "1", False, cases),))
    return judged.possible - judged.score


def test_a_named_mistake_costs_in_full_in_its_most_valuable_case() -> None:
    cases = (seen(1, "in place", "x"), seen(2, "in place", "x"), passed(9))
    assert lost(*cases) == 2.25
    (judged,) = charge_repeats_in_part((QuestionResult("task_1", "", "1", False, cases),))
    assert judged.cases[0].message == (
        "The same mistake as in the case “in place of x, 2”: here it costs only 25%.\nwrong"
    )


def test_a_missing_1_n_is_a_factor_2_where_n_is_2() -> None:
    assert lost(seen(1, "two", "y"), seen(2, "summed", "y"), passed(9)) == 2.25


def test_numbers_that_do_not_tell_belong_to_the_mistake_that_was_named() -> None:
    named, trace = seen(2, "You go up.", "the first parameter"), seen(2, "unknown", "a parameter")
    assert lost(named, trace, passed(9)) == 2.5
    assert lost(named, seen(2, "unknown", "dW"), passed(9)) == 4
    assert lost(named, seen(2, "zero", "a parameter"), passed(9)) == 4
    assert lost(named, seen(2, "sign", "a parameter"), trace, passed(9)) == 6


def test_one_answer_to_all_is_no_mistake_made_twice() -> None:
    cases = (seen(1, "divided", "the result"), seen(2, "divided", "the result"))
    answers = ("expected: 15\nyours:    1", "expected: 4\nyours:    1")
    same = (replace(case, detail=each) for case, each in zip(cases, answers, strict=True))
    assert lost(*same, passed(9)) == 3
    for details in (("expected: 15\nyours:    1", "expected: 4\nyours:    2"), (answers[0],) * 2):
        other = (replace(case, detail=each) for case, each in zip(cases, details, strict=True))
        assert lost(*other, passed(9)) == 2.25


def test_a_tests_own_sentence_is_charged_once_where_something_works() -> None:
    cases = (seen(1, "", "A part has the wrong size."), seen(2, "", "A part has the wrong size."))
    assert lost(*cases, passed(9)) == 2.25
    assert lost(*cases) == 3


AMOUNTS = st.sampled_from((0.25, 0.5, 1.0, 1.5, 2.0, 3.0))
FOUND = st.tuples(AMOUNTS, st.sampled_from(("sign", "two", "unknown", "zero", "")), st.just("y"))


@given(st.lists(FOUND, min_size=1, max_size=6), st.lists(AMOUNTS, max_size=4))
def test_half_is_lost_where_half_of_a_task_fails(
    failed: list[tuple[float, str, str]], works: list[float]
) -> None:
    numbered = [replace(seen(*each), name=f"case {n}") for n, each in enumerate(failed)]
    before = sum(case.points for case in numbered)
    possible = before + sum(works)
    after = lost(*numbered, *map(passed, works))
    assert after <= before + 1e-9
    assert after >= max(case.points for case in numbered) - 1e-9
    assert after >= min(before, possible / 2) - 1e-9 or before < possible / 2


def test_one_n_forgotten_in_four_gradients(
    hw1: Assignment, grade: Callable[[Assignment, Path], Record], tmp_path: Path
) -> None:
    changes = (
        ("np.sign(y_pred - y_true) / y_pred.size", "np.sign(y_pred - y_true)"),
        ("2 * (y_pred - y_true) / y_pred.size", "2 * (y_pred - y_true)"),
        ("(q * (1 - q)) / q.size", "(q * (1 - q))"),
        ("-y_true / q / n", "-y_true / q"),
    )
    for name in hw1.modules:
        source = (hw1.solutions / f"{name}.py").read_text("utf-8")
        for right, wrong in changes if name == "losses" else ():
            assert source.count(right) == 1
            source = source.replace(right, wrong)
        (tmp_path / f"{name}.py").write_text(source, "utf-8")
    lost = {
        question.number: [case for case in question.cases if case.status is Status.FAILED]
        for question in grade(hw1, tmp_path).questions
        if question.score < question.possible
    }
    assert set(lost) == {"1.2", "1.4", "1.6", "1.8"}
    first = lost.pop("1.2")
    assert max(case.points for case in first if case.score == 0) == 2
    assert sum(case.points - case.score for case in first) >= 3
    for cases in lost.values():
        assert all(case.score == pytest.approx(0.75 * case.points) for case in cases)
