"""Errors as their reader needs them: one message, and an exit code for scripts."""

import shlex
import sys
import traceback
from typing import Any

import click

from gradus.errors import GradusError, UsageError
from gradus_checks.terminal import make_readable


class GuardedGroup(click.Group):
    """Ends with 1 and one message for what went wrong, with 2 for a wrong call."""

    def main(self, *args: Any, **options: Any) -> Any:
        """As click's. Its own messages, too, are for any terminal."""
        make_readable(sys.stdout, sys.stderr)
        return super().main(*args, **options)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command. Click itself deals with its own errors, also with 2."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except GradusError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(2 if isinstance(error, UsageError) else 1)
        except Exception as error:
            click.echo(_unexpected(error, ctx.params["debug"]), err=True)
            ctx.exit(1)


def _unexpected(error: Exception, debug: bool) -> str:
    if debug:
        return traceback.format_exc().rstrip()
    arguments = shlex.join(sys.argv[1:])
    return (
        f"Error: something unexpected happened in Gradus itself: {type(error).__name__}: {error}\n"
        f"Please report it where you got Gradus from, with what this prints: "
        f"gradus --debug {arguments}"
    )
