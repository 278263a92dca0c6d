"""One fork: runs the student's code and answers the judge's requests about it."""

import importlib
import os
import signal
import socket
import sys
import time
from pathlib import Path
from types import ModuleType

from gradus import wire
from gradus.worker.limits import ProcessLimits, impose
from gradus_checks.crossing import Tree
from gradus_checks.host import Host


def serve(frames: int, output: int, folder: Path, limits: ProcessLimits) -> None:
    """Answer requests on descriptor `frames` until the judge hangs up. Never returns normally."""
    os.setsid()
    _own_streams(output, keep=frames)
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    sys.dont_write_bytecode = True
    impose(limits)
    connection = wire.Connection(socket.socket(fileno=frames))
    caller = _Caller(connection)
    host = Host(_Importer(folder), caller, folder)
    started = 0.0
    while True:
        number, request = connection.receive()
        match request:
            case ["begin", float(cpu_seconds)]:
                # The default action of SIGPROF ends the process: CPU time is what counts, so a
                # busy machine fails nobody.
                signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
                started = time.process_time()
            case ["end"]:
                signal.setitimer(signal.ITIMER_PROF, 0)
                used = time.process_time() - started
                _flush()
                connection.send([number, ["cpu", used]])
            case _:
                caller.number = number
                reply = host.handle(request)
                _flush()
                connection.send([number, reply])


class _Importer:
    """Imports the modules of the submission, and no installed module that bears their name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, name: str) -> ModuleType:
        if not (self._folder / f"{name}.py").is_file():
            raise ModuleNotFoundError(f"there is no file {name}.py in the submission")
        return importlib.import_module(name)


class _Caller:
    """Asks the judge to call one of the test's own functions, while it waits for `number`."""

    def __init__(self, connection: wire.Connection) -> None:
        self._connection = connection
        self.number = 0

    def __call__(self, message: Tree) -> Tree:
        self._connection.send([self.number, message])
        return self._connection.receive()[1]


def _own_streams(output: int, keep: int) -> None:
    """Nothing to read, everything printed goes to `output`, and no other descriptor is open."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.closerange(3, keep)
    os.closerange(keep + 1, 1024)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            # The student may have closed or replaced the stream; printing is not what is marked.
            continue
