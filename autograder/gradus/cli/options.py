"""Options that several commands share."""

import os
from pathlib import Path

import click

from gradus.errors import UsageError


class _NamedPath(click.Path):
    """A path with a name: an empty one would mean the folder that one happens to be in."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """Refuse what is empty, as of a variable that is not set."""
        if not os.fspath(value):
            raise UsageError(
                f"{param.human_readable_name if param else 'A path'} is empty. Name a file or a "
                "folder; the present folder is called `.`."
            )
        return super().convert(value, param, ctx)


def named(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    """For the name of an assignment: refuse an empty one, as of a variable that is not set."""
    if not value:
        raise UsageError("The assignment's name is empty. `gradus doctor` lists them all.")
    return value


FOLDER = _NamedPath(file_okay=False, path_type=Path)
PATH = _NamedPath(path_type=Path)

course = click.option(
    "--course",
    type=_NamedPath(exists=True, file_okay=False, path_type=Path),
    help="The course's folder. Default: the nearest one at or above the working directory.",
)
isolation = click.option(
    "--isolation",
    metavar="LEVEL",
    help="How student code is isolated: namespaces, confined, uid, or none (for your own code "
    "only). Default: the strongest level of this machine.",
)
strict = click.option(
    "--strict",
    is_flag=True,
    help="Judge every question in workers of its own, even if it passes. The verdicts are the "
    "same, but it takes longer.",
)
tasks = click.option(
    "--task",
    "tasks",
    multiple=True,
    metavar="NUMBER",
    help="Judge only this task, such as 1.3. May be given several times. Other tasks keep their "
    "results.",
)
without_rated = click.option(
    "--without-rated",
    is_flag=True,
    help="Leave out the tasks that train a model, which take most of the time. They keep their "
    "results.",
)
discard_edits = click.option(
    "--discard-edits",
    is_flag=True,
    help="Write over grades.csv and feedback that somebody has edited by hand.",
)
jobs = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="How many submissions to grade at a time; where there are fewer, trainings of one run "
    "side by side. Default: one for each processor.",
)
scheduler = click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Use the workers of a Dask cluster: tcp://HOST:8786 or tls://HOST:8786, or local:N for "
    "one of N processes that is made here.",
)


def end(code: int) -> None:
    """End the command with this exit code."""
    click.get_current_context().exit(code)
