"""Schedulers and workers of Dask as one starts them by hand: each is a program."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from gradebook.fake_class import FakeSource, run, until

from gradus.cluster import ClusterPool, connected
from gradus.gradebook import ClassRun

TESTS = Path(__file__).resolve().parents[1]
DASK = Path(sys.executable).with_name("dask")
A_DAY_AHEAD = """
import time
now = time.time
time.time = lambda: now() + 86400
"""


class Machines:
    """A scheduler, and workers with folders of their own below `folder`."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self._options = options
        self._programs: list[subprocess.Popen[bytes]] = []
        self.told: list[str] = []
        self.scheduler = self.start_scheduler()

    def start_scheduler(self, port: str = "0") -> "subprocess.Popen[bytes]":
        """One more: the address is another, if no port is named."""
        found = self.folder / "scheduler.json"
        found.unlink(missing_ok=True)
        host = ("--host", "127.0.0.1", "--port", port, "--no-dashboard")
        self.scheduler = self._program("scheduler", *host, "--scheduler-file", str(found))
        until(found.exists)
        until(lambda: found.read_text().endswith("}"))
        self.address = str(json.loads(found.read_text())["address"])
        return self.scheduler

    def start_worker(
        self, *options: str, path: Path | None = None, folder: Path | None = None
    ) -> "subprocess.Popen[bytes]":
        """One with one thread. Modules in `path` come before those that are installed."""
        own = folder or self.folder / f"worker-{len(self._programs)}"
        own.mkdir(exist_ok=True)
        here = ("--local-directory", str(own), "--no-dashboard", "--nthreads", "1")
        return self._program("worker", self.address, *here, *options, path=path)

    def _program(self, *arguments: str, path: Path | None = None) -> "subprocess.Popen[bytes]":
        places = os.pathsep.join(str(place) for place in (path, TESTS) if place)
        with (self.folder / "log").open("ab") as log:
            program = subprocess.Popen(
                (DASK, *arguments, *self._options),
                env={**os.environ, "PYTHONPATH": places},
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )
        self._programs.append(program)
        return program

    def grade(self, source: FakeSource, workers: int = 1) -> ClassRun:
        """The class in `folder`, once there are so many workers."""
        with connected(self.address, self.told.append) as client:
            client.wait_for_workers(workers)
            pools = lambda _jobs: ClusterPool(client, source, self.told.append)  # noqa: E731
            return run(self.folder, source=source, pools=pools)

    def end(self) -> None:
        """Whatever it is that still runs."""
        for program in self._programs:
            try:
                os.killpg(program.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            program.wait()
