"""The command `gradus`: nothing else knows of the terminal."""

from gradus.cli.class_commands import ci, diff, export, fetch, regrade, report, who
from gradus.cli.commands import main

for command in (who, ci, fetch, export, regrade, diff, report):
    main.add_command(command)

__all__ = ["main"]
