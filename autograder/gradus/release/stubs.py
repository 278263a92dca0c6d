"""A reference module without its solutions: what students start from."""

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gradus.assignment import Task
from gradus.assignment.definitions import definitions
from gradus.assignment.markers import Kind, Line, join, read_lines
from gradus.errors import AssignmentError
from gradus.release.completed import numbered

PROMPT = "..."


def stub(
    source: str,
    tasks: Sequence[Task],
    path: Path,
    left_out: Collection[str] = frozenset(),
    module: str = "",
) -> str:
    """`source`, the reference module `path`, with every solution replaced.

    `module` is what its functions begin with, by default the file's name.

    In a function that a task asks for, the first solution becomes one
    `raise NotImplementedError("Task 1.3: mse")`; `x = …  # SOLUTION` becomes `x = ...`.
    A docstring that names no task begins with the number. Functions `left_out` do not appear.
    Raises AssignmentError for wrong markers and for a function of `tasks` that has none.
    """
    asked = {
        name: task.number
        for task in reversed(tasks)
        for owner, _, name in (function.partition(".") for function in task.functions)
        if owner == (module or path.stem)
    }
    lines = read_lines(source, path)
    tree = _parse(source, path)
    writer = _Writer(path, tree, asked, _numbers(tree, asked), _spans(tree, left_out))
    pieces = [writer.piece(line) for line in lines]
    for name, number in asked.items():
        if not any(f"{done}.".startswith(f"{name}.") for done in writer.marked):
            raise AssignmentError(
                f"{path}: task {number} asks for {name}, which is missing or has no solution "
                "between markers. Write # BEGIN SOLUTION and # END SOLUTION around its body."
            )
    text = join(pieces)
    _check_compiles(text, path)
    return text


def _parse(source: str, path: Path) -> ast.Module:
    try:
        return ast.parse(source, str(path))
    except SyntaxError as error:
        raise AssignmentError(
            f"{path}, line {error.lineno}: this is not valid Python: {error.msg}."
        ) from error


@dataclass(frozen=True)
class _Writer:
    """Turns lines of a module into lines of its stub. `marked` collects what had a solution."""

    path: Path
    tree: ast.Module
    asked: dict[str, str]
    numbers: dict[int, tuple[int, str]]
    gone: frozenset[int]
    marked: set[str] = field(default_factory=set)
    raised: set[str] = field(default_factory=set)

    def piece(self, line: Line) -> str | None:
        """What stands in the place of `line`; None for nothing."""
        if line.number in self.gone:
            return None
        match line.kind:
            case Kind.KEEP if line.number in self.numbers:
                return numbered(line.text, *self.numbers[line.number])
            case Kind.KEEP | Kind.PROMPT:
                return line.text
            case Kind.BEGIN:
                return self._prompt(line, line.text)
            case Kind.LINE:
                return self._replace(line)
            case Kind.BEGIN_NO_PROMPT | Kind.LINE_NO_PROMPT:
                self._mark(self._owner(line))
        return None

    def _mark(self, owner: str | None) -> None:
        if owner is not None:
            self.marked.add(owner)

    def _owner(self, line: Line) -> str | None:
        """The function or method that `line` is in."""
        names = (name for name, node in _functions(self.tree) if _holds(node, line.number))
        return next(names, None)

    def _prompt(self, line: Line, indent: str) -> str | None:
        """The exception that says what is to be written here, once in every function."""
        owner = self._owner(line)
        if owner is None:
            return indent + PROMPT
        number = self.asked.get(owner) or self.asked.get(owner.split(".")[0])
        if number is None:
            raise AssignmentError(
                f"{self.path}, line {line.number}: no task asks for {owner}. Add it to a task, or "
                "remove all of it with # BEGIN SOLUTION NO PROMPT."
            )
        self._mark(owner)
        if owner in self.raised:
            return None
        self.raised.add(owner)
        return f'{indent}raise NotImplementedError("Task {number}: {owner}")'

    def _replace(self, line: Line) -> str | None:
        """A line that ends with `# SOLUTION`."""
        statement = self._statement(line)
        text = line.text
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
            self._mark(self._owner(line))
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            for target in targets:
                self._mark(target.id if isinstance(target, ast.Name) else None)
            return text.encode()[: statement.value.col_offset].decode() + PROMPT
        return self._prompt(line, text[: len(text) - len(text.lstrip())])

    def _statement(self, line: Line) -> ast.stmt:
        """The one statement that `line` is."""
        found = [
            node
            for node in ast.walk(self.tree)
            if isinstance(node, ast.stmt) and node.lineno == node.end_lineno == line.number
        ]
        if len(found) != 1:
            raise AssignmentError(
                f"{self.path}, line {line.number}: # SOLUTION must follow one whole statement on "
                "one line. Put # BEGIN SOLUTION and # END SOLUTION around it."
            )
        return found[0]


def _numbers(tree: ast.Module, asked: Mapping[str, str]) -> dict[int, tuple[int, str]]:
    """By line: where a docstring begins that should say which task asks, and the task's number."""
    found = {}
    for name, node in definitions(tree):
        text = ast.get_docstring(node, clean=False)
        if name in asked and text is not None and not re.search(r"Task \d+\.\d+", text):
            found[node.body[0].lineno] = node.body[0].col_offset, asked[name]
    return found


def _spans(tree: ast.Module, names: Collection[str]) -> frozenset[int]:
    """The lines of these functions, with their decorators."""
    return frozenset(
        number
        for name, node in definitions(tree)
        if name in names
        for number in range(
            min([node.lineno, *(each.lineno for each in node.decorator_list)]),
            (node.end_lineno or node.lineno) + 1,
        )
    )


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every top-level function ("mse") and method ("Linear.forward")."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for item in node.body:
                if isinstance(item, ast.FunctionDef):
                    yield f"{node.name}.{item.name}", item


def _holds(node: ast.FunctionDef, number: int) -> bool:
    return node.lineno <= number <= (node.end_lineno or node.lineno)


def _check_compiles(text: str, path: Path) -> None:
    try:
        compile(text, str(path), "exec", dont_inherit=True)
    except SyntaxError as error:
        line = (error.text or "").strip()
        raise AssignmentError(
            f"{path}: without its solutions this is not valid Python: {error.msg}, near {line!r}. "
            "Put the markers around whole statements, with what they belong to."
        ) from error
