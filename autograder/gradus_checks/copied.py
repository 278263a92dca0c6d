"""The state of a generator: what its copy in another process needs, and gives back."""

from typing import TypeGuard

import numpy as np

from gradus_checks.crossing import Tree
from gradus_checks.errors import CannotCross

DRAWS = frozenset(("random", "normal", "uniform", "integers", "permutation", "choice"))
"""What a copy can be asked in place of the generator: it changes nothing but the state."""

_DIGITS = 34  # of 128 bits, with the prefix


def can_be_copied(value: object) -> TypeGuard[np.random.Generator]:
    """Whether this is what `default_rng` makes."""
    return type(value) is np.random.Generator and type(value.bit_generator) is np.random.PCG64


def state_of(generator: np.random.Generator) -> Tree:
    """Where such a generator is."""
    state = generator.bit_generator.state
    inner = state["state"]
    return [hex(inner["state"]), hex(inner["inc"]), state["has_uint32"], state["uinteger"]]


def set_state(generator: np.random.Generator, tree: Tree) -> None:
    """Let it draw from there on. Raises CannotCross."""
    match tree:
        case [str(state), str(inc), int(has), int(left)] if len(state) <= _DIGITS >= len(inc):
            try:
                generator.bit_generator.state = {
                    "bit_generator": "PCG64",
                    "state": {"state": int(state, 16), "inc": int(inc, 16)},
                    "has_uint32": has,
                    "uinteger": left,
                }
                return
            except (ValueError, OverflowError):
                pass
    raise CannotCross("a malformed state of a generator")
