"""`gradus fetch`: students' repositories into a folder, as they were at a deadline."""

import os
from datetime import datetime
from pathlib import Path

import click

from gradus.cli.consoles import Consoles, open_consoles
from gradus.clones import Fetched, NotFetched, Server, fetch_class, read_students
from gradus.errors import UsageError
from gradus.gradebook import check_folder
from gradus.reports.text import counted, one_line
from gradus.reports.workflow_commands import Annotation

_WIDTH = 300  # characters of what git says: enough for its sentence, not for a log


def fetch_command(students: Path, submissions: Path, *, until: str | None) -> int:
    """Fetch what `students` lists into `submissions`; 1 where something is missing.

    Raises UsageError for a list, a time or a folder that cannot be used.
    """
    deadline = _time(until) if until else None
    listed = read_students(students)
    check_folder(submissions)
    consoles = open_consoles()
    for problem in listed.problems:
        _warn(consoles, "Not understood", problem)
    done = []
    for each in fetch_class(listed.repositories, submissions, deadline, _server()):
        done.append(each)
        if isinstance(each, NotFetched):
            _warn(consoles, "Not fetched", f"{each.student}: {each.why}")
        else:
            consoles.say(f"{each.student}: {each.told}{', as before' if each.again else ''}")
    fetched = [each for each in done if isinstance(each, Fetched)]
    _tell_commit_dates(consoles, fetched)
    missing = len(done) - len(fetched) + len(listed.problems)
    told = f"Fetched {len(fetched)} of {len(done)}."
    if listed.problems:
        told += f" Left out: {counted(len(listed.problems), 'line')} of {students.name}."
    consoles.say(told)
    return 1 if missing else 0


def _tell_commit_dates(consoles: Consoles, fetched: list[Fetched]) -> None:
    reasons: dict[str, list[str]] = {}
    for each in fetched:
        if each.by_commit:
            reasons.setdefault(each.by_commit, []).append(each.student)
    for why, students in reasons.items():
        told = "taken as of the dates of the commits, which their authors can set"
        _warn(consoles, "Time not known", f"{', '.join(students)}: {told}: {why}")


def _warn(consoles: Consoles, title: str, text: str) -> None:
    said = one_line(text, _WIDTH)
    consoles.say(f"{title}: {said}", "yellow")
    if os.environ.get("GITHUB_ACTIONS") == "true":
        click.echo(Annotation("warning", title, said).command())


def _server() -> Server:
    """The GitHub that a workflow runs on, or else github.com."""
    default = Server()
    return Server(
        web=os.environ.get("GITHUB_SERVER_URL") or default.web,
        api=os.environ.get("GITHUB_API_URL") or default.api,
        token=os.environ.get("STUDENTS_TOKEN", ""),
    )


def _time(text: str) -> datetime:
    try:
        when = datetime.fromisoformat(text.strip())
    except ValueError:
        when = None
    if when is None or when.tzinfo is None:
        raise UsageError(
            f"{text!r} is not a time. Give the day, the time and its distance from UTC: "
            "2026-11-30T23:59:59+01:00."
        )
    return when
