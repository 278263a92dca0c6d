"""Does a hidden case send what another hidden case expects?

One worker answers the hidden cases of all questions, and could keep what it is sent: so nothing
that one of them sends may be the answer to another. While the reference is judged, whose answers
are right, it is heard what goes over the wire.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gradus_checks import CannotCross
from gradus_checks.arrays import decode_array
from gradus_checks.crossing import Tree
from gradus_checks.session import Channel

_DIGITS = 9
"""To which arrays are compared: a test accepts what is as near as that."""

_FEWEST = 2
"""So many entries that are no whole numbers make an array that nobody guesses."""


@dataclass
class Overheard:
    """The arrays of hidden cases so far, by their content: who sends them, and who gets them."""

    case: str = ""
    _sent: dict[bytes, set[str]] = field(default_factory=dict)
    _given: dict[bytes, set[str]] = field(default_factory=dict)

    def begin(self, case: str, hidden: bool) -> None:
        """What follows belongs to this case, and counts if it is hidden."""
        self.case = case if hidden else ""

    def listen(self, channel: Channel) -> Channel:
        """The same channel, overheard."""
        return _Overheard(channel, self._send, self._give)

    def told(self) -> Iterator[str]:
        """Every case that sends another's answer, in words."""
        for content, senders in self._sent.items():
            for sender in sorted(senders):
                for expecting in sorted(self._given.get(content, set()) - {sender}):
                    yield f"{sender} sends an array that {expecting} expects"

    def _send(self, tree: Tree) -> None:
        self._note(tree, self._sent)

    def _give(self, tree: Tree) -> None:
        self._note(tree, self._given)

    def _note(self, tree: Tree, heard: dict[bytes, set[str]]) -> None:
        for array in _arrays(tree) if self.case else ():
            if _is_telling(array):
                heard.setdefault(_content(array), set()).add(self.case)


@dataclass(frozen=True)
class _Overheard:
    """A channel that tells of every request and reply."""

    channel: Channel
    send: Callable[[Tree], None]
    give: Callable[[Tree], None]

    def exchange(self, request: list[Tree], answer: Callable[[list[Tree]], Tree]) -> list[Tree]:
        """See `Channel`."""

        def answered(callback: list[Tree]) -> Tree:
            # What a function of the test gives is sent as much as what the test itself passes.
            said = answer(callback)
            self.send(said)
            return said

        self.send(request)
        reply = self.channel.exchange(request, answered)
        self.give(reply)
        return reply

    def release(self, seed: int = 0) -> None:
        """See `Channel`."""
        self.channel.release(seed)


def _arrays(tree: Tree) -> Iterator[np.ndarray[Any, Any]]:
    """Every array in it, whatever it stands for: their fields are the same everywhere."""
    if not isinstance(tree, list):
        return
    try:
        yield decode_array(tree[-3:])
    except CannotCross:
        for part in tree:
            yield from _arrays(part)


def _is_telling(array: np.ndarray[Any, Any]) -> bool:
    if array.dtype.kind != "f":
        return False
    fractions = array[np.isfinite(array) & (array != np.round(array))]
    return len(np.unique(fractions)) >= _FEWEST


def _content(array: np.ndarray[Any, Any]) -> bytes:
    rounded = np.round(array.astype(np.float64), _DIGITS) + 0.0  # which makes a 0 of a -0
    return repr(array.shape).encode() + rounded.tobytes()
