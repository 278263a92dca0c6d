"""What the names of handed-in files tell: the student, the module, the attempt."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_ATTEMPT = re.compile(
    r"(?P<name>.+?)(?:\s*\((?P<copy>[0-9]+)\)|[\s._-]+attempt[\s_-]*(?P<attempt>[0-9][0-9-]*))",
    re.IGNORECASE | re.DOTALL,
)
_ID_BYTES = 80
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)

Attempt = tuple[int, ...]
"""Sorts by recency: () is unnumbered, (2,) the second, (2, 1) a further copy of the second."""


@dataclass(frozen=True)
class LooseName:
    """The name of a single module of a student: `alice_losses.py`; `student` may be empty."""

    student: str
    module: str
    attempt: Attempt


def split_attempt(name: str) -> tuple[str, Attempt]:
    """Take the attempt off a name: `alice (2)` and `alice_attempt_2` are alice's second.

    Time stamps (`attempt_2026-03-01-12-00-00`) work too, as they sort like numbers.
    """
    match = _ATTEMPT.fullmatch(name)
    if match is None:
        return name, ()
    student, earlier = split_attempt(match["name"])
    digits = match["copy"] or match["attempt"].replace("-", "")
    return student, (*earlier, int(digits))


def split_module(stem: str, modules: tuple[str, ...]) -> LooseName | None:
    """Read `<student>_<module>` (or with `-`, `.`, a space), attempts included; None if it is not.

    `alice_losses-1`, as a learning platform names a second upload, is an attempt.
    """
    name, late = split_attempt(stem)
    known = "|".join(re.escape(module) for module in sorted(modules, key=len, reverse=True))
    pattern = rf"(?:(?P<student>.+?)[\s._-]+)?(?P<module>{known})(?:-(?P<again>[0-9]+))?"
    match = re.fullmatch(pattern, name, re.DOTALL)
    if match is None:
        return None
    student, early = split_attempt(match["student"] or "")
    again = (int(match["again"]),) if match["again"] else ()
    return LooseName(student, match["module"], (*early, *again, *late))


def composed(name: str) -> str:
    """One spelling of a name: macOS writes é as two characters, others as one."""
    return unicodedata.normalize("NFC", name)


def safe_id(name: str) -> str:
    """A student's id that is safe as a file name and in a table, and still readable.

    Names of letters and digits of any script, spaces and `-_.@+` stay as they are. Of others the
    rest is replaced, long ones are cut, and a short hash keeps them apart. The id depends on the
    name alone, so that it stays the same when the class grows.
    """
    name = composed(name)
    kept = "".join(letter if _is_safe(letter) else "_" for letter in name)
    kept = kept.encode()[:_ID_BYTES].decode(errors="ignore").lstrip(" -+@.").rstrip(" .")
    if kept == name and kept and kept.split(".")[0].casefold() not in _RESERVED:
        return kept
    return _with_hash(kept, name)


def unique_ids(names: Iterable[str]) -> dict[str, str]:
    """The id of every name; names that differ only in case get a hash, for disks that ignore it."""
    ids = {name: safe_id(name) for name in names}
    uses = Counter(student.casefold() for student in ids.values())
    return {
        name: _with_hash(student, name) if uses[student.casefold()] > 1 else student
        for name, student in ids.items()
    }


def shown(name: object) -> str:
    """A name of the student's choosing, made harmless for a message: printable, at most 80 long."""
    text = "".join(letter if letter.isprintable() else "?" for letter in str(name))
    return text if len(text) <= 80 else f"{text[:60]}…{text[-19:]}"


def printable(text: str) -> str:
    """The text with its line ends; what else is not printable shows as its escape sequence.

    So no message can move the cursor, colour the screen or turn the direction of writing.
    """
    lines = text.replace("\r\n", "\n").expandtabs(4).split("\n")
    return "\n".join("".join(map(_visible, line)) for line in lines)


def in_words(names: Iterable[str]) -> str:
    """Join names for a sentence: `a`, `a and b`, `a, b and c`."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def module_files(modules: Iterable[str]) -> str:
    """`losses.py and softmax.py`."""
    return in_words(f"{module}.py" for module in modules)


def _visible(letter: str) -> str:
    if letter.isprintable():
        return letter
    return " " if letter.isspace() and letter > "\x7f" else ascii(letter)[1:-1]


def _is_safe(letter: str) -> bool:
    category = unicodedata.category(letter)
    return letter in " -_.@+" or category[0] in "LM" or category == "Nd"


def _with_hash(kept: str, name: str) -> str:
    digest = hashlib.sha256(composed(name).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{kept.strip(' ._-+@') or 'student'}-{digest}"
