"""Runs the commands that a course runs, on a course of one task, and shows what they say."""

import csv
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from gradus.gradebook import load_record, student_folder
from gradus.gradebook.records import RECORD
from gradus.reports import print_feedback, student_view
from gradus.show_off.material import NAME, WRONG, write_class, write_course

_GRADUS = (sys.executable, "-c", "from gradus.cli import main; main()")
_SECRET = secrets.token_hex(16)  # a course's own, for this run
_WIDTH = 80
"""A terminal of the usual width: the page can be pasted into a mail or onto a slide."""


def main() -> int:
    """Show it; 0, or 1 with all that a command said where it did not do what it should."""
    console = Console(width=_WIDTH, highlight=False)
    with tempfile.TemporaryDirectory(prefix="gradus-show-off-") as folder:
        try:
            _Show(Path(folder), console).run()
        except subprocess.CalledProcessError as error:
            console.print(Text(f"{error.stdout}\n{error}"))
            return 1
    return 0


class _Show:
    """One run, in a folder of its own."""

    def __init__(self, folder: Path, console: Console) -> None:
        self._course = folder / "course"
        self._submissions = folder / "submissions"
        self._results = folder / "results"
        self._console = console
        self._shown: set[str] = set()

    def run(self) -> None:
        """Everything, in order."""
        write_course(self._course)
        write_class(self._course, self._submissions, self._results)
        self._student()
        # A mark below 100 % is no failure of the command.
        table = self._gradus("grade", NAME, str(self._submissions), "--output", str(self._results))
        self._grader()
        self._attack()
        self._class(table)

    def _student(self) -> None:
        self._gradus("build", NAME, "--output", str(self._course / "dist"))
        home = self._course / "dist" / NAME
        (home / "softmax.py").write_text(WRONG, "utf-8")
        self._heading("A wrong softmax")
        self._show(WRONG.strip().splitlines()[2:])
        self._heading("What pytest says, at home")
        # A public case fails, and so pytest ends with 1.
        told = _run(home, sys.executable, "-m", "pytest", "--color=no", fine=(1,))
        self._show(_told(told[told.index(" FAILURES ") :])[1:])

    def _grader(self) -> None:
        self._heading("What the grader says, hidden cases included")
        record = load_record(student_folder(self._results, "anna") / RECORD)
        with self._console.capture() as page:
            if record:
                print_feedback(record, self._console)
        # Without what pytest has shown above.
        self._show([each for each in _told(page.get()) if each.strip() not in self._shown])

    def _attack(self) -> None:
        self._heading("What an attack gets: everything that it printed")
        record = load_record(student_folder(self._results, "mallory") / RECORD)
        tasks = student_view(record).tasks if record else ()
        printed = (case.printed for task in tasks for case in task.cases)
        self._show(next((text.splitlines() for text in printed if text), ()))

    def _class(self, table: str) -> None:
        self._heading("What the teacher sees")
        with (self._results / "grades.csv").open(encoding="utf-8") as file:
            marks = [f"{row['student']} {row['score']}" for row in csv.DictReader(file)]
        self._show([", ".join(marks)])
        # From the list of tasks on; a class of three needs no histogram.
        tasks = table[table.index("\nTasks ") : table.index("\nFiles\n")]
        self._show(_told(tasks))

    def _gradus(self, *arguments: str) -> str:
        return _run(self._course, *_GRADUS, *arguments)

    def _heading(self, text: str) -> None:
        self._console.print()
        self._console.print(Rule(Text(text, style="bold"), align="left"))

    def _show(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._shown.add(line.strip())
            self._console.print(Text(line, no_wrap=True, overflow="ellipsis"))


def _run(folder: Path, *command: str, fine: tuple[int, ...] = (0,)) -> str:
    """What a command prints. Raises CalledProcessError unless it ends with one of `fine`."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "COLUMNS": str(_WIDTH), "GRADUS_SECRET": _SECRET},
        encoding="utf-8",
        errors="replace",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if 0 not in fine else subprocess.PIPE,
    )
    if done.returncode not in fine:
        raise subprocess.CalledProcessError(done.returncode, command[-4:], done.stdout)
    return done.stdout


def _told(text: str) -> list[str]:
    """The lines of a text, without empty ones: one page is short."""
    return [line for line in text.splitlines() if line.strip()]


if __name__ == "__main__":
    sys.exit(main())
