"""How far each file of entries went when it was read last: a chain alone does not show its end cut.

What is remembered is in the folder's own memory, so that files which came from another machine, and
without it, are taken as they are.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from gradus.gradebook.records import as_json
from gradus.gradebook.writing import write_atomically
from gradus.gradebook.written import OWN

_HEADS = "heads.json"


class Linked(Protocol):
    """What is needed of an entry."""

    @property
    def file(self) -> str:
        """Where it stands."""

    @property
    def line(self) -> int:
        """At which line."""

    @property
    def hash(self) -> str:
        """Its own."""


def cut_short(output: Path, entries: Iterable[Linked]) -> list[str]:
    """A sentence for each file that does not go as far any more as it did."""
    there = {(Path(one.file).name, one.line): one.hash for one in entries}
    return [
        f"{output / name}, line {line}: it was cut: {line} lines counted before. Put the file back "
        f"as it was; if fewer are meant to count, remove {output / OWN / _HEADS}."
        for name, (line, known) in sorted(_read(output).items())
        if there.get((name, line)) != known
    ]


def remember(output: Path, entries: Iterable[Linked]) -> None:
    """Keep how far the files go. Raises GradusError."""
    heads = _read(output)
    for one in entries:
        name = Path(one.file).name
        if one.line > heads.get(name, (0, ""))[0]:
            heads[name] = (one.line, one.hash)
    if heads != _read(output):
        write_atomically(output / OWN / _HEADS, as_json(heads))


def _read(output: Path) -> dict[str, tuple[int, str]]:
    try:
        told = json.loads((output / OWN / _HEADS).read_bytes())
        return {str(name): (int(line), str(known)) for name, (line, known) in told.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
