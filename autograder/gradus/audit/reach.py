"""Which questions a module can have a part in."""

import ast
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path, PurePosixPath

from gradus.assignment import Assignment, load_cases
from gradus_checks.module_names import imported_by


def questions_reached(assignment: Assignment, module: str, function: str = "") -> tuple[int, ...]:
    """The numbers, from 0, of the questions whose tests can get to run `function` of `module`.

    Without a function: any code of the module. Those that ask for the function come first: a
    mistake in it is most likely to be seen there.
    """
    definition = function.split(".")[0]
    reached = [
        number
        for number in range(len(assignment.tasks))
        if _runs(_run_by(assignment, number), module, definition)
    ]

    def distance(number: int) -> int:
        if f"{module}.{function}" in assignment.tasks[number].functions:
            return 0
        return 1 if _is_about(assignment, number, module) else 2

    return tuple(sorted(reached, key=distance))


def questions_about(assignment: Assignment, module: str, function: str = "") -> tuple[int, ...]:
    """Of the questions reached, those that ask for functions of the module itself."""
    reached = questions_reached(assignment, module, function)
    return tuple(number for number in reached if _is_about(assignment, number, module))


def only_raising(source: str, function: str) -> str:
    """The source with a `function` ("Dropout.forward") that raises, whatever it is asked.

    A question that passes even so never runs it. Raises LookupError where there is none.
    """
    tree = ast.parse(source)
    definitions = tuple(_defined_at(tree, function.split(".")))
    if not definitions:
        raise LookupError(f"there is no {function}")
    for definition in definitions:
        definition.body = ast.parse("raise AssertionError").body
    return ast.unparse(tree)


def _defined_at(
    node: ast.Module | ast.ClassDef, path: Sequence[str]
) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    for part in node.body:
        if isinstance(part, ast.FunctionDef | ast.ClassDef) and part.name == path[0]:
            if len(path) == 1:
                yield part
            elif isinstance(part, ast.ClassDef):
                yield from _defined_at(part, path[1:])


def _is_about(assignment: Assignment, number: int, module: str) -> bool:
    functions = assignment.tasks[number].functions
    return any(each.startswith(f"{module}.") for each in functions)


def _runs(found: frozenset[tuple[str, str]], module: str, definition: str) -> bool:
    """Whether what is found to run holds the definition, or without one any of the module."""
    return (module, definition) in found or (
        not definition and module in {name for name, _ in found}
    )


@cache
def _run_by(assignment: Assignment, number: int) -> frozenset[tuple[str, str]]:
    """(module, definition) of all that the question's cases can get to run.

    They can only ask a module for what their file names, as an attribute or in a string.
    """
    path = assignment.test_path(assignment.tasks[number])
    asked = {module for case in load_cases(path).cases for module in assignment.modules_of(case)}
    named = _named(ast.parse(path.read_text("utf-8")))
    return frozenset().union(*(_used(assignment.solutions, module, named) for module in asked))


def _named(tree: ast.AST) -> frozenset[str]:
    """All attributes and strings of a test file."""
    attributes = {part.attr for part in ast.walk(tree) if isinstance(part, ast.Attribute)}
    constants = (part.value for part in ast.walk(tree) if isinstance(part, ast.Constant))
    return frozenset(attributes.union(each for each in constants if isinstance(each, str)))


@cache
def _used(solutions: Path, module: str, names: frozenset[str]) -> frozenset[tuple[str, str]]:
    """(module, definition) of all that `names` of a module can get to run, in the course's modules.

    Without `names`: everything in it.
    """
    path = solutions / f"{module}.py"
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text("utf-8"))
    defined = {name: _mentioned(node) for node in tree.body for name in _defines(node)}
    wanted, open_names = set(), set(names or defined)
    while open_names:
        wanted |= open_names
        open_names = {each for name in open_names for each in defined.get(name, ())} - wanted
    found = {(module, name) for name in wanted & defined.keys()}
    mentioned = wanted | _mentioned(*(node for node in tree.body if not _defines(node)))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            taken = {each.name for each in node.names if (each.asname or each.name) in mentioned}
            for source, names_in in _sources(node, module, solutions, taken):
                found |= _used(solutions, source, names_in)
        elif isinstance(node, ast.Import):
            for each in node.names:
                found |= _used(solutions, _file(solutions, each.name), frozenset())
    return frozenset(found)


def _sources(
    node: ast.ImportFrom, module: str, solutions: Path, taken: set[str]
) -> Iterator[tuple[str, frozenset[str]]]:
    """The modules that it takes something from, with the names; none for all of one."""
    source, *within = imported_by(node, ".".join(PurePosixPath(module).parts[:-1]))
    modules = {each for each in within if (solutions / f"{_file(solutions, each)}.py").is_file()}
    for each in modules:
        if each.rpartition(".")[2] in taken:
            yield _file(solutions, each), frozenset()
    names = taken - {each.rpartition(".")[2] for each in modules}
    if names:
        yield _file(solutions, source), frozenset(names)


def _file(solutions: Path, name: str) -> str:
    """The module that Python calls so, by its path: that of a package is its `__init__`."""
    path = name.replace(".", "/")
    return f"{path}/__init__" if (solutions / path / "__init__.py").is_file() else path


def _defines(node: ast.stmt) -> tuple[str, ...]:
    """The names that a statement at the top of a module defines."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return (name,)
        case ast.Assign(targets=targets):
            parts = (part for target in targets for part in ast.walk(target))
            return tuple(part.id for part in parts if isinstance(part, ast.Name))
    return ()


def _mentioned(*nodes: ast.AST) -> set[str]:
    return {part.id for node in nodes for part in ast.walk(node) if isinstance(part, ast.Name)}
