"""Plain `assert`s of a test file, rewritten so that one which does not hold can tell why.

    assert losses.mse(a, b) == 2.5

becomes, for the first assert of a file,

    with __gradus_asserted__(0) as asserted:
        if not asserted.holds(asserted.note(0, losses.mse(a, b)) == asserted.note(1, 2.5)):
            raise asserted.failed("")

Nothing is evaluated twice, in another order, or at all where Python would not. It is done to the
functions of a file once it has been executed, so that it does not matter who has executed it:
`pytest`, a notebook, Otter or a judge. `asserted.py` puts the values into words.
"""

from __future__ import annotations

import ast
import linecache
from collections.abc import Iterator, Mapping
from types import CodeType, FunctionType
from typing import Any

from gradus_checks.asserted import Asserted, Part, Statement

ASSERTED = "__gradus_asserted__"
"""What the rewritten functions find `Asserted` under, among the names of their file."""

_NOTES = "asserted "  # with a space: no name of an author's is like it

_ALIKE = ("allclose", "array_equal", "isclose")
"""Functions that ask of their first two arguments what `==` asks of its sides."""

_PLAIN_ROOTS = ("np", "numpy", "math", "list", "tuple", "set", "dict", "range", "float", "int")
"""What an expression may be made with and still be written down, not computed by anybody."""


def rewrite(names: dict[str, Any], path: str) -> None:
    """Rewrite the asserts in all functions among `names` that the file at `path` defines.

    A function whose source is not there any more as it was executed stays as it is.
    """
    source = "".join(linecache.getlines(path))
    try:
        tree = ast.parse(source, path)
    except (SyntaxError, ValueError):  # What was executed came from somewhere else.
        return
    before = _codes(compile(tree, path, "exec", dont_inherit=True))
    rewriter = _Rewriter(source)
    rewritten = ast.fix_missing_locations(rewriter.visit(tree))
    after = _codes(compile(rewritten, path, "exec", dont_inherit=True))
    for function in _functions(names, path):
        key = _key(function.__code__)
        if before.get(key) == function.__code__:
            function.__code__ = after[key]
    statements = tuple(rewriter.statements)
    names[ASSERTED] = lambda number: Asserted(statements[number])


def _functions(names: Mapping[str, Any], path: str) -> Iterator[FunctionType]:
    """Those of the file: on their own, as cases, and as methods of its classes."""
    for value in names.values():
        found = getattr(value, "test_func", value)
        inside = vars(found).values() if isinstance(found, type) else (found,)
        for each in inside:
            if isinstance(each, FunctionType) and each.__code__.co_filename == path:
                yield each


def _key(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _codes(code: CodeType) -> dict[tuple[str, int], CodeType]:
    """All code in it, of functions and what is defined within them."""
    found = {_key(code): code}
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            found |= _codes(inner)
    return found


class _Rewriter(ast.NodeTransformer):
    """Rewrites the statements of `source`, and keeps what they were."""

    def __init__(self, source: str) -> None:
        self._source = source
        self.statements: list[Statement] = []

    def visit_Assert(self, node: ast.Assert) -> list[ast.stmt]:
        """One or, where several things are asked for with `and`, several new statements."""
        tests = [node.test]
        if isinstance(node.test, ast.BoolOp) and isinstance(node.test.op, ast.And):
            tests = node.test.values
        return [self._statement(node, test) for test in tests]

    def _statement(self, node: ast.Assert, test: ast.expr) -> ast.stmt:
        noting = _Noting()
        written = ast.get_source_segment(self._source, test) or ""
        source = written if "\n" not in written else ast.unparse(test)
        kind, noted, sides = _understood(test, noting)
        constant = node.msg.value if isinstance(node.msg, ast.Constant) else None
        said = constant if isinstance(constant, str) else ""
        self.statements.append(Statement(source, kind, sides, tuple(noting.calls), said))
        text = node.msg or ast.Constant("")
        holds = _call("holds", noted)
        wrong: list[ast.stmt] = [ast.Raise(_call("failed", text), None)]
        guard = ast.If(ast.UnaryOp(ast.Not(), holds), wrong, [])
        number = ast.Constant(len(self.statements) - 1)
        begin = ast.Call(ast.Name(ASSERTED, ast.Load()), [number], [])
        item = ast.withitem(begin, ast.Name(_NOTES, ast.Store()))
        return ast.copy_location(ast.With([item], [guard]), node)


def _understood(test: ast.expr, noting: _Noting) -> tuple[str, ast.expr, tuple[Part, ...]]:
    """What is asked, the test with notes, and the parts between which it is asked."""
    match test:
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            sides, (left, right) = noting.sides(left, right)
            kind = "equal" if isinstance(operator, ast.Eq) else "compared"
            return kind, ast.Compare(left, [operator], [right]), sides
        case ast.Call(func=ast.Attribute(attr=name), args=[left, right, *more]) if name in _ALIKE:
            sides, (left, right) = noting.sides(left, right)
            return "alike", ast.Call(test.func, [left, right, *more], test.keywords), sides
        case ast.Call(func=ast.Name("all"), args=[ast.GeneratorExp() as each]):
            kind, noted, sides = _understood(each.elt, noting)
            inner = ast.GeneratorExp(noted, each.generators)
            return kind, ast.Call(test.func, [inner], []), sides
    return "true", noting.visit(test), ()


def _call(method: str, *arguments: ast.expr) -> ast.Call:
    notes = ast.Name(_NOTES, ast.Load())
    return ast.Call(ast.Attribute(notes, method, ast.Load()), list(arguments), [])


class _Noting(ast.NodeTransformer):
    """Has the value of every call in an expression noted."""

    def __init__(self) -> None:
        self.calls: list[Part] = []
        self._number = 0

    def sides(self, *expressions: ast.expr) -> tuple[tuple[Part, ...], tuple[ast.expr, ...]]:
        """Both sides of a comparison, whose values are noted too."""
        parts, noted = [], []
        for expression in expressions:
            before = len(self.calls)
            source, is_plain = ast.unparse(expression), _is_plain(expression)
            inner = self.visit(expression)
            calls = tuple(call.number for call in self.calls[before:])
            parts.append(Part(self._next(), source, is_plain, calls))
            noted.append(_call("note", ast.Constant(parts[-1].number), inner))
        return tuple(parts), tuple(noted)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """A note of what it gives."""
        source = ast.unparse(node)
        inner = self.generic_visit(node)
        assert isinstance(inner, ast.expr)
        part = Part(self._next(), source, _is_plain(node), ())
        self.calls.append(part)
        return _call("note", ast.Constant(part.number), inner)

    def _next(self) -> int:
        self._number += 1
        return self._number


def _is_plain(expression: ast.expr) -> bool:
    """Whether it is written down in the test, as 2.5 or np.array([1.0, 2.0])."""
    names = (node.id for node in ast.walk(expression) if isinstance(node, ast.Name))
    return all(name in _PLAIN_ROOTS for name in names)
