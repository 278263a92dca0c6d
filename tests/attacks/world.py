"""What surrounds an attack: all that it must neither read, nor reach, nor change."""

import ctypes
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE

from attacks.target import CANARY, write_target
from attacks.traces import MARK, SHARED, look, marked, site_packages, start_up_files

_SECRETS = {
    "secret": "course-secret.txt",
    "staged": "staging/gradus-neighbour/losses.py",
    "notes": "home/notes.txt",
}
_START_UP = (".ipython/profile_default/startup", ".jupyter", ".config/matplotlib", ".local/lib")
_BECOME_SUBREAPER = 36


@dataclass(frozen=True)
class World:
    """`root` holds the course, the class, a home and a folder for what is staged."""

    root: Path
    bystander: subprocess.Popen[bytes]
    tcp: socket.socket
    udp: socket.socket
    abstract: socket.socket
    named: socket.socket

    @property
    def attacker(self) -> Path:
        """The folder that the attacker hands in; another student's is beside it."""
        return self.root / "class" / "anna"

    @property
    def staging(self) -> Path:
        """Where submissions are unpacked to be graded."""
        return self.root / "staging"

    def places(self) -> dict[str, str | int]:
        """All that an attacker could wish to know about where things are."""
        target = self.root / "assignments" / "target"
        return {
            "root": str(self.root),
            "reference": str(self.root / "solutions" / "losses.py"),
            "hidden_test": str(target / "tests" / "task_1_2.py"),
            "labels": str(target / "labels.txt"),
            "beside": str(self.root / "class" / "ben" / "losses.py"),
            "home": str(self.root / "home"),
            "staging": str(self.staging),
            "site_packages": str(site_packages()),
            **{name: str(self.root / path) for name, path in _SECRETS.items()},
            "judge": os.getpid(),
            "bystander": self.bystander.pid,
            "tcp": self.tcp.getsockname()[1],
            "udp": self.udp.getsockname()[1],
            "abstract": self.abstract.getsockname().decode()[1:],
            "named": self.named.getsockname(),
        }

    def reached(self) -> list[str]:
        """Which of the sockets somebody has reached, and whether the bystander was harmed."""
        harmed = []
        for name in ("tcp", "abstract", "named"):
            try:
                getattr(self, name).accept()
                harmed.append(f"connected to {name}")
            except BlockingIOError:
                continue
        with suppress(BlockingIOError):
            harmed.append(f"sent {self.udp.recv(100)!r}")
        state = Path(f"/proc/{self.bystander.pid}/stat").read_text().rpartition(")")[2].split()[0]
        if self.bystander.poll() is not None or state not in "SRD":
            harmed.append(f"a process of others is in state {state}")
        return harmed

    def traces(self) -> dict[str, object]:
        """Everything that must be the same after an attack as before."""
        return {
            "files": {path: look(path) for path in sorted(self.root.rglob("*"))},
            "shared": {str(path) for folder in SHARED for path in marked(folder)},
            "packages": start_up_files(site_packages()),
            "ipc": [Path("/proc/sysvipc", kind).read_text() for kind in ("shm", "msg", "sem")],
            "sockets": [
                line
                for kind in ("unix", "tcp", "tcp6", "udp")
                for line in Path("/proc/self/net", kind).read_text().splitlines()
                if MARK in line or f":{LISTENING_PORT:04X} 00000000" in line
            ],
        }


LISTENING_PORT = 41_417
"""On which attacks try to listen."""


@contextmanager
def open_world(root: Path) -> Iterator[World]:
    """A world in `root`, for as long as the context lasts."""
    write_target(root)
    for name, path in _SECRETS.items():
        _write(root / path, f"{CANARY}-{name}, a secret of more than 16 characters")
    _write(root / "class" / "ben" / "losses.py", f"# {CANARY}-beside: another student's work")
    for folder in _START_UP:
        (root / "home" / folder).mkdir(parents=True)
    # Whatever loses its parent becomes a child of this process, and so is seen.
    ctypes.CDLL(None).prctl(_BECOME_SUBREAPER, 1)
    with ExitStack() as open_things:
        sockets = [open_things.enter_context(each) for each in _listeners(root)]
        # Ends with this process, however that ends.
        command = (sys.executable, "-c", "import sys; sys.stdin.read()")
        environment = {"BYSTANDER": f"{CANARY}-environment of another process"}
        bystander = open_things.enter_context(
            subprocess.Popen(command, env=environment, stdin=PIPE)
        )
        open_things.callback(bystander.kill)
        yield World(root, bystander, *sockets)


def _listeners(root: Path) -> Iterator[socket.socket]:
    for family, kind, address in (
        (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
        (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
        (socket.AF_UNIX, socket.SOCK_STREAM, f"\0gradus-target-{os.getpid()}"),
        (socket.AF_UNIX, socket.SOCK_STREAM, str(root / "home" / "socket")),
    ):
        listener = socket.socket(family, kind)
        listener.bind(address)
        if kind == socket.SOCK_STREAM:
            listener.listen(8)
        listener.setblocking(False)
        yield listener


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", "utf-8")
