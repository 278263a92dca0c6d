"""Level `namespaces`: bubblewrap around a template of its own for every submission."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import gradus
from gradus.errors import SandboxError
from gradus.sandbox.base import Cell, Worker
from gradus.sandbox.template import Template
from gradus.worker.limits import ProcessLimits

_INSIDE = Path("/submission")


class Namespaces:
    """User, mount, process, network and IPC namespaces; only Python and the submission to see."""

    level = "namespaces"

    def __init__(self, ready: tuple[str, ...] = ()) -> None:
        self._ready = ready
        program = shutil.which("bwrap")
        if program is None:
            raise SandboxError(
                "bubblewrap is not installed. On Debian or Ubuntu: apt-get install bubblewrap."
            )
        self._command = (program, *_fixed_options())

    @contextmanager
    def enter(self, folder: Path) -> Iterator[Cell]:
        """A cell in which the submission in `folder` is all there is beside Python."""
        options = ("--ro-bind", str(folder), str(_INSIDE), "--chdir", str(_INSIDE), "--")
        command = (*self._command, *options)
        template = Template(command, compiled=_INSIDE, ready=self._ready)
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


def _fixed_options() -> tuple[str, ...]:
    options = ["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    options += ["--proc", "/proc", "--dev", "/dev", "--size", str(64 * 2**20), "--tmpfs", "/tmp"]
    for path in _python_paths():
        options += ["--ro-bind-try", str(path), str(path)]
    for link in ("/bin", "/lib", "/lib64"):
        if Path(link).is_symlink():
            options += ["--symlink", str(Path(link).readlink()), link]
        else:
            options += ["--ro-bind-try", link, link]
    return tuple(options)


def _python_paths() -> list[Path]:
    """The system's libraries, this Python, and the two packages that a worker runs."""
    source = Path(gradus.__file__).resolve().parent.parent
    prefixes = {Path(prefix).resolve() for prefix in (sys.prefix, sys.base_prefix)}
    packages = {source / "gradus", source / "gradus_checks"}
    return [
        Path("/usr"),
        Path("/etc/ld.so.cache"),
        *sorted(path for path in prefixes | packages if not path.is_relative_to("/usr")),
    ]
