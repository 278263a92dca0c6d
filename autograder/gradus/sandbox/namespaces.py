"""Level `namespaces`: a warm template outside, and a fork of it for every submission inside."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gradus.errors import SandboxError
from gradus.sandbox.base import StartWorker
from gradus.sandbox.layout import open_layout
from gradus.sandbox.needed import needed_paths
from gradus.sandbox.space import bounds_beside
from gradus.sandbox.template import ForkedTemplate, Template
from gradus.sandbox.users import NOBODY, open_users
from gradus.sandbox.visible import nobody
from gradus.worker.confinement import Confinement
from gradus.worker.confinement.privileges import PASS_CLOSED_FOLDERS


class Namespaces:
    """Namespaces that show only Python and the submission, with confined workers."""

    level = "namespaces"

    def __init__(self, ready: tuple[str, ...] = (), number: int = 0) -> None:
        user = nobody(number)
        self._ready = ready
        self._users = None if user is None else open_users(user)
        kept = 0 if user is None else 1 << PASS_CLOSED_FOLDERS[0]
        self._confinement = Confinement(
            tuple(map(str, needed_paths())), user if self._users is None else NOBODY, kept
        )
        try:
            self._template = self._warm()
        except SandboxError:
            self._leave_users()
            raise

    @contextmanager
    def enter(self, folder: Path, *, writable: bool = True) -> Iterator[StartWorker]:
        """Its workers see the submission in `folder`, and nothing else beside Python."""
        template = self._fork_for(folder, bounds_beside(folder) if writable else None)
        try:
            yield template.start
        finally:
            template.close()

    def close(self) -> None:
        """End the template, and let the namespace of its users go."""
        self._template.close()
        self._leave_users()

    def _fork_for(self, folder: Path, bounds: tuple[int, int] | None) -> ForkedTemplate:
        """A template for one submission. One outside that the machine has killed is replaced."""
        with suppress(SandboxError):
            return self._template.fork_apart(folder, bounds)
        self._template.close()
        self._template = self._warm()
        return self._template.fork_apart(folder, bounds)

    def _warm(self) -> Template:
        inherited = () if self._users is None else (self._users,)
        kind = ("each apart", *open_layout(), self._users)
        return Template(
            ready=self._ready, confinement=self._confinement, inherited=inherited, kind=kind
        )

    def _leave_users(self) -> None:
        if self._users is not None:
            os.close(self._users)
            self._users = None
