"""Each mistake of the catalogue loses marks in its own questions, only there, with its hint.

It is judged once: that also shows that the judge says of it what the same cases say in process.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from both_ways import GENEROUS, InProcess, cases_of, task_of, verdict_of
from sampling import sampled

from gradus.assignment import Assignment, assignment_names, load_assignment
from gradus.audit import Mistake, apply_mistake, load_mistakes
from gradus.audit.bench import SECRET, open_quick_bench
from gradus.audit.marking import marking_of, questions_with
from gradus.judge.environment import load_reference
from gradus.judge.own_lines import places_in
from gradus.judge.verdict import case_result
from gradus.results import CaseResult, QuestionResult, Record

COURSE = Path(__file__).resolve().parents[2]
# Rated tasks train several times for each submission, and have tests of their own.
ASSIGNMENTS = [load_assignment(COURSE, name).unrated() for name in assignment_names(COURSE)]
MISTAKES = [(each, mistake) for each in ASSIGNMENTS for mistake in load_mistakes(each)]
reference_of = cache(load_reference)

Grade = Callable[[Assignment, Path], Record]
each_assignment = pytest.mark.parametrize(
    "assignment",
    [
        pytest.param(each, id=each.name, marks=pytest.mark.slow if number else ())
        for number, each in enumerate(ASSIGNMENTS)
    ],
)


def write(
    assignment: Assignment, source: Path, folder: Path, provided: tuple[str, ...] = ()
) -> None:
    for name in (*assignment.modules, *provided):
        (folder / f"{name}.py").write_text((source / f"{name}.py").read_text("utf-8"), "utf-8")


def test_there_are_enough() -> None:
    assert len(MISTAKES) >= 500


def module_of(row: tuple[Assignment, Mistake]) -> tuple[str, str]:
    """The assignment and the module that a mistake is in."""
    assignment, mistake = row
    return assignment.name, mistake.module


FIRST = {
    mistake.id
    for mistake in {module_of(row): row[1] for row in reversed(MISTAKES)}.values()
    if mistake.module not in ("dropout", "training")
}
"""The first mistake in each module, which `make test` always tries; but those that have networks
trained, which takes seconds, only as one of many rows."""


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(
    ("assignment", "mistake"),
    sampled(MISTAKES, 250, lambda row: row[1].id, lambda row: row[1].id in FIRST),
)
def test_is_caught_once_and_named(assignment: Assignment, mistake: Mistake, tmp_path: Path) -> None:
    questions = questions_with(open_quick_bench(assignment), mistake)
    marking = marking_of(assignment, mistake, questions)
    assert set(marking.lost) == set(mistake.fails)
    assert marking.hinted
    assert marking.weighed, marking.cost
    assert not marking.misnamed, marking.claims

    write(assignment, assignment.solutions, tmp_path, assignment.provided)
    path = tmp_path / f"{mistake.module}.py"
    path.write_text(apply_mistake(mistake, path.read_text("utf-8")), "utf-8")
    assert_same_in_process(assignment, tmp_path, questions, mistake.fails)


def assert_same_in_process(
    assignment: Assignment,
    folder: Path,
    questions: tuple[QuestionResult, ...],
    tasks: tuple[str, ...],
) -> None:
    """Every case of these tasks comes out as it did in the judge, whose messages say more."""
    environment = InProcess(folder, reference_of(assignment), SECRET)
    place_of = places_in(folder, assignment.tasks)
    judged = {question.name: iter(question.cases) for question in questions}
    for case in cases_of(assignment):
        if task_of(case) in tasks:
            here = case_result(case, verdict_of(case, environment, GENEROUS, place_of))
            there: CaseResult = next(judged[task_of(case)])
            assert here.message in there.message
            assert (here.name, here.status, here.detail, here.diagnosis) == (
                *(there.name, there.status, there.detail, there.diagnosis),
            )


@each_assignment
def test_reference_has_full_marks(assignment: Assignment, grade: Grade, tmp_path: Path) -> None:
    write(assignment, assignment.solutions, tmp_path)
    record = grade(assignment, tmp_path)
    assert record.possible == sum(task.points for task in assignment.tasks if not task.bonus)
    assert all(question.score == question.possible for question in record.questions)
    assert record.attention == ()


@each_assignment
def test_untouched_starter_has_none(assignment: Assignment, grade: Grade, tmp_path: Path) -> None:
    write(assignment, assignment.starter, tmp_path)
    record = grade(assignment, tmp_path)
    assert record.score == 0
    assert "is not written yet" in record.questions[0].cases[0].message
