"""Python, open to every user, where it lies in somebody's own home: for the levels that need it.

The commands below are for a file system tree of one's own: nobody else sees what they change.
"""

import os
import shutil
from pathlib import Path

from gradus.sandbox.shared import SharedTemplate
from gradus.sandbox.template import Template
from gradus.sandbox.visible import nobody, python_paths
from gradus.worker.confinement import Confinement

_TOOLS = ("unshare", "mount", "setpriv")


def why_not() -> str:
    """Why Python cannot be opened up here; empty where it can."""
    if os.geteuid() != 0 or nobody() is None:
        return "only root can run code as another user"
    missing = [tool for tool in _TOOLS if shutil.which(tool) is None]
    return f"needs {', '.join(missing)}" if missing else ""


def opening(place: Path) -> tuple[str, ...]:
    """A command that opens Python up and runs the one that is put after it.

    `place` is an empty folder.
    """
    commands = ["set -e", "mount --make-rprivate /"]
    paths = [path for path in python_paths() if path.exists() and _first_closed(path)]
    closed = {path: _first_closed(path) for path in paths}
    for number, path in enumerate(closed):
        (place / str(number)).mkdir(exist_ok=True)
        commands.append(f"mount --bind {path} {place / str(number)}")
    commands += [f"mount -t tmpfs -o mode=755 none {folder}" for folder in set(closed.values())]
    for number, path in enumerate(closed):
        commands += [f"mkdir -p {path}", f"mount --bind {place / str(number)} {path}"]
    return ("unshare", "--mount", "sh", "-c", "\n".join((*commands, 'exec "$@"')), "sh")


def _first_closed(path: Path) -> Path | None:
    """The uppermost folder above `path` that only its owner may pass."""
    above = [*reversed(path.parents), path]
    return next((each for each in above if each.is_dir() and not each.stat().st_mode & 1), None)


class ByUserAlone(SharedTemplate):
    """The level `uid`, also where Python lies in root's own home."""

    def __init__(self, place: Path) -> None:
        self._place = place
        super().__init__("uid", Confinement(None, nobody()))

    def _warm(self) -> Template:
        return Template(opening(self._place), confinement=self._confinement)
