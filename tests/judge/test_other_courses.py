"""Courses of other fields, begun with `gradus new`: signal processing, and plain Python.

What crosses in them: Axes with their lines, a class and its objects, a generator, a file, text. In
one the modules are in a package.
"""

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from gradus.assignment import load_assignment
from gradus.audit.audit import audit
from gradus.audit.selftest import selftest
from gradus.gradebook import process_pool
from gradus.judge import open_judge
from gradus.judge.calibration import Calibration
from gradus.judge.judge import Judge
from gradus.release import check_parts
from gradus.submission import one_submission

COURSES = Path(__file__).resolve().parents[1] / "courses"
NEEDS_SCIPY = pytest.mark.skipif(
    importlib.util.find_spec("scipy") is None, reason="SciPy is not installed: pip install .[dev]"
)
EACH = ["words", "stacked", pytest.param("filtering", marks=[NEEDS_SCIPY, pytest.mark.exhaustive])]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=EACH, name="judge")
def opened(request: pytest.FixtureRequest) -> Iterator[Judge]:
    judge = open_judge(load_assignment(COURSES / request.param, "hw1"), isolation="none")
    yield judge
    judge.close()


WRONG = {
    "words": {
        "text.py": ("yield text[start:].strip()", "return"),
        "shelf.py": ("room < 1", "room < 0"),
    },
    "stacked": {"layers/dense.py": ("grad.sum(axis=0)", "grad.mean(axis=0)")},
    "filtering": {
        "pictures.py": ("plot(frequencies, found)", "plot(found)"),
        "spectra.py": ("2 * np.abs", "np.abs"),
    },
}
LOSES = {"words": {"1.2", "2.1"}, "stacked": {"1.2"}, "filtering": {"1.2", "2.2"}}


def test_right_work_has_full_marks_and_a_mistake_costs_its_task(
    judge: Judge, tmp_path: Path
) -> None:
    assignment = judge.assignment
    check_parts(assignment)
    marks = []
    for changes in ({}, WRONG[assignment.course.name]):
        for name in assignment.modules:
            text = (assignment.solutions / f"{name}.py").read_text("utf-8")
            old, new = changes.get(f"{name}.py", ("", ""))
            assert old in text
            target = tmp_path / f"{name}.py"
            target.parent.mkdir(exist_ok=True)
            target.write_text(text.replace(old, new) if old else text, "utf-8")
        record = judge.grade(one_submission(tmp_path, assignment.modules), Calibration())
        marks.append({each.number for each in record.questions if each.score < each.possible})
    assert marks == [set(), LOSES[assignment.course.name]]


@pytest.mark.exhaustive
@pytest.mark.parametrize("course", EACH)
def test_no_mistake_gets_away(course: str) -> None:
    assignment = load_assignment(COURSES / course, "hw1")
    assert not selftest(assignment).not_failed
    pool = process_pool(1)
    try:
        found = audit(assignment, pool, lambda _done, _total: None)
    finally:
        pool.shutdown(cancel_futures=True)
    assert found.sound
