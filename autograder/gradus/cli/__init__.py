"""The command `gradus`: nothing else knows of the terminal."""

from gradus.cli.commands import main

__all__ = ["main"]
