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
    sys.meta_path.insert(0, _Others(folder, import_names(packages)))


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


class _Others:
    """Finds no package that the assignment does not have."""

    def __init__(self, folder: Path, names: frozenset[str]) -> None:
        self._folder = folder
        self._names = names

    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> None:
        """For the import system. Raises ModuleNotFoundError."""
        del target
        known = (*_OURS, *self._names)
        if path is not None or name in sys.stdlib_module_names or name in known:
            return
        inside = self._folder / name
        if not (name.startswith("_") or inside.is_dir() or inside.with_suffix(".py").is_file()):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
