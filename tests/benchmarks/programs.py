"""A scheduler and workers of Dask, started as one does by hand, and what can be seen of a run."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

GRADUS = Path(sys.executable).with_name("gradus")
_DASK = GRADUS.with_name("dask")
_SETTINGS = {  # as autograder/cluster.md has them
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s",
    "DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__INTERVAL": "10s",
    "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH": "10",
}
_EDGE = 0.1  # of a run at each end, when not all workers are busy


class Programs:
    """So many workers of one thread, while it is entered."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._folder = folder
        self._workers = workers
        self._programs: dict[str, list[subprocess.Popen[bytes]]] = {}
        self.address = ""

    def __enter__(self) -> "Programs":
        self.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        for program in (each for kind in self._programs.values() for each in kind):
            try:
                os.killpg(program.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            program.wait()

    def start(self) -> None:
        """A scheduler and its workers, ready."""
        found = self._folder / "scheduler.json"
        found.unlink(missing_ok=True)
        host = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self._start("scheduler", *host, "--scheduler-file", str(found))
        while not (found.exists() and found.read_text("utf-8").endswith("}")):
            time.sleep(0.1)
        self.address = str(json.loads(found.read_text("utf-8"))["address"])
        for number in range(self._workers):
            own = self._folder / f"worker-{number}"
            here = ("--local-directory", str(own), "--no-dashboard", "--nthreads", "1")
            self._start("worker", self.address, *here)
        time.sleep(4.0)  # for both to be there when a run begins

    def kill(self, kind: str) -> None:
        """The scheduler, or one of the processes in which workers are: their nannies live on."""
        program = self._programs[kind][-1]
        if kind == "scheduler":
            program.kill()
            return
        children = Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split()
        for child in children:
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                os.kill(int(child), signal.SIGKILL)

    def _start(self, kind: str, *arguments: str) -> None:
        with (self._folder / f"{kind}.log").open("ab") as log:
            program = subprocess.Popen(
                (_DASK, kind, *arguments),
                stdout=log,
                stderr=log,
                env={**os.environ, **_SETTINGS, "OMP_NUM_THREADS": "1"},
                start_new_session=True,
            )
        self._programs.setdefault(kind, []).append(program)


def records(out: Path) -> list[Path]:
    """The records that are there."""
    return list((out / "students").glob("*/record.json"))


def steady_seconds(out: Path) -> float:
    """Seconds a submission in the middle of a run, as the times of its records tell."""
    times = sorted(path.stat().st_mtime for path in records(out))
    edge = int(len(times) * _EDGE)
    middle = times[edge : len(times) - edge]
    return (middle[-1] - middle[0]) / (len(middle) - 1)


def memory_mb(pid: int) -> float:
    """What a process has in memory; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    sizes = [int(line.split()[1]) for line in lines if line.startswith("VmRSS:")]
    return sizes[0] / 1024 if sizes else 0.0
