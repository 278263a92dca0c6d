"""The same mistake in several questions costs its full points once, and then a quarter."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

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
