"""Where an entry stands in a TOML file, which no reader of TOML tells."""

import re
import tomllib
from collections.abc import Sequence

_HEADER = re.compile(r"\s*\[{1,2}(?P<keys>[^\]]+)\]{1,2}\s*(?:#.*)?")
_ENTRY = re.compile(r"""\s*(?P<keys>(?:"[^"]*"|'[^']*'|[\w-]|\s*\.\s*)+?)\s*=""")
_KEY = re.compile(r""""(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[\w-]+)""")


def line_of(text: str, keys: Sequence[object]) -> int:
    """The line of the entry `keys` (`("late", "percent")`), else of what is nearest around it.

    An entry within braces is on the line on which these begin. 1 where nothing of it is there.
    """
    wanted = [str(key) for key in keys]
    nearest, depth = 1, 0
    table: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        header, entry = _HEADER.fullmatch(line), _ENTRY.match(line)
        if header:
            table = _keys(header["keys"])
        found = table if header else [*table, *_keys(entry["keys"])] if entry else None
        if found and found == wanted[: len(found)] and len(found) > depth:
            nearest, depth = number, len(found)
    return nearest


def line_of_fault(error: tomllib.TOMLDecodeError) -> int | None:
    """The line at which a file is no TOML; None at its end."""
    found = re.search(r"\(at line (?P<line>\d+), column \d+\)", str(error))
    return int(found["line"]) if found else None


def _keys(text: str) -> list[str]:
    return [
        next(part for part in match.groups() if part is not None) for match in _KEY.finditer(text)
    ]
