"""A student's code that does not end is stopped, on any system, and the loop is named.

Code in this process can only be stopped by an exception. A signal brings it about: it also ends a
`time.sleep`, and its handler runs where the code is, so that it can see to it that our own code is
never interrupted. What catches the exception meets it again at its next line. A single call of C
that never comes back to Python cannot be stopped like that: `submit.py` ends its process.
"""

import ctypes
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, NoReturn

from gradus_checks.errors import CheckFailed
from gradus_checks.home.loops import Sightings, in_debugger, stack

MOST_STOPS = 2
"""As in the grader: what has not ended twice in a task will not do so the third time."""

_IDLE = 0.02
"""Of the time that passes: who uses less of the processor is asleep, not on a busy machine."""
_BUSY_MACHINE = 10
"""Times its limit, a case is stopped however little of the processor it was given."""
_TICK = 0.05  # seconds between two looks at the clock, which cost next to nothing
_UNMEASURED = 0.1
"""Of its limit, what a case may use up in short calls before the processor's clock is read for each
of them, which takes as long as many a call. Until then the clock on the wall is enough."""
_LOOKS = 10
"""Half a second of looking finds out which loop it is that goes round."""
_IDLE_TICKS = 20  # a second without a case: the next one starts a new thread that watches
_PATIENCE = 40
"""Ticks after which our own code is interrupted too, if it does not come back to the student's."""


class OutOfTime(KeyboardInterrupt):
    """Ends a student's code. A KeyboardInterrupt, as `except Exception` is not to catch it."""


class NotEnded(CheckFailed):
    """The student's code has not ended within its time."""


class TimeLimit:
    """The time that the code in `folder` may take between two calls of `renew`.

    `stuck` are the modules whose import has not ended, by name and time of change, and what was
    told of it: nobody need find that out again.
    """

    def __init__(self, folder: str, seconds: float) -> None:
        self.seconds = seconds
        self.stuck: dict[tuple[str, int], str] = {}
        self._folder = folder
        self._left = seconds
        self._deadline: float | None = None
        self._started = self._cpu_seen = 0.0
        self._unseen: float | None = None
        self._watched = 0
        self._thread: threading.Thread | None = None
        self._guard = threading.Lock()
        self._fires = 0
        self._sightings = Sightings(folder)
        self._interrupts = _Interrupts(self._interrupted)

    def renew(self) -> None:
        """A new case begins."""
        self._left = self.seconds

    @contextmanager
    def running(self) -> Iterator[None]:
        """The student's code runs within; also called within. Raises NotEnded."""
        if self._deadline is not None or sys.gettrace() is not None:
            yield  # Who traces the code, as a debugger does, is not to be hurried.
            return
        try:
            self._begin()
            yield
        except OutOfTime as known:
            message = str(known) or self._sightings.told(self.seconds)
            raise NotEnded(message, diagnosis="not ended") from None
        finally:
            self._end()

    def _begin(self) -> None:
        self._fires, self._watched = 0, threading.get_ident()
        self._interrupts.begin()
        with self._guard:
            self._started, self._unseen = time.monotonic(), None
            self._deadline = self._started + self._left
            if self._thread is None or self._left < (1 - _UNMEASURED) * self.seconds:
                self._measure()
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, daemon=True)
                self._thread.start()

    def _end(self) -> None:
        """Also where an OutOfTime arrives once the code was left, as it may in a thread."""
        while self._deadline is not None:
            with suppress(OutOfTime):
                self._put_back()

    def _put_back(self) -> None:
        with self._guard:
            passed = time.monotonic() - self._started
            left = max(0.0, self._left - min(passed, self._used(passed)))
            self._interrupts.end()
            if self._fires:
                sys.settrace(None)
            if self._sightings.count:
                # What was seen holds frames, and so all that their code has made.
                self._sightings = Sightings(self._folder)
            self._left, self._deadline = left, None

    def _measure(self) -> None:
        """See what the processor's clock says, and how much has passed unseen since the start."""
        self._unseen, self._cpu_seen = time.monotonic() - self._started, time.process_time()

    def _used(self, passed: float) -> float:
        """At most so many seconds of the processor, of those that have passed."""
        if self._unseen is None and passed < 2 * _TICK:
            return passed
        # Unseen: a call of C has kept the thread that watches from looking since before the start.
        return (self._unseen or 0.0) + time.process_time() - self._cpu_seen

    def _watch(self) -> None:
        """Look whether time is up, until nothing has run for a while."""
        idle = 0
        while idle < _IDLE_TICKS:
            time.sleep(_TICK)
            with self._guard:
                idle = 0 if self._deadline is not None else idle + 1
                if idle == _IDLE_TICKS:
                    self._thread = None
                if self._deadline is None or self._unseen is None:
                    self._measure()
                if self._deadline is not None and self._is_over():
                    self._look_and_stop()

    def _is_over(self) -> bool:
        """Whether it has had its time, and of the processor too, unless it does not want that."""
        passed = time.monotonic() - self._started
        seen = time.process_time() - self._cpu_seen
        given = self._used(passed) > self._left or seen < _IDLE * passed
        return passed > self._left and (given or passed > _BUSY_MACHINE * self._left)

    def _look_and_stop(self) -> None:
        frame = sys._current_frames().get(self._watched)
        if frame is None or in_debugger(frame):
            return
        if self._sightings.count < _LOOKS:
            self._sightings.look(frame)
            return
        if self._interrupts.by_signal or self._may_leave(frame):
            self._interrupts.send()

    def _interrupted(self, frame: FrameType | None) -> None:
        """Where the code is interrupted: leave it at once, if it is the student's own.

        From the second time on it is left at its next line too, so that no `except:` in a loop goes
        on.
        """
        if self._deadline is None or self._sightings.count < _LOOKS or frame is None:
            return
        if not self._may_leave(frame):
            return
        if self._fires > 1:
            for each in filter(self._sightings.is_theirs, stack(frame)):
                each.f_trace = _leave
            sys.settrace(_ignore)
        raise OutOfTime

    def _may_leave(self, frame: FrameType) -> bool:
        """Whether it is the student's code that would be left, or has not come back for long."""
        self._fires += 1
        return self._sightings.is_in_their_code(frame) or self._fires >= _PATIENCE


def _ignore(_frame: FrameType, _event: str, _argument: Any) -> None:
    """New frames are not traced: ours have to put everything back."""


def _leave(_frame: FrameType, _event: str, _argument: Any) -> NoReturn:
    raise OutOfTime


class _Interrupts:
    """Makes `interrupted` be called where the code is that runs between `begin` and `end`.

    Only the main thread of a program handles signals. In another one an exception can be set, which
    does not end a `time.sleep`.
    """

    def __init__(self, interrupted: Callable[[FrameType | None], None]) -> None:
        self._interrupted = interrupted
        self._sent = False
        self._thread = 0
        self._before: Any = None
        self._unraised: Callable[[Any], Any] | None = None

    @property
    def by_signal(self) -> bool:
        """Whether `interrupted` is called. In another thread than the main one it is not."""
        return self._before is not None

    def begin(self) -> None:
        """In the thread whose code is interrupted."""
        self._sent, self._thread = False, threading.get_ident()
        # None: it is not Python's, and could not be put back.
        if self._in_main_thread() and signal.getsignal(signal.SIGINT) is not None:
            self._before = signal.signal(signal.SIGINT, self._handle)

    def end(self) -> None:
        """In the same thread."""
        # On a busy machine a signal arrives late: it is not for whoever handles the next one.
        latest = time.monotonic() + _TICK
        while self._sent and time.monotonic() < latest:
            time.sleep(_TICK / 50)
        before, self._before = self._before, None
        if before is not None:
            signal.signal(signal.SIGINT, before)
        unraised, self._unraised = self._unraised, None
        if unraised is not None:
            sys.unraisablehook = unraised

    def send(self) -> None:
        """In any thread."""
        if self._unraised is None:
            self._unraised, sys.unraisablehook = sys.unraisablehook, self._not_raised
        if self._before is None:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(self._thread), ctypes.py_object(OutOfTime)
            )
            return
        self._sent = True
        if hasattr(signal, "pthread_kill"):
            signal.pthread_kill(self._thread, signal.SIGINT)
        else:
            signal.raise_signal(signal.SIGINT)  # On Windows this ends a sleep of the main thread.

    def _in_main_thread(self) -> bool:
        return self._thread == threading.main_thread().ident

    def _not_raised(self, what: Any) -> None:
        """Nothing leaves a `__del__`, or what collecting garbage calls: the next one will."""
        if not issubclass(what.exc_type, OutOfTime) and self._unraised is not None:
            self._unraised(what)

    def _handle(self, number: int, frame: FrameType | None) -> None:
        if self._sent:
            self._sent = False
            self._interrupted(frame)
        elif callable(self._before):
            self._before(number, frame)
