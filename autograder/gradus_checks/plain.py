"""Single values that msgpack has no way to write, or not safely: as trees, and back."""

from typing import Any

from gradus_checks.errors import CannotCross

MAX_TEXT = 1_000_000  # characters: a long essay
_MOST_BITS = 4096  # some 1,200 digits: factorials of a course fit
_MOST_DIGITS = 1100
"""Those of so many bits, sign and prefix too."""


def integer(value: int) -> Any:
    """The tree of a whole number. Raises CannotCross for one of too many bits."""
    if -(2**63) <= value < 2**63:
        return value
    if value.bit_length() > _MOST_BITS:
        raise CannotCross(f"an integer of {value.bit_length()} bits")
    return ["big", hex(value)]


def text(value: str | bytes) -> Any:
    """The tree of a text, or of bytes. Raises CannotCross for one that is too long."""
    if len(value) > MAX_TEXT:
        if isinstance(value, bytes):
            raise CannotCross(f"{len(value):,} bytes")
        raise CannotCross(f"a {type(value).__name__} of {len(value):,} characters")
    if isinstance(value, bytes):
        return ["bytes", bytes(memoryview(value))]
    return str.encode(value, "utf-8", "backslashreplace").decode("utf-8")


def complex_number(value: complex) -> Any:
    """The tree of a complex number."""
    # The base type's own method: a subclass may have overridden it.
    exact = complex.__complex__(value)
    return ["complex", exact.real, exact.imag]


def decode_plain(tag: str, payload: list[Any]) -> object:
    """The value of a tree that one of the above has made. Raises CannotCross for any other."""
    match tag, payload:
        case "bytes", [bytes(value)]:
            return value
        case "complex", [float(real), float(imaginary)]:
            return complex(real, imaginary)
        case "big", [str(digits)] if len(digits) < _MOST_DIGITS:
            try:
                return int(digits, 16)
            except ValueError:
                pass
    raise CannotCross(f"a malformed {tag}")
