"""Where the commands print: results to stdout, everything about the work to stderr."""

import sys
from dataclasses import dataclass
from typing import TextIO

from rich.console import Console
from rich.text import Text

from gradus_checks.terminal import make_readable

UNPROTECTED = (
    "WARNING: isolation level none. Student code runs with your own rights, unprotected: for your "
    "own code only."
)
DEMO_SECRET = (
    "Note: the demo's secret is in use, which everybody can read. Set GRADUS_SECRET or "
    "GRADUS_SECRET_FILE for a real class."
)


@dataclass(frozen=True)
class Consoles:
    """`out` for what was asked for, `err` for how it goes."""

    out: Console
    err: Console

    def say(self, text: str, style: str = "") -> None:
        """A line about the work. Nothing in it is markup; a log gets it unbroken."""
        self.err.print(Text(text, style=style), soft_wrap=not self.err.is_terminal)

    def say_isolation(self, level: str) -> None:
        """Say at which level student code runs, loudly if that does not protect."""
        if level == "none":
            self.say(UNPROTECTED, "bold red")
        else:
            self.say(f"Isolation: {level}", "dim")


def open_consoles() -> Consoles:
    """The consoles of this process. A terminal without Unicode shows what comes near to it."""
    make_readable(sys.stdout, sys.stderr)
    return Consoles(_console(sys.stdout), _console(sys.stderr))


def _console(stream: TextIO) -> Console:
    # Named, as rich asks only such a stream for its encoding, and else draws in UTF-8.
    return Console(file=stream, highlight=False)
