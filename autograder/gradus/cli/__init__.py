"""The command `gradus`: nothing else knows of the terminal."""

from gradus.cli.class_commands import ci, diff, export, fetch, merge, regrade, report, who
from gradus.cli.commands import main
from gradus.cli.mark_commands import mark
from gradus.cli.new import new
from gradus.cli.renumber import renumber

for command in (new, renumber, who, ci, fetch, mark, export, regrade, diff, report, merge):
    main.add_command(command)

__all__ = ["main"]
