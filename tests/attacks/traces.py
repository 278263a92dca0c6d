"""What an attack could leave behind: files, start-up code, processes."""

import os
import select
import shutil
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG

MARK = f"gradus-attack-mark-{os.getpid()}"
"""In the name of every file, and so on, that an attack of this process tries to leave behind."""

SHARED = tuple(map(Path, ("/tmp", "/var/tmp", "/dev/shm")))
"""Folders in which everybody may write."""


def look(path: Path) -> tuple[object, ...]:
    found = path.lstat()
    if not S_ISREG(found.st_mode):
        return (found.st_mode,)
    return (found.st_mode, found.st_mtime_ns, path.read_bytes())


def marked(folder: Path) -> Iterator[Path]:
    return folder.glob(f"*{MARK}*")


def site_packages() -> Path:
    import numpy

    return Path(numpy.__file__).parent.parent


def start_up_files(packages: Path) -> list[object]:
    """What Python runs when it starts, and what attacks try to change."""
    names = {"sitecustomize.py", "usercustomize.py", "numpy", "otter"}
    found = (path for path in packages.iterdir() if path.name in names or path.suffix == ".pth")
    modules = (packages / name / "__init__.py" for name in ("numpy", "otter"))
    changed = [(str(path), path.stat().st_mtime_ns) for path in (*found, *modules)]
    return [*sorted(changed), *marked(packages)]


def lasting_processes(known: set[int]) -> set[int]:
    """The processes below this one, but for `known`, that do not end."""
    return {pid for pid in descendants() - known if not _ends(pid)}


def _ends(pid: int) -> bool:
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    # What has been killed is given the time to die.
    ended = bool(select.select([descriptor], [], [], 10.0)[0])
    os.close(descriptor)
    return ended


def descendants() -> set[int]:
    """The processes that this one has started, and those that they have."""
    children: dict[int, list[int]] = {}
    # It is asked twice for each attack, and of each process here: pathlib would take thrice as long.
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", "rb") as file:
                called, _, rest = file.read().rpartition(b")")
        except OSError:
            continue
        pid, state, parent = int(name), *rest.split(maxsplit=2)[:2]
        if (state, int(parent)) == (b"Z", os.getpid()) and called.endswith(b"(bwrap"):
            # Adopted, from a sandbox that has ended: thousands would gather, and be read each time.
            os.waitpid(pid, os.WNOHANG)
        children.setdefault(int(parent), []).append(pid)
    found, pending = set(), [os.getpid()]
    while pending:
        for child in children.get(pending.pop(), ()):
            found.add(child)
            pending.append(child)
    return found


def sweep() -> None:
    """Take away what attacks have left in folders that are everybody's."""
    for path in (path for folder in SHARED for path in marked(folder)):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
