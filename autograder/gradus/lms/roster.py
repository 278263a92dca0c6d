"""The list of the students of a course, from whatever made it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gradus.errors import UsageError
from gradus.lms.tables import Table, read_table

_NAMES = ("student", "name", "full name", "student name", "display name")
_FIRST = ("first name", "firstname", "given name", "vorname")
_LAST = ("last name", "lastname", "surname", "family name", "nachname")
_KEYS = (
    *("email", "email address", "e-mail", "e-mail address", "mail"),
    *("sis login id", "login", "login id", "username", "user name", "user"),
    *("sis user id", "id number", "idnumber", "student number", "student id", "sid"),
    *("matriculation number", "matrikelnummer", "github", "github username", "github_username"),
    *("gitlab", "repository"),
)
_NUMBERS = {"canvas": ("id",), "moodle": ("identifier",)}
_GROUPS = ("group", "group name", "team", "groups")


@dataclass(frozen=True)
class Student:
    """One line of the roster: `keys` are folded, `row` is its place in the table."""

    name: str
    spellings: frozenset[str]
    keys: frozenset[str]
    numbers: tuple[tuple[str, str], ...]
    group: str
    row: int

    def number(self, platform: str) -> str:
        """The platform's own number; empty if the roster does not tell."""
        return dict(self.numbers).get(platform, "")


@dataclass(frozen=True)
class Roster:
    """The students, in the order of the table they come from."""

    table: Table
    students: tuple[Student, ...]


def read_roster(path: Path) -> Roster:
    """Read a CSV of students: a platform's gradebook, or any with a name or an address a line.

    Raises UsageError.
    """
    table = read_table(path)
    known = (*_NAMES, *_LAST, *_KEYS, *(name for names in _NUMBERS.values() for name in names))
    if table.column(*known) is None:
        raise UsageError(
            f"{path} has no column that tells who the students are. It has: "
            f"{', '.join(table.header)}. Call one Name, Email, Login or Student."
        )
    students = tuple(_students(table))
    if not students:
        raise UsageError(f"{path} lists nobody. It needs a line of headings and a line a student.")
    return Roster(table, students)


def folded(text: str) -> str:
    """The text without case, accents, spaces and punctuation: `Lovelace, Ada` as `lovelaceada`."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def spellings(name: str) -> frozenset[str]:
    """A person's name in every order of its parts: `Lovelace, Ada`, `Ada Lovelace`."""
    last, comma, first = name.partition(",")
    if comma:
        return frozenset({folded(last + first), folded(first + last)} - {""})
    words = name.split()
    turned = (words[n:] + words[:n] for n in range(len(words)))
    return frozenset({folded("".join(order)) for order in turned} - {""})


def key(text: str) -> str:
    """An identifier, for comparing: no case, no spaces around."""
    return unicodedata.normalize("NFC", text).strip().casefold()


def _students(table: Table) -> Iterator[Student]:
    key_columns = [
        column for column, name in enumerate(table.header) if name.strip().casefold() in _KEYS
    ]
    numbers = {platform: table.column(*names) for platform, names in _NUMBERS.items()}
    group = table.column(*_GROUPS)
    for number, row in enumerate(table.rows):
        name = _name(table, row)
        if name.startswith("Points Possible") or name == "Student, Test":
            continue
        keys = frozenset(key(row[column]) for column in key_columns) - {""}
        own = {
            platform: re.sub(r"\D+(?=\d+$)", "", row[column].strip())
            for platform, column in numbers.items()
            if column is not None and row[column].strip()
        }
        if not name and not keys and not own:
            continue
        yield Student(
            name=name or next(iter(sorted(keys)), "") or next(iter(own.values())),
            spellings=spellings(name),
            keys=keys,
            numbers=tuple(own.items()),
            group=row[group].strip() if group is not None else "",
            row=number,
        )


def _name(table: Table, row: tuple[str, ...]) -> str:
    whole, first, last = (table.column(*names) for names in (_NAMES, _FIRST, _LAST))
    if whole is not None:
        return row[whole].strip()
    if last is None:
        return ""
    return f"{row[last].strip()}, {row[first].strip() if first is not None else ''}".strip(", ")
