"""A person's Ctrl-C is told in a sentence, with the place and no source."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Interrupted(KeyboardInterrupt):
    """Ends the tests, or a cell of the notebook; says where the student's code was."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows of it."""
        return [str(self)]


# As pytest does with its own: its name alone is shown, and not where it is defined.
Interrupted.__module__ = "builtins"


@contextmanager
def told_in_a_sentence(folder: Path, what: str = "the tests") -> Iterator[None]:
    """Raises Interrupted where what runs within, which a student calls `what`, is interrupted."""
    try:
        yield
    except KeyboardInterrupt as error:
        raise Interrupted(sentence(error, folder, what)) from None


def sentence(error: KeyboardInterrupt, folder: Path, what: str) -> str:
    """What was interrupted, and where in the student's code, if it was there."""
    if isinstance(error, Interrupted):
        return str(error)
    from gradus_checks.faults import describe

    place = describe(error, str(folder)).place
    return f"You have stopped {what}{f', at {place}' if place else ''}."
