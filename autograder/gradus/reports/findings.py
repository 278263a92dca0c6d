"""What went wrong in a class: one line a cause, with how many students and which tasks."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gradus.reports.repeated import message_of_all
from gradus.reports.text import one_line
from gradus.results import CaseResult, Record, Status

ALL = "all"
"""In the place of the tasks, where nothing of a submission could be judged."""

_MESSAGE_CHARACTERS = 200  # the first sentences, by which causes are told apart
_MENDED = "With a right "
_REPEATED = "The same mistake as in "
_RAISED = ": your code raised "
"""After file and line: what raises there is one cause, whichever task it is met in."""


@dataclass(frozen=True)
class Finding:
    """What went wrong, in how many submissions, and in which tasks, by number and in their order.

    One cause is one finding, such as a module that cannot be imported or a known mistake. Where no
    cause is known it is what the test says, and in another task that may mean something else.
    """

    count: int
    tasks: tuple[str, ...]
    message: str


class Findings:
    """Gathers them, a record at a time."""

    def __init__(self) -> None:
        self._counts: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._tasks: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._messages: dict[tuple[str, str], str] = {}

    def add(self, record: Record) -> None:
        """Count what went wrong in a submission, each cause once."""
        seen = set()
        for number, message, is_cause in _found(record):
            key = ("", same_cause(message)) if is_cause else (number, message)
            self._messages.setdefault(key, message)
            self._tasks[key].add(number)
            seen.add(key)
        for key in seen:
            self._counts[key] += 1

    def in_order(self, numbers: Sequence[str]) -> tuple[Finding, ...]:
        """The most frequent first; `numbers` are those of all tasks, in their order."""
        order = {number: place for place, number in enumerate((ALL, *numbers))}
        found = [
            Finding(
                count, tuple(sorted(self._tasks[key], key=order.__getitem__)), self._messages[key]
            )
            for key, count in self._counts.items()
        ]
        return tuple(sorted(found, key=lambda one: (-one.count, order[one.tasks[0]], one.message)))


def _found(record: Record) -> Iterator[tuple[str, str, bool]]:
    """Task, message, and whether that names a cause, of all that failed."""
    common = message_of_all(record.questions)
    if common and not any(case.cause for each in record.questions for case in each.cases):
        yield ALL, _kind(common), True
        return
    for question in record.questions:
        for case in question.cases:
            # A rating is no mistake: the models have a table of their own.
            is_mistake = case.status is Status.FAILED and case.measured is None
            if is_mistake and not case.message.startswith(_MENDED):
                yield question.number, *said(case)


def same_cause(sentence: str) -> str:
    """What sentences have in common that differ in a number, a line or a shape only."""
    return re.sub(r"\d+", "n", sentence)


def said(case: CaseResult) -> tuple[str, bool]:
    """Why a case failed, in one line for staff, and whether that names a cause."""
    if case.cause:
        return one_line(case.cause.text, _MESSAGE_CHARACTERS), True
    message = case.message
    if message.startswith(_REPEATED):
        message = message.partition("\n")[2]
    return _kind(message), bool(case.diagnosis or _RAISED in message)


def _kind(message: str) -> str:
    """The message in one line, the same for "3 times too large" and "5 times too large"."""
    return re.sub(r"\b\d+ times too", "n times too", one_line(message, _MESSAGE_CHARACTERS))
