"""What a worker has to read: this Python, its libraries, and the two packages that it runs."""

import os
import stat
import sys
from pathlib import Path

import gradus


def python_paths() -> tuple[Path, ...]:
    """Files and folders without which no module could be imported."""
    source = Path(gradus.__file__).resolve().parent.parent
    prefixes = {Path(prefix).resolve() for prefix in (sys.prefix, sys.base_prefix)}
    packages = {source / "gradus", source / "gradus_checks"}
    return (
        Path("/usr"),
        Path("/etc/ld.so.cache"),
        *sorted(path for path in prefixes | packages if not path.is_relative_to("/usr")),
    )


def another_user() -> int | None:
    """The number of a user that is nobody, for this process's workers, if they can become it."""
    return None if why_no_other_user() else _FIRST_USER + os.getpid() % _USERS


def why_no_other_user() -> str:
    """Why this process's workers cannot become another user; empty where they can.

    Only root can, and only where that user may read Python: not where it lies in root's own home.
    """
    if os.geteuid() != 0:
        return "only root can run student code as another user"
    closed = [path for path in python_paths() if not _open_to_all(path)]
    if closed:
        return (
            f"another user could not read Python, as only root may enter {closed[0]}: install "
            "Python where everybody may read it, as in /opt"
        )
    return ""


_FIRST_USER, _USERS = 20_000, 40_000


def _open_to_all(path: Path) -> bool:
    return all(
        folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents) if folder.is_dir()
    )
