"""One case: run it, and say passed, failed, or could not be checked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from gradus.errors import CouldNotCheck
from gradus.judge.causes import cause_of, cause_of_stopped_import
from gradus.judge.stops import explain
from gradus.remote import Timing, WorkerStopped
from gradus.results import CaseResult, Cause, Status
from gradus_checks import (
    CannotCross,
    Case,
    CaseError,
    CheckFailed,
    Curves,
    Environment,
    Fault,
    Measured,
    Rated,
    StudentException,
)


@dataclass(frozen=True)
class Verdict:
    """How a case ended. `message` may be read by the student, `detail` if the case is public.

    `hinted`: the case itself found something wrong, so that its own hint is to the point. `share`
    of the points is earned where the case passed in part. `diagnosis` is the short name of the
    mistake, where it is known, `about` what is wrong, and `cause` what else made it fail. It is
    `settled` if another worker could not reach another result, `stopped` if it has ended its
    worker, and `out_of_memory` if it got none, which hangs on what else is there.
    """

    status: Status
    message: str = ""
    detail: str = ""
    stopped: bool = False
    hinted: bool = False
    share: float = 0.0
    diagnosis: str = ""
    about: str = ""
    settled: bool = False
    out_of_memory: bool = False
    cause: Cause | None = None
    measured: Measured | None = None
    curves: Curves = ()

    @property
    def busy(self) -> bool:
        """Whether it came to an end of its wall time, and the worker is not to blame."""
        return self.status is Status.UNCHECKED and self.detail == "wall"


class Judged(NamedTuple):
    """A verdict, what the case has printed, which is "" if it is hidden, and how long it took."""

    verdict: Verdict
    output: str
    seconds: float


_PASSED = Verdict(Status.PASSED, settled=True)


def run_case(
    case: Case, environment: Environment, timing: Timing, place_of: Callable[[Fault], str]
) -> Verdict:
    """Run one case. Raises nothing but what interrupts the judge itself.

    `place_of` finds the line that a message about a hidden case may name.
    """
    try:
        case.call_func(environment)
    except Rated as rated:
        return _rated(rated)
    except CheckFailed as error:
        return Verdict(
            Status.FAILED,
            error.message,
            error.detail,
            hinted=True,
            diagnosis=error.diagnosis,
            about=error.about,
        )
    except StudentException as error:
        fault = error.fault
        told = fault.guarded(place_of(fault)) if case.hidden else fault.public()
        return Verdict(
            Status.FAILED,
            told,
            fault.public(),
            hinted=error.is_of_the_task,
            about=f"{fault.type_name} in {fault.place}" if fault.place else "",
            settled=error.is_a(NotImplementedError),
            out_of_memory=error.is_a(MemoryError),
            cause=cause_of(fault),
        )
    except WorkerStopped as stop:
        return stop_verdict(stop, timing)
    except CannotCross as error:
        return Verdict(Status.FAILED, "Your code gave something that cannot be read.", str(error))
    except (CouldNotCheck, CaseError, MemoryError, OSError) as error:
        told = "The grader could not check this case; a person will look at it."
        return Verdict(Status.UNCHECKED, told, f"{type(error).__name__}: {error}", stopped=True)
    except Exception as error:
        told = "The test could not use what your function returned."
        if isinstance(error, TypeError) and "is not callable" in str(error):
            told = (
                "What should be a function is something else. Is its name used again further down "
                "in your module?"
            )
        return Verdict(Status.FAILED, told, f"{type(error).__name__}: {error}", hinted=True)
    return _PASSED


def stop_verdict(stop: WorkerStopped, timing: Timing) -> Verdict:
    """The verdict on a case in which the worker stopped."""
    status, message = explain(stop, timing)
    return Verdict(status, message, stop.why, stopped=True)


def import_verdict(stop: WorkerStopped, timing: Timing, module: str) -> Verdict:
    """The verdict where it stopped while it imported a module."""
    verdict = stop_verdict(stop, timing)
    told = f"While importing {module}.py: {verdict.message}"
    if verdict.status is not Status.FAILED:
        return replace(verdict, message=told)
    if stop.why in ("wall", "slept") or stop.ran_out_of_cpu:
        told += " Put what trains or tries things out under if __name__ == '__main__'."
    cause = cause_of_stopped_import(module, verdict.message)
    return replace(verdict, message=told, cause=cause)


def _rated(rated: Rated) -> Verdict:
    if rated.share >= 1:
        verdict = Verdict(Status.PASSED, rated.message)
    else:
        status = Status.PARTIAL if rated.share > 0 else Status.FAILED
        verdict = Verdict(status, rated.message, hinted=True, share=rated.share)
    return replace(verdict, detail=rated.detail, measured=rated.measured, curves=rated.curves)


def case_result(case: Case, verdict: Verdict, output: str = "", seconds: float = 0.0) -> CaseResult:
    """The verdict as it is recorded: the student's message with the case's own hint."""
    if verdict is _PASSED:
        # Most of them, of which there is nothing to tell.
        worth = (case.name, case.points, case.hidden)
        return CaseResult(*worth, Status.PASSED, output=output, seconds=seconds)
    parts = [verdict.message]
    told = verdict.status is Status.FAILED and not verdict.stopped and not case.hidden
    if verdict.detail and told and verdict.detail != verdict.message:
        parts.append(verdict.detail)
    if verdict.hinted and case.failure_message:
        parts.append(f"Hint: {case.failure_message}")
    return CaseResult(
        name=case.name,
        points=case.points,
        hidden=case.hidden,
        status=verdict.status,
        message="\n".join(part for part in parts if part),
        detail=verdict.detail,
        output=output,
        rated=round(verdict.share * case.points, 4) if verdict.status is Status.PARTIAL else 0.0,
        diagnosis=verdict.diagnosis,
        about=verdict.about,
        cause=verdict.cause,
        measured=verdict.measured,
        curves=verdict.curves,
        seconds=seconds,
    )
