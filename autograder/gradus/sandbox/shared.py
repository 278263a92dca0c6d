"""Level `none`: one warm template for all submissions, whose forks are limited but not confined."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gradus.errors import SandboxError
from gradus.sandbox.base import Cell, Worker
from gradus.sandbox.template import Template
from gradus.worker.limits import ProcessLimits


class SharedTemplate:
    """A fresh process a question, with the rights of whoever grades: for one's own code only."""

    level = "none"

    def __init__(self, ready: tuple[str, ...] = ()) -> None:
        self._ready = ready
        self._template = Template(ready=ready)

    @contextmanager
    def enter(self, folder: Path) -> Iterator[Cell]:
        """A cell for the submission in `folder`."""
        yield _SharedCell(self, folder)

    def start(self, folder: Path, limits: ProcessLimits) -> Worker:
        """A fork of the template; a template that a student's code has killed is replaced."""
        try:
            return self._template.start(folder, limits)
        except SandboxError:
            self._template.close()
            self._template = Template(ready=self._ready)
            return self._template.start(folder, limits)

    def close(self) -> None:
        """End the template."""
        self._template.close()


@dataclass(frozen=True)
class _SharedCell:
    sandbox: SharedTemplate
    folder: Path

    def start(self, limits: ProcessLimits) -> Worker:
        return self.sandbox.start(self.folder, limits)
