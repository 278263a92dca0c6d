"""Which isolation levels this machine offers, and which one to use."""

import shutil
import subprocess

from gradus.assignment import ISOLATION_LEVELS as LEVELS
from gradus.errors import SandboxError, UsageError
from gradus.sandbox.base import Sandbox
from gradus.sandbox.namespaces import Namespaces
from gradus.sandbox.shared import SharedTemplate


def available_levels() -> tuple[str, ...]:
    """The levels that work here and now, from the weakest to the strongest."""
    return LEVELS if _namespaces_work() else LEVELS[:1]


def open_sandbox(level: str | None, minimum: str, ready: tuple[str, ...] = ()) -> Sandbox:
    """A sandbox of `level`, or of the strongest level there is.

    Its workers find the modules of `ready` imported, beside NumPy.

    Raises UsageError for an unknown level, SandboxError for one that is not to be had or that is
    below the `minimum` the assignment accepts.
    """
    if level not in (None, *LEVELS):
        raise UsageError(f"There is no isolation level {level!r}. There is: {', '.join(LEVELS)}.")
    chosen = level or available_levels()[-1]
    if LEVELS.index(chosen) < LEVELS.index(minimum):
        raise SandboxError(
            f"This assignment asks for isolation of level {minimum}; this machine would give "
            f"{chosen}. Install bubblewrap (Debian, Ubuntu: apt-get install bubblewrap) on a "
            "kernel that allows user namespaces."
        )
    return SharedTemplate(ready) if chosen == "none" else Namespaces(ready)


def _namespaces_work() -> bool:
    program = shutil.which("bwrap")
    if program is None:
        return False
    trial = (program, "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "true")
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0
