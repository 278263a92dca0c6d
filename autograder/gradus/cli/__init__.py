"""The command `gradus`: nothing else knows of the terminal."""

from gradus.cli.class_commands import ci, export
from gradus.cli.commands import main

for command in (ci, export):
    main.add_command(command)

__all__ = ["main"]
