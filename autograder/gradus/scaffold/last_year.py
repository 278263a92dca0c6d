"""Last year's course as this year's: what is the course's, with its dates moved."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from gradus.errors import UsageError

_PARTS = ("assignments", "solutions", "starter", ".github")
_FILES = (".gitignore", "README.md", "course.toml")
_LEFT = re.compile(r"__pycache__|\.ipynb_checkpoints|\.OTTER_LOG|.*\.(pyc|zip|secret)")
"""What tools leave behind, and what may hold a secret."""

_DATE = re.compile(r"\"[^\"]*\"|'[^']*'|#.*|(\d{4}-\d\d-\d\d)")
"""A date of a TOML file is the group; one in quotes or in a comment is none."""

_ROSTER = re.compile(r"^(roster\s*=.*)$", re.MULTILINE)


def carried_over(last: Path, folder: Path, weeks: int, secret: str) -> dict[Path, bytes]:
    """The files of the course `last`, by where they belong in `folder`.

    Every date in `course.toml` is so many weeks later, on the same day of the week, and the README
    names the file of the new secret. Submissions,
    results, rosters, extensions and secrets were last year's, and stay there. Raises UsageError
    where `last` is no course or cannot be read.
    """
    if not all((last / part).is_dir() for part in ("assignments", "solutions")):
        raise UsageError(
            f"{last} is no course: it has no assignments/ and solutions/. Name last year's folder."
        )
    try:
        files = {folder / path.relative_to(last): path.read_bytes() for path in _own_files(last)}
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be read: {error.strerror}.") from error
    page = folder / "README.md"
    if page in files:
        files[page] = files[page].replace(f"{last.name}.secret".encode(), secret.encode())
    rules = folder / "course.toml"
    if rules in files:
        files[rules] = moved(files[rules].decode("utf-8", "surrogateescape"), weeks).encode(
            "utf-8", "surrogateescape"
        )
    return files


def moved(rules: str, weeks: int) -> str:
    """The text of a `course.toml` with its dates so much later, without last year's roster."""

    def later(found: re.Match[str]) -> str:
        if not found[1]:
            return found[0]
        try:
            return (date.fromisoformat(found[1]) + timedelta(weeks=weeks)).isoformat()
        except (ValueError, OverflowError):
            return found[0]  # no date at all: whoever reads the file next is told so, with its line

    return _ROSTER.sub(r"# \1  # last year's: name this year's list here", _DATE.sub(later, rules))


def _own_files(last: Path) -> Iterator[Path]:
    for name in _FILES:
        if (last / name).is_file():
            yield last / name
    for part in _PARTS:
        for path in sorted((last / part).rglob("*")):
            inside = path.relative_to(last)
            if path.is_file() and not any(_LEFT.fullmatch(name) for name in inside.parts):
                yield path
