"""A class in which everything that can be wrong is: one clear message each, and nobody lost."""

import csv
from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import TypeVar

import pytest
from gradebook.bad_class import archives, behaviour, layers, modules, names, raising, values
from gradebook.bad_class.entry import (
    EVERYTHING,
    MODULES,
    NOTE,
    NOTHING,
    SUBMISSION,
    Entry,
    fine,
    folder,
    work,
)
from gradebook.bad_class.grading import BadClass, cut, graded_once
from gradebook.bad_class.strangers import STRANGERS, write_strangers
from sampling import sampled

from gradus.assignment import Assignment
from gradus.results import Record, Status
from gradus.sandbox import available_levels

pytestmark = pytest.mark.slow

TABLES = (archives, behaviour, modules, names, raising, values)
GOOD = tuple(fine(f"good-{letter}", folder(work())) for letter in "amz")
CLASS = (*(entry for table in TABLES for entry in table.ENTRIES), *GOOD)
# What depends on what a submission can see and do, and on where it is compiled.
SANDBOXED = (
    *("bom", "utf-16", "null-bytes", "magic", "relative", "latin-declared", "deep-sum"),
    *("plt-show", "not-installed", "reads-a-file", "writes-a-file", "asserts", "shadows-numpy"),
    *("beside-undecodable", "zip-mac", "prints-10-mb", "no-stdout", "hostile-stdout", "memory"),
    *("raises-1-mb", "raises-str-loops", "raises-lying-class", "breaks-np-all", "breaks-builtins"),
)
HW1 = cut("hw1-losses", MODULES, ("1.3", "1.4", "2.1", "2.2"))
HW2 = cut("hw2-backprop", ("backprop", "gradient_descent"), layers.TASKS)
MOST_FEEDBACK = 12_000
Row = TypeVar("Row")


ALWAYS = (*GOOD, *(entry for entry in CLASS if entry.name == "tabs-and-spaces"))


def asked_for(request: pytest.FixtureRequest, what: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Those rows that a test of this run has for its `what`: a class need not be larger."""
    calls = [getattr(item, "callspec", None) for item in request.session.items]
    values = (call.params.get(what) for call in calls if call)
    asked = {value for value in values if isinstance(value, Hashable)} | set(ALWAYS)
    return tuple(row for row in rows if row in asked)


@pytest.fixture(scope="session")
def members(request: pytest.FixtureRequest) -> tuple[Entry, ...]:
    """Who is in the class."""
    return asked_for(request, "entry", CLASS)


@pytest.fixture(scope="session")
def bad(members: tuple[Entry, ...], tmp_path_factory: pytest.TempPathFactory) -> BadClass:
    entries = (*members, Entry("strangers", lambda path: write_strangers(path.parent), NOTHING))
    return graded_once("bad-class", HW1, "none", entries, tmp_path_factory)


@pytest.fixture(scope="session")
def sandboxed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BadClass:
    if "namespaces" not in available_levels():
        pytest.skip("there are no namespaces here")
    names = asked_for(request, "name", SANDBOXED)
    entries = [entry for entry in CLASS if entry.name in names]
    return graded_once("sandboxed-class", HW1, "namespaces", entries, tmp_path_factory)


@pytest.fixture(scope="session")
def layered(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BadClass:
    entries = asked_for(request, "entry", layers.ENTRIES)
    return graded_once("layered-class", HW2, "none", entries, tmp_path_factory)


def by_name(entry: Entry) -> str:
    return ascii(entry.name)[1:-1][:40]


@pytest.mark.parametrize("entry", sampled(CLASS, 11, by_name, lambda entry: entry in ALWAYS))
def test_it_costs_what_it_must_and_says_why(entry: Entry, bad: BadClass) -> None:
    check(entry, bad)


@pytest.mark.parametrize("name", sampled(SANDBOXED, 6, str, lambda _: False))
def test_the_same_in_a_sandbox(name: str, sandboxed: BadClass) -> None:
    (entry,) = (entry for entry in CLASS if entry.name == name)
    check(entry, sandboxed)


@pytest.mark.exhaustive
@pytest.mark.parametrize("entry", layers.ENTRIES, ids=by_name)
def test_classes_too(entry: Entry, layered: BadClass) -> None:
    check(entry, layered)


def check(entry: Entry, bad: BadClass) -> None:
    record = bad.records[entry.student]
    lost = {question.name for question in record.questions if question.score < question.possible}
    assert lost == costs(entry, bad.assignment), messages(record)
    assert entry.costs != EVERYTHING or record.score == 0
    said = {SUBMISSION: record.attention, NOTE: record.notes}.get(entry.where, messages(record))
    assert any(entry.says in text for text in said) or not (entry.says or entry.costs != NOTHING)
    for text in (*messages(record), *record.notes, *record.attention):
        assert not any(ours in text for ours in ("Traceback", "/gradus", "site-packages/gradus"))
        assert len(text) < 1000
    statuses = {case.status for question in record.questions for case in question.cases}
    assert Status.UNCHECKED not in statuses
    feedback = (bad.out / "students" / entry.student / "feedback.md").read_text("utf-8")
    assert len(feedback) < MOST_FEEDBACK
    assert all(letter.isprintable() or letter == "\n" for letter in feedback)
    if entry.where == SUBMISSION:
        assert feedback.count(entry.says) == 1


def costs(entry: Entry, assignment: Assignment) -> set[str]:
    """The questions in which an entry loses points."""
    return {
        task.name
        for task in assignment.tasks
        for function in task.functions
        if entry.costs == EVERYTHING or f"{function}.".startswith(f"{entry.costs}.")
    }


def messages(record: Record) -> tuple[str, ...]:
    return tuple(
        case.message
        for question in record.questions
        for case in question.cases
        if case.status is not Status.PASSED
    )


def test_nobody_is_lost_and_nobody_made_up(bad: BadClass, members: tuple[Entry, ...]) -> None:
    students = {entry.student for entry in members}
    assert len(students) == len(members) > 30
    assert len(CLASS) > 200
    assert bad.records.keys() == students
    with (bad.out / "grades.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(members)
    assert all(row["score"] and row["possible"] for row in rows)


def test_strangers_files_are_told_of_once(bad: BadClass) -> None:
    listed = (bad.out / "not-submissions.txt").read_text("utf-8").splitlines()
    assert listed == sorted(STRANGERS)
    told = " ".join(bad.told().split())
    assert told.count("Not taken for submissions") == 1
    assert f"and {len(STRANGERS) - 5} more" in told


def test_a_second_run_changes_nothing(bad: BadClass) -> None:
    code, told = bad.grade()
    assert code == 0
    assert "Graded 0 submissions" in told


def test_a_module_that_fails_is_explained_once(bad: BadClass) -> None:
    feedback = feedback_of("tabs-and-spaces", bad)
    assert feedback.count("TabError") == 1
    assert "The same as in Task 1.3." in feedback


def feedback_of(student: str, bad: BadClass) -> str:
    path: Path = bad.out / "students" / student / "feedback.md"
    return path.read_text("utf-8")
