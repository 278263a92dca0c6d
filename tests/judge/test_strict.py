"""Strict or in two sittings: the verdicts, the marks and what is said are the same.

There is one difference: what a module prints when it is imported stands with the first case that
imports it, which in a sitting is the first of all, and strictly the first of each question. It is
left out here. Others could only be made on purpose, by code that asks what shares its worker.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import cache, reduce
from pathlib import Path

import pytest
from correct.styles import Style, styles_of
from sampling import sampled

from gradus.assignment import Assignment, assignment_names, load_assignment
from gradus.audit import Mistake, apply_mistake, load_mistakes
from gradus.audit.bench import SECRET
from gradus.judge import Calibration, Judge, open_judge
from gradus.results import CaseResult, QuestionResult
from gradus.submission import one_submission

COURSE = Path(__file__).resolve().parents[2]
NAMES = assignment_names(COURSE)
MISTAKES = [
    (name, mistake) for name in NAMES for mistake in load_mistakes(load_assignment(COURSE, name))
]
STYLES = [style for name in NAMES for style in styles_of(name)]

Bench = tuple[Judge, Calibration]
Benches = Callable[[Assignment], tuple[Bench, Bench]]


@pytest.fixture(scope="module")
def benches(bench: Callable[[str], Bench]) -> Iterator[Benches]:
    """A judge that is strict, and one that is not, of all tasks of an assignment or of some."""
    with ExitStack() as judges:

        def opened(assignment: Assignment, *, strict: bool) -> Judge:
            judge = open_judge(assignment, isolation="none", secret=SECRET, strict=strict)
            return judges.enter_context(closing(judge))

        @cache
        def both(asked: Assignment) -> tuple[Bench, Bench]:
            shared, calibration = bench(asked.name)
            assignment = replace(shared.assignment, tasks=asked.tasks)
            if assignment != shared.assignment:
                shared = opened(assignment, strict=False)
            return (opened(assignment, strict=True), calibration), (shared, calibration)

        yield both


def write_reference(assignment: Assignment, folder: Path) -> None:
    for name in assignment.modules:
        source = (assignment.solutions / f"{name}.py").read_text("utf-8")
        (folder / f"{name}.py").write_text(source, "utf-8")


def judged(judge: Judge, calibration: Calibration, folder: Path) -> tuple[QuestionResult, ...]:
    submission = one_submission(folder, judge.assignment.modules)
    return judge.grade(submission, calibration).questions


def assert_same(assignment: Assignment, folder: Path, benches: Benches) -> None:
    strict, shared = (judged(*bench, folder) for bench in benches(assignment))
    if shared != strict:
        said = said_at_import(assignment, folder)
        assert without(said, shared) == without(said, strict)


def said_at_import(assignment: Assignment, folder: Path) -> list[str]:
    """What each module prints when it is imported, beside those that earlier tasks provide."""
    environment = {**os.environ, "PYTHONPATH": str(assignment.solutions)}
    return [
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", f"import {module}"],
            cwd=folder,
            env=environment,
            check=True,
            capture_output=True,
            encoding="utf-8",
        ).stdout
        for module in assignment.modules
    ]


def without(said: list[str], questions: tuple[QuestionResult, ...]) -> list[QuestionResult]:
    """The results, but that no output begins with what was `said`."""

    def stripped(case: CaseResult) -> CaseResult:
        return replace(case, output=reduce(str.removeprefix, said, case.output))

    return [replace(each, cases=tuple(map(stripped, each.cases))) for each in questions]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "mistake"), sampled(MISTAKES, 1500, lambda row: row[1].id, lambda _row: False)
)
def test_of_a_mistake(name: str, mistake: Mistake, benches: Benches, tmp_path: Path) -> None:
    assignment = load_assignment(COURSE, name).unrated()
    write_reference(assignment, tmp_path)
    path = tmp_path / f"{mistake.module}.py"
    path.write_text(apply_mistake(mistake, path.read_text("utf-8")), "utf-8")
    assert_same(assignment, tmp_path, benches)


@pytest.mark.slow
@pytest.mark.parametrize(
    "style", sampled(STYLES, 160, lambda style: f"{style.assignment}-{style.name}", lambda _: False)
)
def test_of_a_correct_style(style: Style, benches: Benches, tmp_path: Path) -> None:
    loaded = load_assignment(COURSE, style.assignment).unrated()
    # Trainings of whole networks take long, and only styles of training.py have another one.
    quick = tuple(
        task
        for task in loaded.tasks
        if "training" in style.sections() or not task.number.startswith("10.")
    )
    assignment = replace(loaded, tasks=quick)
    style.write(assignment, tmp_path)
    assert_same(assignment, tmp_path, benches)


@pytest.mark.slow
@pytest.mark.parametrize("name", sampled(NAMES, len(NAMES), str, lambda _: False))
def test_of_an_untouched_starter(name: str, benches: Benches, tmp_path: Path) -> None:
    assignment = load_assignment(COURSE, name).unrated()
    for module in assignment.modules:
        source = (assignment.starter / f"{module}.py").read_text("utf-8")
        (tmp_path / f"{module}.py").write_text(source, "utf-8")
    assert_same(assignment, tmp_path, benches)
