"""The names of modules in packages, and what is imported from where."""

import ast
from pathlib import Path

import pytest

from gradus.assignment.naming import function_path, known_module, package_files
from gradus_checks.module_names import by_parameter, import_name, imported_by


def test_a_case_calls_a_module_by_its_last_name_unless_two_have_it() -> None:
    modules = ("losses", "layers/dense", "layers/base", "optim/base", "layers/__init__")
    assert by_parameter(modules) == {
        "losses": "losses",
        "dense": "layers/dense",
        "layers_base": "layers/base",
        "optim_base": "optim/base",
        "layers": "layers/__init__",
    }
    assert import_name("layers/__init__") == "layers"


@pytest.mark.parametrize(
    ("source", "package", "found"),
    [
        ("from .base import Layer", "layers", ["layers.base", "layers.base.Layer"]),
        ("from . import base", "nn.layers", ["nn.layers", "nn.layers.base"]),
        ("from ..base import f", "nn.layers", ["nn.base", "nn.base.f"]),
        ("from numpy import sum", "layers", ["numpy", "numpy.sum"]),
    ],
)
def test_what_is_imported(source: str, package: str, found: list[str]) -> None:
    (node,) = ast.parse(source).body
    assert isinstance(node, ast.ImportFrom)
    assert list(imported_by(node, package)) == found


def test_a_function_is_in_the_longest_module_that_there_is(tmp_path: Path) -> None:
    (tmp_path / "layers").mkdir()
    for name in ("layers/dense.py", "layers/__init__.py", "losses.py"):
        (tmp_path / name).touch()
    written = ("layers.dense.Dense.forward", "losses.Mean.forward", "layers.pool.Pool")
    given = [function_path(name, ("layers/pool",), tmp_path) for name in written]
    assert given == ["layers/dense.Dense.forward", "losses.Mean.forward", "layers/pool.Pool"]
    assert list(package_files(("layers/dense", "losses"), tmp_path)) == ["layers/__init__"]
    assert known_module("layers.dense.Dense", ("layers/dense", "layers/de")) == "layers/dense"
