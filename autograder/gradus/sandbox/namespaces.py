"""Level `namespaces`: bubblewrap around a template of its own for every submission."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gradus.errors import SandboxError
from gradus.sandbox.base import Cell, Worker
from gradus.sandbox.template import Template
from gradus.sandbox.visible import python_paths
from gradus.worker.confinement import Confinement
from gradus.worker.limits import ProcessLimits

_INSIDE = Path("/submission")


class Namespaces:
    """Namespaces in which only Python and the submission are to be seen, and confined workers."""

    level = "namespaces"

    def __init__(self, ready: tuple[str, ...] = ()) -> None:
        self._ready = ready
        self._confinement = Confinement(tuple(map(str, python_paths())), None)
        program = shutil.which("bwrap")
        if program is None:
            raise SandboxError(
                "bubblewrap is not installed. On Debian or Ubuntu: apt-get install bubblewrap."
            )
        self._command = (program, *fixed_options())

    @contextmanager
    def enter(self, folder: Path) -> Iterator[Cell]:
        """A cell in which the submission in `folder` is all there is beside Python."""
        options = ("--ro-bind", str(folder), str(_INSIDE), "--chdir", str(_INSIDE), "--")
        command = (*self._command, *options)
        template = Template(
            command, compiled=_INSIDE, ready=self._ready, confinement=self._confinement
        )
        try:
            yield _Cell(template)
        finally:
            template.close()

    def close(self) -> None:
        """Nothing is kept between submissions."""


@dataclass(frozen=True)
class _Cell:
    template: Template

    def start(self, limits: ProcessLimits) -> Worker:
        return self.template.start(_INSIDE, limits)


def fixed_options() -> tuple[str, ...]:
    """What every submission's sandbox is made with, beside the submission."""
    options = ["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    # No size for /tmp, which bubblewrap before 0.7 cannot give: confined workers write nowhere.
    options += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
    for path in python_paths():
        options += ["--ro-bind-try", str(path), str(path)]
    for link in ("/bin", "/lib", "/lib64"):
        if Path(link).is_symlink():
            options += ["--symlink", str(Path(link).readlink()), link]
        else:
            options += ["--ro-bind-try", link, link]
    return tuple(options)
