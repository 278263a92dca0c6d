"""One fork: runs the student's code and answers the judge's requests about it."""

import importlib
import os
import signal
import sys
import time
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, NoReturn

from gradus import wire
from gradus.worker.confinement import Parent, shut_in
from gradus.worker.headroom import with_headroom
from gradus.worker.keeping import keeps_nothing
from gradus.worker.limits import NOT_READY, READY, ProcessLimits, impose
from gradus.worker.sources import look_in
from gradus.worker.streams import flush, own_descriptors, own_streams
from gradus_checks.crossing import Tree
from gradus_checks.host import Host
from gradus_checks.module_names import import_name

if TYPE_CHECKING:
    from gradus.worker.reference import Reference


def serve(
    frames: int,
    output: int,
    settle: Callable[[], str],
    limits: ProcessLimits,
    mapped: int,
    parent: Parent,
) -> None:
    """Answer requests on descriptor `frames` until the judge hangs up. Never returns normally.

    The submission is where `settle` says, which goes there and nowhere else any more.
    """
    try:
        os.setsid()
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        own_descriptors(output, keep=frames)
        own_streams()
        impose(limits, mapped)
        folder = settle()
        shut_in(parent)
        look_in(folder)
        if os.path.isfile(os.path.join(folder, "random.py")):
            # Who hands one in means it. `gradus_checks.chance` has Python's own, and keeps it.
            sys.modules.pop("random", None)
    except Exception as error:
        # Told where the student's code would print: it has not run yet, so this is ours.
        os.write(1, f"{type(error).__name__}: {error}".encode())
        os._exit(NOT_READY)
    connection = wire.Connection(frames)
    connection.send(READY)
    with_headroom(_Conversation(connection, folder).take_turns)


_KEEPS_NOTHING = "keeps nothing"
_OF_THE_REFERENCE = ("perform", "answer")


class _Conversation:
    """Answers requests, also those that come while the student's code calls a test's function."""

    def __init__(self, connection: wire.Connection, folder: str) -> None:
        self._connection = connection
        self._folder = folder
        self._host = Host(_Importer(folder), self._call_back, folder)
        self._reference: Reference | None = None
        self._number = 0
        self._started = 0.0
        self._modules_before = len(sys.modules)

    def take_turns(self) -> NoReturn:
        """Answer one request after the other."""
        while True:
            self._take_turn()

    def _take_turn(self) -> None:
        number, request = self._receive()
        if request == ["end"]:
            signal.setitimer(signal.ITIMER_PROF, 0)
            used = time.process_time() - self._started
            flush()
            self._connection.send([number, ["cpu", used]])
        else:
            self._answer(number, request)

    def _receive(self) -> tuple[int, Tree]:
        """The next request, or answer, and its number. What comes with it is heeded first."""
        number, tree, *notices = self._connection.receive()
        for notice in notices:
            match notice:
                case ["begin", float(cpu_seconds)]:
                    # The default action of SIGPROF ends the process: CPU time is what counts, so a
                    # busy machine fails nobody.
                    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
                    self._started = time.process_time()
                case ["release", int(seed)]:
                    self._host.release(seed)
                    if self._reference is not None:
                        self._reference.release()
        return number, tree

    def _answer(self, number: int, request: Tree) -> None:
        outer, self._number = self._number, number
        reply = self._handle(request)
        self._number = outer
        flush()
        try:
            frame = wire.pack([number, reply])
        except wire.BrokenFrame as error:
            frame = wire.pack([number, ["refused", str(error), [], []]])
        self._connection.send_frame(frame)

    def _handle(self, request: Tree) -> Tree:
        try:
            if request[0] == _KEEPS_NOTHING:
                return [_KEEPS_NOTHING, self._keeps_nothing()]
            if request[0] in _OF_THE_REFERENCE:
                return self._for_a_student(request)
            return self._host.handle(request)
        except KeyboardInterrupt:
            # Nobody is at a keyboard here: the student's code has raised it.
            return ["error", "KeyboardInterrupt", "", "", "", [], [], []]

    def _keeps_nothing(self) -> bool:
        try:
            return keeps_nothing(self._folder, self._modules_before)
        except Exception:
            # Something that it has looked at is no usual module: in doubt it can.
            return False

    def _for_a_student(self, request: Tree) -> Tree:
        """Where the modules are the reference's: call a function for a student's code."""
        if self._reference is None:
            # Few workers are asked to do so.
            from gradus.worker.reference import Reference

            self._reference = Reference(self._call_back)
        return self._reference.handle(request)

    def _call_back(self, message: Tree) -> Tree:
        """Have the judge call one of the test's own functions, and wait for what it gives."""
        self._connection.send([self._number, message])
        while True:
            number, tree = self._receive()
            if number == self._number:
                return tree
            self._answer(number, tree)


class _Importer:
    """Imports the modules of the submission, and no installed module that bears their name."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def __call__(self, name: str) -> ModuleType:
        if not os.path.isfile(os.path.join(self._folder, f"{name}.py")):
            raise ModuleNotFoundError(f"there is no file {name}.py in the submission")
        return importlib.import_module(import_name(name))
