"""What Gradus itself has written into a folder of results, so that an edit by hand is noticed.

A note of a file is made before the file is written: whoever is killed in between has made no edit.
"""

import hashlib
import json
from pathlib import Path

from gradus.gradebook.records import as_json
from gradus.gradebook.writing import check_folder, unwritten, write_atomically

OWN = ".gradus"
"""The folder, within the results, of what is for Gradus alone."""

_NOTES = "written.jsonl"
_COURSE = "course.json"


class Written:
    """The notes of a folder of results. Whoever writes holds the folder."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._path = output / OWN / _NOTES
        self._digests: dict[str, set[str]] = {}
        self._of: dict[str, str] = {}
        self._last: dict[str, str] = {}
        self._lines = 0
        for line in self._read():
            self._learn(*line)
        self._is_ready = False

    def note(self, name: str, content: bytes, of: str = "") -> None:
        """Remember that `content` will be in the file `name`, and that it was made `of` this.

        What stands there before the first note of it counts as written by Gradus, too.
        """
        there = None if name in self._of else self._digest(name)
        for digest, made_of in ((there, ""), (hashlib.sha256(content).hexdigest(), of)):
            if digest is not None:
                self._append((name, digest, made_of))

    def write(self, name: str, content: bytes, of: str = "") -> None:
        """Note a file and write it. Raises GradusError."""
        self.note(name, content, of)
        write_atomically(self._output / name, content)

    def is_made_of(self, name: str, of: str) -> bool:
        """Whether the file is there as it was last written, and was made of this."""
        return self._of.get(name) == of and self._digest(name) == self._last.get(name)

    def knows(self, name: str) -> bool:
        """Whether the file was ever noted."""
        return name in self._of

    def edited(self) -> tuple[str, ...]:
        """The files that are not as they were written. One that is gone is no edit."""
        return tuple(name for name in sorted(self._digests) if not self._is_own(name))

    def copy_of(self, name: str) -> Path:
        """Where a copy of a file, as it was written, is kept."""
        return self._output / OWN / name

    def _is_own(self, name: str) -> bool:
        digest = self._digest(name)
        return digest is None or digest in self._digests[name]

    def _digest(self, name: str) -> str | None:
        """That of the file as it is; None where there is none."""
        try:
            return hashlib.sha256((self._output / name).read_bytes()).hexdigest()
        except OSError:
            return None

    def _append(self, line: tuple[str, str, str]) -> None:
        if not self._is_ready:
            check_folder(self._path.parent)
        # A line that somebody was killed in is ended, and never understood.
        start = b"" if self._is_ready else b"\n"
        try:
            with self._path.open("ab") as file:
                file.write(start + json.dumps(line).encode() + b"\n")
        except OSError as error:
            raise unwritten(self._path, error) from error
        self._is_ready = True
        self._learn(*line)

    def _learn(self, name: str, digest: str, of: str) -> None:
        self._digests.setdefault(name, set()).add(digest)
        self._of[name] = of
        self._last[name] = digest
        self._lines += 1

    def _read(self) -> list[tuple[str, str, str]]:
        try:
            lines = self._path.read_bytes().splitlines()
        except OSError:
            return []
        found = []
        for line in lines:
            try:
                name, digest, of = json.loads(line)
            except (TypeError, ValueError):
                continue
            found.append((str(name), str(digest), str(of)))
        return found

    def shorten(self) -> None:
        """Keep of each file the last note alone, once all of them are written."""
        if self._lines <= 2 * len(self._of):
            return
        last = {name: (name, digest, of) for name, digest, of in self._read()}
        content = "".join(f"{json.dumps(line)}\n" for line in last.values())
        write_atomically(self._path, content.encode())


def remember_course(output: Path, course: Path) -> None:
    """Keep where the course is whose rules the marks in `output` follow. Raises GradusError."""
    path = output / OWN / _COURSE
    if remembered_course(output) != course:
        write_atomically(path, as_json(str(course)))


def remembered_course(output: Path) -> Path | None:
    """The course whose rules the marks in `output` follow; None where there are no rules."""
    try:
        return Path(json.loads((output / OWN / _COURSE).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
