"""What goes along with a call of one of the reference's functions, on the student's side.

Such a function reads and sets attributes of the student's object, and draws from its generator.
Each would be a question to another process: in a training, tens of thousands. So what a function
has asked for goes along when it is next called, and what it sets comes back with its answer.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gradus_checks.copied import can_be_copied, set_state, state_of
from gradus_checks.crossing import Decoder, Encoder, Tree
from gradus_checks.objects import is_transparent

Number = Callable[[object], int]
"""Gives an object a number, by which the other side knows it."""

_SINGLE = (type(None), bool, float, np.float64)
_NUMBERS = "?bhilqBHILQfd"
_BITS = 64  # of any counter
_MOST_BYTES = 2**17
"""What can always cross, beside the largest arguments. All else is asked for, or refused then.

So many bytes are a minibatch of 64 samples and 256 neurons; a frame has room for eight of them.
"""


@dataclass
class Wanted:
    """The attributes that a function asks for, but those that it has set before in that call."""

    names: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    kind: type | None = None
    """The class of the object, once it is known to have transparent ones."""

    def note(self, request: list[Tree]) -> None:
        """It asks for this while it runs."""
        match request:
            case ["get", _, str(name)] if name not in self.written:
                self.names.add(name)
            case ["set", _, str(name), _]:
                self.written.add(name)

    def told(
        self, args: tuple[Any, ...], known: Container[int], number: Number, by_value: Encoder
    ) -> Tree:
        """[objects, generators]: [number, [name, tree], …] and [number, state] of each.

        Of the objects in `args` only the first, which a method is of. A list, or an array that the
        test knows, is asked for: the test is to hear how it has changed.
        """
        self.written.clear()
        first = args[0] if args else None
        objects: list[Tree] = []
        held: dict[str, Any] = {}
        if id(first) in known and self._is_transparent(first):
            own = vars(first)
            found = ((name, own[name]) for name in self.names if name in own)
            held = {name: value for name, value in found if _can_be_told(value, known)}
            pairs = [[name, by_value.encode(value)] for name, value in held.items()]
            objects = [[number(first), *pairs]]
        drawn = {id(value): value for value in (*args, *held.values()) if can_be_copied(value)}
        return [objects, [[number(value), state_of(value)] for value in drawn.values()]]

    def _is_transparent(self, target: object) -> bool:
        if type(target) is not self.kind and is_transparent(target):
            self.kind = type(target)
        return type(target) is self.kind


def _can_be_told(value: object, known: Container[int]) -> bool:
    if type(value) is np.ndarray:
        small = value.dtype.char in _NUMBERS and value.nbytes <= _MOST_BYTES
        return small and id(value) not in known
    if type(value) is int:
        return value.bit_length() < _BITS
    return type(value) in _SINGLE or can_be_copied(value)


def take_back(given: Tree, object_of: Callable[[Tree], Any], decoder: Decoder) -> None:
    """Let the student's objects be as the call has left them."""
    objects, generators = given
    for number, *pairs in objects:
        target = object_of(number)
        for name, tree in pairs:
            setattr(target, name, decoder.trusted(tree))
    for number, state in generators:
        set_state(object_of(number), state)
