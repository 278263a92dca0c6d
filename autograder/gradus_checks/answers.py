"""A check on the answer to a concept question, which knows the usual wrong answers.

Such a question is a function that a test calls with numbers or choices of its own, so that an
answer must hold for all of them and there is no letter to copy. A case lists what wrong thinking
gives for the same numbers, each under its explanation, which is what the student then reads:

    MEAN = "This is the mean, which minimizes the squared error. Which middle stays put?"

    check_answer(concepts.best_constant_mae(y), 441.0, {MEAN: 529.0, MIDRANGE: 660.5})

Public cases write values down, so that the test file does not give the formula away; hidden cases
compute them. Where many answers are right, or wrong in the same way, a function stands in the place
of the value and says of an answer, as an array, whether it is one of them. No explanation may name
the right answer of a hidden draw, and each has a mistake in the catalogue that brings it out.
"""

import reprlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np

from gradus_checks.close import NO_RETURN, Array, as_array, check_finite, is_near
from gradus_checks.errors import CheckFailed

Expected = Any
"""A bool, string, number, array or list; or a function that says whether an answer is meant."""

Answer = bool | str | Array

_MOST_ITEMS = 10_000  # a form of answers has some twenty
_NOTHING_KNOWN: Mapping[str, Expected] = MappingProxyType({})


def check_answer(
    answer: object,
    right: Expected,
    wrong: Mapping[str, Expected] = _NOTHING_KNOWN,
    *,
    shape: tuple[int, ...] = (),
    rtol: float = 1e-6,
    atol: float = 1e-9,
    name: str = "your answer",
) -> None:
    """The answer to a concept question is `right`: a number to |a − r| ≤ atol + rtol·|r|.

    A right answer may also be a truth value, a word, whose capitals do not count, or a list of
    numbers. Where `answer` is one of `wrong`, explanation by explanation, the first that fits is
    the message; any other wrong answer gets a sentence without numbers. Where many answers are
    right, a function takes the place of `right`: it is given an array of this `shape` and says
    whether that is one of them. Raises CheckFailed.
    """
    given = _read(answer, right, name)
    if not callable(right):
        shape = np.shape(right)
    if _fits(given, right, shape, rtol, atol):
        return
    for explanation, value in wrong.items():
        if _fits(given, value, shape, rtol, atol):
            raise CheckFailed(explanation)
    if isinstance(given, np.ndarray) and given.shape != shape:
        what = "does not have the right shape." if shape else "should be a single number."
        raise CheckFailed(_say(name, what), f"Its shape is {given.shape}; it should be {shape}.")
    raise CheckFailed(
        _say(name, "is not right, and not one of the usual mistakes either."), f"It is {given}."
    )


def _fits(
    given: Answer, expected: Expected, shape: tuple[int, ...], rtol: float, atol: float
) -> bool:
    if isinstance(given, bool):
        return given is bool(expected)
    if isinstance(given, str):
        return given == _spelled(expected)
    with np.errstate(all="ignore"):
        if callable(expected):
            return given.shape == shape and bool(expected(given.copy()))
        value = np.asarray(expected, dtype=float)
        return given.shape == value.shape and is_near(given, value, rtol, atol)


def _read(answer: object, right: Expected, name: str) -> Answer:
    """The answer, as the kind of value that the right one is. Raises CheckFailed for another."""
    if answer is None:
        raise CheckFailed(_say(name, f"is None. {NO_RETURN}"))
    if isinstance(right, bool | np.bool_):
        scalar = isinstance(answer, bool | int | float | np.generic) or _is_scalar_array(answer)
        if scalar and answer in (True, False):
            return bool(answer)
        raise CheckFailed(_say(name, "should be True or False."), f"It is {_show(answer)}.")
    if isinstance(right, str):
        if isinstance(answer, str):
            return _spelled(answer)
        raise CheckFailed(_say(name, "should be a word in quotes."), f"It is {_show(answer)}.")
    if isinstance(answer, list | tuple):
        answer = _array_of(answer, name)
    array = as_array(answer, (), name)
    if array.dtype.kind not in "biuf":
        raise CheckFailed(_say(name, "should hold numbers only."), f"It is {_show(answer)}.")
    check_finite(array, name=name)
    return array.astype(float)


def _is_scalar_array(answer: object) -> bool:
    return isinstance(answer, np.ndarray) and answer.ndim == 0


def _array_of(items: Sequence[Any], name: str) -> Array:
    """A list or tuple, of any depth, as an array. Raises CheckFailed for what cannot be one."""
    # One list may stand in another many times over: see what it takes before taking it.
    room, open_items = _MOST_ITEMS, [items]
    while open_items:
        item = open_items.pop()
        nested = isinstance(item, list | tuple)
        room -= 1 + (len(item) if nested else np.size(item) if isinstance(item, np.ndarray) else 0)
        if room < 0:
            raise CheckFailed(_say(name, "is a list of far too many items."))
        if nested:
            open_items += item
    try:
        return np.array(items)
    except (TypeError, ValueError) as error:
        raise CheckFailed(_say(name, "is a list whose rows differ in length.")) from error


def _spelled(word: object) -> str:
    """A word, whatever its capitals and the spaces around it."""
    return str(word).strip().casefold()


def _show(answer: object) -> str:
    return reprlib.repr(answer)


def _say(name: str, what: str) -> str:
    return f"{name[:1].upper()}{name[1:]} {what}"
