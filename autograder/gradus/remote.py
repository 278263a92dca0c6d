"""The judge's end of the wire: requests to one worker, under a deadline, its output drained."""

import contextlib
import os
import select
import time
from collections.abc import Callable
from dataclasses import dataclass

from gradus import wire
from gradus.errors import SandboxError
from gradus.sandbox.base import Exit, Worker
from gradus.sandbox.slept import TICK, Account
from gradus.sandbox.space import TOO_MUCH
from gradus.worker.limits import NOT_READY, READY
from gradus_checks.crossing import Tree
from gradus_checks.errors import CannotCross, CheckFailed

MAX_CALLBACKS = 100_000
"""How often a student's code may call a test's function back within one case."""

_DRAIN_PIECES = 16
"""So many pieces of output a pipe can hold at most; more is being written meanwhile."""


_TOLD = 300  # characters of what a worker says: a sentence, as it is a stranger's


_NO_ACCOUNT = Account()


class WorkerStopped(Exception):
    """The worker will answer no more. `exit` tells how it ended, `why` what the judge saw.

    `account` is what became of the case's time, and `told` what to say to the student, where that
    is known already.
    """

    def __init__(
        self, why: str, exit_: Exit, account: Account = _NO_ACCOUNT, told: str = ""
    ) -> None:
        super().__init__(why)
        self.why = why
        self.exit = exit_
        self.account = account
        self.told = told

    @property
    def ran_out_of_cpu(self) -> bool:
        """Whether it computed for too long: by its own timer, or in spite of having none."""
        return self.why == "overrun" or self.exit.ran_out_of_cpu


@dataclass(frozen=True)
class Timing:
    """The CPU seconds that a case may take, and the wall seconds after which waiting ends."""

    cpu_seconds: float
    wall_seconds: float

    @classmethod
    def of_cpu(cls, cpu_seconds: float) -> "Timing":
        """Wall time is a backstop only: generous, so that a busy machine fails nobody."""
        return cls(cpu_seconds, 10.0 + 4 * cpu_seconds)


class RemoteChannel:
    """A `gradus_checks.session.Channel` to a worker. `intake` counts what goes to and fro.

    A worker whose code is trusted may call back `callbacks_ratio` times as often as others.
    """

    def __init__(self, worker: Worker, output_limit: int, *, callbacks_ratio: int = 1) -> None:
        self.intake = worker.intake
        self._worker = worker
        self._output_limit = output_limit
        self._output = bytearray()
        self._buffer = wire.FrameBuffer()
        self._number = 0
        self._notices: list[Tree] = []
        self._callbacks = 0
        self._callbacks_ratio = callbacks_ratio
        self._answering = 0.0
        self._timing = Timing(0.0, 0.0)
        self._deadline = 0.0
        self._stop: WorkerStopped | None = None
        self._has_output = False
        self._ended = False
        self._ready = False
        self._event = select.POLLIN
        self._watch = worker.watch
        self._poll = select.poll()
        self._frames = worker.frames.fileno()
        self._poll.register(worker.frames, select.POLLIN)
        self._poll.register(worker.output, select.POLLIN)
        os.set_blocking(worker.output, False)
        worker.frames.setblocking(False)

    def begin(self, timing: Timing) -> None:
        """Start the clock of a case; the worker's, when it gets the first request."""
        self._deadline = time.monotonic() + timing.wall_seconds
        self._callbacks = 0
        self._answering = 0.0
        self._timing = timing
        self.intake.begin()
        self._watch.begin(timing.cpu_seconds)
        self._worker.processors.take_turns(self._watch.pid)
        self._notices = [["begin", timing.cpu_seconds]]

    def extend(self, seconds: float) -> None:
        """Give the case so much more wall time: so long it was the judge that had to wait."""
        self._deadline += seconds

    def release(self, seed: int = 0) -> None:
        """Have the worker free what earlier cases have introduced, before the next request."""
        self._notices.append(["release", seed])

    def end(self) -> float:
        """Stop the clock; the CPU seconds that the worker says it took."""
        match self._receive(self._ask(["end"])):
            case ["cpu", float(seconds)]:
                return seconds
        raise self._stopped("broken")

    @property
    def has_printed(self) -> bool:
        """Whether the student's code has printed anything since its output was last taken."""
        self._drain(_DRAIN_PIECES)
        return bool(self._output)

    def exchange(self, request: list[Tree], answer: Callable[[list[Tree]], Tree]) -> list[Tree]:
        """The reply to a request; callbacks that come first are answered. Raises WorkerStopped."""
        number = self._ask(request)
        while True:
            reply = self._receive(number)
            if not isinstance(reply, list) or not reply:
                raise self._stopped("broken")
            if reply[0] != "callback":
                return reply
            self._callbacks += 1
            if self._callbacks > self._callbacks_ratio * MAX_CALLBACKS:
                raise self._stopped("callbacks")
            self._send([number, self._answered(reply, answer)])

    def _answered(self, callback: list[Tree], answer: Callable[[list[Tree]], Tree]) -> Tree:
        started = time.monotonic()
        try:
            self.intake.arrived = self._buffer.last
            # The test's function may itself send requests, under numbers of their own.
            return answer(callback)
        except CannotCross:
            raise self._stopped("broken") from None
        except CheckFailed as error:
            # The student's code waits for an answer, in the midst of its own.
            raise self._stopped("too much", told=error.message) from None
        finally:
            self._answering += time.monotonic() - started

    def take_output(self) -> str:
        """What the student's code printed before its last reply, cut at the limit.

        It is there before the reply is, so that to wait for that has told whether there is any.
        """
        if self._has_output:
            self._drain(_DRAIN_PIECES)
            self._has_output = False
        text = self._output.decode(errors="replace")
        cut = len(self._output) >= self._output_limit
        self._output.clear()
        return text + ("\n… (more was printed)" if cut else "")

    def _ask(self, request: list[Tree]) -> int:
        """Send a request under a new number, which its replies have to bear, with all notices."""
        self._look_at_files()
        self._number += 1
        self._send([self._number, request, *self._notices])
        self._notices.clear()
        return self._number

    def _send(self, tree: Tree) -> None:
        view = memoryview(wire.pack(tree))
        self.intake.send(len(view))
        while view:
            try:
                view = view[self._worker.frames.send(view[: wire.PIECE]) :]
            except BlockingIOError:
                self._wait(select.POLLOUT)
            except OSError:
                raise self._stopped("gone", patience=0.5) from None

    def _receive(self, number: int) -> Tree:
        """The one frame that answers request `number`; anything else ends the worker."""
        try:
            while not self._buffer.has_frame():
                self._wait(select.POLLIN)
                piece = self._watch.meet(self._worker.frames, wire.PIECE)
                if not piece:
                    raise self._stopped("gone", patience=0.5)
                self._buffer.feed(piece)
            frame = self._buffer.take()
            if not self._ready and frame == READY:
                self._ready = True
                return self._receive(number)
            if type(frame) is list and len(frame) == 2 and self._buffer.is_empty():
                theirs, tree = frame
                if isinstance(theirs, int) and theirs == number:
                    return tree
        except wire.BrokenFrame:
            pass
        except OSError:
            raise self._stopped("gone", patience=0.5) from None
        raise self._stopped("broken")

    def _wait(self, event: int) -> None:
        """Until the frames are ready for `event`; meanwhile whatever is printed is taken away."""
        if event != self._event:
            self._poll.modify(self._worker.frames, event)
            self._event = event
        while True:
            started = time.monotonic()
            left = self._deadline - started
            if left <= 0:
                called = self._answering > self._timing.wall_seconds / 2
                raise self._stopped("callbacks" if called else "wall")
            ready = self._poll.poll(min(left, TICK) * 1000)
            self._watch.waited(time.monotonic() - started)
            found = False
            for descriptor, _ in ready:
                if descriptor == self._frames:
                    found = True
                else:
                    self._has_output = True
                    self._drain(1)
            if found:
                return
            if not ready:
                self._worker.processors.part()
            if verdict := self._watch.verdict:
                raise self._stopped(verdict)
            self._look_at_files()

    def _look_at_files(self) -> None:
        """End a worker that writes too much of them, or fills the disk that they are on."""
        verdict = self._worker.space.verdict()
        if verdict:
            raise self._stopped(verdict, told=TOO_MUCH if verdict == "files" else "")

    def _drain(self, pieces: int) -> None:
        """Read up to `pieces` of what was printed; what is beyond the limit is thrown away."""
        for _ in range(0 if self._ended else pieces):
            try:
                piece = os.read(self._worker.output, wire.PIECE)
            except OSError:
                return
            if not piece:
                self._close_output()
                return
            self._output += piece[: self._output_limit - len(self._output)]

    def _close_output(self) -> None:
        """Nobody can print any more: do not wait for it."""
        with contextlib.suppress(KeyError):
            self._poll.unregister(self._worker.output)

    def _stopped(self, why: str, patience: float = 0.0, told: str = "") -> WorkerStopped:
        """End the worker; once it has ended, the first reason stands. Raises SandboxError."""
        if self._stop is None:
            self._drain(_DRAIN_PIECES)
            self._has_output = False
            self._ended = True
            account = self._watch.account()
            ended = self._worker.end(patience)
            if why == "disk" and self._worker.space.has_given_back():
                told = TOO_MUCH
            if why == "gone" and ended.code == NOT_READY and not self._ready:
                raise SandboxError(
                    f"The worker could not make itself ready ({self._output.decode()[:_TOLD]})."
                )
            self._stop = WorkerStopped(why, ended, account, told)
        return self._stop
