"""Why a worker stopped, in words for its author."""

import signal

from gradus.remote import Timing, WorkerStopped
from gradus.results import Status
from gradus.sandbox import Meter

_SHARE = 0.25
"""Of the wall time of a case, which is four times its computing time and ten seconds more: who is
not done after it has spent so much of it in a queue for a processor, or asleep."""

_NAMED = 3  # the longest tasks: more would bury the first
_ENDINGS = ("SIGKILL", "SIGABRT", "SIGBUS", "SIGFPE", "SIGILL")
"""What the system, or a library, ends a process by. A student's code can choose any other of 64, as
it can choose an exit code, and so tell what it was called with."""


def explain(stop: WorkerStopped, timing: Timing) -> tuple[Status, str]:
    """The verdict on a case in which the worker stopped, and the message for the student."""
    if stop.told:
        return Status.FAILED, stop.told
    if stop.why == "broken":
        return Status.FAILED, "Your code wrote into the grader's own connection, which ended it."
    if stop.why == "callbacks":
        return Status.FAILED, "Your code called the function it was given far too often."
    if stop.why == "slept":
        return Status.FAILED, _waiting(stop)
    if stop.why == "disk":
        return Status.UNCHECKED, "The grader's disk was full, by no fault of yours."
    if stop.why == "wall":
        return _late(stop, timing)
    return Status.FAILED, _ended(stop, timing)


def _late(stop: WorkerStopped, timing: Timing) -> tuple[Status, str]:
    """By what most of the wall time has gone that was not meant to be used."""
    least, account = _SHARE * timing.wall_seconds, stop.account
    if account.computed > timing.cpu_seconds:
        return Status.FAILED, _overrun(timing)
    # Who sleeps often, and for a moment only, stands in a queue each time.
    if account.queued >= max(least, account.slept):
        return Status.UNCHECKED, "The machine was too busy to run this case to its end."
    if account.slept >= least:
        return Status.FAILED, _waiting(stop)
    return (
        Status.UNCHECKED,
        "The grader took too long to check this case; a person will look at it.",
    )


def _waiting(stop: WorkerStopped) -> str:
    return (
        f"Your code was still waiting after {stop.account.slept:.0f} seconds without computing. "
        "Remove sleep() and anything else that waits."
    )


def _overrun(timing: Timing) -> str:
    return (
        f"Your code needed more than {timing.cpu_seconds:.0f} seconds of computing time here. "
        "Is there a loop that never ends?"
    )


def out_of_time(meter: Meter) -> str:
    """What to say to a student whose code has used all the time that a submission has."""
    if meter.overslept:
        return (
            f"Not run to its end: all tasks together may wait {meter.most_slept:.0f} seconds "
            "without computing, and your code has waited for longer. Remove sleep() and anything "
            "else that waits."
        )
    if meter.used < meter.most:
        return (
            "Not run to its end: all tasks together may give the tests "
            f"{meter.most_given / 2**20:.0f} MiB, far more than a right solution does, and your "
            "code has given more. Are results larger than they should be?"
        )
    longest = sorted(meter.by_task.items(), key=lambda each: -each[1])[:_NAMED]
    named = ", ".join(f"{task} ({seconds:.0f} s)" for task, seconds in longest)
    most = f", most of it in {named}" if named else ""
    return (
        f"Not run to its end: all tasks together may take {meter.most:.0f} seconds of computing "
        f"time here, far more than a right solution needs, and your code has used them up{most}. "
        "Is there a loop that never ends?"
    )


def _ended(stop: WorkerStopped, timing: Timing) -> str:
    if stop.ran_out_of_cpu:
        return _overrun(timing)
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
