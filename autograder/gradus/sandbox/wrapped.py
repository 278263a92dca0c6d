"""Level `namespaces` where only bubblewrap may make them: around a template for every submission.

That is Python and NumPy started anew, and takes many times as long as `gradus.sandbox.namespaces`.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from gradus.errors import SandboxError
from gradus.sandbox.base import StartWorker
from gradus.sandbox.bubblewrap import open_bubblewrap
from gradus.sandbox.needed import needed_paths
from gradus.sandbox.space import bounds_beside
from gradus.sandbox.template import SubmissionTemplate, Template
from gradus.sandbox.visible import scratch_folders
from gradus.worker.confinement import Confinement
from gradus.worker.confinement.privileges import PASS_CLOSED_FOLDERS
from gradus.worker.confinement.root import SUBMISSION


class WrappedNamespaces:
    """Namespaces that show only Python and the submission, with confined workers."""

    level = "namespaces"

    def __init__(self, ready: tuple[str, ...] = (), number: int = 0) -> None:
        program = shutil.which("bwrap")
        if program is None:
            raise SandboxError(
                "bubblewrap is not installed. On Debian or Ubuntu: apt-get install bubblewrap."
            )
        self._ready = ready
        self._bubblewrap = open_bubblewrap(program, number)
        readable = tuple(map(str, needed_paths()))
        user = self._bubblewrap.user
        kept = 0 if user is None else 1 << PASS_CLOSED_FOLDERS[0]
        self._confinement = Confinement(readable, user, kept)

    @contextmanager
    def enter(self, folder: Path, *, writable: bool = True) -> Iterator[StartWorker]:
        """Its workers see the submission in `folder`, and nothing else beside Python."""
        options = ("--ro-bind", str(folder), SUBMISSION, "--chdir", SUBMISSION, "--")
        command = (*self._bubblewrap.command, *options)
        scratch = (scratch_folders(), *bounds_beside(folder)) if writable else None
        template = Template(
            command,
            ready=self._ready,
            confinement=self._confinement,
            inherited=self._bubblewrap.inherited,
            kind=("one", SUBMISSION, scratch),
        )
        try:
            yield SubmissionTemplate(template.orders, template.processors).start
        finally:
            template.close()

    def close(self) -> None:
        """Let the namespace of its users go; nothing else is kept between submissions."""
        self._bubblewrap.close()
        self._bubblewrap = replace(self._bubblewrap, users=None)
