"""Item analysis gives what another implementation gives, and nothing where nothing can be told."""

import numpy as np
import pytest
from reports.sample_records import failed, passed, question, record, typical, unchecked

from gradus.reports.items import Answers, alphas_without, correlation, reliability
from gradus.reports.oddities import oddities

POINTS = np.array(
    [
        [3, 2, 1, 4],
        [2, 2, 0, 3],
        [0, 1, 0, 1],
        [3, 3, 2, 4],
        [1, 0, 1, 2],
        [2, 3, 1, 4],
        [0, 0, 0, 0],
        [3, 1, 2, 3],
        [1, 2, 0, 2],
        [2, 2, 2, 4],
    ],
    dtype=np.float64,
)


def test_it_agrees_with_pingouin() -> None:
    """`cronbach_alpha` and `corr` of pingouin 0.7.0, on the same points."""
    found = reliability(POINTS)

    assert found.students == 10
    assert found.alpha == pytest.approx(0.8901329601119663, abs=1e-12)
    assert alphas_without(POINTS) == pytest.approx(
        [0.8157216494845362, 0.8957654723127036, 0.9029411764705881, 0.7840909090909091], abs=1e-12
    )
    rest = [correlation(one, POINTS.sum(axis=1) - one) for one in POINTS.T]
    assert [each and each.value for each in rest] == pytest.approx(
        [0.868077, 0.652687, 0.640803, 0.946362], abs=5e-7
    )
    assert rest[0]
    assert (rest[0].low, rest[0].high) == pytest.approx((0.53, 0.97), abs=5e-3)


def test_the_interval_of_alpha_holds_it_and_is_the_same_each_time() -> None:
    found = reliability(POINTS)

    assert found == reliability(POINTS)
    assert found.alpha is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.alpha < found.high <= 1
    # The F distribution gives 0.711 to 0.969 (pingouin 0.7.0); ten students tell no more exactly.
    assert (found.low, found.high) == pytest.approx((0.711, 0.969), abs=0.06)


def test_the_standard_error_is_in_points() -> None:
    found = reliability(POINTS)
    doubled = reliability(2 * POINTS)

    assert found.alpha is not None
    assert found.error == pytest.approx(
        POINTS.sum(axis=1).std(ddof=1) * np.sqrt(1 - found.alpha), rel=1e-12
    )
    assert doubled.alpha == pytest.approx(found.alpha)
    assert found.error is not None
    assert doubled.error == pytest.approx(2 * found.error)


@pytest.mark.parametrize(
    "points",
    [np.zeros((0, 4)), np.zeros((1, 4)), np.ones((5, 4)), np.zeros((5, 0)), POINTS[:, :1]],
    ids=["nobody", "one", "all the same", "no case", "one case"],
)
def test_what_cannot_be_told_is_none(points: np.ndarray) -> None:
    found = reliability(points)

    assert (found.alpha, found.low, found.high, found.error) == (None, None, None, None)
    assert found.students == len(points)


def test_rounded_points_are_still_constant() -> None:
    tenths = np.array([0.1 + 0.2, 0.3, 0.3, 0.3])

    assert correlation(tenths, np.arange(4.0)) is None


def test_a_case_is_counted_where_it_was_checked() -> None:
    answers = Answers()
    answers.add(record("ada", question("1.1", passed("Worked"), passed("Table"))))
    answers.add(record("bob", question("1.1", failed("Worked"), unchecked("Table"))))

    worked, table = answers.analysis().items

    assert (worked.checked, worked.full, worked.facility) == (2, 1, 0.5)
    assert (table.checked, table.unchecked, table.facility) == (1, 1, 1.0)
    assert answers.analysis().reliability.students == 1
    assert oddities(table) == ("could not be checked for 1 student",)


def test_only_strong_students_failing_a_case_is_odd() -> None:
    answers = Answers()
    for number in range(40):
        strong = number % 2
        good, odd = (passed, failed) if strong else (failed, passed)
        cases = (good("A"), good("B"), good("C"), odd("Turned round"))
        answers.add(record(f"s{number}", question("1.1", *cases)))

    *others, turned = answers.analysis().items

    assert all(not oddities(one) for one in others)
    assert oddities(turned) == ("those who fail it are the stronger students: it may be wrong",)


def test_a_case_that_all_pass_or_fail_is_odd_in_more_than_a_handful() -> None:
    few, many = Answers(), Answers()
    for number in range(8):
        one = record(f"s{number}", question("1.1", passed("Easy"), failed("Hard")))
        many.add(one)
        if number < 3:
            few.add(one)

    easy, hard = many.analysis().items

    assert oddities(easy) == ("everybody passes it, so it tells nobody apart",)
    assert "nobody passes it" in oddities(hard)[0]
    assert [oddities(one) for one in few.analysis().items] == [(), ()]


def test_points_that_are_carried_count() -> None:
    answers = Answers()
    answers.add(typical())

    assert [item.facility for item in answers.analysis().items] == [1, 0, 0, 1, 1]


def test_a_case_that_disagrees_with_its_task_only_is_odd() -> None:
    answers = Answers()
    for number in range(60):
        one, other = (passed if number % 2 else failed), (failed if number % 2 else passed)
        task = question("1.1", one("A"), one("B"), other("Turned round"))
        answers.add(record(f"s{number}", task, question("1.2", *(other(c) for c in "CDEF"))))

    turned = answers.analysis().items[2]

    assert oddities(turned) == ("it disagrees with the other cases of its task",)
