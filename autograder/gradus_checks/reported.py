"""The exception of a student's code as the other side reports it, which may report anything."""

import builtins

from gradus_checks.crossing import Tree
from gradus_checks.errors import CannotCross, Fault
from gradus_checks.faults import MAX_STEPS


def reported_fault(fields: list[Tree]) -> Fault:
    """The fault, each part cut to a length that can be shown. Raises CannotCross."""
    match fields:
        case [str(type_name), str(message), str(place), str(line), list(trail)]:
            told = message[:600], place[:300], line[:200], _trail(trail)
            return Fault(_builtin(type_name), *told)
    raise CannotCross("a malformed reply")


def _trail(steps: list[Tree]) -> tuple[tuple[str, int], ...]:
    """The student's own lines; what the other side makes of it is looked at by who uses it."""
    found = []
    for step in steps[:MAX_STEPS]:
        match step:
            case [str(file), int(number)]:
                found.append((file[:300], number))
            case _:
                raise CannotCross("a malformed reply")
    return tuple(found)


def _builtin(type_name: str) -> str:
    """The name of a built-in exception; "Exception" for any other that the other side claims."""
    kind = getattr(builtins, type_name, None)
    known = isinstance(kind, type) and issubclass(kind, BaseException)
    return type_name if known else "Exception"
