"""What is wrong, collected, so that whoever writes an assignment reads all of it at once."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from gradus.errors import AssignmentError


class Collected:
    """Problems in the order in which they were found, each once."""

    def __init__(self) -> None:
        self._problems: dict[str, None] = {}

    def add(self, problems: Iterable[str]) -> None:
        """Take these in, too. One that is raised while they are looked for ends only these."""
        with self.catching():
            for problem in problems:
                self._problems[problem] = None

    @contextmanager
    def catching(self) -> Iterator[None]:
        """What is raised in here is one more problem, and what is behind goes on."""
        try:
            yield
        except AssignmentError as error:
            self._problems.update(dict.fromkeys(error.problems))

    def refuse(self) -> None:
        """Raise AssignmentError with all problems, where there are any."""
        if self._problems:
            raise AssignmentError(*self._problems)
