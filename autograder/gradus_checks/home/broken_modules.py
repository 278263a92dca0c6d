"""While a module of the student's cannot be read anew, a cell that uses it fails, each time.

Else a notebook goes on with what the module was before, and says nothing.
"""

import ast
import linecache
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from gradus_checks.errors import Fault
from gradus_checks.faults import describe
from gradus_checks.loader import FreshModules
from gradus_checks.module_names import import_name, imported_by


class BrokenModules:
    """The modules of `folder` that are loaded, and why some of them cannot be read anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: dict[str, tuple[object, Fault | None]] = {}

    def refuse(self, cell: ast.AST, names: Mapping[str, Any]) -> Fault | None:
        """The fault of a broken module that the cell uses; `names` are what the notebook has."""
        paths = self._loaded()
        faults = {name: fault for name in paths if (fault := self._fault(name, paths[name]))}
        if not faults:
            return None
        used = _used(_words(cell), names)
        for name in used & paths.keys():
            used |= _needs(paths[name], name)
        return next((fault for name, fault in faults.items() if name in used), None)

    def _loaded(self) -> dict[str, Path]:
        """The files of the student's modules, those of packages of their own too."""
        files = {name: getattr(module, "__file__", None) for name, module in sys.modules.items()}
        paths = {name: Path(file) for name, file in files.items() if file}
        ours = self._folder / "gradus_checks"
        return {
            name: path
            for name, path in paths.items()
            if self._folder in path.parents and not {ours, *_installed()} & {*path.parents}
        }

    def _fault(self, name: str, path: Path) -> Fault | None:
        """Why the module cannot be read as it is now. Looked into whenever it has changed."""
        try:
            version = path.stat().st_mtime_ns, path.stat().st_size
        except OSError:
            return None
        known = self._seen.get(name)
        if known is None or known[0] != version:
            self._seen[name] = version, self._look(name, path, run=known is not None)
        return self._seen[name][1]

    def _look(self, name: str, path: Path, *, run: bool) -> Fault | None:
        module = path.relative_to(self._folder).with_suffix("").as_posix()
        try:
            compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
            if run and import_name(module) == name:
                FreshModules(self._folder).load(module)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            linecache.checkcache()
            return describe(error, str(self._folder), module)
        return None


def _installed() -> tuple[Path, ...]:
    """Where packages are, which may be an environment in the student's folder."""
    return tuple(Path(sysconfig.get_path(name)) for name in ("purelib", "platlib"))


def _words(cell: ast.AST) -> Iterator[str]:
    """The names that a cell uses, and the modules that it imports."""
    for node in ast.walk(cell):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from imported_by(node, "")


def _used(words: Iterable[str], names: Mapping[str, Any]) -> set[str]:
    """The modules that these words lead to, also through functions that the notebook defines."""
    found: set[str] = set()
    seen: set[str] = set()
    wanted = list(words)
    while wanted:
        word = wanted.pop()
        if word in seen:
            continue
        seen.add(word)
        value = names.get(word)
        if isinstance(value, ModuleType):
            found.add(value.__name__)
        elif isinstance(value, FunctionType) and value.__module__ == "__main__":
            wanted += value.__code__.co_names
        elif value is None:
            found.add(word)
        else:
            found |= {str(getattr(value, "__module__", "")), type(value).__module__}
    return found


def _needs(path: Path, module: str) -> set[str]:
    """The modules that this one, which Python calls `module`, imports."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return set()
    nodes = list(ast.walk(tree))
    package = module if path.stem == "__init__" else module.rpartition(".")[0]
    froms: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            froms.update(imported_by(node, package))
    names = {a.name for node in nodes if isinstance(node, ast.Import) for a in node.names}
    return froms | names
