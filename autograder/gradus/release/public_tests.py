"""A task's test file as students get it: the public cases and what they need, nothing else."""

from __future__ import annotations

import ast
import json
import symtable
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gradus.assignment.cases import TestSource
from gradus.errors import AssignmentError

if TYPE_CHECKING:
    import libcst as cst

    _Node = cst.SimpleStatementLine | cst.BaseCompoundStatement

_ALWAYS = ("name", "OK_FORMAT")
_LINE_LENGTH = 100  # as ruff formats this repository


def public_tests(source: TestSource, *, bonus: bool = False) -> str:
    """The text of the public test file, in the formatting of the full one, without comments.

    Constants are added, for the table of points at the end of `pytest`: `hidden_cases`, the names
    of those that are still to come, `hidden_points`, and `bonus`. Raises AssignmentError for a file
    that cannot be split.
    """
    import libcst as cst

    from gradus.release.comments import without_comments

    if not source.docstring:
        raise AssignmentError(f"{source.path}, line 1: the docstring with the title is missing.")
    module = without_comments(cst.parse_module(source.source))
    docstring, *rest = module.body
    statements = [_Statement(node, module.code_for_node(node), source) for node in rest]
    needed = _public_names(source, statements)
    kept = [docstring]
    space: Sequence[cst.EmptyLine] = ()
    for statement in statements:
        # What is taken out leaves the blank lines above it to what follows.
        space = max(space, statement.node.leading_lines, key=len)
        node = statement.reduced(needed)
        if node is not None:
            kept.append(node.with_changes(leading_lines=space))
            space = ()
        if "name" in statement.defines:
            kept += map(cst.parse_statement, _constants(source, bonus))
    return module.with_changes(body=kept).code


def _public_names(source: TestSource, statements: Iterable[_Statement]) -> set[str]:
    """The top-level names that the public cases reach, and those of the cases themselves."""
    hidden = {case.test_func.__name__ for case in source.cases if case.hidden}
    public = {case.test_func.__name__ for case in source.cases if not case.hidden}
    if not public:
        raise AssignmentError(f"{source.path} has no public case. Give students one to begin with.")
    uses: dict[str, set[str]] = {}
    for statement in statements:
        for name in statement.defines:
            uses.setdefault(name, set()).update(statement.uses)
    reached: set[str] = set()
    open_names = {*public, *_ALWAYS}
    while open_names:
        reached |= open_names
        open_names = {used for name in open_names for used in uses.get(name, ())} - reached
    if reached & hidden:
        raise AssignmentError(
            f"{source.path}: a public case uses {', '.join(sorted(reached & hidden))}, which is a "
            "hidden case. Move what both need into a helper function."
        )
    return reached


def _constants(source: TestSource, bonus: bool) -> tuple[str, ...]:
    hidden = [case for case in source.cases if case.hidden]
    names = [json.dumps(case.name, ensure_ascii=False) for case in hidden]
    listed = f"hidden_cases = [{', '.join(names)}]"
    if len(listed) > _LINE_LENGTH:
        listed = "hidden_cases = [\n" + "".join(f"    {name},\n" for name in names) + "]"
    told = listed, f"hidden_points = {sum(case.points for case in hidden):g}"
    return (*told, "bonus = True") if bonus else told


@dataclass(frozen=True)
class _Statement:
    """One top-level statement of a test file."""

    node: _Node
    code: str
    source: TestSource

    @cached_property
    def _tree(self) -> ast.stmt:
        (tree,) = ast.parse(self.code).body[:1]
        return tree

    @cached_property
    def defines(self) -> frozenset[str]:
        """The names that the statement binds. Raises AssignmentError for one that binds none."""
        match self._tree:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                return frozenset((name,))
            case ast.Assign(targets=targets):
                return frozenset(_stored(targets))
            case ast.AnnAssign(target=target):
                return frozenset(_stored([target]))
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                return frozenset(_bound(alias) for alias in names)
        raise AssignmentError(
            f"{self.source.path}: at its top level a test file may only import and define names, "
            f"so that what is hidden can be taken out. Move this into a function:\n{self.code}"
        )

    @cached_property
    def uses(self) -> frozenset[str]:
        """The top-level names that the statement refers to, also from within functions."""
        table = symtable.symtable(ast.unparse(self._tree), "<test file>", "exec")
        return frozenset(
            symbol.get_name()
            for inner in _tables(table)
            for symbol in inner.get_symbols()
            if symbol.is_referenced() and (inner is table or symbol.is_global())
        )

    def reduced(self, needed: set[str]) -> _Node | None:
        """The statement with only the names that are `needed`; None where none is."""
        import libcst as cst

        kept = self.defines & needed
        if not kept:
            return None
        tree = self._tree
        if kept == self.defines or not isinstance(tree, ast.Import | ast.ImportFrom):
            return self.node
        names = [alias for alias in tree.names if _bound(alias) in kept]
        return cst.parse_statement(_import(tree, names))


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for child in table.get_children():
        yield from _tables(child)


def _stored(targets: list[ast.expr]) -> Iterator[str]:
    for target in targets:
        for node in ast.walk(target):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id


def _bound(alias: ast.alias) -> str:
    return alias.asname or alias.name.split(".")[0]


def _import(tree: ast.Import | ast.ImportFrom, names: list[ast.alias]) -> str:
    """The import of only `names`, as `ruff format` writes it."""
    if isinstance(tree, ast.Import):
        return ast.unparse(ast.Import(names))
    line = ast.unparse(ast.ImportFrom(tree.module, names, tree.level))
    if len(line) <= _LINE_LENGTH:
        return line
    start, _, _ = line.partition(" import ")
    return f"{start} import (\n" + "".join(f"    {ast.unparse(n)},\n" for n in names) + ")"
