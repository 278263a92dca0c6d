"""The command that makes a submission's namespaces, whoever has started the grader."""

import os
from dataclasses import dataclass
from pathlib import Path

from gradus.sandbox.users import NOBODY, open_users
from gradus.sandbox.visible import nobody, python_paths, scratch_folders
from gradus.worker.confinement.root import TEMPORARY


@dataclass(frozen=True)
class Bubblewrap:
    """The command without the submission; `users` is a descriptor that it must inherit, if any.

    Inside, workers can become `user`; None for a plain user, who is alone in there.
    """

    command: tuple[str, ...]
    users: int | None
    user: int | None

    @property
    def inherited(self) -> tuple[int, ...]:
        """The descriptors to pass on."""
        return () if self.users is None else (self.users,)

    def close(self) -> None:
        """Let the namespace of its users go."""
        if self.users is not None:
            os.close(self.users)


def open_bubblewrap(program: str, number: int = 0) -> Bubblewrap:
    """How this process calls `program`, for the sandbox of this number. For a plain user bubblewrap
    makes the users' namespace."""
    user = nobody(number)
    if user is None:
        command = (program, "--unshare-all", *_capabilities("SYS_ADMIN"), *_fixed_options())
        return Bubblewrap(command, None, None)
    users = open_users(user)
    command = (program, *_options_of_root(users), *_fixed_options())
    return Bubblewrap(command, users, NOBODY if users is not None else user)


def _options_of_root(users: int | None) -> tuple[str, ...]:
    """All namespaces, in that of the `users`; the template can make its forks another user's."""
    options = ["--userns", str(users)] if users is not None else []
    options += [f"--unshare-{kind}" for kind in ("ipc", "pid", "net", "uts", "cgroup-try")]
    options += _capabilities("KILL", "SETGID", "SETUID", "DAC_READ_SEARCH", "SYS_ADMIN")
    return tuple(options)


def _capabilities(*names: str) -> tuple[str, ...]:
    """These alone, and the template's only until it has confined itself: it mounts what its workers
    write to, and makes them another user's."""
    return ("--cap-drop", "ALL", *(word for name in names for word in ("--cap-add", f"CAP_{name}")))


def _fixed_options() -> tuple[str, ...]:
    options = ["--die-with-parent", "--new-session"]
    # Places to mount at: bubblewrap bounds the files of a tmpfs never, and its size from 0.7 on.
    options += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", TEMPORARY]
    options += [word for path in scratch_folders() if path != TEMPORARY for word in ("--dir", path)]
    for path in python_paths():
        options += ["--ro-bind-try", str(path), str(path)]
    for link in ("/bin", "/lib", "/lib64"):
        if Path(link).is_symlink():
            options += ["--symlink", str(Path(link).readlink()), link]
        else:
            options += ["--ro-bind-try", link, link]
    return tuple(options)
