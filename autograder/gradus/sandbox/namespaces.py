"""Level `namespaces`: bubblewrap around a template of its own for every submission."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gradus.errors import SandboxError
from gradus.sandbox.base import Cell, Worker
from gradus.sandbox.template import Template
from gradus.sandbox.users import NOBODY, open_users
from gradus.sandbox.visible import nobody, python_paths
from gradus.worker.confinement import Confinement
from gradus.worker.confinement.privileges import PASS_CLOSED_FOLDERS
from gradus.worker.limits import ProcessLimits

_INSIDE = Path("/submission")


class Namespaces:
    """Namespaces in which only Python and the submission are to be seen, and confined workers."""

    level = "namespaces"

    def __init__(self, ready: tuple[str, ...] = ()) -> None:
        program = shutil.which("bwrap")
        if program is None:
            raise SandboxError(
                "bubblewrap is not installed. On Debian or Ubuntu: apt-get install bubblewrap."
            )
        self._ready = ready
        readable = tuple(map(str, python_paths()))
        user = nobody()
        self._users = None if user is None else open_users(user)
        if user is None:
            # A plain user: bubblewrap makes a namespace in which there is only that one.
            self._confinement = Confinement(readable, None)
        else:
            inside = NOBODY if self._users is not None else user
            self._confinement = Confinement(readable, inside, 1 << PASS_CLOSED_FOLDERS[0])
        self._command = (program, *isolating_options(user, self._users))

    @contextmanager
    def enter(self, folder: Path) -> Iterator[Cell]:
        """A cell in which the submission in `folder` is all there is beside Python."""
        options = ("--ro-bind", str(folder), str(_INSIDE), "--chdir", str(_INSIDE), "--")
        command = (*self._command, *options)
        template = Template(
            command,
            compiled=_INSIDE,
            ready=self._ready,
            confinement=self._confinement,
            inherited=() if self._users is None else (self._users,),
        )
        try:
            yield _Cell(template)
        finally:
            template.close()

    def close(self) -> None:
        """Let the namespace of its users go; nothing else is kept between submissions."""
        if self._users is not None:
            os.close(self._users)
            self._users = None


@dataclass(frozen=True)
class _Cell:
    template: Template

    def start(self, limits: ProcessLimits) -> Worker:
        return self.template.start(_INSIDE, limits)


def isolating_options(user: int | None, users: int | None) -> tuple[str, ...]:
    """What every submission's sandbox is made with, beside the submission.

    `user` is whom root gives the workers to, `users` the namespace of users that it has made.
    """
    apart = ("--unshare-all", "--cap-drop", "ALL") if user is None else _options_of_root(users)
    return (*apart, *_fixed_options())


def _options_of_root(users: int | None) -> tuple[str, ...]:
    """All namespaces, in that of the `users`; the template can make its forks another user's."""
    options = ["--userns", str(users)] if users is not None else []
    options += [f"--unshare-{kind}" for kind in ("ipc", "pid", "net", "uts", "cgroup-try")]
    options += ["--cap-drop", "ALL"]
    for name in ("KILL", "SETGID", "SETUID", "DAC_READ_SEARCH"):
        options += ["--cap-add", f"CAP_{name}"]
    return tuple(options)


def _fixed_options() -> tuple[str, ...]:
    # No size for /tmp, which bubblewrap before 0.7 cannot give: confined workers write nowhere.
    options = ["--die-with-parent", "--new-session"]
    options += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
    for path in python_paths():
        options += ["--ro-bind-try", str(path), str(path)]
    for link in ("/bin", "/lib", "/lib64"):
        if Path(link).is_symlink():
            options += ["--symlink", str(Path(link).readlink()), link]
        else:
            options += ["--ro-bind-try", link, link]
    return tuple(options)
