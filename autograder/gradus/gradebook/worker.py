"""What runs in a grading process: one judge, opened once, and a tidy end."""

import gc
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from multiprocessing import parent_process
from multiprocessing.util import Finalize
from types import FrameType

from gradus.errors import GradusError
from gradus.gradebook.records import unchecked_record
from gradus.gradebook.source import JudgeSource, Judging
from gradus.processes import judge_only, judges_only
from gradus.results import NOT_JUDGED, Known, Record, Status
from gradus.submission import Submission

_TIDYING_SECONDS = 3.0  # for the sandbox to end after SIGTERM; then the process just ends


def prepare(until_alone: Callable[[], object] | None = None) -> None:
    """Make a new process end when it is asked to, and when what started it dies.

    `until_alone` returns when that has died; by default it waits for the parent of a process pool.
    """
    judge_only()
    # What has been imported lasts: to look through it for garbage takes a fortieth of a judge's
    # time, and copies the memory that a fork shares with what it came from.
    gc.freeze()
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_outlive_nobody, args=(until_alone,), daemon=True).start()


def level(source: JudgeSource) -> str:
    """The isolation level that this machine gives."""
    with _ending_on_request():
        return source.level()


def calibrate(source: JudgeSource) -> bytes:
    """The judge's calibration, pickled: the run passes it on and needs none of its modules."""
    with _ending_on_request():
        return pickle.dumps(_judge(source).calibrate())


@dataclass(frozen=True)
class Order:
    """One submission to grade: `known` are results that there are already."""

    submission: Submission
    isolation: str
    mark: str
    known: Known


def grade(source: JudgeSource, calibration: bytes, order: Order) -> Record:
    """The record of one submission, its mark as fingerprint. Whatever fails is recorded."""
    try:
        with _ending_on_request():
            judge = _judge(source)
            record = judge.grade(order.submission, pickle.loads(calibration), order.known)
    except Exception as error:
        why = str(error) if isinstance(error, GradusError) else _name_of(error)
        trace = traceback.format_exc()
        return unchecked_record(source.assignment, order.submission, order.isolation, why, trace)
    _keep_what_lasts()
    return replace(record, fingerprint="" if _is_open(record) else order.mark)


@cache
def _keep_what_lasts() -> None:
    """The first submission has imported the rest: the next ones do not look through it either."""
    if judges_only():
        gc.collect()
        gc.freeze()


def _is_open(record: Record) -> bool:
    """Whether something could not be checked, besides what was left out."""
    cases = (case for question in record.questions for case in question.cases)
    return any(case.status is Status.UNCHECKED and case.cause != NOT_JUDGED for case in cases)


def _name_of(error: Exception) -> str:
    said = f" ({error.strerror})" if isinstance(error, OSError) and error.strerror else ""
    return type(error).__name__ + said


@lru_cache(maxsize=1)
def _judge(source: JudgeSource) -> Judging:
    judge = source.open()
    # What is forked has no other end: for `atexit` it is too soon.
    Finalize(None, _close, (judge,), exitpriority=0)
    return judge


def _close(judge: Judging) -> None:
    """It has ended already: who asks it to is told nothing by a traceback."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    judge.close()


@contextmanager
def _ending_on_request() -> Iterator[None]:
    try:
        yield
    except SystemExit:
        # What was under way has tidied up; an executor would catch this and go on with the next.
        os._exit(0)


def _leave(_signal_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


def _outlive_nobody(until_alone: Callable[[], object] | None) -> None:
    """A process pool's workers wait for ever when their parent is killed; these do not."""
    parent = parent_process()
    wait = until_alone or (parent.join if parent else None)
    if wait is not None:
        wait()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_TIDYING_SECONDS)
        os._exit(1)
