"""In which orders the methods of an object are called: short ones, and a walk through long ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice, product
from typing import Any

import numpy as np

from gradus_checks.close import check_close
from gradus_checks.errors import CheckFailed, StudentException
from gradus_checks.turns import in_turn

Array = np.ndarray[Any, Any]

FORWARD, TRAINING, BACKWARD = "forward(x)", "forward(x, training=True)", "backward(grad)"
LAYER = (FORWARD, TRAINING, BACKWARD)
"""What is called of a layer; `BACKWARD` has no meaning before one of the others."""

_RETURNED = "the gradient for x"

_SHORT, _LONG = 3, 4
"""What a layer keeps it keeps from one call or two ago; four calls leave one to spare."""

_SHOWN = 4
"""So many of the latest calls are told."""


def call_orders(
    calls: Sequence[str], first: Collection[str], last: str, rng: np.random.Generator
) -> Iterator[tuple[str, ...]]:
    """Orders of `calls`, each for a new object: short ones that end with `last`, and a long walk.

    In the walk every four calls in a row come at least once, and so does every shorter order: it is
    a de Bruijn sequence, the shortest there is. All orders begin with one of `first`. `rng` decides
    where the walk begins.
    """
    yield from (
        order for order in product(calls, repeat=_SHORT) if order[0] in first and order[-1] == last
    )
    names = [calls[number] for number in rng.permutation(len(calls))]
    cycle = [names[number] for number in _de_bruijn(len(calls), _LONG)]
    starts = [place for place, call in enumerate(cycle) if call in first]
    start = starts[int(rng.integers(len(starts)))]
    turned = cycle[start:] + cycle[:start]
    yield tuple(turned + turned[: _LONG - 1])


@dataclass(frozen=True)
class _Call:
    """One call of a layer, the last of `calls`, and what a right one gives then."""

    layer: _Watched
    calls: tuple[tuple[str, Array], ...]
    expected: Any

    @property
    def name(self) -> str:
        """Which method it calls, and how."""
        return self.calls[-1][0]

    def asked(self, result: str) -> list[partial[Any]]:
        """The call, and the question for what it leaves in the layer."""
        name, array = self.calls[-1]
        return _calls(self.layer.layer, name, array, result)

    def check(self, given: Any, result: str) -> None:
        """What backward gives: what forward does is asked elsewhere, and need not cost twice."""
        if self.name == BACKWARD:
            check_close(given, self.expected, name=result)

    def say_why(self, result: str) -> None:
        """Raise CheckFailed if the order of the calls, or another layer, is the cause."""
        latest = max(place for place, (name, _) in enumerate(self.calls) if name != BACKWARD)
        ending = self.calls[latest : latest + 1] + self.calls[latest + 1 :][-1:]
        for calls, why in ((self.calls, _OTHER_LAYER), (ending, _ORDER)):
            layer = self.layer.new()
            try:
                for name, array in calls:
                    given = _told(layer, name, array, result)
                self.check(given, result)
            except (CheckFailed, StudentException):
                continue
            names = ", ".join(name for name, _ in self.calls[-_SHOWN:])
            raise CheckFailed(why.format(calls=names))


class _Watched:
    """A layer under test beside a right one, and all that the two are called with."""

    def __init__(self, new: Callable[[], Any], right: Callable[[Any], Any]) -> None:
        self.new, self.layer = new, new()
        self._right = right(self.layer)
        self._calls: tuple[tuple[str, Array], ...] = ()
        self._output: Array = np.zeros(0)

    def next(self, name: str, draw: Callable[[], Array], result: str) -> _Call:
        """One more call, which the right one gets here and now."""
        # A gradient is another one each time, too, in the shape of y.
        array = np.resize(draw(), self._output.shape) if name == BACKWARD else draw()
        self._calls = (*self._calls, (name, array))
        expected = _told(self._right, name, array, result)
        if name != BACKWARD:
            self._output = expected
        return _Call(self, self._calls, expected)


_OTHER_LAYER = (
    "Two layers of one kind disturb each other: each has to keep what it needs in self, and not in "
    "a variable of the module or of the class."
)
_ORDER = (
    "After these calls the last one gives something else than it does of a new layer, with the "
    "latest forward alone: {calls}. Keep in each forward pass what the way back needs, with "
    "training=True or without; backward only reads it."
)


def check_layer_orders(
    new: Callable[[], Any],
    right: Callable[[Any], Any],
    draw: Callable[[], Array],
    rng: np.random.Generator,
    *,
    result: str = _RETURNED,
) -> None:
    """On the way back a layer gives what a right one gives, in whatever order its passes come.

    `new()` makes a layer to be judged, `right(layer)` a right one beside it, and `draw()` an x for
    both. `result` is what backward leaves in the layer, as "dW", or what it returns. Short orders
    are tried with two layers in turn, which must not disturb each other. Raises CheckFailed, and
    says that this is the cause, or the order, only if the result is right without it.
    """
    *short, walk = call_orders(LAYER, (FORWARD, TRAINING), BACKWARD, rng)
    half = len(short) // 2
    for orders in (*zip(short[:half], short[half:], strict=True), (walk,)):
        layers = [_Watched(new, right) for _ in orders]
        calls = [
            layer.next(name, draw, result)
            for names in zip(*orders, strict=True)
            for layer, name in zip(layers, names, strict=True)
        ]
        while calls:
            calls = calls[_agreeing(calls, result) :]


def _agreeing(calls: Sequence[_Call], result: str) -> int:
    """How many of the calls, made in turn, give what is right: all, or up to one that raises.

    Raises CheckFailed, and as the layers do.
    """
    asked = [call.asked(result) for call in calls]
    given = in_turn(chain.from_iterable(asked))
    for number, (call, parts) in enumerate(zip(calls, asked, strict=True)):
        try:
            try:
                *_, last = islice(given, len(parts))
            except StudentException:
                # What backward returns is asked for elsewhere: if only that goes wrong, the result
                # is there.
                if len(parts) == 1 or not hasattr(call.layer.layer, result):
                    raise
                call.check(getattr(call.layer.layer, result), result)
                return number + 1
            call.check(last, result)
        except (CheckFailed, StudentException):
            call.say_why(result)
            raise
    return len(calls)


def _told(layer: Any, name: str, array: Array, result: str) -> Any:
    """What a call gives, or what it leaves in the layer."""
    first, *then = _calls(layer, name, array, result)
    try:
        given = first()
    except StudentException:
        if not then or not hasattr(layer, result):
            raise
    return then[0]() if then else given


def _calls(layer: Any, name: str, array: Array, result: str) -> list[partial[Any]]:
    """The call, and the question for what it leaves in the layer, where that is wanted."""
    if name != BACKWARD:
        return [partial(layer.forward, array.copy(), training=name == TRAINING)]
    backward = partial(layer.backward, array.copy())
    return [backward] if result == _RETURNED else [backward, partial(getattr, layer, result)]


def _de_bruijn(symbols: int, length: int) -> list[int]:
    """The numbers below `symbols` in a circle, where each word of `length` stands once.

    The Lyndon words whose length divides `length`, one after the other in alphabetical order, are
    such a circle (Fredricksen, Kessler and Maiorana).
    """
    circle: list[int] = []
    word = [-1]
    while word:
        word[-1] += 1
        if length % len(word) == 0:
            circle += word
        word = [*islice((word * length), length)]
        while word and word[-1] == symbols - 1:
            word.pop()
    return circle
