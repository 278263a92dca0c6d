"""Where a test case's parameters come from."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import numpy as np

from gradus_checks.crossing import Tree
from gradus_checks.errors import CaseError
from gradus_checks.home.handed_out import read_handed_out, seconds_at_home
from gradus_checks.home.time_limit import MOST_STOPS, NotEnded, OutOfTime, TimeLimit
from gradus_checks.host import Host
from gradus_checks.loader import FreshModules
from gradus_checks.module_names import by_parameter
from gradus_checks.proxy import ModuleProxy
from gradus_checks.session import Session
from gradus_checks.streams import OwnStreams


class Environment(Protocol):
    """Finds the student's modules, the reference, and the randomness of a case."""

    def module(self, name: str) -> Any:
        """A proxy of the student's module that a case calls `name`."""

    def reference(self) -> Any:
        """The reference modules, as attributes; only a judge has them."""

    def data(self) -> Path:
        """The folder of the data that came with the assignment."""

    def rating(self, task: str) -> Any:
        """What rates the student's trained model by hidden data; only a judge has it."""

    def rng(self, task: str, case: str, hidden: bool) -> np.random.Generator:
        """The case's own source of randomness: always the same for the same case."""


class DirectChannel:
    """A channel to student code in this very process."""

    def __init__(self, folder: Path, limit: TimeLimit) -> None:
        self._modules = FreshModules(folder)
        self._limit = limit
        self._streams = OwnStreams()
        self._host = Host(self._load, self._call_back, str(folder))
        self._stops = 0
        self._answer: Any = None
        self._ending: BaseException | None = None

    def exchange(self, request: list[Tree], answer: Any) -> list[Tree]:
        """Handle the request here and now. Raises NotEnded."""
        self._answer = answer
        is_import = request[0] == "import"
        if is_import:
            self._limit.renew()
        elif self._stops >= MOST_STOPS:
            raise NotEnded(f"Not run: {MOST_STOPS} tests of this task have not ended before.")
        try:
            # A function of the student's may import another of the modules when it is called.
            with self._limit.running(), self._modules.in_place(), self._streams.in_place():
                reply = self._host.handle(request)
        except NotEnded as error:
            self._stops += not is_import
            if is_import:
                self._limit.stuck[self._version(str(request[1]))] = error.message
            raise
        finally:
            ending, self._ending = self._ending, None
        if ending is not None:
            raise ending
        return reply

    def release(self, seed: int = 0) -> None:
        """Free what earlier cases have introduced."""
        self._host.release(seed)
        self._streams.renew()
        self._limit.renew()

    def _load(self, name: str) -> ModuleType:
        if told := self._limit.stuck.get(self._version(name)):
            raise OutOfTime(told)
        return self._modules.load(name)

    def _version(self, name: str) -> tuple[str, int]:
        path = self._modules.folder / f"{name}.py"
        return name, path.stat().st_mtime_ns if path.is_file() else 0

    def _call_back(self, message: Tree) -> Tree:
        try:
            return self._answer(message)
        except Exception:
            raise
        except BaseException as error:
            # It is to end the test, whatever the student's code that it passes through makes of it.
            self._ending = error
            raise


class LocalEnvironment:
    """The modules in a student's own folder, in this process, imported afresh once.

    A case's code may take what `limit` says, by default what the assignment does. Environments
    that are used in turns share one.
    """

    def __init__(self, folder: Path, *, limit: TimeLimit | None = None) -> None:
        self.folder = folder
        handed = read_handed_out(folder)
        self._modules = by_parameter((*handed.modules, *handed.provided)) if handed else {}
        limit = limit or TimeLimit(str(folder), seconds_at_home(folder))
        self._session = Session(DirectChannel(folder, limit))

    def module(self, name: str) -> ModuleProxy:
        """The module's proxy; a missing or broken file shows at its first use."""
        return self._session.module(self.module_called(name))

    def module_called(self, name: str) -> str:
        """The module that a case calls `name`: `layers/dense` by `dense`."""
        return self._modules.get(name, name)

    def reference(self) -> Any:
        """Students do not have the reference: a hidden case has strayed into their folder."""
        raise CaseError("this case needs the reference, which only the grader has")

    def data(self) -> Path:
        """The folder `data` beside the student's modules."""
        return self.folder / "data"

    def rating(self, task: str) -> Any:  # noqa: ARG002
        """Students do not have the hidden data: a hidden case has strayed into their folder."""
        raise CaseError("this case needs the hidden data, which only the grader has")

    def rng(self, task: str, case: str, hidden: bool) -> np.random.Generator:  # noqa: ARG002
        """The generator of a public case."""
        return case_generator(task, case)


def case_generator(task: str, case: str, secret: bytes = b"") -> np.random.Generator:
    """The generator of one case: a hash of its names and, for hidden cases, the course's secret."""
    # A worker imports this module for nothing of the kind, and hashlib takes its time.
    import hashlib

    digest = hashlib.blake2b(f"{task}\0{case}".encode(), key=secret[:64], digest_size=16).digest()
    return np.random.default_rng(int.from_bytes(digest, "big"))
