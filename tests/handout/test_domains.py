"""The page of domains: every function of a task has its row, and the cases that it names exist."""

import re
from functools import cache
from pathlib import Path

import pytest

from gradus.assignment import Assignment, assignment_names, load_assignment
from gradus.assignment.consistency import check_tests

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "assignments" / "domains.md").read_text("utf-8")
NAMES = [name for name in assignment_names(ROOT) if f"## {name}\n" in PAGE]
each_assignment = pytest.mark.parametrize("name", NAMES)

assignment_of = cache(load_assignment)
sources_of = cache(check_tests)


def rows_of(name: str) -> list[tuple[str, str, str]]:
    """Function, domain, and what tries it, of each row in the section of an assignment."""
    section = PAGE.split(f"## {name}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `([\w.]+)` \| (.+) \| (.+) \|$", section, re.MULTILINE)


def cases_named(assignment: Assignment, tried: str) -> set[tuple[str, str]]:
    """The cases, with the numbers of their tasks. A name may have commas of its own."""
    known = {
        task.number: [case.name for case in source.cases]
        for task, source in zip(assignment.tasks, sources_of(assignment), strict=True)
    }
    found = set()
    for part in tried.split("; "):
        number, _, rest = part.partition(" ")
        while rest:
            # The longest name first: one may begin like another.
            fits = sorted((n for n in known[number] if f"{rest}, ".startswith(f"{n}, ")), key=len)
            assert fits, f"task {number} has no case that {rest!r} begins with"
            found.add((number, fits[-1]))
            rest = rest[len(fits[-1]) :].removeprefix(", ")
    return found


def test_every_assignment_has_a_section() -> None:
    assert list(assignment_names(ROOT)) == NAMES


@each_assignment
def test_every_function_of_a_task_has_one_row(name: str) -> None:
    functions = [each for task in assignment_of(ROOT, name).tasks for each in task.functions]
    assert [row[0] for row in rows_of(name)] == list(dict.fromkeys(functions))


@each_assignment
def test_the_cases_of_a_row_exist_in_the_tasks_of_its_function(name: str) -> None:
    assignment = assignment_of(ROOT, name)
    for function, domain, tried in rows_of(name):
        named = cases_named(assignment, tried)
        tasks = {task.number for task in assignment.tasks if function in task.functions}
        assert named, f"{function} ({domain}) names no case"
        assert {number for number, _ in named} <= tasks, function


@each_assignment
def test_every_hidden_case_of_a_row_s_task_is_named(name: str) -> None:
    """A hidden case that no row needs would try what nobody has written down."""
    assignment = assignment_of(ROOT, name).unrated()
    named = {case for _, _, tried in rows_of(name) for case in cases_named(assignment, tried)}
    hidden = {
        (task.number, case.name)
        for task, source in zip(assignment.tasks, sources_of(assignment), strict=True)
        for case in source.cases
        if case.hidden
    }
    assert hidden - named == set()
