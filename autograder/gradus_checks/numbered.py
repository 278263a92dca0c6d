"""Numbers for what stays on one side of a conversation, by which the other side speaks of it."""

from typing import TypeVar

_T = TypeVar("_T")


class Numbered(dict[int, _T]):
    """Values by their numbers. None is used again, not even once its value has been let go."""

    def __init__(self, first: int = 0) -> None:
        super().__init__()
        self._first = self._next = first

    def add(self, value: _T) -> int:
        """Keep `value` under a new number."""
        number = self._next
        self[number] = value
        self._next += 1
        return number

    @property
    def next(self) -> int:
        """The number that the next value will have."""
        return self._next

    def had(self, number: int) -> bool:
        """Whether there was a value with this number, though it may have been let go."""
        return self._first <= number < self._next
