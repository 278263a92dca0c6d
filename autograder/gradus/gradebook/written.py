"""What Gradus itself has written into a folder of results, so that an edit by hand is noticed.

A note of a file is made before the file is written: whoever is killed in between has made no edit.
"""

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

from gradus.gradebook.records import as_json
from gradus.gradebook.writing import check_folder, unwritten, write_atomically

OWN = ".gradus"
"""The folder, within the results, of what is for Gradus alone."""

_NOTES = "written.jsonl"
_COURSE = "course.json"


class _Note(NamedTuple):
    """What the last note of a file says that it is made `of`, and all digests, the last at the end.

    Kept `packed`, as a class of ten thousand has two files each.
    """

    of: str
    digests: tuple[bytes, ...] = ()

    def packed(self) -> bytes:
        """In one object, where there would be four."""
        return b"".join((self.of.encode(), b"\n", *self.digests))


def _unpacked(note: bytes | None) -> _Note | None:
    if note is None:
        return None
    of, _, digests = note.partition(b"\n")
    size = hashlib.sha256().digest_size
    found = (digests[at : at + size] for at in range(0, len(digests), size))
    return _Note(of.decode(), tuple(found))


class Written:
    """The notes of a folder of results. Whoever writes holds the folder.

    One that `forgets` only knows what was noted before it was opened, and should note a file once:
    a class may then be of any size.
    """

    def __init__(self, output: Path, *, forgets: bool = False) -> None:
        self._output = output
        self._forgets = forgets
        self._path = output / OWN / _NOTES
        self._notes: dict[str, bytes] = {}
        self._lines = 0
        for line in self._read():
            self._learn(*line)
        self._is_ready = False

    def note(self, name: str, content: bytes, of: str = "") -> None:
        """Remember that `content` will be in the file `name`, and that it was made `of` this.

        What stands there before the first note of it counts as written by Gradus, too.
        """
        there = None if self.knows(name) else self._digest(name)
        for digest, made_of in ((there, ""), (hashlib.sha256(content).digest(), of)):
            if digest is not None:
                self._append(name, digest, made_of)

    def write(self, name: str, content: bytes, of: str = "") -> None:
        """Note a file and write it. Raises GradusError."""
        self.note(name, content, of)
        write_atomically(self._output / name, content)

    def is_made_of(self, name: str, of: str) -> bool:
        """Whether the file is there as it was last written, and was made of this."""
        note = _unpacked(self._notes.get(name))
        return note is not None and note.of == of and self._digest(name) == note.digests[-1]

    def knows(self, name: str) -> bool:
        """Whether the file was ever noted."""
        return name in self._notes

    def edited(self) -> tuple[str, ...]:
        """The files that are not as they were written. One that is gone is no edit."""
        return tuple(name for name in sorted(self._notes) if not self._is_own(name))

    def copy_of(self, name: str) -> Path:
        """Where a copy of a file, as it was written, is kept."""
        return self._output / OWN / name

    def _is_own(self, name: str) -> bool:
        digest, note = self._digest(name), _unpacked(self._notes.get(name))
        return digest is None or (note is not None and digest in note.digests)

    def _digest(self, name: str) -> bytes | None:
        """That of the file as it is; None where there is none."""
        try:
            return hashlib.sha256((self._output / name).read_bytes()).digest()
        except OSError:
            return None

    def _append(self, name: str, digest: bytes, of: str) -> None:
        if not self._is_ready:
            check_folder(self._path.parent)
        # A line that somebody was killed in is ended, and never understood.
        start = b"" if self._is_ready else b"\n"
        try:
            with self._path.open("ab") as file:
                file.write(start + json.dumps((name, digest.hex(), of)).encode() + b"\n")
        except OSError as error:
            raise unwritten(self._path, error) from error
        self._is_ready = True
        if not self._forgets:
            self._learn(name, digest, of)

    def _learn(self, name: str, digest: bytes, of: str) -> None:
        before = _unpacked(self._notes.get(name)) or _Note(of)
        earlier = (each for each in before.digests if each != digest)
        self._notes[name] = _Note(of, (*earlier, digest)).packed()
        self._lines += 1

    def _read(self) -> list[tuple[str, bytes, str]]:
        try:
            lines = self._path.read_bytes().splitlines()
        except OSError:
            return []
        found = []
        for line in lines:
            try:
                name, digest, of = json.loads(line)
                found.append((str(name), bytes.fromhex(digest), str(of)))
            except (TypeError, ValueError):
                continue
        return found

    def shorten(self) -> None:
        """Keep of each file the last note alone, once all of them are written."""
        if self._lines <= 2 * len(self._notes):
            return
        last = {name: (name, digest.hex(), of) for name, digest, of in self._read()}
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
