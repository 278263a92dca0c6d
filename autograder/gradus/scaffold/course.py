"""A new course: folders, what not to commit, a check in CI, and a secret outside of it."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from gradus.errors import UsageError
from gradus.scaffold.texts import text_of
from gradus.scaffold.writing import write_all

_SECRET_BYTES = 32  # 256 bits, as for any key


@dataclass(frozen=True)
class NewCourse:
    """Where it is, and the file that holds its secret; `kept` if that was there before."""

    folder: Path
    secret: Path
    kept: bool


def new_course(folder: Path, config: Path | None = None) -> NewCourse:
    """Make a course in the empty or new `folder`; its secret goes to `config`.

    By default that is the user's own folder of settings. Raises UsageError where something is in
    the way; nothing is left half-written.
    """
    folder = folder.resolve()
    _refuse(folder)
    secret = (config or _user_config()) / f"{folder.name}.secret"
    kept = secret.exists()
    files = {
        folder / "README.md": text_of("course.md.j2", name=folder.name, secret=secret),
        folder / ".gitignore": text_of("gitignore.j2"),
        folder / ".github/workflows/check.yml": text_of("check.yml.j2"),
        folder / "assignments/README.md": text_of("assignments.md.j2"),
        folder / "solutions/README.md": text_of("solutions.md.j2"),
    }
    write_all(files if kept else {**files, secret: f"{secrets.token_hex(_SECRET_BYTES)}\n"})
    secret.chmod(0o600)
    return NewCourse(folder, secret, kept)


def _refuse(folder: Path) -> None:
    if folder.is_file():
        raise UsageError(f"{folder} is a file. Name a folder that is empty or not there yet.")
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty. Name a folder that is empty or not there yet.")
    for above in folder.parents:
        if (above / "assignments").is_dir() and (above / "solutions").is_dir():
            raise UsageError(
                f"{folder} lies inside the course {above}, whose commands would take it for a part "
                "of that. Name a folder elsewhere."
            )


def _user_config() -> Path:
    """As the XDG Base Directory Specification has it."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "gradus"
