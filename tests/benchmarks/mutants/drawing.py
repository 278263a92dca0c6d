"""Draws mutants of the toolkit: where a mistake could be made, one as likely as another."""

import ast
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from gradus.audit.operators import OPERATORS

ROOM = Path("autograder")


@dataclass(frozen=True)
class Mutant:
    """In `file`, within `function` ("" at the module's level): the lines `before` become `after`.

    `line` is where the changed piece of syntax begins. The lines may stand in the function more
    than once: those meant are the ones after `earlier` others like them.
    """

    file: str
    function: str
    line: int
    operator: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    earlier: int

    @property
    def id(self) -> str:
        """What it is called in tables and files."""
        before, after = (" ".join(map(str.strip, each)) for each in (self.before, self.after))
        return f"{self.file}:{self.line} {self.operator}: {before} -> {after}"

    def applied(self, source: str) -> str:
        """The whole new source. Raises LookupError where the statement is no longer there."""
        lines = source.split("\n")
        place = _places(lines, self.before, _extent(source, self.function))
        if len(place) <= self.earlier:
            raise LookupError(f"{self.file} has changed there")
        start = place[self.earlier]
        return "\n".join([*lines[:start], *self.after, *lines[start + len(self.before) :]])


def draw(tree: Path, count: int, seed: int) -> Iterator[Mutant]:
    """`count` mutants of a tree, the same ones for the same seed.

    Of fewer than asked for, one gets the first: the order does not depend on `count`.
    """
    candidates = [
        (path, number)
        for path in sorted((tree / ROOM).rglob("*.py"))
        for number, _ in enumerate(_changes(path.read_text("utf-8")))
    ]
    random.Random(seed).shuffle(candidates)
    seen: set[tuple[str, str]] = set()
    for path, number in candidates:
        source = path.read_text("utf-8")
        operator, line, changed = _rendered(source, number)
        meaning = _meaning(changed)
        # Two operators may say the same, and some changes are none: (x) for x.
        if meaning is None or meaning == _meaning(source) or (str(path), meaning) in seen:
            continue
        if not _passes_lint(changed):
            continue
        seen.add((str(path), meaning))
        yield _mutant(path.relative_to(tree), source, changed, operator, line)
        if len(seen) == count:
            return


def statement_at(tree: ast.Module, line: int) -> tuple[ast.stmt, ...]:
    """The statements around a line, the innermost one last; decorators belong to theirs."""
    around: list[ast.stmt] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and first_line(node) <= line <= (node.end_lineno or 0):
            around.append(node)
    return tuple(sorted(around, key=lambda node: (first_line(node), -(node.end_lineno or 0))))


def first_line(node: ast.stmt) -> int:
    """Where a statement begins, with its decorators."""
    decorators: Sequence[ast.expr] = getattr(node, "decorator_list", ())
    return min([node.lineno, *(each.lineno for each in decorators)])


def _changes(source: str) -> Iterator[tuple[cst.CSTNode, str, cst.CSTNode]]:
    """Each node, an operator's name and what it makes of the node."""
    yield from _changes_within(cst.parse_module(source))


def _changes_within(node: cst.CSTNode) -> Iterator[tuple[cst.CSTNode, str, cst.CSTNode]]:
    if _is_idle(node):
        return
    for name, operator in OPERATORS.items():
        for other in operator(node):
            yield node, name, other
    for child in node.children:
        yield from _changes_within(child)


def _rendered(source: str, number: int) -> tuple[str, int, str]:
    """The operator, the line and the whole new source of one of the changes."""
    wrapper = MetadataWrapper(cst.parse_module(source), unsafe_skip_copy=True)
    places = wrapper.resolve(PositionProvider)
    changes = _changes_within(wrapper.module)
    node, name, other = next(each for place, each in enumerate(changes) if place == number)
    changed = cst.ensure_type(wrapper.module.deep_replace(node, other), cst.Module)
    return name, places[node].start.line, changed.code


def _is_idle(node: cst.CSTNode) -> bool:
    """Whether no test could see a change: types, docstrings, imports (mypy and Ruff see those)."""
    match node:
        case cst.Annotation() | cst.Import() | cst.ImportFrom() | cst.TypeAlias():
            return True
        case cst.Decorator(decorator=cst.Call(func=cst.Name("dataclass"))):
            return True
        case cst.If(test=cst.Name("TYPE_CHECKING")):
            return True
        case cst.SimpleStatementLine(body=[statement]):
            return _is_idle_statement(statement)
    return False


def _is_idle_statement(statement: cst.BaseSmallStatement) -> bool:
    match statement:
        case cst.Import() | cst.ImportFrom() | cst.AnnAssign(value=None):
            return True
        case cst.Expr(value=cst.SimpleString() | cst.ConcatenatedString() | cst.Ellipsis()):
            return True
        case cst.Assign(targets=[cst.AssignTarget(target=cst.Name("__all__"))]):
            return True
        case cst.Assign(targets=[cst.AssignTarget(target=cst.Name(name))], value=value):
            # An alias of types: Tree = …[…] | …; constants are in capitals.
            types = cst.Subscript | cst.BinaryOperation | cst.Call
            return name[0].isupper() and not name.isupper() and isinstance(value, types)
    return False


def _meaning(source: str) -> str | None:
    try:
        return ast.dump(ast.parse(source))
    except SyntaxError:
        return None


def _passes_lint(source: str) -> bool:
    """Whether Ruff, which comes before the tests, finds every name defined and used."""
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "F", "-"]
    return not subprocess.run(command, input=source.encode(), capture_output=True).returncode


def _mutant(file: Path, source: str, changed: str, operator: str, line: int) -> Mutant:
    old, new = source.split("\n"), changed.split("\n")
    start = _in_common(old, new)
    # A line can be in common from both ends, but counts once.
    shorter = min(len(old), len(new)) - start
    same = min(_in_common(old[::-1], new[::-1]), shorter)
    before, after = tuple(old[start : len(old) - same]), tuple(new[start : len(new) - same])
    function = _function_at(source, start + 1)
    earlier = _places(old, before, _extent(source, function)).index(start)
    return Mutant(str(file), function, line, operator, before, after, earlier)


def _in_common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines both begin with."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _places(lines: Sequence[str], block: Sequence[str], extent: range) -> list[int]:
    return [start for start in extent if tuple(lines[start : start + len(block)]) == tuple(block)]


def _function_at(source: str, line: int) -> str:
    around = statement_at(ast.parse(source), line)
    return ".".join(
        node.name for node in around if isinstance(node, ast.FunctionDef | ast.ClassDef)
    )


def _extent(source: str, function: str) -> range:
    """The numbers, from 0, of a function's lines. Raises LookupError."""
    body: Sequence[ast.stmt] = ast.parse(source).body
    extent = range(source.count("\n") + 1)
    for name in filter(None, function.split(".")):
        found = [
            node
            for outer in body
            for node in ast.walk(outer)
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name
        ]
        if not found:
            raise LookupError(f"there is no {function}")
        extent = range(first_line(found[0]) - 1, found[0].end_lineno or 0)
        body = found[0].body
    return extent
