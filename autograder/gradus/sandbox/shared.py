"""One warm template for all submissions, with a fork for each that is confined to it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path

from gradus.errors import SandboxError
from gradus.sandbox.base import StartWorker, Worker
from gradus.sandbox.space import NOWHERE, Space, open_space
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
    def enter(self, folder: Path, *, writable: bool = True) -> Iterator[StartWorker]:
        """What starts workers for the submission in `folder`, which their user may read."""
        user = self._confinement.user if self._confinement else None
        if user is not None:
            let_read(folder, user)
        hide_reading(folder)
        space = partial(open_space, folder, user) if writable else _nowhere
        template = _LateTemplate(self, folder, space)
        try:
            yield template.start
        finally:
            template.close()

    def fork_for(self, folder: Path, space: Space) -> ForkedTemplate:
        """A template for one submission. One that a student's code has killed is replaced.

        Raises SandboxError.
        """
        with suppress(SandboxError):
            return self._template.fork_for(folder, space)
        self._template.close()
        self._template = self._warm()
        return self._template.fork_for(folder, space)

    def close(self) -> None:
        """End the template."""
        self._template.close()

    def _warm(self) -> Template:
        return Template(ready=self._ready, confinement=self._confinement)


class _LateTemplate:
    """One submission's template, which is forked when its first worker is asked for."""

    def __init__(
        self,
        sandbox: SharedTemplate,
        folder: Path,
        open_space: Callable[[], AbstractContextManager[Space]],
    ) -> None:
        self._sandbox = sandbox
        self._folder = folder
        self._open_space = open_space
        self._template: ForkedTemplate | None = None
        self._open = ExitStack()

    def start(self, limits: ProcessLimits) -> Worker:
        if self._template is not None:
            with suppress(SandboxError):
                return self._template.start(limits)
            # The student's code has killed it.
            self.close()
        space = self._open.enter_context(self._open_space())
        self._template = self._sandbox.fork_for(self._folder, space)
        self._open.callback(self._template.close)
        return self._template.start(limits)

    def close(self) -> None:
        self._template = None
        self._open.close()


def _nowhere() -> AbstractContextManager[Space]:
    return nullcontext(NOWHERE)
