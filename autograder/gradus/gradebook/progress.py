"""How a run tells what it is doing."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class State:
    """Of `total` submissions `done` are recorded, `already` of them by an earlier run.

    `isolation` is empty until it is known; `doing` says what is under way.
    """

    total: int
    done: int = 0
    already: int = 0
    isolation: str = ""
    doing: tuple[str, ...] = ()


Watch = Callable[[State], None]
"""Is called with every new state."""


def unwatched(_state: State) -> None:
    """Watch nothing."""
