"""Public examples in which two mistakes give the same numbers are found by `gradus build`."""

from pathlib import Path

import pytest
from release.mini_course import Course

from gradus.assignment import assignment_names, load_assignment
from gradus.errors import ReleaseRefused
from gradus.release.coincidences import coincidences, refuse_coincidences

COURSE = Path(__file__).resolve().parents[2]

EXAMPLE = """    check_close(
        losses.mse(SONG, SONG),
        0.0,
        wrong={"You added up.": 2.0, "You took a half.": ONE, "You took the root.": ANOTHER},
    )"""


@pytest.mark.slow
@pytest.mark.parametrize("name", assignment_names(COURSE))
def test_no_example_here_has_any(name: str) -> None:
    assert coincidences(load_assignment(COURSE, name)) == ()


@pytest.mark.parametrize(
    ("one", "another", "says"),
    [
        ("3.0", "3.0", "“You took a half.” and “You took the root.” give the same numbers"),
        ("3.0", "0.0", "“You took the root.” gives the right numbers"),
    ],
)
def test_explanations_that_are_alike(course: Course, one: str, another: str, says: str) -> None:
    example = EXAMPLE.replace("ONE", one).replace("ANOTHER", another)
    course.edit("task_1_1.py", "    check_close(losses.mse(SONG, SONG), 0.0)", example)
    with pytest.raises(ReleaseRefused, match=says):
        refuse_coincidences(course.assignment)


SUMS = "return float(sum(np.sum(w) for w in y_pred))"
LISTS = (
    "check_close(losses.mse([np.array([3.0, 4.0]), np.array([3.0]), np.array([LAST])], 0.0), SUM)"
)


@pytest.mark.parametrize(("last", "alike"), [(5.0, True), (6.0, False)])
def test_the_last_of_three_arrays_is_the_mean_of_all(
    course: Course, last: float, alike: bool
) -> None:
    course.edit("losses.py", "difference = np.subtract(y_pred, y_true, dtype=float)", SUMS)
    lists = LISTS.replace("LAST", str(last)).replace("SUM", str(10 + last))
    course.edit("task_1_1.py", "check_close(losses.mse(SONG, silence()), 2.5)", lists)
    told = "the last array alone and the mean over the arrays give the same numbers"
    assert any(told in each for each in coincidences(course.assignment)) == alike
