"""What a notebook finds no longer, or not here: a package, or a file that came with it."""

import re
import sys
from pathlib import Path

from gradus_checks.home.handed_out import HandedOut, read_handed_out

OLDEST = (3, 11)
"""As README.md says: what comes with the hand-out is written for it."""

_CURE = (
    "Choose the environment that README.md sets up (.venv) as this notebook's kernel, or run "
    "%pip install -r requirements.txt in a cell and restart the kernel."
)


def old_python() -> str:
    """What to do about a Python that is too old; "" where it is not."""
    if sys.version_info >= OLDEST:
        return ""
    needed = ".".join(map(str, OLDEST))
    return (
        f"This notebook's Python is {sys.version_info[0]}.{sys.version_info[1]}, and {needed} or "
        "newer is needed: set up another one as README.md says, and choose it as the kernel."
    )


def lacking(error: BaseException, folder: Path) -> str:
    """What `error` did not find of what the notebook in `folder` needs, with the cure; or ""."""
    handed = read_handed_out(folder)
    if handed is None:
        return ""
    if isinstance(error, ModuleNotFoundError) and error.name:
        return _no_module(error.name, handed)
    if isinstance(error, FileNotFoundError) and isinstance(error.filename, str):
        path = folder / error.filename
        if path.is_relative_to(folder):
            return _no_file(path.relative_to(folder).as_posix(), handed)
    return ""


def _no_module(name: str, handed: HandedOut) -> str:
    if any(re.match(rf"{re.escape(name)}\b", each) for each in handed.packages):
        return f"This notebook's Python has no {name}. {_CURE}"
    return _no_file(f"{name.replace('.', '/')}.py", handed)


def _no_file(name: str, handed: HandedOut) -> str:
    if name not in handed.digests:
        return ""
    return f"{name} is missing. Take it out of the zip that you got again."
