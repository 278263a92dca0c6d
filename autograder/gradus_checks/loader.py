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

    def load(self, name: str) -> ModuleType:
        """The module `name` of the folder. Raises ModuleNotFoundError where there is none."""
        if name not in self._own:
            if not (self.folder / f"{name}.py").is_file():
                raise ModuleNotFoundError(f"there is no file {name}.py in {self.folder.name}")
            with self._in_place():
                self._own[name] = importlib.import_module(name)
        return self._own[name]

    @contextmanager
    def _in_place(self) -> Iterator[None]:
        """While importing, only this object's modules of the folder exist, its path first."""
        names = {path.stem for path in self.folder.glob("*.py")}
        others = {name: sys.modules.pop(name) for name in names if name in sys.modules}
        sys.modules.update(self._own)
        sys.path.insert(0, str(self.folder))
        importlib.invalidate_caches()
        wrote_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
        try:
            yield
            self._own.update({name: sys.modules[name] for name in names if name in sys.modules})
        finally:
            sys.dont_write_bytecode = wrote_bytecode
            sys.path.remove(str(self.folder))
            for name in names:
                sys.modules.pop(name, None)
            sys.modules.update(others)
