"""`python -m tests.benchmarks.house`: how large the code's rooms are, and what is left unsaid.

Counted by reading the sources: nothing is imported and nothing is run.
"""

import ast
import re
import statistics
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("autograder/gradus", "autograder/gradus_checks", "solutions", "tests")
_IGNORE = re.compile(r"# (?:type: ignore|noqa|pragma: no cover)")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One file, read once."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def public(self) -> Iterator[Function | ast.ClassDef]:
        """Public functions and classes of the file, and public methods of these classes."""
        for node in self.tree.body:
            if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
                yield node
                members = node.body if isinstance(node, ast.ClassDef) else []
                for each in members:
                    if isinstance(each, Function) and not each.name.startswith("_"):
                        yield each

    def bare_numbers(self) -> Iterator[str]:
        """Constants that hold a number which somebody has chosen, with no reason beside them.

        A reason is a comment on the same lines, a docstring below, or a comment above: above the
        first of several that stand together, it is that of all.
        """
        lines = ["", *self.text.splitlines()]
        for node, after in zip(self.tree.body, [*self.tree.body[1:], None], strict=True):
            if not isinstance(node, ast.Assign | ast.AnnAssign) or not _is_constant(node):
                continue
            told = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            beside = any("#" in line for line in lines[node.lineno : (node.end_lineno or 0) + 1])
            first = node.lineno
            while lines[first - 1].strip() and not lines[first - 1].startswith(("#", '"""')):
                first -= 1
            if not (told or beside or lines[first - 1].startswith("#")) and any(_chosen(node)):
                yield f"{self.path.name}: {lines[node.lineno].partition(' =')[0]}"


def _is_constant(node: ast.Assign | ast.AnnAssign) -> bool:
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    return any(isinstance(each, ast.Name) and each.id.isupper() for each in ast.walk(target))


def _chosen(node: ast.AST) -> Iterator[float]:
    """Its numbers, but for none and one, and for those that pick something out of another."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, int | float) and node.value not in (0, 1):
            yield node.value
        return
    for name, child in ast.iter_fields(node):
        for each in child if isinstance(child, list) else [child]:
            if isinstance(each, ast.AST) and not (
                isinstance(node, ast.Subscript) and name != "value"
            ):
                yield from _chosen(each)


def sources(folder: Path) -> list[Source]:
    """All of a folder's own Python files."""
    found = []
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text("utf-8")
        found.append(Source(path, text, ast.parse(text)))
    return found


def main(arguments: Iterable[str]) -> int:
    """Print the table, of the folders that are named or of all."""
    table = Table("folder", *_COLUMNS, title="The house")
    for name in [*arguments] or FOLDERS:
        if not (ROOT / name).is_dir():
            print(f"There is no folder {name} in {ROOT}.", file=sys.stderr)
            return 2
        table.add_row(name, *figures(sources(ROOT / name), told=name != "tests"))
    Console(width=170).print(table)  # wide: names of files and functions stay whole
    return 0


_COLUMNS = (
    "files",
    "lines",
    "median file",
    "longest file",
    "functions",
    "median",
    "longest function",
    "public without docstring",
    "numbers without a reason",
    "ignores",
)


def figures(files: list[Source], told: bool) -> list[str]:
    """What stands in a folder's row, column by column; `told`: docstrings are asked for."""
    functions = [
        (length_of(function), f"{source.path.name}:{function.name}")
        for source in files
        for function in source.functions()
    ]
    public = [node for source in files for node in source.public()]
    silent = sum(ast.get_docstring(node) is None for node in public)
    longest = max(files, key=lambda source: source.lines)
    size, name = max(functions)
    return [
        str(len(files)),
        str(sum(source.lines for source in files)),
        f"{statistics.median(source.lines for source in files):.0f}",
        f"{longest.lines} {longest.path.name}",
        str(len(functions)),
        f"{statistics.median(length for length, _ in functions):.0f}",
        f"{size} {name}",
        f"{silent} of {len(public)} ({silent / max(1, len(public)):.1%})" if told else "",
        str(sum(len([*source.bare_numbers()]) for source in files)) if told else "",
        str(sum(len(_IGNORE.findall(source.text)) for source in files)),
    ]


def length_of(function: Function) -> int:
    """Its lines, from `def` to the last one."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
