"""What instructors need not write, as it follows: added where students and Otter read it."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from gradus.assignment import Task
from gradus.assignment.cases import TestSource

_OPENING = re.compile(r"""[rRuU]?(\"{3}|'{3}|"|')""")


def completed_source(source: TestSource, task: Task) -> TestSource:
    """`source` with its text completed."""
    text = completed_test(source.source, task)
    return replace(source, source=text, docstring=ast.get_docstring(ast.parse(text)) or "")


def completed_test(text: str, task: Task) -> str:
    """A test file with what Otter asks for, `name` and `OK_FORMAT`, and number and title."""
    tree = ast.parse(text)
    lines = text.splitlines(keepends=True)
    constants = list(_missing_constants(tree, task))
    if constants:
        lines[_end_of_head(tree) : _end_of_head(tree)] = ["\n", *constants]
    if ast.get_docstring(tree) is None:
        title = task.title.replace("\\", "\\\\").replace('"', '\\"')
        end = "" if title.endswith((".", "?", "!")) else "."
        return "".join((f'"""Task {task.number}: {title}{end}"""\n\n', *lines))
    if not re.match(r"Task\b", ast.get_docstring(tree) or ""):
        first = tree.body[0]
        lines[first.lineno - 1] = numbered(lines[first.lineno - 1], first.col_offset, task.number)
    return "".join(lines)


def numbered(line: str, column: int, number: str) -> str:
    """A line in which, at `column` bytes, a docstring begins: it begins with the task's number."""
    opening = _OPENING.match(line.encode()[column:].decode())
    start = column + len(opening[0]) if opening else column
    return f"{line.encode()[:start].decode()}Task {number}: {line.encode()[start:].decode()}"


def completed_handout(text: str, tasks: Iterable[Task]) -> str:
    """A hand-out in which each heading of a task has its title."""
    for task in tasks:
        heading = rf"^(# ## Task {re.escape(task.number)})[ \t]*$"
        title = task.title.replace("\\", r"\\")
        text = re.sub(heading, rf"\1: {title}", text, flags=re.MULTILINE)
    return text


def _missing_constants(tree: ast.Module, task: Task) -> Iterator[str]:
    said = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    if "OK_FORMAT" not in said:
        yield "OK_FORMAT = False\n"
    if "name" not in said:
        yield f'name = "{task.name}"\n'


def _end_of_head(tree: ast.Module) -> int:
    """How many lines the docstring and the imports take."""
    end = 0
    for node in tree.body:
        if not isinstance(node, ast.Import | ast.ImportFrom | ast.Expr):
            break
        end = node.end_lineno or end
    return end
