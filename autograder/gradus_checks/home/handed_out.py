"""What came with an assignment: one list, which `gradus build` writes and everything here reads."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from gradus_checks.own_files import FILES_KB, SOURCE_KB, Room

LISTED = "gradus_checks/handed_out.json"

SECONDS = 20.0
"""What a case's code may take at home, unless the assignment says more: most references take less
than a hundredth, and nobody likes to wait longer."""


@dataclass(frozen=True)
class HandedOut:
    """An assignment as a student has it.

    `provided` are modules that came complete, and `beside` all files that lie beside the student's
    modules where these are graded. `digests`, by path, are what every file was when it was handed
    out. `packages` are requirements.
    """

    name: str
    modules: tuple[str, ...]
    beside: tuple[str, ...] = ()
    packages: tuple[str, ...] = ("numpy", "matplotlib")
    files_kb: int = FILES_KB
    source_kb: int = SOURCE_KB
    seconds: float = SECONDS
    digests: Mapping[str, str] = field(default_factory=dict)
    provided: tuple[str, ...] = ()

    @property
    def room(self) -> Room:
        """What a grader takes of a submission."""
        return Room(self.files_kb * 1000, self.source_kb * 1000)

    def changed(self, folder: Path, name: str) -> bool:
        """Whether the file that was handed out under this name is there and another one now."""
        path = folder / name
        return path.is_file() and digest(path.read_bytes()) != self.digests.get(name)

    def written(self) -> str:
        """The text of the list."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"


def digest(content: bytes) -> str:
    """By what a file is known again, however its lines end."""
    return hashlib.blake2b(content.replace(b"\r\n", b"\n"), digest_size=6).hexdigest()


def read_handed_out(folder: Path) -> HandedOut | None:
    """The list in a student's folder; None where it is gone or can no longer be read."""
    try:
        listed = json.loads((folder / LISTED).read_text("utf-8"))
        return HandedOut(
            name=str(listed["name"]),
            modules=tuple(listed["modules"]),
            beside=tuple(listed["beside"]),
            packages=tuple(listed["packages"]),
            files_kb=int(listed["files_kb"]),
            source_kb=int(listed["source_kb"]),
            seconds=float(listed["seconds"]),
            digests=dict(listed["digests"]),
            provided=tuple(listed["provided"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def seconds_at_home(folder: Path) -> float:
    """What a case's code may take in this folder."""
    found = read_handed_out(folder)
    return found.seconds if found else SECONDS
