"""Import a folder's modules afresh, as if Python had just started, and put everything back after.

A notebook or a test run may have imported an older `softmax.py`, or bound the name `softmax` to a
function. Neither may decide what is tested.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType


class FreshModules:
    """The modules of one folder, imported once for this object and for nobody else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._own: dict[str, ModuleType] = {}
        self._names: frozenset[str] | None = None

    def load(self, name: str) -> ModuleType:
        """The module `name` of the folder. Raises ModuleNotFoundError where there is none."""
        if name not in self._own:
            if not (self.folder / f"{name}.py").is_file():
                raise ModuleNotFoundError(f"there is no file {name}.py in {self.folder.name}")
            with self.in_place():
                importlib.invalidate_caches()
                importlib.import_module(name)
        return self._own[name]

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """While their code runs, only this object's modules of the folder exist, its path first."""
        if self._names is None:
            self._names = frozenset(path.stem for path in self.folder.glob("*.py"))
        names, path, modules = self._names, list(sys.path), sys.modules
        others = {name: modules.pop(name) for name in names if name in modules}
        modules.update(self._own)
        sys.path.insert(0, str(self.folder))
        wrote_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
        try:
            yield
        finally:
            self._own.update({name: modules.pop(name) for name in names if name in modules})
            modules.update(others)
            sys.path[:] = path
            sys.dont_write_bytecode = wrote_bytecode
