"""The list of students and their repositories: a line each, `<name> <address>`."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from gradus.errors import UsageError

# It becomes a folder's name: one part of a path, on every system, and no option of a command.
_NAME = re.compile(r"\w(?:[\w.@+-]*[\w@+-])?")
# Others can run a command (ext::), or send the token in the clear (http://).
_ADDRESS = re.compile(r"(https|ssh|file)://[^\s]+|[\w.-]+@[\w.-]+:[^\s-][^\s]*")


@dataclass(frozen=True)
class Repository:
    """Where a student's work is."""

    student: str
    address: str


@dataclass(frozen=True)
class StudentList:
    """The students on the list, and what is wrong with its lines, in words."""

    repositories: tuple[Repository, ...]
    problems: tuple[str, ...]


def read_students(path: Path) -> StudentList:
    """Read a list. A wrong line is a problem, and the others count all the same.

    Blank lines, `#` and what follows it, and a line that is there twice mean nothing. Raises
    UsageError where the list cannot be read, or nobody is on it.
    """
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not text in UTF-8. Save it as UTF-8.") from error
    found: dict[str, tuple[int, Repository]] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        words = re.sub(r"(^|\s)#.*", "", line).split()
        if not words:
            continue
        problem = _problem(words)
        if not problem:
            repository = Repository(*words)
            key = unicodedata.normalize("NFC", repository.student).casefold()
            first, known = found.setdefault(key, (number, repository))
            if known != repository:
                problem = f"{words[0]} is in line {first} already; that one counts"
        if problem:
            problems.append(f"{path.name}, line {number}: {problem}.")
    if not found and not problems:
        raise UsageError(f"{path} lists nobody. Write one line for each student: <name> <address>.")
    return StudentList(tuple(repository for _, repository in found.values()), tuple(problems))


def _problem(words: list[str]) -> str:
    if len(words) != 2:
        return f"a line is <name> <address>, both without spaces, and this has {len(words)} parts"
    name, address = words
    if not _NAME.fullmatch(name):
        return f"{name!r} cannot be the name of a folder: use letters, digits, and . _ - @ + inside"
    if not _ADDRESS.fullmatch(address):
        return f"{address!r} is not an address such as https://…, ssh://… or git@host:path"
    return ""
