"""Go through the motions before the first fork.

What Python and NumPy set up at a first call (specialized bytecode, caches of types and of ufunc
loops) is then there for every fork, and need not be made, and paid for, by each of them.
"""

from types import ModuleType

import numpy as np

from gradus import wire
from gradus_checks.crossing import Encoder
from gradus_checks.host import Host

_TIMES = 10  # after which Python has specialized the code


def rehearse() -> None:
    """Answer a few requests about a module of our own."""
    module = ModuleType("rehearsal")
    module.__dict__["loss"] = lambda y_pred, y_true: np.mean((y_pred - y_true) ** 2)
    arguments = Encoder([]).encode((np.arange(4.0), np.ones(4)))
    for _ in range(_TIMES):
        host = Host(lambda _: module, lambda tree: tree, "")
        for request in (
            ["import", module.__name__],
            ["get", 0, "loss"],
            ["call", 1, arguments, ["dict"]],
        ):
            number, received = wire.unframe(wire.pack([0, request]))
            wire.pack([number, host.handle(received)])
