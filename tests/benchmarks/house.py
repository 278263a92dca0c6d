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
        """Constants of the file that hold a number, with no comment and no docstring beside it."""
        lines = self.text.splitlines()
        for node, after in zip(self.tree.body, [*self.tree.body[1:], None], strict=True):
            if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
                continue
            name = node.targets[0].id
            values = (each.value for each in ast.walk(node.value) if isinstance(each, ast.Constant))
            held = any(type(value) in (int, float) for value in values)
            told = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            beside = "\n".join(lines[max(0, node.lineno - 2) : node.end_lineno])
            if name.isupper() and held and not told and "#" not in beside:
                yield f"{self.path.name}: {name}"


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
        (_length(function), f"{source.path.name}:{function.name}")
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


def _length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
