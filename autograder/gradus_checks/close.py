"""Checks on what a call returned: its shape, its kind, its values."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, NoReturn

import numpy as np

from gradus_checks.diagnosis import DESCRIPTIONS, diagnose
from gradus_checks.errors import CheckFailed, subject
from gradus_checks.proxy import ObjectProxy, type_name_of
from gradus_checks.tables import NAMES, tag_of

Array = np.ndarray[Any, Any]

PYTHONS_OWN = (
    *("coroutine", "dict_values", "filter", "function", "generator", "map"),
    *("memoryview", "module", "range", "reversed", "type", "zip"),
)
"""Names of types that are told as they are; any other could be made up to quote hidden inputs."""

_MOST_SHOWN = 24
"""Entries of an array; of a larger one only the first that differs is shown."""

_MOST_AXES = 3
"""Of an array that is shown as such: at most six entries along each are."""

NO_RETURN = "Does your function end with `return …`? What is printed is not returned."

_NOTHING_KNOWN: Mapping[str, Any] = MappingProxyType({})

_CURES = {
    "generator": " Is there a yield where a return is meant?",
    "coroutine": " Leave out the async before def.",
    "function": " Are the parentheses of a call missing?",
    "frame": "Its .to_numpy() gives one.",
    "series": "Its .to_numpy() gives an array; an entry is a number.",
    "sparse": "Its .toarray() gives one.",
}
_LIKE_RTOL, _LIKE_ATOL = 1e-5, 1e-9
"""How near to what a mistake gives, or to what is right, counts as that."""

_FLOAT = np.dtype(float)
_PLAIN = frozenset((np.ndarray, np.float64, float, int))
"""Types of which `as_array` has nothing to say."""

_FUNCTIONS = ("builtin_function_or_method", "method")


def check_close(
    actual: object,
    expected: object,
    *,
    rtol: float = 1e-7,
    atol: float = 1e-9,
    name: str = "the result",
    wrong: Mapping[str, Any] = _NOTHING_KNOWN,
) -> None:
    """`actual` has the shape, the kind and, to |a − e| ≤ atol + rtol·|e|, the values of `expected`.

    NaN never passes, and whole numbers do not stand for decimals. Raises CheckFailed, whose message
    names the likely mistake and whose detail shows both. `name` is what the message calls the
    result. `wrong` lists what common mistakes give, each under its explanation, which becomes the
    message where it fits: `wrong={"You forgot the ½.": 5.0}`. Where `expected` is a data frame, a
    series or a sparse array, `actual` has to be one too, with the same labels.
    """
    if tag_of(expected):
        # Few assignments have such.
        from gradus_checks.close_tables import check_table

        check_table(actual, expected, name, partial(check_close, rtol=rtol, atol=atol))
        return
    right = np.asarray(expected)
    given = as_array(actual, right.shape, name)
    if _is_right(given, right, rtol, atol):
        return
    if wrong and not _is_like(given, right):
        for explanation, value in wrong.items():
            if _is_like(given, value):
                raise CheckFailed(explanation, _both(right, given), explanation, about=name)
    if given.shape != right.shape:
        # Rows and columns are exchanged only where exchanging them again gives what is right.
        turned = given.shape == right.shape[::-1] and np.all(_near(given.T, right, rtol, atol))
        _refuse_shape(given, right.shape, name, turned=bool(turned))
    if right.dtype.kind == "f" and given.dtype.kind not in "fc":
        raise _of_whole_numbers(given, right, name, np.all(_near(given, right, rtol, atol)))
    check_finite(given, name=name)
    if right.dtype.kind == "c":
        if not np.all(_near(given, right, rtol, atol)):
            raise CheckFailed(f"{subject(name)} is not what it should be.", _both(right, given))
        return
    check_real(given, name=name)
    given, right = given.astype(float), right.astype(float)
    if not np.all(_near(given, right, rtol, atol)):
        found = diagnose(given, right)
        raise CheckFailed(f"{subject(name)} {found}", _both(right, given), found.name, about=name)


def check_shape(actual: object, shape: tuple[int, ...], *, name: str = "the result") -> None:
    """`actual` is an array (for `()`: a number) of exactly this shape."""
    given = as_array(actual, shape, name)
    if given.shape != tuple(shape):
        _refuse_shape(given, shape, name, turned=len(shape) == 2 and given.shape == shape[::-1])


def _refuse_shape(given: Array, shape: tuple[int, ...], name: str, *, turned: bool) -> NoReturn:
    if shape == ():
        raise CheckFailed(
            f"{subject(name)} should be a single number, and is an array{_how_many(given)}",
            f"It has shape {given.shape}.",
            "not a number",
        )
    hint = " Rows and columns are exchanged." if turned else ""
    raise CheckFailed(
        f"{subject(name)} has the wrong shape.{hint}",
        f"It has shape {given.shape}; it should be {shape}.",
        "transposed" if turned else "shape",
        about=name,
    )


def _of_whole_numbers(given: Array, right: Array, name: str, near: object) -> CheckFailed:
    """What is wrong with whole numbers where decimals should be: the values come first.

    Who adds up where a mean is asked for has made that mistake, of whatever dtype the sum is.
    """
    both = _both(right, given)
    if not near and not _is_cut_off(given, right):
        found = diagnose(given.astype(float), right)
        if found.name == "zero" or found.name not in DESCRIPTIONS:
            kind = f" It holds whole numbers (dtype {given.dtype}), which have no decimals."
            more = kind if found.name == "zero" else ""
            message = f"{subject(name)} {found}{more}"
            return CheckFailed(message, both, found.name, about=name)
    return CheckFailed(
        f"{subject(name)} holds whole numbers (dtype {given.dtype}); it should hold decimals "
        "(float64). Were decimals cut off?",
        both,
        "whole numbers" if near or _is_cut_off(given, right) else "",
        about=name,
    )


def _how_many(given: Array) -> str:
    if given.size == 1:
        return f" with one entry. Take that out of it: array[{', '.join('0' * given.ndim)}]."
    return ". Is the sum or the mean over all entries missing?"


def check_finite(actual: object, *, name: str = "the result") -> None:
    """`actual`, a number or an array of any shape, holds no NaN and no infinity."""
    given = as_array(actual, None, name)
    if given.dtype.kind in "fc" and not np.isfinite(given).all():
        what = "NaN (not a number)" if np.isnan(given).any() else "infinity"
        raise CheckFailed(
            f"{subject(name)} contains {what}. Look for log(0), a division by 0, or exp of a large "
            "number.",
            f"yours:    {shown(given)}",
            "not finite",
        )


def check_real(actual: object, *, name: str = "the result") -> None:
    """`actual` holds no complex numbers, not even such as are real."""
    if as_array(actual, None, name).dtype.kind == "c":
        raise CheckFailed(
            f"{subject(name)} holds complex numbers; it should hold decimals (float64). Of a "
            "transform that gives them, take np.abs or .real where that is asked for."
        )


def as_array(actual: object, shape: tuple[int, ...] | None, name: str = "the result") -> Array:
    """`actual` as an array, if it is a number or an array of numbers. Raises CheckFailed if not."""
    if type(actual) in _PLAIN:
        return np.asarray(actual)
    wanted = "a number" if shape == () else "a NumPy array"
    if actual is None:
        cause = "Was it ever given a value?" if name.isidentifier() else NO_RETURN
        raise CheckFailed(f"{subject(name)} is None. {cause}")
    if isinstance(actual, ObjectProxy):
        kind = type_name_of(actual)
        kind = "function" if kind in _FUNCTIONS else kind
        what = f"a {kind}" if kind in PYTHONS_OWN else "an object of a class"
        detail = "" if kind in PYTHONS_OWN else f"It is {actual!r}."
        cure = _CURES.get(kind, "")
        raise CheckFailed(f"{subject(name)} is {what}; it should be {wanted}.{cure}", detail)
    if tag_of(actual):
        what = f"{subject(name)} is a {NAMES[tag_of(actual)]}; it should be {wanted}."
        raise CheckFailed(f"{what} {_CURES[tag_of(actual)]}")
    for kind_of in (list, tuple, dict, set, str, bytes):
        if isinstance(actual, kind_of):
            comma = isinstance(actual, tuple) and len(actual) == 1
            cure = " Is there a comma at the end of its line?" if comma else ""
            what = f"{subject(name)} is a {kind_of.__name__}; it should be {wanted}."
            raise CheckFailed(f"{what}{cure}")
    return np.asarray(actual)


def _is_right(given: Array, right: Array, rtol: float, atol: float) -> bool:
    """Whether decimals are so near to the right ones that no other check could object.

    Most that is checked is: the checks below look for what is wrong, one after the other.
    """
    return (
        (given.dtype, right.dtype) == (_FLOAT, _FLOAT)
        and given.shape == right.shape
        and (rtol <= _LIKE_RTOL and atol <= _LIKE_ATOL)
        and bool(np.isfinite(given).all())
        and bool(_near(given, right, rtol, atol).all())
    )


def _near(given: Array, right: Array, rtol: float, atol: float) -> Array:
    with np.errstate(over="ignore"):
        return np.asarray(np.abs(given - right) <= atol + rtol * np.abs(right))


def _is_like(given: Array, value: Any) -> bool:
    value = np.asarray(value, dtype=complex if np.iscomplexobj(value) else float)
    if given.shape != value.shape:
        return False
    return is_near(given, value, _LIKE_RTOL, _LIKE_ATOL)


def is_near(given: Array, value: Array, rtol: float, atol: float) -> bool:
    """`np.allclose` for arrays of one shape, which takes five times as long where all is finite."""
    if np.isfinite(value).all():
        return bool(_near(given, value, rtol, atol).all())
    return np.allclose(given, value, rtol=rtol, atol=atol)


def _is_cut_off(given: Array, right: Array) -> bool:
    """Whether whole numbers are the right decimals without what is behind the point.

    Zeros alone are no sign of that: a function that computes nothing gives them too, and a mistake
    that is known again costs little.
    """
    if given.dtype.kind not in "iu" or not given.any():
        return False
    return any(np.array_equal(given, cut(right)) for cut in (np.trunc, np.floor, np.rint))


def _both(right: Array, given: Array) -> str:
    if right.shape == given.shape and right.size > _MOST_SHOWN:
        return _first_difference(right, given)
    return f"expected: {shown(right)}\nyours:    {shown(given)}"


def _first_difference(right: Array, given: Array) -> str:
    kind = complex if right.dtype.kind == "c" else float
    differs = ~np.isclose(given.astype(kind), right.astype(kind))
    index = np.unravel_index(int(np.argmax(differs)), right.shape)
    place = ", ".join(str(number) for number in index)
    return (
        f"The arrays have shape {right.shape}. At [{place}]\n"
        f"expected: {shown(right[index])}\nyours:    {shown(given[index])}"
    )


def shown(array: Array) -> str:
    """`array` in few digits, its rows below each other behind a word of ten letters."""
    array = np.asarray(array)
    if array.ndim > _MOST_AXES and array.size > _MOST_SHOWN:
        # NumPy leaves nothing out along short axes: with many of them it would print millions.
        array = array.reshape(-1)
    return np.array2string(array, precision=6, threshold=_MOST_SHOWN, separator=", ").replace(
        "\n", "\n" + " " * 10
    )
