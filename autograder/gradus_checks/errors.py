"""What a check or a call can raise, drawn once.

AssertionError
└── CheckFailed            a check did not hold: the student's work is wrong here
    ├── NotHeld            an assert of the test does not hold (see `asserted`)
    └── Rated              a rating came out: a share of the points, all of them or a part
Exception
├── StudentException       the student's code raised; told in the student's own file and line
├── CannotCross            a value that may not pass between a test and a student's code
└── CaseError              a test file is wrong: the instructor's fault
"""

from __future__ import annotations

import builtins
from typing import Any, NamedTuple, Protocol, TypeAlias

NOT_SO = "What your code gives is not what this test asks for."
"""What is said of an assert that does not hold, where no more is known or may be told."""


class KnownCalls(Protocol):
    """Knows which functions of the student's a case has called (see `example`)."""

    def example(self) -> str:
        """The call by which a case failed, with what it was given; "" for none."""

    def giving(self, value: Any) -> tuple[int, str] | None:
        """The last call that gave this very `value`: which one it was, and how it was made."""


class CheckFailed(AssertionError):
    """A check did not hold.

    `message` names the mistake and is safe to show for a hidden case; `detail` may quote inputs
    and expected values and is shown for public cases only. `diagnosis` is the mistake's short
    name, by which the same mistake is known again in another task, and `about` what is wrong: the
    result, as the test calls it, or what the message says.
    """

    def __init__(
        self, message: str, detail: str = "", diagnosis: str = "", *, about: str = ""
    ) -> None:
        super().__init__(f"{message}\n{detail}" if detail else message)
        self.message = message
        self.detail = detail
        self.diagnosis = diagnosis
        self.about = about or ("" if diagnosis else message)

    def explain(self, calls: KnownCalls, *, quote: bool) -> None:
        """Put the call that failed before the detail, where inputs may be quoted."""
        example = calls.example() if quote else ""
        self.detail = "\n".join(part for part in (example, self.detail) if part)
        self.args = (f"{self.message}\n{self.detail}" if self.detail else self.message,)


Curves: TypeAlias = tuple[tuple[str, tuple[float, ...]], ...]
"""Accuracies by epoch, by what they are measured on."""


class Measured(NamedTuple):
    """What a rating goes by, for staff: students read no figure finer than their message tells.

    `value` is an accuracy, of which more is better, or a distance in dB, of which less is; `what`
    says which. `low` and `high` are its 95 % interval; `gap` is by how much it is worse than on
    what students have, the generalization gap.
    """

    value: float
    low: float
    high: float
    gap: float
    what: str = "accuracy"

    @property
    def loss(self) -> float:
        """For sorting: the less, the better."""
        return self.value if self.what == "distance" else -self.value

    def told(self, figure: float) -> str:
        """A figure of this kind, in words."""
        return f"{figure:.1f} dB" if self.what == "distance" else f"{figure:.1%}"


class Rated(CheckFailed):
    """How a rating came out: `share`, from 0 to 1, of the case's points is earned.

    `measured` is what it goes by, None where nothing could be measured; `curves` how the training
    went, for the student to see; `detail` is for staff.
    """

    def __init__(
        self,
        share: float,
        message: str,
        measured: Measured | None = None,
        curves: Curves = (),
        detail: str = "",
    ) -> None:
        super().__init__(message)
        self.share = share
        self.detail = detail
        self.measured = measured
        self.curves = curves


class Fault(NamedTuple):
    """Where and how a student's code raised. `type_name` is the nearest built-in exception's.

    `line` is what is written at `place`, and `missing` the function that a test asked for where the
    module there has none. `trail` are the last of the student's own lines on the exception's way,
    each a file and a number, the innermost at the end.
    """

    type_name: str
    message: str
    place: str
    line: str = ""
    trail: tuple[tuple[str, int], ...] = ()
    missing: str = ""

    def public(self) -> str:
        """The fault in full, for cases whose inputs the student may see."""
        if self.type_name == "NotImplementedError":
            return f"{self.message or 'This function'} is not written yet ({self.place})."
        if self.missing:
            return self.message
        told = self._raised() + (f": {self.message}" if self.message else ".")
        return f"{told}\n    {self.line}" if self.line else told

    def guarded(self, place: str) -> str:
        """The fault without anything that could quote hidden inputs.

        The student's code has a hand in all of it, and so could tell what it was called with. There
        remain a type, if beginners meet it, and `place`, which the judge itself has found.
        """
        if self.missing:
            return f"{self.place} has no function called {self.missing}."
        if self.type_name == "NotImplementedError":
            return f"This function is not written yet{f' ({place})' if place else ''}."
        return self._replace(type_name=_common(self.type_name), place=place)._raised() + "."

    def _raised(self) -> str:
        if self.type_name == "SystemExit":
            return (
                f"Your code called sys.exit() or exit(){f' ({self.place})' if self.place else ''}"
            )
        where = f"{self.place}: your" if self.place else "Your"
        return f"{where} code raised {self.type_name}"


COMMON = (
    *("ValueError", "TypeError", "IndexError", "KeyError", "AttributeError", "NameError"),
    *("ZeroDivisionError", "OverflowError", "RecursionError", "NotImplementedError"),
    *("AssertionError", "ImportError", "SyntaxError", "MemoryError", "SystemExit"),
)
"""The types that a message about a hidden case may name.

They are what beginners' code with NumPy raises, or what says something else than "wrong" (not
written, not enough memory, exit() called). With "an exception" for all others there are 16, so that
a student's code has four bits to choose from, and not the six of Python's 69 types.
"""


def _common(type_name: str) -> str:
    """The type itself, or the nearest common one above it."""
    kind = getattr(builtins, type_name, Exception)
    names = (base.__name__ for base in type.mro(kind)) if isinstance(kind, type) else ()
    return next((name for name in names if name in COMMON), "an exception")


_OF_VALUES = (ValueError, TypeError, LookupError, ArithmeticError, AssertionError, AttributeError)


class StudentException(Exception):
    """The student's code raised an exception while a test called it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.public())
        self.fault = fault

    def is_a(self, kind: type[BaseException]) -> bool:
        """Whether what was raised is a `kind` (a built-in exception type)."""
        raised = getattr(builtins, self.fault.type_name, Exception)
        return isinstance(raised, type) and issubclass(raised, kind)

    @property
    def is_of_the_task(self) -> bool:
        """Whether a hint on the task may be to the point.

        So it may be where numbers or shapes do not fit. A name that is not known, a file that is
        not there or a package that is missing has nothing to do with the mathematics.
        """
        if self.fault.missing or self.fault.message.startswith("module '"):
            return False
        return any(map(self.is_a, _OF_VALUES)) and not self.is_a(UnicodeError)


class CannotCross(Exception):
    """A value of a kind or size that may not pass between a test and a student's code."""


class CaseError(Exception):
    """A test file is wrong: an unknown parameter, a missing name, points left out."""


def subject(name: str) -> str:
    """`name` as the first words of a sentence; a name in the code, such as dW, stays as it is."""
    return name if name.isidentifier() else name[:1].upper() + name[1:]
