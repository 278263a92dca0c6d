"""Finds which tests reach a line: a probe at the line tells when it is run.

A probe writes its number and the test that is being run, once each a process, to a file. It works
in whatever the tests start, whose environment may be bare: the file's path is in its text. Two
things cannot be seen at the line itself and are seen elsewhere, rather too often than too rarely: a
confined worker can write nowhere, so what it runs is reached by all who talk to a worker; what is
run once, when a module is imported, is reached by all who run a function that mentions it.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path

from tests.benchmarks.mutants.drawing import ROOM, Mutant, first_line, statement_at
from tests.benchmarks.mutants.running import in_place

WORKER = -1
"""The number of the probes at the judge's end of every worker."""

_JUDGES_END = ("gradus/sandbox/template.py", "gradus/sandbox/orders.py", "gradus/remote.py")

_PROBE = """
def _reached(site, seen=set()):
    try:
        import os
        if os.environ.get("MUTANTS_PID") == str(os.getpid()):
            test = os.environ["MUTANTS_TEST"]
        else:
            with open({folder!r} + "/test") as file:
                test = file.read()
        if (site, test) not in seen:
            seen.add((site, test))
            hits = os.open({folder!r} + "/hits", os.O_WRONLY | os.O_APPEND)
            try:
                os.write(hits, f"{{site}}\\t{{test}}\\n".encode())
            finally:
                os.close(hits)
    except Exception:
        pass
"""


@contextmanager
def planted(tree: Path, mutants: Sequence[Mutant], folder: Path) -> Iterator[None]:
    """While it lasts the tree has a probe for each mutant; they write to `folder`/hits."""
    # Workers may be another user.
    folder.chmod(0o755)
    (folder / "hits").touch()
    (folder / "hits").chmod(0o666)
    with ExitStack() as all_in_place:
        for path, source in _with_all_probes(tree, mutants, folder):
            all_in_place.enter_context(in_place(path, source))
        yield


def _with_all_probes(
    tree: Path, mutants: Sequence[Mutant], folder: Path
) -> Iterator[tuple[Path, str]]:
    sources = {path: path.read_text("utf-8") for path in sorted((tree / ROOM).rglob("*.py"))}
    probes: dict[Path, set[tuple[int, int]]] = {path: set() for path in sources}
    for path in sources.keys() & {tree / ROOM / end for end in _JUDGES_END}:
        probes[path] |= {(line, WORKER) for line in _first_lines(_functions(sources[path]))}
    for number, mutant in enumerate(mutants):
        path = tree / mutant.file
        line = _line(mutant, sources[path])
        if line is None:
            continue
        around = statement_at(ast.parse(sources[path]), line)
        if any(isinstance(node, ast.FunctionDef) for node in around[:-1]):
            probes[path].add((first_line(_probed(around, sources[path])), number))
        else:
            for other, place in _users(around, path, sources):
                probes[other].add((place, number))
    for path, source in sources.items():
        if probes[path]:
            yield path, _with_probes(source, probes[path], folder)


def _line(mutant: Mutant, source: str) -> int | None:
    """Where the mutant's statement is now; None where it is gone."""
    try:
        changed = mutant.applied(source).split("\n")
    except LookupError:
        return None
    pairs = zip(source.split("\n"), changed, strict=False)
    return next(number for number, pair in enumerate(pairs, 1) if pair[0] != pair[1])


def _probed(around: Sequence[ast.stmt], source: str) -> ast.stmt:
    """The innermost statement before which another can stand: not an `elif`."""
    lines = source.split("\n")
    return next(
        node
        for node in reversed(around)
        if not lines[first_line(node) - 1].lstrip().startswith("elif")
    )


def _users(
    around: Sequence[ast.stmt], path: Path, sources: dict[Path, str]
) -> Iterator[tuple[Path, int]]:
    """The first lines of the functions that mention what a statement defines when it is imported.

    Of a function's decorators and defaults: that function. Without any: all of the file.
    """
    names = {
        part.id
        for part in ast.walk(around[-1])
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    } | {node.name for node in around if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    private = all(name.startswith("_") for name in names)
    found = [
        (other, line)
        for other, source in sources.items()
        if other == path or not private
        for line in _first_lines(
            node
            for node in _functions(source)
            if (other == path and node.name in names) or names & _mentioned(node)
        )
    ]
    yield from found or ((path, line) for line in _first_lines(_functions(sources[path])))


def _functions(source: str) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))


def _first_lines(functions: Iterable[ast.FunctionDef]) -> Iterator[int]:
    for node in functions:
        body = node.body[1:] if ast.get_docstring(node) is not None else node.body
        if body:
            yield first_line(body[0])


def _mentioned(node: ast.AST) -> set[str]:
    parts = tuple(ast.walk(node))
    attributes = (part.attr for part in parts if isinstance(part, ast.Attribute))
    return set(chain(attributes, (part.id for part in parts if isinstance(part, ast.Name))))


def _with_probes(source: str, probes: Iterable[tuple[int, int]], folder: Path) -> str:
    lines = source.split("\n")
    for line, number in sorted(probes, reverse=True):
        text = lines[line - 1]
        indent = text[: len(text) - len(text.lstrip())]
        lines.insert(line - 1, f"{indent}_reached({number})")
    start = max((node.end_lineno or 0 for node in _prologue(ast.parse(source))), default=0)
    return "\n".join([*lines[:start], _PROBE.format(folder=str(folder)), *lines[start:]])


def _prologue(tree: ast.Module) -> Iterator[ast.stmt]:
    """What has to come first in a module."""
    for node in tree.body:
        match node:
            case ast.Expr(value=ast.Constant()) | ast.ImportFrom(module="__future__"):
                yield node
            case _:
                return
