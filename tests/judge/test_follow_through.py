"""A mistake in an earlier function costs its own task in full, and a later one a published part."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sampling import sampled

from gradus.assignment import Assignment
from gradus.judge import Calibration, Judge, follow_through, open_judge
from gradus.judge.bench import task_of
from gradus.judge.run import Run
from gradus.judge.two_sittings import question_result
from gradus.results import CaseResult, QuestionResult, Record, Status
from gradus.submission import one_submission
from gradus_checks import Case

pytestmark = pytest.mark.slow

WRONG_SOFTMAX = """

def softmax(logits):
    z = np.asarray(logits, dtype=float)
    e = np.exp(z)
    return e / np.sum(e, axis=-1, keepdims=True)
"""
WRONG_GRADIENT = """

def softmax_cross_entropy_grad(logits, labels):
    logits, labels = _checked(logits, labels)
    return np.eye(logits.shape[1])[labels] - softmax(logits)
"""


@pytest.fixture
def grade_softmax(hw1: Assignment, judge: Judge, calibration: Calibration, tmp_path: Path):
    def grade_extra(extra: str) -> dict[str, QuestionResult]:
        for name in hw1.modules:
            source = (hw1.solutions / f"{name}.py").read_text("utf-8")
            (tmp_path / f"{name}.py").write_text(source, "utf-8")
        with (tmp_path / "softmax.py").open("a", encoding="utf-8") as module:
            module.write(extra)
        record: Record = judge.grade(one_submission(tmp_path, hw1.modules), calibration)
        return {question.number: question for question in record.questions}

    return grade_extra


def test_only_the_earlier_function_is_wrong(grade_softmax, hw1: Assignment) -> None:
    questions = grade_softmax(WRONG_SOFTMAX)
    failed = [case for case in questions["2.4"].cases if case.status is Status.FAILED]
    assert failed
    for case in failed:
        assert case.score == pytest.approx(hw1.follow_through * case.points)
        assert "With a right softmax this passes" in case.message
    assert all(case.carried == 0 for case in questions["2.2"].cases)


def test_wrong_in_itself_gets_nothing_back(grade_softmax) -> None:
    alone = grade_softmax(WRONG_GRADIENT)["2.4"]
    both = grade_softmax(WRONG_SOFTMAX + WRONG_GRADIENT)["2.4"]
    assert alone.score < alone.possible
    assert both.score <= alone.score
    assert not any("With a right" in case.message for case in alone.cases)


IN_PLACE_SOFTMAX = """

def softmax(logits):
    logits -= np.max(logits, axis=-1, keepdims=True)
    e = np.exp(logits)
    return e / np.sum(e, axis=-1, keepdims=True)
"""


def test_what_fails_with_right_functions_too_fails_by_its_own_mistake(grade_softmax) -> None:
    """What the softmax does to its input is charged there, and hides no wrong sign here."""
    alone = grade_softmax(WRONG_GRADIENT)["2.4"]
    both = grade_softmax(IN_PLACE_SOFTMAX + WRONG_GRADIENT)["2.4"]
    assert both.score == pytest.approx(alone.score)
    remaining = [case for case in both.cases if "another mistake remains" in case.message]
    assert remaining
    assert {case.diagnosis for case in remaining} <= {case.diagnosis for case in alone.cases}


@pytest.mark.parametrize(("share", "words"), [(0.75, "75% of what it is worth"), (1, "all that")])
def test_the_share_that_counts_is_told(
    share: float, words: str, hw1: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    softmax, gradient = (task for task in hw1.tasks if task.number in ("2.2", "2.4"))
    case = Case("Worked example", 2)
    failed = CaseResult(case.name, case.points, False, Status.FAILED, "wrong")
    right = replace(failed, status=Status.PASSED)
    bench: Any = None  # nothing is judged
    monkeypatch.setattr(follow_through, "_retried", lambda *_: {})
    _, question = follow_through.follow_through(
        replace(hw1, follow_through=share),
        (softmax, gradient),
        tuple(question_result(task, (failed,)) for task in (softmax, gradient)),
        bench,
        {gradient.name: (case,)},
        {gradient.name: {case.name: follow_through.Again(("softmax.softmax",), right)}},
    )
    assert question.score == pytest.approx(2 * share)
    assert words in question.cases[0].message


def test_a_right_gradient_that_does_not_use_softmax_keeps_everything(grade_softmax) -> None:
    own = WRONG_SOFTMAX + WRONG_GRADIENT.replace(
        "np.eye(logits.shape[1])[labels] - softmax(logits)",
        "(np.exp(log_softmax(logits)) - np.eye(logits.shape[1])[labels]) / len(labels)",
    )
    question = grade_softmax(own)["2.4"]
    assert question.score == question.possible


UNWRITTEN_SOFTMAX = """

def softmax(logits):
    raise NotImplementedError("Task 2.2: softmax")
"""
UNWRITTEN_GRADIENT = """

def softmax_cross_entropy_grad(logits, labels):
    raise NotImplementedError("Task 2.4: softmax_cross_entropy_grad")
"""
WRITTEN_ABOVE_THE_STUB = """

def softmax_cross_entropy_grad(logits, labels):
    return (softmax(logits) - np.eye(np.shape(logits)[1])[labels]) / len(labels)
    raise NotImplementedError("Task 2.4: softmax_cross_entropy_grad")
"""


def test_what_waits_for_an_unwritten_function_passes_in_part(grade_softmax) -> None:
    question = grade_softmax(UNWRITTEN_SOFTMAX + WRITTEN_ABOVE_THE_STUB)["2.4"]
    assert any(case.carried for case in question.cases)


def test_what_is_not_begun_is_not_judged_again(
    grade_softmax, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged_again: list[Case] = []

    def retried(_: object, cases: tuple[Case, ...], __: object) -> follow_through.Retried:
        judged_again.extend(cases)
        return {}

    monkeypatch.setattr(follow_through, "_retried", retried)
    question = grade_softmax(UNWRITTEN_SOFTMAX + UNWRITTEN_GRADIENT)["2.4"]
    assert question.score == 0
    assert "task_2_4" not in map(task_of, judged_again)
    grade_softmax(UNWRITTEN_SOFTMAX + WRITTEN_ABOVE_THE_STUB)
    assert "task_2_4" in map(task_of, judged_again)


def test_where_nothing_upstream_is_judged_nothing_is_judged_again(
    hw1: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then no function upstream can prove wrong, in hidden cases neither."""
    asked: list[tuple[str, ...]] = []

    def retried(_: object, __: object, mended: tuple[str, ...]) -> follow_through.Retried:
        asked.append(mended)
        return {}

    monkeypatch.setattr(follow_through, "_retried", retried)
    softmax, gradient = (task for task in hw1.tasks if task.number in ("2.2", "2.4"))
    failed = {gradient.name: (CaseResult("Worked example", 1, False, Status.FAILED),)}
    question = (gradient, (Case("Worked example", 1),))
    bench: Any = None  # nothing is judged
    for tasks in ((gradient,), (softmax, gradient)):
        follow_through.mended_in_public(tasks, failed, bench, [question])
    assert asked == [gradient.upstream]


def changed(assignment: Assignment, folder: Path, module: str, *changes: tuple[str, str]) -> Path:
    """The reference's modules in `folder`, with changes in one."""
    for name in assignment.modules:
        source = (assignment.solutions / f"{name}.py").read_text("utf-8")
        for right, wrong in changes if name == module else ():
            assert source.count(right) == 1
            source = source.replace(right, wrong)
        (folder / f"{name}.py").write_text(source, "utf-8")
    return folder


def fails_somewhere(question: QuestionResult) -> bool:
    return any(case.status is Status.FAILED for case in question.cases)


@pytest.fixture(scope="module")
def layers(
    bench: Callable[[str], tuple[Judge, Calibration]],
) -> Iterator[tuple[Judge, Calibration]]:
    """A judge of the tasks of hw2 about layers: no other has a part in them."""
    whole, calibration = bench("hw2-backprop")
    tasks = tuple(task for task in whole.assignment.tasks if task.number.startswith("4."))
    assignment = replace(whole.assignment, tasks=tasks)
    with closing(open_judge(assignment, isolation="none")) as judge:
        yield judge, calibration


LAYERS = {
    "nothing kept": (
        "4.3",
        [("self.W = rng.normal", "W = rng.normal"), ("self.b = np.z", "b = np.z")],
    ),
    "a long bias": ("4.3", [("self.b = np.zeros(n_out)", "self.b = np.zeros(n_in + 1)")]),
    "a forward that raises": ("4.4", [("self.x @ self.W + self.b", "self.x @ self.W.T + self.b")]),
    "x not kept": (
        "4.5",
        [("self.x = np.asarray(x, dtype=float)\n        return self.x", "return x")],
    ),
    "no return": ("4.5", [("return grad @ self.W.T", "grad @ self.W.T")]),
}


@pytest.mark.parametrize("wrong", sampled(LAYERS, 3, str, lambda _: False))
def test_a_wrong_layer_costs_in_its_own_task(
    layers: tuple[Judge, Calibration],
    tmp_path: Path,
    wrong: str,
) -> None:
    judge, calibration = layers
    own, changes = LAYERS[wrong]
    hw2 = judge.assignment
    folder = changed(hw2, tmp_path, "backprop", *changes)
    record = judge.grade(one_submission(folder, hw2.modules), calibration)
    assert [each.number for each in record.questions if each.score < each.possible] == [own]
    failing = {each.number: each for each in record.questions if fails_somewhere(each)}
    assert len(failing) > 1
    for number, question in failing.items():
        for case in question.cases:
            if case.status is Status.FAILED and number == own:
                assert "With a right" not in case.message
            elif case.status is Status.FAILED:
                kept = hw2.follow_through * case.points
                assert case.score == pytest.approx(kept), (number, case.name)


def test_what_another_module_calls_is_mended_too(
    grade: Callable[[Assignment, Path], Record],
    bench: Callable[[str], tuple[Judge, Calibration]],
    tmp_path: Path,
) -> None:
    hw3 = bench("hw3-generalization")[0].assignment
    change = ("return [2.0 * lam * w for", "[2.0 * lam * w for")
    record = grade(hw3, changed(hw3, tmp_path, "regularization", change))
    failing = {each.number: each for each in record.questions if fails_somewhere(each)}
    assert set(failing) == {"7.4", "10.1"}
    failed = [case for case in failing["10.1"].cases if case.status is Status.FAILED]
    assert all(case.carried for case in failed)
    assert all("With a right l2_penalty_grad this passes" in case.message for case in failed)


def test_questions_share_a_worker_with_the_same_functions_mended(
    grade_softmax, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But not where the student's module could keep anything from one to the next."""
    started = []
    start = Run._start

    def counted(run: Run):
        if run._mended and run._channel is None:
            started.append(run._mended)
        return start(run)

    monkeypatch.setattr(Run, "_start", counted)
    wrong = WRONG_SOFTMAX + "\ndef log_softmax(logits):\n    return np.log(softmax(logits))\n"
    shared = grade_softmax(wrong)
    workers = len(started)
    started.clear()
    apart = grade_softmax(f"{wrong}\nSEEN = []\n")
    assert workers < len(started)
    assert shared == apart
