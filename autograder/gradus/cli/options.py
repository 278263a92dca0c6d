"""Options that several commands share."""

from pathlib import Path

import click

FOLDER = click.Path(file_okay=False, path_type=Path)
PATH = click.Path(path_type=Path)

course = click.option(
    "--course",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The course's folder. Default: the nearest one at or above the working directory.",
)
isolation = click.option(
    "--isolation",
    metavar="LEVEL",
    help="How student code is kept in: namespaces, confined, uid, or none, for your own code only. "
    "Default: the strongest that this machine has.",
)
strict = click.option(
    "--strict",
    is_flag=True,
    help="Judge every question in workers of its own, also where it is passed. The verdicts are "
    "the same, and it takes longer.",
)
jobs = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="How many submissions to grade at a time. Default: one a processor.",
)


def end(code: int) -> None:
    """End the command with this exit code."""
    click.get_current_context().exit(code)
