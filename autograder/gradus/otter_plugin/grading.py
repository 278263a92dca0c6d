"""Grade what was handed in, whatever happens: there is always a record."""

import os
import signal
import tempfile
import threading
import traceback
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from gradus.assignment import Assignment, course_secret, unbundle
from gradus.errors import GradusError
from gradus.gradebook.records import unchecked_record
from gradus.otter_plugin.memory import memory_for_workers
from gradus.otter_plugin.places import Places, withdraw_support
from gradus.results import Record
from gradus.submission import Submission

_LEAST_ISOLATION = "uid"
_LEVEL = "GRADUS_ISOLATION"
_TOLD = "The grader could not run this submission; a person will look at it."
_SECONDS = 480.0
"""Of the ten minutes that Gradescope gives, eight are the judge's."""
_AGAIN_SECONDS = 10.0
"""Python loses what is raised where nothing may be, as while an object goes: so it is raised again.

Ten seconds are enough for all that is cleared away after the first time.
"""


class OutOfTime(BaseException):
    """The judge has used up its share. No `except Exception` on the way may keep it."""


def grade(places: Places) -> Record:
    """The record of what was handed in. What is the grader's fault is in it as *unchecked*."""
    whole = Submission("submission", places.handed_in, (places.handed_in,), ())
    assignment = None
    try:
        withdraw_support(places)
        with tempfile.TemporaryDirectory(prefix="gradus-course-") as scratch:
            bundle = unbundle(places.source, Path(scratch, "course"))
            assignment = bundle.assignment
            secret = course_secret()
            with _deadline(_SECONDS, _AGAIN_SECONDS):
                value = bundle.secret if secret.demo else secret.value
                return _judged(assignment, value, whole)
    except OutOfTime:
        why = f"it was not done after {_SECONDS / 60:.0f} minutes of this machine's time"
    except GradusError as error:
        why = str(error)
    except Exception:
        why = traceback.format_exc()
    return _unchecked(assignment, whole, why)


def _judged(assignment: Assignment, secret: bytes, submission: Submission) -> Record:
    """Judge it, after the reference, at the strongest level. Raises GradusError."""
    from gradus.judge import open_judge
    from gradus.sandbox import refuse_unusable

    refuse_unusable(assignment)
    level = os.environ.get(_LEVEL)
    limits = replace(
        assignment.limits,
        memory_mb=memory_for_workers(assignment.limits.memory_mb),
        isolation=_minimum(assignment.limits.isolation),
    )
    judge = open_judge(replace(assignment, limits=limits), isolation=level, secret=secret)
    with closing(judge):
        return judge.grade(submission, judge.calibrate())


def _minimum(asked: str) -> str:
    """Nobody watches this run: without any isolation it goes on only where someone asks for it."""
    if asked != "none" or os.environ.get(_LEVEL) == "none":
        return asked
    return _LEAST_ISOLATION


def _unchecked(assignment: Assignment | None, submission: Submission, why: str) -> Record:
    if assignment is not None:
        return unchecked_record(assignment, submission, "", why)
    return Record(
        student=submission.student,
        assignment="",
        fingerprint="",
        submitted_as="",
        isolation="",
        questions=(),
        attention=(f"could not be checked: {why}",),
        gradescope={"output": _TOLD, "tests": []},
    )


@contextmanager
def _deadline(seconds: float, again: float) -> Iterator[None]:
    """Raise OutOfTime after so many seconds, and `again` and again until it has ended all.

    There is none where there can be no alarm.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _out_of_time)
    signal.setitimer(signal.ITIMER_REAL, seconds, again)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _out_of_time(*_: object) -> NoReturn:
    raise OutOfTime
