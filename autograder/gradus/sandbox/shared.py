"""One warm template for all submissions, with a fork for each that is confined to it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gradus.errors import SandboxError
from gradus.sandbox.base import Cell, Worker
from gradus.sandbox.template import ForkedTemplate, Template
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
        cell = _SharedCell(self, folder)
        try:
            yield cell
        finally:
            cell.close()

    def fork_for(self, folder: Path) -> ForkedTemplate:
        """A template for one submission. One that a student's code has killed is replaced.

        Raises SandboxError.
        """
        with suppress(SandboxError):
            return self._template.fork_for(folder)
        self._template.close()
        self._template = self._warm()
        return self._template.fork_for(folder)

    def close(self) -> None:
        """End the template."""
        self._template.close()

    def _warm(self) -> Template:
        return Template(ready=self._ready, confinement=self._confinement)


class _SharedCell:
    """Where one submission runs; its template is forked when its first worker is asked for."""

    def __init__(self, sandbox: SharedTemplate, folder: Path) -> None:
        self._sandbox = sandbox
        self._folder = folder
        self._template: ForkedTemplate | None = None

    def start(self, limits: ProcessLimits) -> Worker:
        if self._template is not None:
            with suppress(SandboxError):
                return self._template.start(limits)
            # The student's code has killed it.
            self.close()
        self._template = self._sandbox.fork_for(self._folder)
        return self._template.start(limits)

    def close(self) -> None:
        if self._template is not None:
            self._template.close()
            self._template = None
