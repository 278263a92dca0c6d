"""Checks on how a call behaves: what it raises, and that it leaves its inputs alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from gradus_checks.errors import CheckFailed, StudentException


@contextmanager
def check_unchanged(**arrays: np.ndarray[Any, Any]) -> Iterator[None]:
    """The calls inside the `with` block leave these arrays as they are.

    Each is given by the name that the student's function has for it, which the message quotes.
    """
    before = {name: array.tobytes() for name, array in arrays.items()}
    yield
    for name, array in arrays.items():
        if array.tobytes() != before[name]:
            raise CheckFailed(
                f"Your function changed its input {name} in place. Work on a copy, or write "
                f"x = x - … instead of x -= … .",
                diagnosis="in place",
            )


def check_same_list(given: list[Any], before: list[Any]) -> None:
    """A list that a call was `given` holds the arrays that were in it `before`, and no others."""
    if len(given) < len(before):
        raise CheckFailed("You emptied the list: go through it with a for loop, without pop.")
    if len(given) > len(before):
        raise CheckFailed("You put more into the list that you were given.")
    if not all(map(np.array_equal, given, before)):
        if all(any(np.array_equal(one, other) for other in before) for one in given):
            raise CheckFailed(
                "You put the list that you were given into another order: go through it with "
                "reversed(…) or sorted(…), which leave it as it is."
            )
        raise CheckFailed("You put other arrays into the list that you were given.")


def check_raises(
    kind: type[Exception],
    function: Callable[..., Any],
    *args: Any,
    mentions: tuple[str, ...] = (),
    **kwargs: Any,
) -> None:
    """A call of `function` raises a `kind`, a built-in exception, or one of a class below it.

    Its message contains each text of `mentions`. Any other exception is told as it is.
    """
    try:
        function(*args, **kwargs)
    except StudentException as error:
        if not error.is_a(kind):
            raise
        missing = [text for text in mentions if text not in error.fault.message]
        if missing:
            raise CheckFailed(
                f"The {kind.__name__} is right, but its message should name "
                f"{' and '.join(missing)}.",
                f"your message: {error.fault.message}",
            ) from None
    else:
        raise CheckFailed(
            f"Your function should raise a {kind.__name__} here, and did not.",
            diagnosis=f"no {kind.__name__}",
        )
