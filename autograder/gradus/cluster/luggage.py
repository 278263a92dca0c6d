"""What travels: the course once to each worker, then jobs, in which it is only referred to."""

import hashlib
import io
import pickle
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from cryptography.fernet import Fernet

from gradus.assignment import Assignment, carried_files
from gradus.gradebook import JudgeSource
from gradus.submission import Packed, Submission, pack, unpack

OWN_CALIBRATION = b"what the reference takes where a job is done"
"""In a job it stands for the calibration of the worker that does it."""


@dataclass(frozen=True)
class Luggage:
    """What a worker is given once: the course, and the source of its judge, with the secret."""

    digest: str
    files: Mapping[str, bytes] = field(repr=False)
    source: bytes = field(repr=False)


@dataclass(frozen=True)
class Parcel:
    """Bytes of a job or of what came of it, which no log and no page of Dask shows."""

    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Belongings:
    """What a grading process on a worker has: it takes the place of what a job refers to."""

    folder: Path
    source: JudgeSource | None = field(default=None, repr=False)
    calibration: bytes = field(default=b"", repr=False)

    @property
    def course(self) -> Path:
        """Where the course is unpacked; beside it is where submissions are."""
        return self.folder / "course"


def pack_luggage(assignment: Assignment, source: JudgeSource | None = None) -> Luggage:
    """For judging by `source`, or for work on the assignment alone. Raises AssignmentError."""
    files = carried_files(assignment)
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    packed = packed_job(source, assignment.course, None)
    return Luggage(digest.hexdigest(), files, packed)


def seal(luggage: Luggage) -> tuple[bytes, bytes]:
    """Locked, and the key."""
    key = Fernet.generate_key()
    return Fernet(key).encrypt(pickle.dumps(luggage)), key


def unseal(sealed: bytes, key: bytes) -> Luggage:
    """Only the run can have sealed it: what another did is refused with InvalidToken."""
    luggage: Luggage = pickle.loads(Fernet(key).decrypt(sealed))
    return luggage


def unpack_course(files: Mapping[str, bytes], into: Path) -> None:
    """Write the course's files. Raises OSError."""
    for name, content in files.items():
        path = into / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def packed_job(job: object, course: Path, source: JudgeSource | None) -> bytes:
    """Any object, with submissions as bytes, and the course and the source by reference."""
    file = io.BytesIO()
    _Packer(file, course, source).dump(job)
    return file.getvalue()


@contextmanager
def unpacked_job(content: bytes, own: Belongings) -> Iterator[Any]:
    """The same on another machine. Its submissions lie in a folder that goes at the end.

    Raises OSError where they cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="submission-", dir=own.folder) as folder:
        yield _Unpacker(io.BytesIO(content), own, Path(folder)).load()


class _Packer(pickle.Pickler):
    def __init__(self, file: io.BytesIO, course: Path, source: JudgeSource | None) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._course = course
        self._source = source

    def persistent_id(self, thing: Any) -> tuple[str, object] | None:
        """What stands for the thing in a job; None for what is packed as it is."""
        if isinstance(thing, PurePath) and thing.is_relative_to(self._course):
            return "course", thing.relative_to(self._course).parts
        if isinstance(thing, Submission):
            return "submission", pickle.dumps(pack(thing))
        if thing is self._source and thing is not None:
            return "source", None
        if thing is OWN_CALIBRATION:
            return "calibration", None
        return None


class _Unpacker(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, own: Belongings, folder: Path) -> None:
        super().__init__(file)
        self._own = own
        self._folder = folder

    def persistent_load(self, reference: tuple[str, Any]) -> Any:
        """What a reference stands for here."""
        kind, what = reference
        match kind:
            case "course":
                return self._own.course.joinpath(*what)
            case "submission":
                packed: Packed = pickle.loads(what)
                return unpack(packed, Path(tempfile.mkdtemp(dir=self._folder)))
            case "source":
                return self._own.source
            case "calibration":
                return self._own.calibration
        raise pickle.UnpicklingError(f"a reference to {kind!r}")
