"""From accuracies to points, and how sure they are."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating.rated_course import spec_of

from gradus.assignment import Assignment, load_assignment
from gradus.assignment.consistency import handout_markdown
from gradus.errors import AssignmentError
from gradus.gradebook import grader_fingerprint
from gradus.rating.training import load_rating_data
from gradus.results import CaseResult, Status
from gradus_checks import share_of_points, wilson_interval

COURSE = Path(__file__).resolve().parents[2]
shares = st.floats(0, 1)


@pytest.mark.parametrize(
    ("accuracy", "n", "interval"),
    [  # Wilson (1927), as in Newcombe, Statistics in Medicine 17 (1998), Table I
        (81 / 263, 263, (0.2553, 0.3662)),
        (15 / 148, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1 / 29, 29, (0.0061, 0.1718)),
    ],
)
def test_wilson_intervals(accuracy: float, n: int, interval: tuple[float, float]) -> None:
    assert wilson_interval(accuracy, n) == pytest.approx(interval, abs=6e-5)


@given(shares, st.integers(1, 5000))
@settings(derandomize=True, deadline=None, max_examples=50)
def test_an_interval_holds_its_accuracy(accuracy: float, n: int) -> None:
    low, high = wilson_interval(accuracy, n)
    assert 0 <= low <= accuracy + 1e-12
    assert accuracy - 1e-12 <= high <= 1


@pytest.mark.parametrize(
    ("accuracy", "share"),
    [(0, 0), (0.5, 0), (0.625, 0.35), (0.75, 0.7), (0.815, 0.85), (0.88, 1), (1, 1)],
)
def test_points_are_straight_lines(accuracy: float, share: float) -> None:
    assert share_of_points(accuracy, (0.5, 0.75, 0.88)) == pytest.approx(share)


def test_a_case_passed_in_part_earns_its_part() -> None:
    case = CaseResult("Unheard", 10, True, Status.PARTIAL, rated=6.5)
    assert case.score == 6.5


def test_published_thresholds_are_those_that_count() -> None:
    assignment = load_assignment(COURSE, "hw3-generalization")
    text = " ".join(handout_markdown(assignment).split())
    rated = [(task, task.rating) for task in assignment.tasks if task.rating]
    assert sum(task.points for task, _ in rated if not task.bonus) == 22
    for _, rating in rated:
        low, middle, high = (f"{100 * each:g} %" for each in rating.thresholds)
        assert (
            f"Up to {low} right it earns nothing, at {middle} it earns 70 % of the points, from "
            f"{high} on all of them"
        ) in text


def test_the_course_is_rated_on_what_the_hand_out_says() -> None:
    assignment = load_assignment(COURSE, "hw3-generalization")
    data = load_rating_data(assignment, spec_of(assignment))
    assert (len(data.train), len(data.validation), data.classes) == (800, 266, 8)
    assert {name: len(hidden) for name, hidden in data.hidden.items()} == dict.fromkeys(
        ("id", "key", "band", "inst"), 2000
    )
    assert -110 <= data.train.x.min() < data.train.x.max() <= 17.5


def test_half_of_the_boards_set_is_for_the_board_alone(rated: Assignment) -> None:
    data = load_rating_data(rated, spec_of(rated))
    both = np.concatenate([data.board_rows, data.private_rows])
    assert np.array_equal(np.sort(both), np.arange(len(data.hidden["id"])))
    assert len(data.hidden["id"].take(data.rows_for_points("id"))) == len(data.private_rows)
    assert len(data.hidden["key"].take(data.rows_for_points("key"))) == len(data.hidden["key"])


def test_missing_hidden_data_is_named(rated: Assignment, tmp_path: Path) -> None:
    path = rated.solutions / "data" / "hidden" / "key.npz"
    aside = tmp_path / "key.npz"
    path.rename(aside)
    try:
        with pytest.raises(AssignmentError, match=r"key\.npz is missing"):
            load_rating_data(rated, spec_of(rated))
    finally:
        aside.rename(path)


def test_marks_without_rated_tasks_are_other_marks(rated: Assignment) -> None:
    with_, without = (grader_fingerprint(each, "none", b"") for each in (rated, rated.unrated()))
    assert with_ != without
    assert [task.number for task in rated.unrated().tasks] == ["2.1"]


def test_the_parts_are_the_rated_tasks_and_the_others(rated: Assignment) -> None:
    others, alone = rated.parts()
    assert others == rated.unrated()
    assert [task.number for task in alone.tasks] == ["1.1", "1.2"]
    assert alone.rating == rated.rating
    assert others.parts() == (others,)
    assert alone.parts() == (alone,)
