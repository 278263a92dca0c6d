"""The command `gradus`: nothing else knows of the terminal."""

from gradus.cli.class_commands import ci
from gradus.cli.commands import main

for command in (ci,):
    main.add_command(command)

__all__ = ["main"]
