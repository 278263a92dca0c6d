"""Cases that a person should look at, in words, by what a class did on them."""

from collections.abc import Iterator

from gradus.reports.items import Item
from gradus.reports.text import counted

_FEWEST = 5
"""Of fewer it says little that all of them pass, or that none does."""


def oddities(item: Item) -> tuple[str, ...]:
    """What is odd about a case; nothing of most.

    A correlation is told only where its whole interval lies below 0.
    """
    return tuple(_found(item))


def _found(item: Item) -> Iterator[str]:
    if item.checked >= _FEWEST and item.full == item.checked:
        yield "everybody passes it, so it tells nobody apart"
    if item.checked >= _FEWEST and item.facility == 0:
        yield "nobody passes it: is it right, and does the hand-out say what it asks?"
    if item.rest and item.rest.high < 0:
        yield "those who fail it are the stronger students: it may be wrong"
    elif item.in_task and item.in_task.high < 0:
        yield "it disagrees with the other cases of its task"
    if item.unchecked:
        yield f"could not be checked for {counted(item.unchecked, 'student')}"
