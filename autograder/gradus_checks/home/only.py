"""Which packages an assignment has, by the names that are imported, and an end to all others."""

import re
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

_OURS = ("gradus_checks",)


def import_only(folder: Path, packages: Iterable[str]) -> None:
    """From now on nothing else can be imported, as where the work is graded.

    That is: what comes with Python, the `packages` and what they need, and what is in `folder`.
    """
    names = frozenset((*_OURS, *import_names(packages), *sys.stdlib_module_names))
    sys.meta_path[:] = [_Only(finder, folder, names) for finder in sys.meta_path]


def import_names(packages: Iterable[str]) -> frozenset[str]:
    """The names under which the packages (requirements) and what they need are imported.

    Of those that are installed here.
    """
    found: dict[str, Distribution] = {}
    wanted = [_name(each) for each in packages]
    while wanted:
        name = wanted.pop()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue
        needed = found[name].requires or ()
        wanted += [_name(each) for each in needed if "extra ==" not in each]
    return frozenset(each for dist in found.values() for each in _top_level(dist))


def _name(requirement: str) -> str:
    match = re.match(r"[\w.-]+", requirement.strip())
    return re.sub(r"[-_.]+", "-", match[0]).lower() if match else ""


def _top_level(dist: Distribution) -> set[str]:
    listed = (dist.read_text("top_level.txt") or "").split()
    tops = {file.parts[0] for file in dist.files or () if file.suffix in (".py", ".so", ".pyd")}
    return {*listed, *(top.partition(".")[0] for top in tops if not top.startswith(("_", ".")))}


class _Only:
    """A finder that finds no package which the assignment does not have.

    It raises nothing, as whoever asks `importlib.util.find_spec` whether an optional package is
    there, as IPython does, expects a plain no.
    """

    def __init__(self, finder: Any, folder: Path, names: frozenset[str]) -> None:
        self._finder = finder
        self._folder = folder
        self._names = names

    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> Any:
        """For the import system."""
        if path is None and name not in self._names and not name.startswith("_"):
            inside = self._folder / name
            if not (inside.is_dir() or inside.with_suffix(".py").is_file()):
                return None
        return self._finder.find_spec(name, path, target)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._finder, name)
