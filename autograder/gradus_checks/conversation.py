"""What proxies need of the session that they are part of, which in turn makes proxies."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

import numpy as np

from gradus_checks.example import Calls


class Conversation(Protocol):
    """As `gradus_checks.session.Session` has it."""

    calls: Calls
    methods: set[tuple[str, str]]
    """By type and name: those that the student's objects have shown."""

    def request(self, *parts: Any, values: tuple[Any, ...] = ()) -> Any:
        """See `Session.request`."""

    def in_turn(self, requests: Sequence[tuple[Any, Any]]) -> Iterator[Any]:
        """See `Session.in_turn`."""

    def attempts(self, requests: Sequence[tuple[Any, Any]]) -> Iterator[Callable[[], Any]]:
        """See `Session.attempts`."""

    def release(self) -> None:
        """See `Session.release`."""

    def write(self, array: np.ndarray[Any, Any], value: object) -> None:
        """See `Session.write`."""
