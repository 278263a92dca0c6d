"""Which questions a module can have a part in."""

import ast
from functools import cache
from pathlib import Path

from gradus.assignment import Assignment, load_cases


def questions_reached(assignment: Assignment, module: str, function: str = "") -> tuple[int, ...]:
    """The numbers, from 0, of the questions whose tests can get to run code of `module`.

    Those that ask for `function` come first: a mistake in it is most likely to be seen there.
    """
    reached = [
        number
        for number, task in enumerate(assignment.tasks)
        if any(
            module in _imported(assignment.solutions, name) for name in _asked(assignment, number)
        )
    ]

    def distance(number: int) -> int:
        functions = assignment.tasks[number].functions
        if f"{module}.{function}" in functions:
            return 0
        return 1 if any(each.startswith(f"{module}.") for each in functions) else 2

    return tuple(sorted(reached, key=distance))


@cache
def _asked(assignment: Assignment, number: int) -> frozenset[str]:
    """The student's modules that the question's cases ask for."""
    source = load_cases(assignment.test_path(assignment.tasks[number]))
    return frozenset(module for case in source.cases for module in case.modules())


@cache
def _imported(solutions: Path, module: str) -> frozenset[str]:
    """The module itself and those of the course that it imports, directly or not."""
    path = solutions / f"{module}.py"
    if not path.is_file():
        return frozenset()
    found = {module}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        for name in names:
            found |= _imported(solutions, name)
    return frozenset(found)
