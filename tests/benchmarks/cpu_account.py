"""The kernel's own account of the CPU that processes take, those in other namespaces included.

A process is told what its children took only once it has waited for them, and never of those that
a killed init of a namespace leaves behind; a control group misses nothing.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_GROUPS = Path("/sys/fs/cgroup")
_VERSION_1 = (_GROUPS / "cpuacct", "cpuacct.usage")


@dataclass(frozen=True)
class CpuAccount:
    """A control group: who joins is counted with all that it starts."""

    folder: Path

    def join(self) -> None:
        """Put this process in."""
        (self.folder / "cgroup.procs").write_text(str(os.getpid()))

    @contextmanager
    def joined(self) -> Iterator[None]:
        """Count this process meanwhile, with what it starts, which has to end before that."""
        self.join()
        try:
            yield
        finally:
            (self.folder.parent / "cgroup.procs").write_text(str(os.getpid()))

    def seconds(self) -> float:
        """What all processes that were ever in it have taken."""
        usage = self.folder / _VERSION_1[1]
        if usage.exists():
            return int(usage.read_text()) / 1e9
        stated = dict(line.split() for line in (self.folder / "cpu.stat").read_text().splitlines())
        return int(stated["usage_usec"]) / 1e6


@contextmanager
def cpu_account() -> Iterator[CpuAccount]:
    """A new one, for root on a machine with control groups of either version. Raises OSError."""
    version_1 = (_VERSION_1[0] / _VERSION_1[1]).exists()
    folder = Path(tempfile.mkdtemp(prefix="gradus-", dir=_VERSION_1[0] if version_1 else _GROUPS))
    try:
        yield CpuAccount(folder)
    finally:
        folder.rmdir()
