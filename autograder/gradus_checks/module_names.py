"""A module's names: in a path, in an import, as a parameter of a case.

Throughout Gradus a module is called what its path is without the ending: `losses`, and in a package
`layers/dense`, with the functions `layers/dense.Dense.forward`. People read and write a dot there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast

NOT_MODULES = ("rng", "data", "reference", "rating")
"""Parameters of a case that are not the student's."""

_PACKAGE = "/__init__"


def import_name(module: str) -> str:
    """What Python calls it: `layers.dense`; and `layers` for `layers/__init__`."""
    return module.removesuffix(_PACKAGE).replace("/", ".")


def spoken(function: str) -> str:
    """A module or function as people write it: `layers.dense.Dense.forward`."""
    return function.replace("/", ".")


def short_name(module: str) -> str:
    """Its name within its package: `dense`; and `layers` for `layers/__init__`."""
    return module.removesuffix(_PACKAGE).rpartition("/")[2]


def by_parameter(modules: Iterable[str]) -> dict[str, str]:
    """The modules by what a case calls each: `dense`, or `layers_dense` where two are called so."""
    listed = list(modules)
    count = Counter(map(short_name, listed))
    return {_parameter(each, alone=count[short_name(each)] == 1): each for each in listed}


def imported_by(node: ast.ImportFrom, package: str) -> Iterator[str]:
    """What it may import, as Python calls it: the module after `from`, and modules within that.

    It stands in a module of `package`, which is "" for none.
    """
    above = package.split(".")[: package.count(".") + 2 - node.level] if node.level else []
    source = ".".join(filter(None, (*above, node.module)))
    yield source
    yield from (f"{source}.{alias.name}".lstrip(".") for alias in node.names)


def _parameter(module: str, *, alone: bool) -> str:
    return short_name(module) if alone else import_name(module).replace(".", "_")
