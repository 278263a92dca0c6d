"""Clones of git repositories: when they were pushed, or when their last commit was made.

GitHub Classroom, `gh classroom clone student-repos`, makes `hw1-losses-submissions` with a folder
`hw1-losses-<login>` for each student. The time of a commit is what its author's machine believed.
When it was pushed `gradus fetch` has asked the server, and notes it beside the clone.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

from gradus.errors import SubmissionError
from gradus.submission.walk import read_regular

_SHA = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_COMMITTER = re.compile(
    rb"^committer .*> (?P<time>[0-9]+) (?P<sign>[+-])(?P<h>\d\d)(?P<m>\d\d)$", re.M
)
# A list of references of a large repository; the other files that are read hold one line.
_MOST_BYTES = 1_000_000
_SECONDS = 10  # for a git log; a broken repository must not stop a class


class Clones:
    """Reads clones. No setting of a clone is read, as git runs programs that settings name."""

    def __init__(self, empty: Path) -> None:
        self._empty = empty

    def time(self, clone: Path) -> tuple[str, str]:
        """When a clone was handed in, in ISO 8601, and what tells it: "push" or "commit".

        Both are empty if that cannot be read.
        """
        commit = _head(clone / ".git")
        if not commit:
            return "", ""
        noted, _, pushed = _line(push_note(clone)).partition(" ")
        if noted == commit and pushed:
            return pushed, "push"
        made = self._made(clone, commit)
        return made, "commit" if made else ""

    def _made(self, clone: Path, commit: str) -> str:
        """When a commit was made."""
        found = _COMMITTER.search(self._object(clone / ".git", commit))
        if found is None:
            return ""
        offset = timedelta(hours=int(found["h"]), minutes=int(found["m"]))
        try:
            zone = timezone(-offset if found["sign"] == b"-" else offset)
            return datetime.fromtimestamp(int(found["time"]), zone).isoformat()
        except (ValueError, OverflowError, OSError):
            return ""

    def _object(self, git: Path, commit: str) -> bytes:
        """A commit as git stores it, read by a repository of our own from the clone's objects."""
        surroundings = {
            "PATH": os.environ.get("PATH", os.defpath),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_OBJECT_DIRECTORY": str((git / "objects").resolve()),
        }
        command = ("git", f"--git-dir={self._empty}", "cat-file", "commit", commit)
        try:
            done = subprocess.run(
                command, env=surroundings, capture_output=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return b""
        return done.stdout if done.returncode == 0 else b""


def push_note(clone: Path) -> Path:
    """The file that has the commit of a clone and when it was pushed.

    Beside the clone, where no student writes, and hidden, so that it is nobody's work.
    """
    return clone.with_name(f".{clone.name}.push")


@contextmanager
def reading_clones() -> Iterator[Clones]:
    """A reader of clones, with an empty repository to read from while the context lasts."""
    with tempfile.TemporaryDirectory(prefix="gradus-") as folder:
        empty = Path(folder)
        for name in ("objects", "refs"):
            (empty / name).mkdir()
        (empty / "HEAD").write_text("ref: refs/heads/none\n")
        yield Clones(empty)


def is_clone(path: Path) -> bool:
    """Whether a folder is a clone with its history."""
    return (path / ".git").is_dir() and not (path / ".git").is_symlink()


def _head(git: Path) -> str:
    """The commit that is checked out; empty if there is none."""
    head = _line(git / "HEAD")
    if _SHA.fullmatch(head):
        return head
    name = head.removeprefix("ref: ")
    if not name.startswith("refs/") or ".." in name.split("/"):
        return ""
    loose = _line(git / name)
    if _SHA.fullmatch(loose):
        return loose
    packed = (line.split(" ", 1) for line in _text(git / "packed-refs").splitlines())
    return next((one[0] for one in packed if one[1:] == [name] and _SHA.fullmatch(one[0])), "")


def _line(path: Path) -> str:
    return _text(path).strip()


def _text(path: Path) -> str:
    try:
        return read_regular(path, path.name, _MOST_BYTES).decode("ascii", "replace")
    except SubmissionError:
        return ""
