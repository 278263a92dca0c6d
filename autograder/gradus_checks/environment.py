"""Where a test case's parameters come from."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import numpy as np

from gradus_checks.crossing import Tree
from gradus_checks.errors import CaseError
from gradus_checks.host import Host
from gradus_checks.loader import FreshModules
from gradus_checks.proxy import ModuleProxy
from gradus_checks.session import Session
from gradus_checks.streams import OwnStreams


class Environment(Protocol):
    """Finds the student's modules, the reference, and the randomness of a case."""

    def module(self, name: str) -> Any:
        """A proxy of the student's module `name`."""

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

    def __init__(self, folder: Path) -> None:
        self._modules = FreshModules(folder)
        self._streams = OwnStreams()
        self._host = Host(self._load, self._call_back, str(folder))
        self._answer: Any = None
        self._ending: BaseException | None = None

    def exchange(self, request: list[Tree], answer: Any) -> list[Tree]:
        """Handle the request here and now."""
        self._answer = answer
        try:
            # A function of the student's may import another of the modules when it is called.
            with self._modules.in_place(), self._streams.in_place():
                reply = self._host.handle(request)
        finally:
            ending, self._ending = self._ending, None
        if ending is not None:
            raise ending
        return reply

    def release(self) -> None:
        """Free what earlier cases have introduced."""
        self._host.release()
        self._streams.renew()

    def _load(self, name: str) -> ModuleType:
        return self._modules.load(name)

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
    """The modules in a student's own folder, in this process, imported afresh once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._session = Session(DirectChannel(folder))

    def module(self, name: str) -> ModuleProxy:
        """The module's proxy; a missing or broken file shows at its first use."""
        return self._session.module(name)

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
