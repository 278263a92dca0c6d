"""A class in parts: each machine grades one of them, and knows who is in the others."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from gradus.errors import UsageError
from gradus.gradebook.writing import write_atomically

SHARD = "shard.json"
_WRITTEN = re.compile(r"(\d+)/(\d+)", re.ASCII)


@dataclass(frozen=True)
class Shard:
    """Part `number`, from 1, `of` so many."""

    number: int
    of: int

    def __str__(self) -> str:
        """As it is written: `3/8`."""
        return f"{self.number}/{self.of}"

    def holds(self, student: str) -> bool:
        """Whether the student is in this part: always the same one, whoever else hands in."""
        digest = hashlib.blake2b(student.encode("utf-8", "surrogateescape"), digest_size=8).digest()
        return int.from_bytes(digest, "big") % self.of == self.number - 1


@dataclass(frozen=True)
class Part:
    """What a part knows of the whole: its own shard, and all who have handed in."""

    number: int
    of: int
    students: tuple[str, ...]

    @property
    def shard(self) -> Shard:
        """Which one it is."""
        return Shard(self.number, self.of)


def parse_shard(text: str) -> Shard:
    """From `3/8`. Raises UsageError."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        raise UsageError(f"--shard {text!r} is not understood: write 3/8 for the third of eight.")
    shard = Shard(*map(int, found.groups()))
    if not 1 <= shard.number <= shard.of:
        raise UsageError(f"--shard {text} is out of range: there are {shard.of}, counted from 1.")
    return shard


def write_part(output: Path, shard: Shard, students: Iterable[str]) -> None:
    """Write down which part the results in `output` are. Raises GradusError."""
    part = Part(shard.number, shard.of, tuple(sorted(students)))
    write_atomically(output / SHARD, _ADAPTER.dump_json(part, indent=1) + b"\n")


def read_part(output: Path) -> Part | None:
    """Which part the results in `output` are; None for a whole class. Raises UsageError."""
    try:
        return _ADAPTER.validate_json((output / SHARD).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise UsageError(
            f"{output / SHARD} cannot be read. Run `gradus grade --shard` again, which writes it "
            "and grades nothing that is graded already."
        ) from error


_ADAPTER = TypeAdapter(Part)
