"""Mutants: the reference with one small mistake in it, made by machine.

Only what students write is changed: what stands between the solution markers.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from functools import lru_cache
from itertools import chain
from pathlib import Path

from gradus.assignment import Assignment
from gradus.assignment.markers import Kind, read_lines
from gradus_checks.module_names import spoken

_WRITTEN = (Kind.SOLUTION, Kind.LINE, Kind.LINE_NO_PROMPT)


@dataclass(frozen=True)
class Mutant:
    """`module` with one change in `function` ("mse", "Linear.forward"), made by `operator`.

    `before` and `after` are the lines that differ, without their indent. `source` is the whole
    module.
    """

    module: str
    function: str
    operator: str
    line: int
    before: str
    after: str
    source: str

    @property
    def id(self) -> str:
        """What it is called in tables: where it is and what it does."""
        does = f"without {self.before}" if self.after == "pass" else self.after
        return f"{self.called}: {does}"

    @property
    def called(self) -> str:
        """The function, as people write it: "layers.dense.Dense.forward"."""
        return spoken(f"{self.module}.{self.function}")


def make_mutants(
    assignment: Assignment, modules: tuple[str, ...] | None = None
) -> tuple[Mutant, ...]:
    """All mutants of the reference `modules`, of all that students write by default."""
    chosen = assignment.modules if modules is None else modules
    paths = [(module, assignment.solutions / f"{module}.py") for module in chosen]
    made = (_of_module(module, path, path.read_text("utf-8")) for module, path in paths)
    return tuple(chain.from_iterable(made))


# Making them takes seconds, and an audit asks for those of a module two or three times.
@lru_cache(maxsize=16)
def _of_module(module: str, path: Path, source: str) -> tuple[Mutant, ...]:
    return tuple(_made(module, path, source))


def _made(module: str, path: Path, source: str) -> Iterator[Mutant]:
    written = {line.number for line in read_lines(source, path) if line.kind in _WRITTEN}
    seen = {ast.dump(ast.parse(source))}
    for operator, line, changed in _changes(source, written):
        tree = _parsed(changed)
        # Two operators may say the same, and some changes are none: (x) for x.
        if tree is None or ast.dump(tree) in seen:
            continue
        seen.add(ast.dump(tree))
        before, after = _difference(source, changed)
        yield Mutant(module, _function_at(source, line), operator, line, before, after, changed)


def _changes(source: str, written: set[int]) -> Iterator[tuple[str, int, str]]:
    """The operator, the line and the whole new source of each change within the lines `written`."""
    # libcst takes its time to import, and so do the operators: only who makes mutants needs them.
    import libcst as cst
    from libcst.metadata import MetadataWrapper, PositionProvider

    from gradus.audit.operators import OPERATORS

    wrapper = MetadataWrapper(cst.parse_module(source), unsafe_skip_copy=True)
    for node, place in wrapper.resolve(PositionProvider).items():
        lines = range(place.start.line, place.end.line + 1)
        if not written.issuperset(lines):
            continue
        for name, operator in OPERATORS.items():
            for other in operator(node):
                changed = wrapper.module.deep_replace(node, other)
                yield name, place.start.line, cst.ensure_type(changed, cst.Module).code


def _parsed(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except SyntaxError:
        return None


def _difference(source: str, changed: str) -> tuple[str, str]:
    lines = list(unified_diff(source.splitlines(), changed.splitlines(), lineterm="", n=0))[3:]
    gone = [line[1:].strip() for line in lines if line.startswith("-")]
    come = [line[1:].strip() for line in lines if line.startswith("+")]
    return "\n".join(gone), "\n".join(come)


def _function_at(source: str, line: int) -> str:
    """The innermost function or method around a line, or the class; "" at the module's level."""
    name, body = "", ast.parse(source).body
    while True:
        inner = [
            node
            for node in body
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
            and node.lineno <= line <= (node.end_lineno or node.lineno)
        ]
        if not inner:
            return name
        name, body = f"{name}.{inner[0].name}".lstrip("."), inner[0].body
