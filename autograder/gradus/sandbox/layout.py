"""What of the machine's files there is in a submission's namespaces, and where."""

import os
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from gradus.sandbox.needed import needed_names, needed_paths
from gradus.sandbox.visible import scratch_folders
from gradus.worker.confinement.root import Layout


def open_layout() -> Layout:
    """What workers may read, by the names that Python and the linker know it by, and no more."""
    found = needed_paths()
    bound = [path for path in found if not any(path.is_relative_to(up) for up in {*found} - {path})]

    def is_bound(path: Path) -> bool:
        return any(path.is_relative_to(each) for each in bound)

    names = [path for path in sorted({*_names()}) if is_bound(path.resolve())]
    links = dict(link for name in names for link in links_to(name))
    return Layout(
        tuple(map(str, bound)),
        # What is mounted brings its own along.
        tuple((str(path), target) for path, target in links.items() if not is_bound(path)),
        scratch_folders(),
    )


def links_to(path: Path) -> Iterator[tuple[Path, str]]:
    """The symbolic links on the way to `path`, each with its target; none if it is not there."""
    if not path.exists():
        return
    for each in (*reversed(path.parents), path):
        if each.is_symlink():
            target = each.readlink()
            yield each, str(target)
            # Above it there is no link, so that going up by name is going up.
            below = path.relative_to(each)
            yield from links_to(Path(os.path.normpath(each.parent / target), below))
            return


def _names() -> Iterator[Path]:
    """As the linker and Python look for them, which is not always where they are."""
    yield from needed_names()
    yield from (path for path in map(Path, sys.path) if path.is_absolute())
    yield from map(Path, sysconfig.get_paths().values())
