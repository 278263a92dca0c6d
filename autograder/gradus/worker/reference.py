"""A worker of the reference's modules: runs their functions for a student's code.

Requests are ["perform", module, function, args, kwargs, told], for what is told see `along`, and
["answer", number, args, kwargs] for a function that it has given away itself; for what it gives see
`Understudy.perform`.
"""

import sys
from collections.abc import Callable
from operator import attrgetter

from gradus_checks.crossing import Tree
from gradus_checks.errors import CannotCross
from gradus_checks.module_names import import_name
from gradus_checks.understudy import Understudy


class Reference:
    """Answers such requests about modules that have been imported; `ask` has the judge answer."""

    def __init__(self, ask: Callable[[Tree], Tree]) -> None:
        self._understudy = Understudy(ask)

    def handle(self, request: Tree) -> Tree:
        """Do what `request` asks, and say what came of it."""
        match request:
            case ["perform", str(module), str(function), args, kwargs, told]:
                found = attrgetter(function)(sys.modules[import_name(module)])
                return self._understudy.perform(found, args, kwargs, told)
            case ["answer", int(number), args, kwargs]:
                return self._understudy.perform_own(number, args, kwargs)
        raise CannotCross("an unknown request")

    def release(self) -> None:
        """A new case begins: what the last has made known is let go."""
        self._understudy.release()
