"""Import a folder's modules afresh, as if Python had just started, and put everything back after.

A notebook or a test run may have imported an older `softmax.py`, or bound the name `softmax` to a
function. Neither may decide what is tested.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from gradus_checks.finder import finder_of
from gradus_checks.module_names import import_name


class FreshModules:
    """The modules of one folder, imported once for this object and for nobody else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._own: dict[str, ModuleType] = {}
        self._names: frozenset[str] | None = None
        self._packages: frozenset[str] = frozenset()

    def load(self, module: str) -> ModuleType:
        """The `module` of the folder. Raises ModuleNotFoundError where there is none."""
        name = import_name(module)
        if name not in self._own:
            if not (self.folder / f"{module}.py").is_file():
                raise ModuleNotFoundError(f"there is no file {module}.py in {self.folder.name}")
            with self.in_place(), _compiled_once(str(self.folder)):
                importlib.invalidate_caches()
                importlib.import_module(name)
        return self._own[name]

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """While their code runs, only this object's modules of the folder exist, its path first."""
        if self._names is None:
            self._names = frozenset(path.stem for path in self.folder.glob("*.py"))
            self._packages = frozenset(_packages(self.folder))
        path, modules = list(sys.path), sys.modules
        others = {name: modules.pop(name) for name in self._loaded()}
        modules.update(self._own)
        sys.path.insert(0, str(self.folder))
        wrote_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
        try:
            yield
        finally:
            self._own.update({name: modules.pop(name) for name in self._loaded()})
            modules.update(others)
            sys.path[:] = path
            sys.dont_write_bytecode = wrote_bytecode

    def _loaded(self) -> list[str]:
        """The loaded modules that are called like ones of the folder, or lie in its packages."""
        found = [name for name in self._names or () if name in sys.modules]
        if self._packages:
            # Few have any: to look at each module that there is takes as long as a call.
            found += [name for name in sys.modules if name.partition(".")[0] in self._packages]
        return found


class _Loader(SourceFileLoader):
    """Compiles a file again only where it has changed: each test file has its modules afresh."""

    def source_to_code(self, data: Any, path: Any, **_: Any) -> CodeType:  # type: ignore[override]
        return _code_of(bytes(data), path)


@lru_cache(maxsize=64)  # an assignment has a dozen modules
def _code_of(source: bytes, path: str) -> CodeType:
    return compile(source, path, "exec", dont_inherit=True)


@contextmanager
def _compiled_once(folder: str) -> Iterator[None]:
    """Meanwhile Python finds the modules of `folder` as ever, and has them loaded by `_Loader`."""
    finders = sys.path_importer_cache
    usual = finders.pop(folder, None)
    finders[folder] = finder_of(folder, _Loader)
    try:
        yield
    finally:
        # Gone already, where the student's code has had Python forget what it knows of folders.
        finders.pop(folder, None)
        if usual is not None:
            finders[folder] = usual


_NO_PACKAGES = ("tests", "gradus_checks", "numpy", "matplotlib", "otter", "pytest")
"""Folders of these names are not a student's own, or are nothing that a test could do without."""


def _packages(folder: Path) -> Iterator[str]:
    """The names of the folder's packages, with an `__init__.py` or without."""
    for path in folder.iterdir():
        name = path.name
        own = (
            name.isidentifier()
            and name not in _NO_PACKAGES
            and not (folder / f"{name}.py").exists()
        )
        if own and path.is_dir() and next(path.glob("*.py"), None):
            yield name
