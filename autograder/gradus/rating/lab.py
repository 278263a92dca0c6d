"""What student code is run with while it is rated, and how its end is told, whatever it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from gradus.errors import CouldNotCheck, GradusError
from gradus.rating.numbers import NO_NUMBERS, Numbers
from gradus.remote import RemoteChannel, Timing, WorkerStopped
from gradus.results import Status
from gradus.sandbox import Neighbours, StartWorker, alone
from gradus.worker.limits import ProcessLimits
from gradus_checks import CannotCross, CheckFailed, Fault, StudentException
from gradus_checks.session import Session

Result = TypeVar("Result")


def _plainly(channel: RemoteChannel) -> Session:
    return Session(channel, channel.intake)


def _nothing(_session: Session) -> None:
    """All functions are the student's own."""


@dataclass(frozen=True)
class Lab:
    """What the student's code of one submission is run with.

    `functions` are what is rated ("training.train"), `explain` says in words why a worker stopped,
    and `place_of` finds the line that a message about hidden data may name. `refused` says why
    nothing can be run any more, and nothing where it can. `numbers` tells staff what of the
    submission is numbers. `converse` begins the conversation with the student's code, and `prepare`
    puts functions of the reference in the place of others. `beside` gives what starts
    workers in other sandboxes, to run at the same time.
    """

    start_worker: StartWorker
    functions: tuple[str, ...]
    memory_mb: int
    output_limit: int
    import_timing: Timing
    timing: Timing
    explain: Callable[[WorkerStopped, Timing], tuple[Status, str]]
    place_of: Callable[[Fault], str]
    refused: Callable[[], str] = str
    numbers: Numbers = NO_NUMBERS
    converse: Callable[[RemoteChannel], Session] = _plainly
    prepare: Callable[[Session], None] = _nothing
    beside: Neighbours = alone

    @property
    def process_limits(self) -> ProcessLimits:
        """Of each worker."""
        most = self.import_timing.cpu_seconds + self.timing.cpu_seconds
        return ProcessLimits(int(most) + 2, self.memory_mb)

    def guarded(self, error: StudentException) -> str:
        """What the student may read of an exception after hidden data was met."""
        return error.fault.guarded(self.place_of(error.fault))


@dataclass(frozen=True)
class Failed:
    """What did not go through, and why, as the student may read it.

    `unasked`: it ended before anything hidden was met. `guarded` is all that may be said of it
    where something hidden had been met before it began, if that is less.
    """

    why: str
    unasked: bool = False
    guarded: str = ""


def in_fresh_worker(
    lab: Lab, task: Callable[[Session, RemoteChannel], Result], too_slow: str
) -> Result | Failed:
    """Have a fresh worker do this; `too_slow` is said where it takes more time than it has.

    Raises CouldNotCheck where the fault is the grader's or the machine's.
    """
    refused = lab.refused()
    if refused:
        return Failed(refused)
    worker = lab.start_worker(lab.process_limits)
    channel = RemoteChannel(worker, lab.output_limit)
    try:
        return task(lab.converse(channel), channel)
    except WorkerStopped as stop:
        return Failed(too_slow if stop.ran_out_of_cpu else _explained(lab, stop))
    except CannotCross:
        return Failed("Your code gave something that cannot be read.")
    except CheckFailed as error:
        return Failed(error.message)
    except (GradusError, MemoryError, OSError):
        raise
    except Exception:
        return Failed("The test could not use what your code returned.")
    finally:
        worker.discard()


def _explained(lab: Lab, stop: WorkerStopped) -> str:
    status, why = lab.explain(stop, lab.timing)
    if status is Status.UNCHECKED:
        raise CouldNotCheck(why)
    return why
