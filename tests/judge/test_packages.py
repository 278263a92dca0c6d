"""Courses whose students use pandas or SciPy: tables cross to the judge, and mistakes are seen."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from gradus.assignment import load_assignment
from gradus.judge import open_judge
from gradus.judge.calibration import Calibration
from gradus.judge.judge import Judge
from gradus.results import Record
from gradus.submission import one_submission

COURSES = Path(__file__).resolve().parents[1] / "courses"
NEEDS_SCIPY = pytest.mark.skipif(
    importlib.util.find_spec("scipy") is None, reason="SciPy is not installed: pip install .[dev]"
)

pytestmark = pytest.mark.slow


@pytest.fixture(
    scope="module", params=["tables", pytest.param("signals", marks=NEEDS_SCIPY)], name="course"
)
def opened(request: pytest.FixtureRequest) -> Iterator[tuple[str, Judge]]:
    name = {"tables": "songs", "signals": "graphs"}[request.param]
    judge = open_judge(load_assignment(COURSES / request.param, name))
    yield request.param, judge
    judge.close()


def graded(course: tuple[str, Judge], tmp_path: Path, *changes: tuple[str, str]) -> Record:
    folder, judge = course
    name = judge.assignment.modules[0]
    source = (COURSES / folder / "solutions" / f"{name}.py").read_text("utf-8")
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    (tmp_path / f"{name}.py").write_text(source, "utf-8")
    submission = one_submission(tmp_path, judge.assignment.modules)
    return judge.grade(submission, Calibration())


WRONG = {
    "tables": (
        ("return frame.assign(", "frame['more'] = 1\n    return frame.assign(", "copy it first"),
        ("numbers.std(ddof=0)", "numbers.std()", "Column 2 of the result"),
        ("[value].mean()", "[value].sum()", "right in some places and wrong in others"),
        (
            "[value].mean()",
            "[value].mean().reset_index()",
            "should be a series, and is a data frame",
        ),
        (
            "[value].mean()",
            "[value].mean().to_numpy()",
            "should be a series, and is something else",
        ),
    ),
    "signals": (
        ("@ counts)", "@ counts).toarray()", "should be a sparse array, and is something else"),
        ("scipy.fft.rfft(signal)", "abs(scipy.fft.rfft(signal))", "is not what it should be"),
        ("scipy.fft.rfft(signal)", "scipy.fft.fft(signal)", "has the wrong shape"),
    ),
}


def test_the_reference_earns_all_and_mistakes_are_told(
    course: tuple[str, Judge], tmp_path: Path
) -> None:
    right = graded(course, tmp_path)
    assert right.score == right.possible == 100
    for old, new, told in WRONG[course[0]]:
        record = graded(course, tmp_path, (old, new))
        messages = [case.message for each in record.questions for case in each.cases]
        assert record.score < 100
        assert any(told in message for message in messages), (told, messages)
        assert not record.unchecked
