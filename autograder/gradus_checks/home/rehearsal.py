"""A process of its own that runs the public tests of a folder, a line of JSON a case.

So `submit.py` looks at a folder as a grader does: nothing of it is imported yet, and of all
packages those alone are there that the assignment names. `main` is what runs in that process,
`rehearse` begins it, as often as a student's code ends it.
"""

import faulthandler
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from gradus_checks.home.loops import place_in
from gradus_checks.home.time_limit import MOST_STOPS

_MOST_DEATHS = 6  # each may take a whole time limit, and the first ones are enough to mend
NOT_ENDED = "has not ended"
"""So is told of what was stopped, within its process or with it."""
_INTERRUPTED = (-2, 0xC000013A)
"""How a process ends that Ctrl-C has reached too, on POSIX and on Windows."""
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_HANDLES_C = 1.25
"""Times its limit, a case is in one call of C that the time limit cannot end."""

_OUT_OF_THE_ZIP = "Take the folder gradus_checks out of the zip that you got again"
_ACTIVATE = "Activate the environment that README.md sets up"

_PROGRAM = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from gradus_checks.home.rehearsal import main; "
    "sys.path.remove(sys.argv[1]); main(*sys.argv[2:])"  # where more lies than in the zip
)


@dataclass(frozen=True)
class Rehearsed:
    """A case: its record for the table of points, and its verdict."""

    record: dict[str, Any]
    case: str
    passed: bool
    told: str
    why: str

    @property
    def key(self) -> tuple[str, str]:
        """Task and case."""
        return self.record["task"], self.case


class NotRun(Exception):
    """No case could be begun: says what is missing, a package or a file of ours, and the cure."""

    def __init__(self, errors: str) -> None:
        reason = errors.strip().rpartition("\n")[2]
        cure = _OUT_OF_THE_ZIP if "gradus_checks" in reason else _ACTIVATE
        super().__init__(f"the public tests cannot be run ({reason}). {cure}, and run this again.")


class Running:
    """The processes that rehearse at one time, which end together at a Ctrl-C.

    It reaches them too, but who is within a call of C does not hear it.
    """

    def __init__(self) -> None:
        self._processes: list[subprocess.Popen[str]] = []
        self.stopped = False

    def add(self, process: subprocess.Popen[str]) -> None:
        """One more has begun."""
        self._processes.append(process)
        if self.stopped:
            process.kill()

    def stop(self) -> None:
        """End all of them."""
        self.stopped = True
        for process in self._processes:
            process.kill()


def rehearse(
    library: Path, folder: Path, seconds: float, packages: str, running: Running
) -> list[Rehearsed]:
    """Every public case of the folder's `tests/`, run on its modules.

    `library` holds `gradus_checks`. Of the packages that are installed, only `packages`
    (requirements, one a line) and what they need can be imported; "" for all. Raises NotRun.
    """
    found: list[Rehearsed] = []
    with tempfile.TemporaryDirectory(prefix="gradus-") as scratch:
        dump, errors = Path(scratch, "where"), Path(scratch, "errors")
        for deaths in range(_MOST_DEATHS + 1):
            done = [each.key for each in found]
            begun: dict[str, Any] | None = None
            not_run = _not_run(found, deaths)
            arguments = json.dumps([str(folder), seconds, packages, done, not_run, str(dump)])
            for message in _lines(library, folder, arguments, running, errors):
                if "ended" in message:
                    return found
                begun = message.get("begun")
                if begun is None:
                    found.append(Rehearsed(**message))
            if begun is None:
                if not found:
                    raise NotRun(errors.read_text("utf-8", "replace"))
                break
            told = _ending(dump, folder, seconds)
            found.append(Rehearsed(begun, str(begun["case"]), False, told, ""))
    return found


def _not_run(found: Iterable[Rehearsed], deaths: int) -> dict[str, str]:
    """By task, why what is left of it is not run; by "" why nothing is."""
    if deaths >= _MOST_DEATHS:
        return {"": f"Not run: {_MOST_DEATHS} tests have ended Python or have not ended before."}
    stops = Counter(each.record["task"] for each in found if NOT_ENDED in each.told)
    told = f"Not run: {MOST_STOPS} tests of this task have not ended before."
    return {task: told for task, count in stops.items() if count >= MOST_STOPS}


def _lines(
    library: Path, folder: Path, arguments: str, running: Running, errors: Path
) -> Iterator[dict[str, Any]]:
    """What the process writes, line by line, until it ends.

    To `errors` goes what Python itself writes where it cannot begin, as at a Ctrl-C.
    """
    command = (sys.executable, "-P", "-c", _PROGRAM, str(library), arguments)
    with (
        errors.open("wb") as told,
        subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **_ONE_THREAD},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=told,
            encoding="utf-8",
        ) as process,
    ):
        running.add(process)
        try:
            for line in process.stdout or ():
                yield json.loads(line)
        except BaseException:
            process.terminate()
            raise
        if process.wait() in _INTERRUPTED or running.stopped:
            raise KeyboardInterrupt


def _ending(dump: Path, folder: Path, seconds: float) -> str:
    """Why the process is gone, and where in the student's code it was."""
    text = dump.read_text("utf-8", "replace") if dump.is_file() else ""
    found = place_in(text, str(folder))
    place = f" at {found}," if found else ""
    if text and not text.startswith("Fatal"):
        return f"Your code{place} {NOT_ENDED}: it was stopped after {seconds:g} s."
    return f"Your code{place} has ended Python itself."


def main(arguments: str) -> None:
    """Run the cases that are not yet done, and write what comes of each."""
    place, seconds, packages, done, not_run, dump = json.loads(arguments)
    # While Python can still say what is missing. `submit.py` itself does without NumPy.
    import_module("gradus_checks.home.verdict")

    # What the student's code prints is nobody's business here.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(nowhere, number)
    with open(dump, "w", encoding="utf-8") as where:  # noqa: PTH123
        faulthandler.enable(where)
        known = {tuple(each) for each in done}
        for message in _run(Path(place), seconds, packages, known, not_run, where):
            out.write(json.dumps(message) + "\n")
            out.flush()
    # Threads of the student's code may still run.
    os._exit(0)


@contextmanager
def _ended_from_outside(seconds: float, where: Any) -> Iterator[None]:
    """End this process, and say where it was, if what runs within uses so much of the processor.

    Windows cannot measure that by itself: there ten times as much may pass, for a busy machine.
    """
    if not hasattr(signal, "setitimer"):
        faulthandler.dump_traceback_later(10 * seconds, exit=True, file=where)
        yield
        faulthandler.cancel_dump_traceback_later()
        return
    faulthandler.register(signal.SIGPROF, where, chain=True)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)


def _run(
    folder: Path,
    seconds: float,
    packages: str,
    done: set[tuple[str, ...]],
    not_run: Mapping[str, str],
    where: Any,
) -> Iterator[dict[str, Any]]:
    from gradus_checks.environment import LocalEnvironment
    from gradus_checks.home.only import import_only
    from gradus_checks.home.tasks import Unusable, read_task_file, task_paths
    from gradus_checks.home.time_limit import TimeLimit
    from gradus_checks.home.verdict import judged, passed, record

    if packages:
        import_only(folder, packages.splitlines())
    limit = TimeLimit(str(folder), seconds)
    for path in task_paths(folder):
        try:
            task = read_task_file(path)
        except Unusable:
            continue
        environment = LocalEnvironment(folder, limit=limit)
        for case in task.cases:
            if (task.name, case.name) in done:
                continue
            nothing = {**record(task, passed(case)), "earned": 0}
            if told := not_run.get(task.name, not_run.get("")):
                yield asdict(Rehearsed(nothing, case.name, False, told, ""))
                continue
            yield {"begun": {**nothing, "case": case.name}}
            with _ended_from_outside(seconds * _HANDLES_C + 1, where):
                verdict = judged(case, task, environment)
            yield asdict(
                Rehearsed(
                    record(task, verdict), case.name, verdict.passed, verdict.told, verdict.why
                )
            )
    yield {"ended": True}
