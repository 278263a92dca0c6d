"""What GitHub Actions reads on standard output: annotations at the student's lines.

Source of the rules: GitHub's "Workflow commands for GitHub Actions" and its own toolkit.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gradus.reports.feedback import Feedback, TaskFeedback, student_view
from gradus.reports.text import counted, points, printable
from gradus.results import Record, Status

MOST_ERRORS = 10
"""GitHub shows no more of them a step."""

_PLACE = re.compile(r"(?P<file>[\w./-]+\.py), line (?P<line>\d{1,6})\b")


@dataclass(frozen=True)
class Place:
    """A line of a file of the student's, its path from the top of what was handed in."""

    file: str
    line: int


@dataclass(frozen=True)
class Annotation:
    """What to show, `level` "error" or "warning", where a place is known at the line."""

    level: str
    title: str
    message: str
    place: Place | None = None

    def command(self) -> str:
        """The line that makes GitHub Actions show it."""
        properties = {"file": self.place.file, "line": str(self.place.line)} if self.place else {}
        properties["title"] = self.title
        said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        return f"::{self.level} {said}::{_data(self.message)}"


def annotations(
    record: Record, functions: Mapping[str, tuple[str, ...]], places: Mapping[str, Place]
) -> tuple[Annotation, ...]:
    """At most ten errors: one for each task that lost points, and warnings for the unchecked.

    `functions` are those of each task by its name ("losses.mse"), `places` where they, and the
    modules ("losses"), are defined.
    """
    view = student_view(record)
    errors = list(_errors(record, view, functions, places))
    if len(errors) > MOST_ERRORS:
        left = counted(len(errors) - MOST_ERRORS + 1, "more task")
        more = Annotation("error", f"{left} to do", "They are in the job's summary.")
        errors[MOST_ERRORS - 1 :] = [more]
    return (*errors, *_warnings(view))


def stopping(token: str) -> tuple[str, str]:
    """The lines between which nothing is a command. `token` must not be guessed by who prints."""
    return f"::stop-commands::{token}", f"::{token}::"


def _errors(
    record: Record,
    view: Feedback,
    functions: Mapping[str, tuple[str, ...]],
    places: Mapping[str, Place],
) -> Iterator[Annotation]:
    if view.message:
        yield Annotation("error", f"{view.assignment}: every test failed", view.message)
        return
    for question, task in zip(record.questions, view.tasks, strict=True):
        message = _first_message(task)
        if not message:
            continue
        earned = f"{points(question.score)} of {points(task.possible)} points"
        place = _place(message, functions.get(question.name, ()), places)
        yield Annotation("error", f"{task.heading}: {earned}", message, place)


def _first_message(task: TaskFeedback) -> str:
    """What is wrong first, and how many tests fail."""
    failed = [case for case in task.cases if case.status is Status.FAILED]
    if not failed:
        return ""
    message = task.message or next((case.message for case in failed if case.message), "")
    fail = f"{len(failed)} of {counted(len(task.cases), 'test')} failed."
    return f"{message}\n{fail}".strip()


def _place(message: str, functions: tuple[str, ...], places: Mapping[str, Place]) -> Place | None:
    """The line that the message names, if that is in a module; else where the function begins."""
    known = {end: place.file for place in places.values() for end in _ends(place.file)}
    named = _PLACE.search(message)
    if named and named["file"] in known:
        return Place(known[named["file"]], int(named["line"]))
    for function in functions:
        found = places.get(function) or places.get(function.partition(".")[0])
        if found:
            return found
    return None


def _ends(file: str) -> Iterator[str]:
    """The ways to name a file by the end of its path: a message says `layers/dense.py`."""
    parts = file.split("/")
    return ("/".join(parts[start:]) for start in range(len(parts)))


def _warnings(view: Feedback) -> Iterator[Annotation]:
    if view.unchecked:
        yield Annotation(
            "warning",
            f"{counted(view.unchecked, 'test')} could not be checked",
            "That is not your fault: run the job again, and tell your teacher if it stays so.",
        )


def _data(text: str) -> str:
    escaped = printable(text).replace("%", "%25")
    return escaped.replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
