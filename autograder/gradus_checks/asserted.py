"""What is told of an assert that does not hold: what was returned, what was expected, the call.

The message names the mistake, as that of `check_close` does, and quotes no value. The detail quotes
all of it, and so is for public cases only.
"""

from __future__ import annotations

from types import TracebackType
from typing import Any, NamedTuple

import numpy as np

from gradus_checks.close import as_array, check_close
from gradus_checks.errors import NOT_SO, CaseError, CheckFailed, KnownCalls
from gradus_checks.texts import different_texts
from gradus_checks.values import is_number, kind_of, show

_SOMETHING_ELSE = "Your code gives something else than is expected."
_UNUSABLE = "The test could not use what your code gave."
_TOO_EXACT = (
    "Your result is right to seven digits, and this test asks for more. Tell your instructor."
)

_WIDEST = 100
"""Letters of the test's own line: as long as a line of code should be."""

_EQUAL = ("equal", "alike")

_OF_VALUES = (
    *(TypeError, ValueError, IndexError, KeyError, AttributeError),
    *(ZeroDivisionError, OverflowError),
)
"""What Python raises where a value is not of the kind that an expression needs."""


class Part(NamedTuple):
    """An expression in an assert: the number of its note, and those of the calls within it.

    `is_plain`: it is written down in the test, as 2.5 is, and so not a student's.
    """

    number: int
    source: str
    is_plain: bool
    calls: tuple[int, ...]


class Statement(NamedTuple):
    """An assert as it is written.

    `kind` is "equal", "alike" (by np.allclose) or "compared" (as by <) for what is asked between
    two `sides`, and else "true". `calls` are all calls in it; `said` is what its author says of a
    failure, if that quotes no value.
    """

    source: str
    kind: str
    sides: tuple[Part, ...]
    calls: tuple[Part, ...]
    said: str


class Asserted:
    """One time that an assert is executed: notes values, and tells of them if it does not hold."""

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._values: dict[int, Any] = {}

    def __enter__(self) -> Asserted:
        return self

    def __exit__(
        self, kind: object, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Raise NotHeld where values do not fit what is asked of them, as None < 1."""
        # That a function is none is told elsewhere. Exceptions of the student's are of other types.
        if type(error) in _OF_VALUES and "is not callable" not in str(error):
            why = f"{type(error).__name__}: {error}"
            raise NotHeld(self._statement, self._values, unusable=why) from error

    def note(self, number: int, value: Any) -> Any:
        """The value, which is remembered."""
        self._values[number] = value
        return value

    def holds(self, value: Any) -> bool:
        """Whether what is asked for is so. Raises CaseError where the test cannot be right."""
        if isinstance(value, np.ndarray) and value.size != 1:
            sides = [self._values.get(side.number) for side in self._statement.sides]
            if len(sides) == 2 and all(isinstance(side, np.ndarray) for side in sides):
                raise CaseError(
                    f"assert {self._statement.source} compares arrays entry by entry, and gives no "
                    "single answer. Write check_close(…), or np.array_equal(…)"
                )
            return False
        return bool(value)

    def failed(self, said: object) -> NotHeld:
        """What to raise, with what the assert's author says of it."""
        return NotHeld(self._statement, self._values, said=str(said))


class NotHeld(CheckFailed):
    """An assert does not hold. `explain` puts it into words."""

    def __init__(
        self, statement: Statement, values: dict[int, Any], *, said: str = "", unusable: str = ""
    ) -> None:
        super().__init__(NOT_SO)
        self._statement = statement
        self._values = values
        self._said = said
        self._unusable = unusable

    def explain(self, calls: KnownCalls, *, quote: bool) -> None:  # noqa: ARG002
        """Say what was asked and what was given, by what is known of the student's `calls`."""
        yours = self._yours(calls)
        self.message, self.diagnosis = self._named(yours, calls)
        if self._statement.said:
            self.message = self._statement.said
        self.detail = "\n".join(self._lines(yours, calls))
        self.args = (f"{self.message}\n{self.detail}",)

    def _named(self, yours: Part | None, calls: KnownCalls) -> tuple[str, str]:
        """The mistake in a sentence, and its short name."""
        if yours is None or yours.number not in self._values:
            return (_UNUSABLE if self._unusable else NOT_SO), ""
        given = self._values[yours.number]
        others = [self._values.get(side.number) for side in self._statement.sides if side != yours]
        if given is None and others != [None]:
            return _message_of(lambda: as_array(None, None))
        if self._unusable:
            return _UNUSABLE, ""
        if self._statement.kind not in _EQUAL:
            return NOT_SO, ""
        # Of a length or an entry nothing is known of what was computed.
        diagnosed = calls.giving(given) is not None
        if self._statement.kind == "alike":
            given, *others = map(_as_an_array, (given, *others))
        return _unequal(given, *others, diagnosed=diagnosed)

    def _yours(self, calls: KnownCalls) -> Part | None:
        """The part that is the student's: what was returned, or all that is not written down."""
        parts = self._statement.sides or self._statement.calls
        known = [part for part in parts if not part.is_plain]
        when = [(self._when(part, calls), part) for part in known]
        returned = [each for each in when if each[0] >= 0]
        if returned and (len(returned) == 1 or not self._statement.sides):
            return max(returned)[1]
        return known[0] if len(known) == 1 else None

    def _when(self, part: Part, calls: KnownCalls) -> int:
        """The number of the call that has returned it, or something in it; -1 for none."""
        found = (self._call(number, calls) for number in (part.number, *part.calls))
        return max((call[0] for call in found if call is not None), default=-1)

    def _call(self, number: int, calls: KnownCalls) -> tuple[int, str] | None:
        """The student's call that has returned what was noted under `number`."""
        return calls.giving(self._values[number]) if number in self._values else None

    def _lines(self, yours: Part | None, calls: KnownCalls) -> list[str]:
        source = self._statement.source
        lines = [_line("test:", source if len(source) <= _WIDEST else source[:_WIDEST] + " …")]
        if self._said and not self._statement.said:
            lines.append(_line("it says:", self._said))
        lines += self._calls(yours, calls)
        lines += [_line("because:", self._unusable)] if self._unusable else []
        for part in self._statement.sides:
            if part != yours and part.number in self._values:
                lines += self._other(part, yours, calls)
        if yours is not None and yours.number in self._values:
            given = self._values[yours.number]
            kind = f", {kind_of(given)}" if self._statement.kind == "true" else ""
            lines.append(_line("yours:", show(given) + kind))
        return lines

    def _other(self, part: Part, yours: Part | None, calls: KnownCalls) -> list[str]:
        """What the test compares with."""
        value = show(self._values[part.number])
        if yours is not None and self._statement.kind in _EQUAL:
            return [_line("expected:", value)]
        is_told = part.is_plain or self._call(part.number, calls) is not None
        return [] if is_told else [_line("where:", f"{part.source} is {value}")]

    def _calls(self, yours: Part | None, calls: KnownCalls) -> list[str]:
        """The student's functions that were called for it, and what they returned."""
        lines: dict[int, list[str]] = {}
        for part in (*self._statement.calls, *self._statement.sides):
            found = self._call(part.number, calls)
            if found is not None:
                number, call = found
                lines[number] = [_line("call:", call)]
                if part != yours:
                    lines[number].append(_line("returned:", show(self._values[part.number])))
        return [line for number in sorted(lines) for line in lines[number]]


def _unequal(given: Any, expected: Any, *, diagnosed: bool) -> tuple[str, str]:
    """What is wrong where `given` should be `expected`."""
    if is_number(expected) and is_number(given):
        if not diagnosed:
            return _SOMETHING_ELSE, ""
        whole = np.asarray(given).dtype.kind in "iu" and np.asarray(expected).dtype.kind == "f"
        right = np.asarray(given, dtype=float) if whole else given
        return _message_of(lambda: check_close(right, expected))
    if isinstance(given, str) and isinstance(expected, str):
        return different_texts(given, expected, "Your text"), ""
    if kind_of(given) != kind_of(expected):
        return f"Your code gives {kind_of(given)}; it should be {kind_of(expected)}.", "kind"
    return _SOMETHING_ELSE, ""


def _as_an_array(value: Any) -> Any:
    """A list of numbers as what NumPy's functions take it for."""
    if isinstance(value, list | tuple):
        try:
            array = np.array(value)
        except ValueError:  # Rows of different lengths.
            return value
        return array if is_number(array) else value
    return value


def _message_of(check: Any) -> tuple[str, str]:
    """What a check says of it: message and diagnosis."""
    try:
        check()
    except CheckFailed as error:
        return error.message, error.diagnosis
    return _TOO_EXACT, ""


def _line(word: str, text: str) -> str:
    return f"{word:<10}" + text.replace("\n", "\n" + " " * 10)
