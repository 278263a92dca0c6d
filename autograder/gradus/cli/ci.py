"""`gradus ci`: one checkout, graded where student and teacher share the log."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from gradus.assignment import Assignment, course_secret, load_assignment
from gradus.cli.bundled import bundled
from gradus.cli.check import grade_one
from gradus.cli.consoles import Consoles, open_consoles
from gradus.errors import UsageError
from gradus.gradebook import (
    JudgeSource,
    LocalJudge,
    as_json,
    check_folder,
    write_atomically,
)
from gradus.reports import (
    Place,
    annotations,
    feedback_markdown,
    job_summary,
    junit_xml,
    print_feedback,
    public_results,
    stopping,
)
from gradus.reports.text import points
from gradus.results import Record
from gradus.submission import Submission, find_places, one_submission

_SUMMARY = "GITHUB_STEP_SUMMARY"


def ci_command(
    name: str,
    checkout: Path,
    *,
    tests: Path,
    output: Path,
    at_least: float = 100.0,
    rated: bool = False,
    isolation: str | None = None,
) -> int:
    """Grade `checkout` and write the reports to `output`; the exit code.

    `tests` is a course's folder, or an `autograder.zip`. Only if `rated` rated tasks are judged:
    their points go by hidden data, and a thousand pushes could learn these from them.

    Raises UsageError where `tests` are in the checkout, or cannot be graded by, or nothing can be
    written; GradusError where nothing can be graded.
    """
    _check_apart(checkout, tests, output)
    check_folder(output)
    with _source(name, tests, isolation) as whole:
        source = whole if rated else replace(whole, assignment=_unrated(whole.assignment))
        note = _left_out(whole.assignment, source.assignment)
        return ci_submission(source, checkout, output, at_least, open_consoles(), note)


def _unrated(assignment: Assignment) -> Assignment:
    """Raises UsageError where nothing is left."""
    unrated = assignment.unrated()
    if not unrated.tasks:
        raise UsageError(f"All tasks of {assignment.name} are rated: add --rated to judge them.")
    return unrated


def _left_out(whole: Assignment, judged: Assignment) -> tuple[str, ...]:
    """What to tell of tasks that are not judged."""
    there = {task.name for task in judged.tasks}
    numbers = [task.number for task in whole.tasks if task.name not in there]
    if not numbers:
        return ()
    return (f"not in these points, as they are rated after the deadline: {', '.join(numbers)}",)


@contextmanager
def _source(name: str, tests: Path, isolation: str | None) -> Iterator[LocalJudge]:
    secret = course_secret()
    if tests.is_dir():
        yield LocalJudge(load_assignment(tests, name), isolation, secret.value)
        return
    with bundled(tests, name) as bundle:
        # As on Gradescope: the secret of this machine, else the one that the zip was built with.
        value = bundle.secret if secret.demo else secret.value
        yield LocalJudge(bundle.assignment, isolation, value)


def ci_submission(
    source: JudgeSource,
    checkout: Path,
    output: Path,
    at_least: float,
    consoles: Consoles,
    notes: tuple[str, ...] = (),
) -> int:
    """Grade with any judge; the exit code: 1 below `at_least` percent, or if cases are open.

    `notes` are told to the student beside those of the record.
    """
    submission = one_submission(checkout, source.assignment.modules)
    record = grade_one(source, submission)
    record = replace(record, notes=(*record.notes, *notes))
    consoles.say_isolation(record.isolation)
    with _commands_stopped():
        print_feedback(record, consoles.out)
    if _on_github():
        _annotate(source, submission, record)
    _write(record, output, at_least)
    reached = 100 * record.score / record.possible if record.possible else 0.0
    enough = reached >= at_least and not record.unchecked
    told = f"{points(reached)} % of the points; {points(at_least)} % are asked for."
    consoles.say(told, "green" if enough else "bold red")
    return 0 if enough else 1


def _check_apart(checkout: Path, tests: Path, output: Path) -> None:
    """The tests, and the reports, must be where the student's files are not."""
    theirs = checkout.resolve()
    for path, what in ((tests, "tests"), (output, "reports")):
        if theirs in (path.resolve(), *path.resolve().parents):
            raise UsageError(
                f"The {what} are at {path}, inside {checkout}, where the student can write. Put "
                "both beside the submission, not around or inside it."
            )


def _annotate(source: JudgeSource, submission: Submission, record: Record) -> None:
    tasks = source.assignment.tasks
    functions = {task.name: task.functions for task in tasks}
    wanted = [function for task in tasks for function in task.functions]
    found = find_places(submission, source.assignment.modules, wanted)
    places = {name: Place(*place) for name, place in found.items()}
    for annotation in annotations(record, functions, places):
        # Not through the console, which would wrap it.
        click.echo(annotation.command())


def _write(record: Record, output: Path, at_least: float) -> None:
    write_atomically(output / "junit.xml", junit_xml(record))
    write_atomically(output / "results.json", as_json(public_results(record)))
    write_atomically(output / "feedback.md", feedback_markdown(record).encode("utf-8", "replace"))
    summary = os.environ.get(_SUMMARY)
    if summary:
        try:
            with Path(summary).open("a", encoding="utf-8", errors="replace") as file:
                file.write(job_summary(record, at_least))
        except OSError as error:
            raise UsageError(
                f"{_SUMMARY} names {summary}, which cannot be written: {error.strerror or error}."
            ) from error


@contextmanager
def _commands_stopped() -> Iterator[None]:
    """What is printed inside, GitHub Actions does not take for commands."""
    if not _on_github():
        yield
        return
    stop, go_on = stopping(secrets.token_hex(16))
    click.echo(stop)
    try:
        yield
    finally:
        click.echo(go_on)


def _on_github() -> bool:
    return os.environ.get("GITHUB_ACTIONS") == "true"
