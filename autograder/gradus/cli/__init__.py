"""The command `gradus`: nothing else knows of the terminal."""

from gradus.cli.class_commands import ci, diff, export, regrade
from gradus.cli.commands import main

for command in (ci, export, regrade, diff):
    main.add_command(command)

__all__ = ["main"]
