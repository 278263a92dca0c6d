"""The example by which a public case failed: the student's functions that it called, with what.

For people who look for a mistake: the smallest thing that goes wrong, to be worked out by hand. It
quotes inputs, and so is for public cases only.
"""

from collections import deque
from typing import Any, NamedTuple

import numpy as np

from gradus_checks.tables import NAMES, tag_of

_LARGEST = 16
"""An array of more entries is told by its shape: nobody works it out by hand."""

_REMEMBERED = 32
"""So many calls are known by what they gave: more than one assert asks about."""

_WIDEST = 240  # three lines of a terminal: beyond that nobody works it out by hand


class Call(NamedTuple):
    """A call as it was made: of which object's method, or of a function, and with what."""

    owner: int | None
    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]

    def __str__(self) -> str:
        shown = [*map(_show, self.args)]
        shown += [f"{name}={_show(value)}" for name, value in self.kwargs.items()]
        return f"{self.name}({', '.join(shown)})"


def call_of(owner: int | None, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Call:
    """The call as it is now: it may change its arguments, so small ones are copied."""
    kept = {key: _kept(value) for key, value in kwargs.items()}
    return Call(owner, name, tuple(map(_kept, args)), kept)


class Calls:
    """The latest calls of a conversation, and what they gave."""

    def __init__(self) -> None:
        self._latest: deque[Call] = deque(maxlen=2)
        self._returned: deque[tuple[Call, Any]] = deque(maxlen=_REMEMBERED)

    def clear(self) -> None:
        """Forget them: a new case begins."""
        self._latest.clear()
        self._returned.clear()

    def note(
        self, owner: int | None, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Call:
        """A call is about to be made."""
        call = call_of(owner, name, args, kwargs)
        self.begin(call)
        return call

    def begin(self, call: Call) -> None:
        """The call is the latest from now on."""
        self._latest.append(call)

    def returned(self, call: Call | None, value: Any) -> None:
        """The call, if it was noted, has come to its end, and given `value`."""
        if call is not None:
            self._returned.append((call, value))

    def giving(self, value: Any) -> tuple[int, str] | None:
        """The last call that gave this very `value`: which one it was, and how it was made."""
        for number in range(len(self._returned) - 1, -1, -1):
            call, given = self._returned[number]
            if given is value:
                return number, str(call)
        return None

    def example(self) -> str:
        """The last call, after the one before it where that is another of the same object's."""
        if not self._latest:
            return ""
        first, last = self._latest[0], self._latest[-1]
        together = first is not last and first.owner is not None and first.owner == last.owner
        calls = [str(call) for call in ((first, last) if together else (last,))]
        if any(len(call) > _WIDEST for call in calls):
            return ""
        return "call:     " + "\n          ".join(calls)


def _kept(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.copy() if value.size <= _LARGEST else _Large(value.shape)
    if isinstance(value, list | tuple):
        return [_kept(item) for item in value[:_LARGEST]]
    return value


class _Large(NamedTuple):
    shape: tuple[int, ...]


def _show(value: Any) -> str:
    if isinstance(value, _Large):
        return f"an array of shape {value.shape}"
    if isinstance(value, np.ndarray):
        text = np.array2string(value, precision=6, separator=", ", max_line_width=10_000)
        return " ".join(text.split())
    if isinstance(value, list):
        return f"[{', '.join(map(_show, value))}]"
    if tag_of(value):
        return f"a {NAMES[tag_of(value)]} of shape {value.shape}"
    if isinstance(value, np.random.Generator):
        return "rng"
    if isinstance(value, bool | int | float | str | np.generic):
        return f"{value:.6g}" if isinstance(value, float) else f"{value!r}"
    return "…"
