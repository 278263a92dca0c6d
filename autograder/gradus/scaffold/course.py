"""A new course: folders, what not to commit, a check in CI, and a secret outside of it."""

import os
import secrets
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from gradus.errors import UsageError
from gradus.scaffold.last_year import carried_over
from gradus.scaffold.texts import text_of
from gradus.scaffold.writing import write_all

YEAR = 52
"""Weeks: what was due on a Wednesday is due on a Wednesday again."""

_SECRET_BYTES = 32  # 256 bits, as for any key


@dataclass(frozen=True)
class NewCourse:
    """Where it is, and the file that holds its secret; `kept` if that was there before."""

    folder: Path
    secret: Path
    kept: bool


def new_course(
    folder: Path, config: Path | None = None, *, last: Path | None = None, weeks: int = YEAR
) -> NewCourse:
    """Make a course in the empty or new `folder`; its secret goes to `config`.

    By default that is the user's own folder of settings. From the course `last` of an earlier year
    everything is taken over that is the course's own, with dates so many weeks later and always a
    new secret. Raises UsageError where something is in the way; nothing is left half-written.
    """
    folder = folder.resolve()
    _refuse(folder)
    place = config or _user_config()
    secret = _free(place, folder.name) if last else place / f"{folder.name}.secret"
    kept = secret.exists()
    files: dict[Path, str | bytes] = {
        folder / "README.md": text_of("course.md.j2", name=folder.name, secret=secret),
        folder / ".gitignore": text_of("gitignore.j2"),
        folder / ".github/workflows/check.yml": text_of("check.yml.j2"),
        folder / "assignments/README.md": text_of("assignments.md.j2"),
        folder / "solutions/README.md": text_of("solutions.md.j2"),
    }
    if last:
        files |= carried_over(last.resolve(), folder, weeks, secret.name)
    write_all(files if kept else {**files, secret: f"{secrets.token_hex(_SECRET_BYTES)}\n"})
    secret.chmod(0o600)
    return NewCourse(folder, secret, kept)


def _free(place: Path, name: str) -> Path:
    """Where no secret is yet: an earlier year's course may have borne the same name."""
    names = chain((f"{name}.secret",), (f"{name}-{number}.secret" for number in count(2)))
    return next(place / each for each in names if not (place / each).exists())


def _refuse(folder: Path) -> None:
    if folder.is_file():
        raise UsageError(f"{folder} is a file. Name a folder that is empty or not there yet.")
    try:
        is_empty = not folder.is_dir() or not any(folder.iterdir())
    except OSError as error:
        raise UsageError(
            f"{folder} cannot be read: {error.strerror}. Name a folder that is empty or not there "
            "yet."
        ) from error
    if not is_empty:
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
