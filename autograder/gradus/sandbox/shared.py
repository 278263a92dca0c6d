"""One warm template for all submissions. Its forks confine themselves, each to one submission."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gradus.errors import SandboxError
from gradus.sandbox.base import Cell, Worker
from gradus.sandbox.template import Template
from gradus.sandbox.visible import as_another_user, hide_reading, let_read
from gradus.worker.confinement import Confinement
from gradus.worker.limits import ProcessLimits


class SharedTemplate:
    """The levels `confined` and `uid`, and, without a confinement, `none`: for one's own code."""

    def __init__(
        self, level: str, confinement: Confinement | None, ready: tuple[str, ...] = ()
    ) -> None:
        self.level = level
        self._confinement = as_another_user(confinement) if confinement else None
        self._ready = ready
        self._template = self._warm()

    @contextmanager
    def enter(self, folder: Path) -> Iterator[Cell]:
        """A cell for the submission in `folder`, which the user of its workers may read."""
        if self._confinement is not None and self._confinement.user is not None:
            let_read(folder, self._confinement.user)
        hide_reading(folder)
        yield _SharedCell(self, folder)

    def start(self, folder: Path, limits: ProcessLimits) -> Worker:
        """A fork of the template; a template that a student's code has killed is replaced."""
        try:
            return self._template.start(folder, limits)
        except SandboxError:
            self._template.close()
            self._template = self._warm()
            return self._template.start(folder, limits)

    def close(self) -> None:
        """End the template."""
        self._template.close()

    def _warm(self) -> Template:
        return Template(ready=self._ready, confinement=self._confinement)


@dataclass(frozen=True)
class _SharedCell:
    sandbox: SharedTemplate
    folder: Path

    def start(self, limits: ProcessLimits) -> Worker:
        return self.sandbox.start(self.folder, limits)
