"""The exception of a student's code as the other side reports it, which may report anything."""

import builtins

from gradus_checks.crossing import Tree
from gradus_checks.errors import CannotCross, Fault
from gradus_checks.faults import MAX_STEPS

_FIELDS = [str, str, str, str, list]


def reported_fault(fields: list[Tree]) -> Fault:
    """The fault, each part cut to a length that can be shown. Raises CannotCross."""
    # Patterns with classes take longer than all the rest, and tests expect many an exception.
    if [*map(type, fields)] != _FIELDS:
        raise CannotCross("a malformed reply")
    type_name, message, place, line, trail = fields
    told = message[:600], place[:300], line[:200], _trail(trail)
    return Fault(_builtin(type_name), *told)


def _trail(steps: list[Tree]) -> tuple[tuple[str, int], ...]:
    """The student's own lines; what the other side makes of it is looked at by who uses it."""
    found = []
    for step in steps[:MAX_STEPS]:
        # On the wire a pair is a list.
        if type(step) not in (list, tuple) or [*map(type, step)] != [str, int]:
            raise CannotCross("a malformed reply")
        file, number = step
        found.append((file[:300], number))
    return tuple(found)


def _builtin(type_name: str) -> str:
    """The name of a built-in exception; "Exception" for any other that the other side claims."""
    kind = getattr(builtins, type_name, None)
    known = isinstance(kind, type) and issubclass(kind, BaseException)
    return type_name if known else "Exception"
