"""What the names of handed-in files tell: the student, the module, the attempt."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable

_ATTEMPT = re.compile(
    r"(?P<name>.+?)(?:\s*\((?P<copy>[0-9]+)\)|[\s._-]+attempt[\s_-]*(?P<attempt>[0-9][0-9-]*))",
    re.IGNORECASE | re.DOTALL,
)
_COPY = re.compile(
    r"(?P<name>.+?)(?:-(?P<dashed>[0-9]+)|(?:\s+-)?\s+copy(?:\s*\(?(?P<number>[0-9]+)\)?)?)",
    re.IGNORECASE | re.DOTALL,
)
_ID_BYTES = 80  # a folder's name has at most 255, and exports add to it
# 48 bits: to find a name whose id is somebody else's takes years, not minutes as with 32.
_HASH_DIGITS = 12
_HASHED = re.compile(rf".*-[0-9a-f]{{{_HASH_DIGITS}}}", re.DOTALL)
# Windows opens a device by such a name, whatever ending it has.
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)

Attempt = tuple[int, ...]
"""Sorts by recency: () is unnumbered, (2,) the second, (2, 1) a further copy of the second."""


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


def split_copy(stem: str) -> tuple[str, Attempt]:
    """Take off what browsers and systems add to a further file of a name, and an attempt.

    `losses (1)`, `losses-1`, `losses - Copy`, `losses copy 2` are losses, `losses_2` is not.
    """
    match = _COPY.fullmatch(stem)
    if match is None:
        return split_attempt(stem)
    name, earlier = split_copy(match["name"])
    return name, (*earlier, int(match["dashed"] or match["number"] or 1))


def loose_module(name: str, modules: Collection[str]) -> tuple[str, Attempt] | None:
    """The module that a file's name means without being exactly its name, and which copy it is."""
    stem = name.removesuffix(".py")
    module, number = split_copy(stem)
    return (module, number) if stem != name and number and module in modules else None


def composed(name: str) -> str:
    """One spelling of a name: macOS writes é as two characters, others as one."""
    return unicodedata.normalize("NFC", name)


def safe_id(name: str) -> str:
    """A student's id that is safe as a file name and in a table, and still readable.

    Names of letters and digits of any script, spaces and `-_.@+` stay as they are. Of others the
    rest is replaced, long ones are cut, and a hash keeps them apart, also from names that end like
    one. The id depends on the name alone, so that it stays the same whoever else hands in.
    """
    name = composed(name)
    kept = "".join(letter if _is_safe(letter) else "_" for letter in name)
    kept = kept.encode()[:_ID_BYTES].decode(errors="ignore").lstrip(" -+@.").rstrip(" .")
    usable = kept == name and kept and kept.split(".")[0].casefold() not in _RESERVED
    return kept if usable and not _HASHED.fullmatch(kept) else _with_hash(kept, name)


def shown(name: object) -> str:
    """A name of the student's choosing, made harmless for a message: printable, at most 80 long."""
    text = "".join(letter if letter.isprintable() else "?" for letter in str(name))
    return text if len(text) <= 80 else f"{text[:60]}…{text[-19:]}"


def printable(text: str) -> str:
    """The text with its line ends; what else is not printable shows as its escape sequence.

    So no message can move the cursor, colour the screen or turn the direction of writing.
    """
    if text.isprintable():  # One line, as most are.
        return text
    lines = text.replace("\r\n", "\n").expandtabs(4).split("\n")
    return "\n".join(line if line.isprintable() else "".join(map(_visible, line)) for line in lines)


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
    digest = hashlib.sha256(composed(name).encode("utf-8", "surrogatepass")).hexdigest()[
        :_HASH_DIGITS
    ]
    return f"{kept.strip(' ._-+@') or 'student'}-{digest}"
