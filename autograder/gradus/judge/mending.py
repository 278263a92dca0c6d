"""Functions of the reference, called by a student's code, in a process of their own.

That process is a worker as others are: confined, and under the limits of the case that is judged.
It holds the reference's modules and no tests. So whatever a student's code asks of the reference,
the judge neither computes nor allocates it.
"""

import builtins
import math
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

from gradus.assignment import Assignment
from gradus.errors import CouldNotCheck, SandboxError
from gradus.judge.scratch import entered
from gradus.remote import RemoteChannel, Timing, WorkerStopped
from gradus.sandbox import Meter, Sandbox, StartWorker
from gradus.worker.limits import ProcessLimits
from gradus_checks import CannotCross, CheckFailed, StudentException
from gradus_checks.crossing import Tree
from gradus_checks.mended import MendedSession, Relayed
from gradus_checks.proxy import handle_of
from gradus_checks.reported import reported_fault
from gradus_checks.session import Session

_ASKS = 20
"""How often a function of the reference asks for something of a student's object, at most, each
time that it is called: how often that is has its own limit, where the student's code calls."""

_NOT_LOADED = (StudentException, CheckFailed, CannotCross, WorkerStopped, CouldNotCheck, OSError)


Enter = Callable[[], AbstractContextManager[tuple[StartWorker, Path]]]
"""What starts that process, and the folder that it sees."""


def module_names(assignment: Assignment) -> tuple[str, ...]:
    """Of all modules that lie beside one another: the reference's, and those provided."""
    return (*assignment.modules, *assignment.provided)


def mender_of(
    assignment: Assignment, sandbox: Sandbox, meter: Meter, import_timing: Timing
) -> "Mender":
    """One for the submission whose workers `meter` counts: the reference's process is one more."""
    names, limits = module_names(assignment), assignment.limits

    @contextmanager
    def enter() -> Iterator[tuple[StartWorker, Path]]:
        # No copy of the reference lies where another worker could find it.
        source = assignment.solutions
        with entered(sandbox, assignment, source, writable=False) as (start_worker, folder):
            yield meter.counting(start_worker), folder

    # What is left of the submission's time, if that is less.
    process = ProcessLimits(math.ceil(limits.submission_cpu_seconds), limits.memory_mb)
    return Mender(enter, names, process, import_timing)


class Mender:
    """Has the reference's functions called for one submission at a time.

    Their process, which `enter` starts within `limits`, imports the `modules` of its folder.
    """

    def __init__(
        self, enter: Enter, modules: tuple[str, ...], limits: ProcessLimits, import_timing: Timing
    ) -> None:
        self._enter = enter
        self._modules = modules
        self._limits = limits
        self._import_timing = import_timing
        self._open = ExitStack()
        self._channel: RemoteChannel | None = None
        self._timing = import_timing
        self._is_new_case = False

    @property
    def is_ready(self) -> bool:
        """Whether the process is there."""
        return self._channel is not None

    def make_ready(self) -> None:
        """Start the process, unless one is there. Raises SandboxError.

        It imports everything, and then its files are gone: where the kernel hides no files, a
        student's code, which starts afterwards, could read them.
        """
        if self._channel is not None:
            return
        try:
            start_worker, folder = self._open.enter_context(self._enter())
            worker = start_worker(self._limits)
            self._open.callback(worker.discard)
            channel = RemoteChannel(worker, output_limit=0, callbacks_ratio=_ASKS)
            channel.begin(self._import_timing)
            session = Session(channel)
            for name in self._modules:
                handle_of(session.module(name))
            for path in folder.rglob("*.py"):
                path.unlink()
        except _NOT_LOADED as error:
            self.close()
            raise SandboxError(f"The reference could not be started: {error}") from error
        except BaseException:
            self.close()
            raise
        self._channel = channel

    def begin(self, timing: Timing) -> None:
        """A case begins, with these limits."""
        self._timing = timing
        self._is_new_case = True

    def converse(self, channel: RemoteChannel) -> MendedSession:
        """A conversation with a student's code in which functions can be mended."""
        session = MendedSession(
            channel,
            channel.intake,
            lambda number, args, kwargs: self._have(session, ["answer", number, args, kwargs]),
        )
        return session

    def mend(self, session: MendedSession, module: str, function: str) -> None:
        """Put the reference's `module.function` in the place of the student's."""

        def relay(*args_kwargs_told: Tree) -> Tree:
            return self._have(session, ["perform", module, function, *args_kwargs_told])

        session.replace(module, function, Relayed(relay))

    def close(self) -> None:
        """End the process."""
        self._channel = None
        self._open.close()
        self._open = ExitStack()

    def _have(self, session: MendedSession, request: list[Tree]) -> Tree:
        """The answer to a callback, from the reference's process."""
        channel = self._channel
        if channel is None:
            raise CheckFailed("The reference has been stopped.")
        if self._is_new_case:
            self._is_new_case = False
            channel.begin(self._timing)
            channel.release()
        try:
            reply = channel.exchange(request, partial(_asked, session))
            return _answer(session, reply)
        except BaseException:
            # It is in the midst of something: the next question gets another.
            self.close()
            raise


def _asked(session: MendedSession, message: list[Tree]) -> Tree:
    """What the reference's functions ask for: of the student's code, or of the test's functions."""
    match message:
        case ["callback", "ask", list(request)]:
            return session.pass_on(request)
        case ["callback", int(), _, _]:
            return session.answer(message)
    raise CannotCross("a malformed request")


def _answer(session: MendedSession, reply: list[Tree]) -> Tree:
    match reply:
        case ["value", _, *_]:
            return reply
        case ["raised", int(number)]:
            return ["raised", number, "a function of the test raised"]
        case ["student", *fields]:
            return session.fail(StudentException(reported_fault(fields)))
        case ["error", str(kind), str(message)]:
            return session.fail(_error(kind, message))
    raise CannotCross("a malformed reply")


def _error(kind: str, message: str) -> Exception:
    """What the reference raised. Where it wants for memory, the judge's machine need not."""
    found = getattr(builtins, kind, None)
    judges_own = (MemoryError, OSError)
    if (
        isinstance(found, type)
        and issubclass(found, Exception)
        and not issubclass(found, judges_own)
    ):
        with suppress(TypeError):
            # A few of them want more than a message.
            return found(message)
    return RuntimeError(f"{kind}: {message}")
