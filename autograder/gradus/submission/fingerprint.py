"""What tells a changed submission from one that was graded already."""

import hashlib
import os
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from gradus.errors import SubmissionError
from gradus.submission.limits import DEFAULT_LIMITS, SizeLimits
from gradus.submission.walk import read_regular, walk
from gradus.submission.work import Submission

_UNREADABLE = b"unreadable"


def fingerprint(submission: Submission, limits: SizeLimits = DEFAULT_LIMITS) -> str:
    """A sha256 in hex over the names and contents of a submission, as far as staging would read.

    Links count by where they point and are not followed. Never raises over what was handed in.
    """
    digest = hashlib.sha256()
    left = limits.archive_bytes
    for name, path, mode, size in _parts(submission, limits):
        content = content_of(path, mode, left)
        content = _UNREADABLE if content is None else content
        left -= len(content)
        for part in (os.fsencode(name), f"{stat.S_IFMT(mode)} {size}".encode(), content):
            # Lengths keep ("ab", "c") apart from ("a", "bc").
            digest.update(len(part).to_bytes(8, "little"))
            digest.update(part)
    return digest.hexdigest()


def _parts(submission: Submission, limits: SizeLimits) -> Iterator[tuple[str, Path, int, int]]:
    """Name, path, mode and size of everything that counts; mode 0 for what is a name only."""
    for name in submission.superseded:
        yield name, submission.path, 0, 0
    for file in submission.files:
        try:
            found = file.lstat()
        except OSError:
            yield file.name, file, 0, 0
            continue
        if not stat.S_ISDIR(found.st_mode):
            yield file.name, file, found.st_mode, found.st_size
            continue
        yield file.name, file, found.st_mode, 0
        nodes = tuple(islice(walk(file, limits.entries), limits.entries + 1))
        if len(nodes) > limits.entries:
            # Refused whatever it holds, and not listed in a stable order.
            yield "too many files", file, 0, 0
            continue
        for node in nodes:
            size = 0 if stat.S_ISDIR(node.mode) else node.size
            yield str(node.inside), node.path, node.mode, size


def content_of(path: Path, mode: int, most: int) -> bytes | None:
    """Up to `most` bytes of a file, where a link points to; None of what cannot be read."""
    try:
        if stat.S_ISLNK(mode):
            return os.fsencode(path.readlink())
        if stat.S_ISREG(mode):
            return read_regular(path, path.name, most)
    except (OSError, SubmissionError):
        return None
    return b""
