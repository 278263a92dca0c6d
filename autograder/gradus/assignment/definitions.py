"""What a module defines, by name: functions, classes and their methods."""

import ast
from collections.abc import Iterator

Definition = ast.FunctionDef | ast.ClassDef


def definitions(within: ast.AST, prefix: str = "") -> Iterator[tuple[str, Definition]]:
    """Every function, class ("Linear") and method ("Linear.forward") defined in `within`."""
    for node in ast.iter_child_nodes(within):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield prefix + node.name, node
            yield from definitions(node, f"{prefix}{node.name}.")
