"""Why a worker stopped, in words for its author."""

import signal

from gradus.remote import Timing, WorkerStopped
from gradus.results import Status
from gradus.sandbox import Meter

_BUSY_SHARE = 0.1
_NAMED = 3


def explain(stop: WorkerStopped, timing: Timing) -> tuple[Status, str]:
    """The verdict on a case in which the worker stopped, and the message for the student."""
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
        name = _name_of(stop.exit.signal_number)
        return f"Your code's process was ended by the system ({name}). Did it use too much memory?"
    return (
        f"Your code ended the Python process (exit code {stop.exit.code}). Remove os._exit() and "
        "quit(), and change nothing that belongs to Python or NumPy."
    )


def _name_of(signal_number: int) -> str:
    """SIGKILL for 9; most real-time signals, which a process can send itself too, have no name."""
    try:
        return signal.Signals(signal_number).name
    except ValueError:
        return f"signal {signal_number}"
