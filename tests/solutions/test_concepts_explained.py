"""Every explanation of a wrong answer is told: some mistake of the catalogue brings it out."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from sampling import sampled

import gradus_checks.answers
from gradus.assignment import Assignment, Task, assignment_names, load_assignment
from gradus.assignment.cases import load_cases
from gradus.audit import Mistake, apply_mistake, load_mistakes
from gradus.judge.environment import load_reference
from gradus_checks import Case, CheckFailed, LocalEnvironment, StudentException, case_generator

pytestmark = pytest.mark.slow

COURSE = Path(__file__).resolve().parents[2]
SECRETS = (b"a secret", b"another secret", b"a third one")


class Marking(LocalEnvironment):
    """A student's folder, together with what only the grader has."""

    def __init__(self, folder: Path, reference: SimpleNamespace, secret: bytes) -> None:
        super().__init__(folder)
        self._reference, self._secret = reference, secret

    def reference(self) -> SimpleNamespace:
        return self._reference

    def rng(self, task: str, case: str, hidden: bool) -> np.random.Generator:
        return case_generator(task, case, self._secret if hidden else b"")


def cases_of(assignment: Assignment, task: Task) -> tuple[Case, ...]:
    modules = (*assignment.modules, *assignment.provided)
    return load_cases(assignment.test_path(task), modules).cases


def said(cases: Iterable[Case], environment: LocalEnvironment) -> set[str]:
    """What the checks say to the modules of the environment."""
    messages = set()
    for case in cases:
        try:
            case.call_func(environment)
        except CheckFailed as error:
            messages.add(error.message)
        except StudentException:
            continue
    return messages


def write(assignment: Assignment, folder: Path) -> None:
    for name in (*assignment.modules, *assignment.provided):
        source = (assignment.solutions / f"{name}.py").read_text("utf-8")
        (folder / f"{name}.py").write_text(source, "utf-8")


@contextmanager
def made(mistake: Mistake, folder: Path) -> Iterator[None]:
    """The mistake is in the module in `folder` meanwhile."""
    path = folder / f"{mistake.module}.py"
    source = path.read_text("utf-8")
    path.write_text(apply_mistake(mistake, source), "utf-8")
    yield
    path.write_text(source, "utf-8")


@pytest.fixture
def explanations(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Collects the explanations that `check_answer` is given from now on."""
    listed: set[str] = set()
    check_answer = gradus_checks.answers.check_answer

    def listening(answer, right, wrong=(), **settings):
        listed.update(wrong)
        check_answer(answer, right, dict(wrong), **settings)

    monkeypatch.setattr(gradus_checks.answers, "check_answer", listening)
    return listed


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", assignment_names(COURSE))
def test_every_explanation_is_told(name: str, explanations: set[str], tmp_path: Path) -> None:
    assignment = load_assignment(COURSE, name).unrated()
    reference = load_reference(assignment)
    write(assignment, tmp_path)
    for task in assignment.tasks:
        cases = cases_of(assignment, task)
        explanations.clear()
        assert said(cases, Marking(tmp_path, reference, SECRETS[0])) == set()
        listed, told = frozenset(explanations), set()
        for mistake in load_mistakes(assignment) if listed else ():
            if task.name in mistake.fails:
                with made(mistake, tmp_path):
                    this = said(cases, Marking(tmp_path, reference, SECRETS[0]))
                meant = {explanation for explanation in listed if mistake.hint in explanation}
                assert not meant or meant & this, mistake.id
                told |= this
        assert listed - told == set()


@pytest.mark.parametrize("name", ["hw1-losses", "hw3-generalization"])
@pytest.mark.parametrize("secret", sampled(SECRETS, 3, bytes.decode, lambda _: False))
def test_the_reference_is_right_whatever_is_drawn(name: str, secret: bytes, tmp_path: Path) -> None:
    assignment = load_assignment(COURSE, name).unrated()
    write(assignment, tmp_path)
    environment = Marking(tmp_path, load_reference(assignment), secret)
    for task in assignment.tasks:
        assert said(cases_of(assignment, task), environment) == set()
