"""How much of a submission is numbers: what is carried along has to be somewhere in it."""

import re
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

_UNBROKEN = 80  # characters without a space: nobody writes so but to pack something
_NUMBERS = re.compile(
    rb"\S{%d,}|(?<![\w.])[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?" % _UNBROKEN
)


@dataclass(frozen=True)
class Numbers:
    """Of a submission, in bytes: its source, how much of that is numbers, and its other files."""

    source: int = 0
    numbers: int = 0
    other: int = 0

    @property
    def told(self) -> str:
        """For staff; empty where there is no source."""
        if not self.source:
            return ""
        beside = (
            f"; beside it there are {self.other / 1000:.1f} kB of other files" if self.other else ""
        )
        return (
            f"Of {self.source / 1000:.1f} kB of source {self.numbers / 1000:.1f} kB are numbers, "
            f"or text without a space{beside}."
        )


NO_NUMBERS = Numbers()


def numbers_in(folder: Path, handed_out: Container[str]) -> Numbers:
    """What of the files in `folder`, beside those `handed_out`, is numbers.

    Text is only looked through, and no file is opened as what it claims to be.
    """
    source = numbers = other = 0
    for path in folder.rglob("*"):
        if not path.is_file() or path.relative_to(folder).as_posix() in handed_out:
            continue
        content = path.read_bytes()
        if path.suffix == ".py":
            source += len(content)
            numbers += sum(len(found[0]) for found in _NUMBERS.finditer(content))
        else:
            other += len(content)
    return Numbers(source, numbers, other)
