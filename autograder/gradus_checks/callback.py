"""The student's side of a function that a test has given to it."""

from collections.abc import Callable
from typing import Any

FORGET = "forget"
"""At the end of an answer: what the call has made known to the other side is forgotten there."""


class CallbackRaised(RuntimeError):
    """A function of the test's raised: passes through the student's code back to the test."""

    def __init__(self, number: int, text: str) -> None:
        super().__init__(text)
        self.number = number


class Callback:
    """A function that lives in the test; calling it calls back."""

    def __init__(self, call_back: Callable[..., Any], number: int) -> None:
        self._call_back = call_back
        self.number = number
        self.__name__ = "function"

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._call_back(self.number, args, kwargs)
