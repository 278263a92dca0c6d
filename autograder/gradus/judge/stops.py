"""Why a worker stopped, in words for its author."""

import signal

from gradus.remote import Timing, WorkerStopped
from gradus.results import Status
from gradus.sandbox import Meter

_BUSY_SHARE = 0.1
_NAMED = 3
_ENDINGS = ("SIGKILL", "SIGABRT", "SIGBUS", "SIGFPE", "SIGILL")
"""What the system, or a library, ends a process by. A student's code can choose any other of 64, as
it can choose an exit code, and so tell what it was called with."""


def explain(stop: WorkerStopped, timing: Timing) -> tuple[Status, str]:
    """The verdict on a case in which the worker stopped, and the message for the student."""
    if stop.told:
        return Status.FAILED, stop.told
    if stop.why == "wall":
        if stop.exit.cpu_seconds > _BUSY_SHARE * timing.wall_seconds:
            return Status.UNCHECKED, "The machine was too busy to run this case to its end."
        return Status.FAILED, (
            f"Your code was still waiting after {timing.wall_seconds:.0f} seconds without "
            "computing. Remove sleep() and anything else that waits."
        )
    if stop.why == "broken":
        return Status.FAILED, "Your code wrote into the grader's own connection, which ended it."
    if stop.why == "callbacks":
        return Status.FAILED, "Your code called the function it was given far too often."
    return Status.FAILED, _ended(stop, timing)


def out_of_time(meter: Meter) -> str:
    """What to say to a student whose code has used all the time that a submission has."""
    longest = sorted(meter.by_task.items(), key=lambda each: -each[1])[:_NAMED]
    named = ", ".join(f"{task} ({seconds:.0f} s)" for task, seconds in longest)
    most = f", most of it in {named}" if named else ""
    return (
        f"Not run to its end: all tasks together may take {meter.most:.0f} seconds of computing "
        f"time here, far more than a right solution needs, and your code has used them up{most}. "
        "Is there a loop that never ends?"
    )


def _ended(stop: WorkerStopped, timing: Timing) -> str:
    if stop.exit.ran_out_of_cpu:
        return (
            f"Your code needed more than {timing.cpu_seconds:.0f} seconds of computing time here. "
            "Is there a loop that never ends?"
        )
    if stop.exit.signal_number == signal.SIGSEGV:
        return "Your code crashed Python itself (segmentation fault). Is a recursion too deep?"
    if stop.exit.signal_number:
        names = (each.name for each in signal.Signals if each == stop.exit.signal_number)
        name = next((name for name in names if name in _ENDINGS), "a signal")
        return f"Your code's process was ended by the system ({name}). Did it use too much memory?"
    return (
        "Your code ended the Python process. Remove os._exit() and quit(), and change nothing that "
        "belongs to Python or NumPy."
    )
