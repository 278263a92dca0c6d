"""Start a worker at an isolation level and hear one answer, to see that it works."""

import tempfile
import time
from pathlib import Path

from gradus.errors import CouldNotCheck, SandboxError

_MODULE = "def one():\n    return 1\n"


def try_level(level: str) -> float:
    """The seconds from the order to a first answer at `level`, once its template is warm.

    Raises SandboxError where there comes none.
    """
    from gradus.remote import RemoteChannel, Timing, WorkerStopped
    from gradus.sandbox import open_sandbox
    from gradus.worker.limits import ProcessLimits
    from gradus_checks.session import Session

    sandbox = open_sandbox(level, "none")
    try:
        with tempfile.TemporaryDirectory(prefix="gradus-") as scratch:
            Path(scratch, "trial.py").write_text(_MODULE, "utf-8")
            started = time.perf_counter()
            with sandbox.enter(Path(scratch)) as start_worker:
                worker = start_worker(ProcessLimits(cpu_seconds=10, memory_mb=512))
                channel = RemoteChannel(worker, 1000)
                channel.begin(Timing.of_cpu(5.0))
                answer = Session(channel).module("trial").one()
                seconds = time.perf_counter() - started
                worker.end()
        if answer != 1:
            raise SandboxError(f"a worker says {answer!r} for 1")
    except WorkerStopped as stop:
        raise SandboxError(f"a worker stopped at once ({stop.why}, {stop.exit})") from stop
    except (OSError, CouldNotCheck) as error:
        raise SandboxError(str(error)) from error
    finally:
        sandbox.close()
    return seconds
