"""A question that is left out of a mistake's trial cannot see the mistake."""

import shutil
from pathlib import Path

import pytest

from gradus.assignment import Assignment, load_assignment
from gradus.audit.audit import audited_modules
from gradus.audit.bench import open_quick_bench
from gradus.audit.mutants import make_mutants
from gradus.audit.reach import only_raising, questions_reached
from gradus.judge import judge_questions, open_judge

pytestmark = pytest.mark.slow

COURSE = Path(__file__).resolve().parents[2]


def tasks(assignment: Assignment, module: str, function: str) -> list[str]:
    reached = questions_reached(assignment, module, function)
    return [assignment.tasks[number].name for number in reached]


def test_questions_about_the_function_come_first() -> None:
    hw1 = load_assignment(COURSE, "hw1-losses")
    assert tasks(hw1, "losses", "mae") == ["task_1_1", "task_1_2"]
    assert tasks(hw1, "softmax", "log_softmax")[0] == "task_2_5"


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", ["hw1-losses", "hw2-backprop"])
def test_a_question_that_is_not_reached_never_runs_the_function(name: str, tmp_path: Path) -> None:
    assignment = load_assignment(COURSE, name)
    functions = {
        (mutant.module, mutant.function)
        for mutant in make_mutants(assignment, audited_modules(assignment))
        if mutant.function
    }
    everything = range(len(assignment.tasks))
    judge = open_judge(assignment, isolation="none")
    try:
        calibration = judge.calibrate()
        for module in (*assignment.modules, *assignment.provided):
            shutil.copy(assignment.solutions / f"{module}.py", tmp_path)
        for module, function in sorted(functions):
            path = tmp_path / f"{module}.py"
            right = path.read_text("utf-8")
            path.write_text(only_raising(right, function), "utf-8")
            with judge.bench(tmp_path, calibration) as bench:
                failed = {
                    question.name
                    for question in judge_questions(bench, everything)
                    if any(case.message or case.detail for case in question.cases)
                }
            path.write_text(right, "utf-8")
            assert failed, f"nothing runs {module}.{function}"
            assert failed <= set(tasks(assignment, module, function))
    finally:
        judge.close()


def test_what_never_runs_is_not_tried() -> None:
    """Task 10.1 asks for `augment`, and so could run `_transpose`; its sounds are no spectra."""
    hw3 = load_assignment(COURSE, "hw3-generalization").unrated()
    assert "task_10_1" in tasks(hw3, "splits", "_transpose")
    marked = open_quick_bench(hw3).marks(
        "splits", (hw3.solutions / "splits.py").read_text("utf-8"), "_transpose"
    )
    assert [question.name for question in marked] == ["task_6_3"]


def test_a_function_that_is_not_there_is_told() -> None:
    with pytest.raises(LookupError, match="there is no"):
        only_raising("class Layer:\n    def forward(self):\n        return 1\n", "Layer.backward")
