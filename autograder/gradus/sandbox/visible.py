"""What a sandbox shows, and to which user."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import gradus
from gradus.errors import SandboxError
from gradus.sandbox.needed import prefixes
from gradus.worker.confinement import Confinement
from gradus.worker.confinement.privileges import MAY_BECOME_ANOTHER, PASS_CLOSED_FOLDERS
from gradus.worker.confinement.root import TEMPORARY


def python_paths() -> tuple[Path, ...]:
    """Files and folders without which Python could not be started: workers read fewer of them."""
    source = Path(gradus.__file__).resolve().parent.parent
    packages = {source / "gradus", source / "gradus_checks"}
    return (
        Path("/usr"),
        Path("/etc/ld.so.cache"),
        *sorted(path for path in prefixes() | packages if not path.is_relative_to("/usr")),
    )


def scratch_folders() -> tuple[str, str]:
    """Where in namespaces whoever is alone writes, and any others: both are mounted for this.

    The first is `/tmp`, unless Python itself lies there.
    """
    taken = any(path.is_relative_to(TEMPORARY) for path in python_paths())
    return ("/scratch" if taken else TEMPORARY), "/scratch-apart"


def nobody(sandbox: int = 0) -> int | None:
    """A user number that only this process's workers have, if root may give it to them.

    Of its sandboxes, which it numbers, each has another one.
    """
    if sys.platform != "linux" or os.geteuid() != 0:
        return None
    user = _FIRST_USER + (os.getpid() + sandbox * _APART) % _USERS
    held = _capabilities()
    may = all(held >> each & 1 for each in MAY_BECOME_ANOTHER)
    return user if may and _is_mapped(user) else None


def is_workers(user: int) -> bool:
    """Whether `user` is a number such as `nobody` gives: there need be no such user."""
    return _FIRST_USER <= user < _FIRST_USER + _USERS


def another_user() -> int | None:
    """The number of a user that is nobody, for this process's workers, if they can become it."""
    return None if why_no_other_user() else nobody()


def why_no_other_user() -> str:
    """Why this process's workers cannot become another user; empty where they can.

    Only root can, and only where that user may read Python: not where it lies in root's own home.
    """
    if os.geteuid() != 0:
        return "only root can run student code as another user"
    if nobody() is None:
        return "root may not become another user here: containers can forbid it"
    closed = [path for path in python_paths() if not _open_to_all(path)]
    if closed:
        return (
            f"another user could not read Python, as only root may enter {closed[0]}: install "
            "Python where everybody may read it, as in /opt"
        )
    return ""


def as_another_user(confinement: Confinement) -> Confinement:
    """The same, by another user also where Python lies in root's own home.

    Its worker then keeps the right to pass closed folders, and the list of what is readable is all
    that keeps it from others' files: without such a list nothing changes.
    """
    user = nobody()
    if confinement.readable is None or confinement.user is not None or user is None:
        return confinement
    held = _capabilities()
    passing = next((1 << each for each in PASS_CLOSED_FOLDERS if held >> each & 1), 0)
    return confinement._replace(user=user, capabilities=passing) if passing else confinement


def let_read(folder: Path, user: int) -> None:
    """Let `user` read `folder`, write nothing there, and nobody else in. Raises SandboxError."""
    try:
        os.chown(folder, -1, user)
        folder.chmod(0o750)
        for entry in _within(folder):
            os.chown(entry, -1, user)
            os.chmod(entry, 0o750 if entry.is_dir() else 0o640)  # noqa: PTH101
    except OSError as error:
        raise SandboxError(f"{folder} cannot be given to a worker: {error}") from error


def hide_reading(folder: Path) -> None:
    """Make the times at which files in `folder` were last read stand still. Raises SandboxError.

    Otherwise what was read could tell something to whoever is graded later: a bit for each file.
    The kernel leaves a time that lies ahead as it is (mount option relatime, the default).
    """
    try:
        os.utime(folder, ns=(_FAR_AHEAD_NS, folder.stat().st_mtime_ns))
        for entry in _within(folder):
            os.utime(entry, ns=(_FAR_AHEAD_NS, entry.stat().st_mtime_ns))
    except OSError as error:
        raise SandboxError(f"{folder} cannot be given to a worker: {error}") from error


def _within(folder: str | Path) -> Iterator[os.DirEntry[str]]:
    """All that is in the folder, at any depth, but for links."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_symlink():
                yield entry
                if entry.is_dir():
                    yield from _within(entry.path)


_FAR_AHEAD_NS = 4_000_000_000 * 10**9  # the year 2096: relatime writes no access time that is ahead
_FIRST_USER, _USERS = 20_000, 40_000
"""User numbers above those that people and services get first, and below those of systemd's own
users (from 60,001). So many that graders at work side by side seldom share one."""
_APART = 7_919  # the graders of a class, which are started together, have numbers that lie closer


def _is_mapped(user: int) -> bool:
    """Whether there is such a user in this process's namespace."""
    lines = Path("/proc/self/uid_map").read_text("ascii").splitlines()
    ranges = [(int(first), int(count)) for first, _, count in map(str.split, lines)]
    return any(first <= user < first + count for first, count in ranges)


def _capabilities() -> int:
    """What this process may do beyond its user's rights, a bit each: see capabilities(7)."""
    status = Path("/proc/self/status").read_text("ascii", errors="replace")
    return int(status.partition("CapEff:")[2].split(maxsplit=1)[0], 16)


def _open_to_all(path: Path) -> bool:
    return all(
        folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents) if folder.is_dir()
    )
