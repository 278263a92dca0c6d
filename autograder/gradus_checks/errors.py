"""What a check or a call can raise, drawn once.

AssertionError
└── CheckFailed            a check did not hold: the student's work is wrong here
    └── Rated              a rating came out: a share of the points, all of them or a part
Exception
├── StudentException       the student's code raised; told in the student's own file and line
├── CannotCross            a value that may not pass between a test and a student's code
└── CaseError              a test file is wrong: the instructor's fault
"""

import builtins
import re
from collections.abc import Collection
from typing import NamedTuple


class CheckFailed(AssertionError):
    """A check did not hold.

    `message` names the mistake and is safe to show for a hidden case; `detail` may quote inputs
    and expected values and is shown for public cases only. `diagnosis` is the mistake's short
    name, by which the same mistake is known again in another task.
    """

    def __init__(self, message: str, detail: str = "", diagnosis: str = "") -> None:
        super().__init__(f"{message}\n{detail}" if detail else message)
        self.message = message
        self.detail = detail
        self.diagnosis = diagnosis

    def show(self, example: str) -> None:
        """Put the `example` that failed before the detail."""
        self.detail = "\n".join(part for part in (example, self.detail) if part)
        self.args = (f"{self.message}\n{self.detail}" if self.detail else self.message,)


class Rated(CheckFailed):
    """How a rating came out: `share`, from 0 to 1, of the case's points is earned."""

    def __init__(self, share: float, message: str) -> None:
        super().__init__(message)
        self.share = share


class Fault(NamedTuple):
    """Where and how a student's code raised. `type_name` is the nearest built-in exception's.

    `line` is what is written at `place`, and `missing` the function that a test asked for where the
    module there has none.
    """

    type_name: str
    message: str
    place: str
    line: str = ""
    missing: str = ""

    def public(self) -> str:
        """The fault in full, for cases whose inputs the student may see."""
        if self.type_name == "NotImplementedError":
            return f"{self.message or 'This function'} is not written yet ({self.place})."
        if self.missing:
            return self.message
        told = self._raised() + (f": {self.message}" if self.message else ".")
        return f"{told}\n    {self.line}" if self.line else told

    def guarded(self, files: Collection[str]) -> str:
        """The fault without anything that could quote hidden inputs.

        The student's code can have a hand in the text and in the place: of these only a line
        number remains, and the name of a file if that is among the submission's `files`.
        """
        if self.missing:
            return f"{self.place} has no function called {self.missing}."
        found = re.match(r"(.+\.py), line (\d{1,5})\b", self.place)
        place = found[0] if found and found[1] in files else ""
        if self.type_name == "NotImplementedError":
            return f"This function is not written yet{f' ({place})' if place else ''}."
        return self._replace(place=place)._raised() + "."

    def _raised(self) -> str:
        if self.type_name == "SystemExit":
            return (
                f"Your code called sys.exit() or exit(){f' ({self.place})' if self.place else ''}"
            )
        where = f"{self.place}: your" if self.place else "Your"
        return f"{where} code raised {self.type_name}"


class StudentException(Exception):
    """The student's code raised an exception while a test called it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.public())
        self.fault = fault

    def is_a(self, kind: type[BaseException]) -> bool:
        """Whether what was raised is a `kind` (a built-in exception type)."""
        raised = getattr(builtins, self.fault.type_name, Exception)
        return isinstance(raised, type) and issubclass(raised, kind)


class CannotCross(Exception):
    """A value of a kind or size that may not pass between a test and a student's code."""


class CaseError(Exception):
    """A test file is wrong: an unknown parameter, a missing name, points left out."""
