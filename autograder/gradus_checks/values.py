"""Values in words, for people who look for a mistake: what they are, and what kind of thing."""

from typing import Any

import numpy as np

from gradus_checks.close import PYTHONS_OWN, shown
from gradus_checks.proxy import ObjectProxy, type_name_of
from gradus_checks.tables import NAMES, tag_of

_LONGEST = 400
"""Letters of a value: four lines. Beyond that nobody compares by eye."""

_MOST_ITEMS = 24  # as many entries as are shown of an array
_DEEPEST = 6  # lists in lists: nobody reads further, and one may hold itself

_KINDS = (bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset)


def show(value: object) -> str:
    """The value as Python writes it, shortened; an array in few digits, a row a line."""
    if isinstance(value, np.ndarray):
        return f"{shown(value)}, dtype {value.dtype}" if value.size == 0 else shown(value)
    text = _written(value, _DEEPEST)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " …"


def kind_of(value: object) -> str:
    """What kind of thing it is: "a list", "an array", "None"."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        return "an array"
    if tag_of(value):
        return f"a {NAMES[tag_of(value)]}"
    if isinstance(value, ObjectProxy):
        # Of a name of the student's making nothing is told: it could quote a hidden input.
        name = type_name_of(value)
        return f"a {name}" if name in PYTHONS_OWN else "an object of a class"
    name = next((kind.__name__ for kind in _KINDS if isinstance(value, kind)), "object")
    return f"an {name}" if name[0] in "aeio" else f"a {name}"


def is_number(value: object) -> bool:
    """Whether it is a number or an array of numbers; True and False are none."""
    if isinstance(value, bool | np.bool_):
        return False
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "iufc"
    return isinstance(value, int | float | complex | np.number)


def _written(value: Any, depth: int) -> str:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, np.ndarray):
        return " ".join(shown(value).split())
    if tag_of(value):
        return f"a {NAMES[tag_of(value)]} of shape {value.shape}"
    if isinstance(value, ObjectProxy):
        return f"<your {type_name_of(value)}>"
    if isinstance(value, dict):
        pairs = [f"{_written(k, depth - 1)}: {_written(v, depth - 1)}" for k, v in _some(value)]
        return f"{{{_joined(pairs, len(value))}}}"
    if isinstance(value, list | tuple | set | frozenset) and depth:
        items = [_written(item, depth - 1) for item in list(value)[:_MOST_ITEMS]]
        return _in_brackets(value, _joined(items, len(value)))
    return repr(value[: _LONGEST + 1] if isinstance(value, str | bytes) else value)


def _some(pairs: dict[Any, Any]) -> list[tuple[Any, Any]]:
    return list(pairs.items())[:_MOST_ITEMS]


def _joined(items: list[str], length: int) -> str:
    return ", ".join([*items, "…"] if length > len(items) else items)


def _in_brackets(value: object, inside: str) -> str:
    match value:
        case list():
            return f"[{inside}]"
        case tuple():
            return f"({inside},)" if len(value) == 1 else f"({inside})"
        case set() if value:
            return f"{{{inside}}}"
    return f"{type(value).__name__}({f'{{{inside}}}' if inside else ''})"
