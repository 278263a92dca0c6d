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
    return None if why_no_other_user() else _number()


def why_no_other_user() -> str:
    """Why this process's workers cannot become another user; empty where they can.

    Only root can, with the capabilities to, and only where that user may read Python: not where it
    lies in root's own home.
    """
    if os.geteuid() != 0:
        return "only root can run student code as another user"
    lacking = [name for name, bit in _NEEDED.items() if not _capabilities() >> bit & 1]
    if lacking:
        return f"root lacks the capabilities for it here ({', '.join(lacking)})"
    if not all(_is_mapped(Path(f"/proc/self/{kind}_map")) for kind in ("uid", "gid")):
        return f"this user namespace has no user {_number()}"
    closed = [path for path in python_paths() if not _open_to_all(path)]
    if closed:
        return (
            f"another user could not read Python, as only root may enter {closed[0]}: install "
            "Python where everybody may read it, as in /opt"
        )
    return ""


_FIRST_USER, _USERS = 20_000, 40_000
_NEEDED = {"CAP_CHOWN": 0, "CAP_KILL": 5, "CAP_SETGID": 6, "CAP_SETUID": 7}


def _number() -> int:
    return _FIRST_USER + os.getpid() % _USERS


def _capabilities() -> int:
    """This process's effective capabilities, a bit each."""
    status = Path("/proc/self/status").read_text("ascii", "replace")
    return next(
        (int(line.split()[1], 16) for line in status.splitlines() if line.startswith("CapEff:")), 0
    )


def _is_mapped(table: Path) -> bool:
    """Whether the number belongs to the user namespace that this process is in."""
    ranges = (map(int, line.split()) for line in table.read_text("ascii").splitlines())
    return any(first <= _number() < first + count for first, _, count in ranges)


def _open_to_all(path: Path) -> bool:
    return all(
        folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents) if folder.is_dir()
    )
