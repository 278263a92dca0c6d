"""Errors as their reader needs them: one message, and an exit code for scripts."""

import click

from gradus.errors import GradusError, UsageError

_ISSUES = "https://github.com/OWNER/gradus/issues"


class GuardedGroup(click.Group):
    """Ends with 1 and one message for what went wrong, with 2 for a wrong call."""

    def invoke(self, context: click.Context) -> object:
        """Run the command. Click itself deals with its own errors, also with 2."""
        try:
            return super().invoke(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except GradusError as error:
            _say(f"Error: {error}")
            context.exit(2 if isinstance(error, UsageError) else 1)
        except Exception as error:
            _report(error, context.params["debug"])
            context.exit(1)
        return None
