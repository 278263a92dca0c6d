"""What is wrong with entries of a TOML file, in words of the file and not of a library."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a known entry: is it misspelt?",
    "too_short": "must not be empty",
    "string_too_short": "must not be empty",
    "string_type": "must be a text in quotes",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "tuple_type": "must be a list in [brackets]",
    "finite_number": "must be a finite number",
    "literal_error": "is none of what can stand here",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
}
_BOUNDS = {
    "greater_than": ("must be above {}", "gt"),
    "greater_than_equal": ("must be at least {}", "ge"),
    "less_than": ("must be below {}", "lt"),
    "less_than_equal": ("must be at most {}", "le"),
    "string_pattern_mismatch": ("must match {}", "pattern"),
}


def problems(error: ValidationError, data: Mapping[str, Any]) -> list[str]:
    """A line for each wrong entry of `data`: where it is, what is wrong, what stands there."""
    return [_problem(dict(problem), data) for problem in error.errors()]


def located_problems(
    error: ValidationError, data: Mapping[str, Any]
) -> list[tuple[tuple[int | str, ...], str]]:
    """The same, each with the keys of the entry."""
    return [(_keys(problem["loc"]), _problem(dict(problem), data)) for problem in error.errors()]


def _problem(problem: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    where = _place(_keys(problem["loc"]), data)
    kind, context = problem["type"], problem.get("ctx", {})
    value = problem.get("input")
    is_plain = isinstance(value, str | int | float) and kind not in ("missing", "extra_forbidden")
    if kind == "value_error":
        # Said by a validator of ours, in words that go on from what stands there.
        return (
            f"{where}: {value!r} {context['error']}" if is_plain else f"{where}: {context['error']}"
        )
    if kind in _BOUNDS:
        words, name = _BOUNDS[kind]
        said = words.format(context[name])
    else:
        said = _WORDS.get(kind, "is of the wrong kind")
    return f"{where} {said}" + (f", and is {value!r}" if is_plain else "")


def _keys(loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Without the tags by which one of several models was chosen: those are in parentheses."""
    return tuple(each for each in loc if not str(each).startswith("("))


def _place(loc: tuple[int | str, ...], data: Mapping[str, Any]) -> str:
    """`points of the second task (1.2)`."""
    if loc[0] == "tasks" and len(loc) > 1 and isinstance(loc[1], int):
        task = data["tasks"][loc[1]]
        number = task.get("number") if isinstance(task, dict) else None
        which = f"task {number}" if isinstance(number, str) else f"[[tasks]] entry {loc[1] + 1}"
        inside = ".".join(map(str, loc[2:]))
        return f"{inside} of {which}" if inside else which
    *names, last = loc
    if names and isinstance(last, int):
        return f"{'.'.join(map(str, names))}, entry {last + 1}"
    return ".".join(map(str, loc))
