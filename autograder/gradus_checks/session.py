"""One conversation of a test with a student's code: values there, values and changes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any, NoReturn, Protocol

import numpy as np

from gradus_checks import caps
from gradus_checks.arrays import decode_array
from gradus_checks.caps import Intake, check_count, check_pairs
from gradus_checks.changes import carry_over
from gradus_checks.crossing import NO_KEYWORDS, Decoder, Encoder, Tree
from gradus_checks.errors import CannotCross, CaseError, CheckFailed, StudentException
from gradus_checks.example import Calls
from gradus_checks.live_values import LiveValues
from gradus_checks.numbered import Numbered
from gradus_checks.proxy import (
    NOT_PLAIN,
    ModuleProxy,
    ObjectProxy,
    changes_of,
    forget,
    handle_of,
    handles_of,
    number_of,
)
from gradus_checks.reported import reported_fault
from gradus_checks.weight import check_unfolded

_KEPT = (
    "Your code called a function that an earlier test had given to it. Keep what you are given no "
    "longer than the call, or the object, that it was given to."
)
_BETWEEN = "a test asked for something else between two of the calls that it makes in turn"

Request = tuple[tuple[Tree, ...], tuple[Any, ...]]
"""Plain parts, and values."""


class Channel(Protocol):
    """Carries one request to the student's side and its reply back."""

    def exchange(self, request: list[Tree], answer: Callable[[list[Tree]], Tree]) -> list[Tree]:
        """The reply to `request`; callbacks that arrive meanwhile are passed to `answer`."""

    def release(self, seed: int = 0) -> None:
        """Have the student's side free what earlier cases have introduced, and draw from `seed`."""


class Session:
    """One conversation of tests with a student's modules.

    What the student's code gives counts against `intake`, where there is one: in a judge.
    """

    _replaces = "replace"

    def __init__(self, channel: Channel, intake: Intake | None = None) -> None:
        self._intake = intake
        self.calls = Calls()
        self.methods: set[tuple[str, str]] = set()
        self._channel = channel
        self._modules: dict[str, ModuleProxy] = {}
        self._proxies: dict[int, ObjectProxy] = {}
        self._lasting: dict[int, ObjectProxy] = {}
        self._known: list[int] = []
        self._live = LiveValues()
        self._callbacks: Numbered[Callable[..., Any]] = Numbered()
        self._generators: Numbered[np.random.Generator] = Numbered()
        self._raised: Numbered[BaseException] = Numbered()
        self._mended: dict[int, Callable[..., Any]] = {}
        self._asked = 0

    def release(self, seed: int = 0) -> None:
        """Free, on both sides, what the last case has left: a new one begins.

        Modules and their functions stay, replaced ones too. Nothing gets a number that something
        else has had. Python's and NumPy's global generators begin there from `seed`.
        """
        self.calls.clear()
        self.methods.clear()
        known = [changes_of(module) for module in self._modules.values()]
        if known != self._known:
            lasting = [proxy for module in self._modules.values() for proxy in handles_of(module)]
            self._lasting = {number_of(proxy): proxy for proxy in lasting}
            self._known = known
        self._proxies = self._lasting.copy()
        self._live.clear()
        for ours in (self._callbacks, self._generators, self._raised):
            ours.clear()
        self._callbacks.update(self._mended)
        self._channel.release(seed)

    def module(self, name: str) -> ModuleProxy:
        """The student's module `name`, imported when it is first used."""
        return self._modules.setdefault(name, ModuleProxy(self, name))

    def replace(self, module: str, attribute: str, value: object) -> None:
        """Put `value` in the place of the student's `module.attribute`, for follow-through.

        An attribute may be a method, as "Linear.forward": then `value` gets its object first.
        """
        if callable(value):
            self._mended[self._callback(value)] = value
        self.request(self._replaces, module, attribute, values=(value,))
        forget(self.module(module), attribute.split(".")[0])

    def draws_globally(self, seed: int = 0) -> bool:
        """Whether the student's code has drawn from the global generators since `release`."""
        return self.request("drawn", seed) is not False

    def write(self, array: np.ndarray[Any, Any], value: object) -> None:
        """Write `value` into a live array of the student's, in place."""
        number = self._live.number_of(array)
        if number is None:
            raise TypeError("only an array that a student's object returned can be written")
        self.request("write", number, values=(value,))

    def request(self, *parts: Tree, values: tuple[Any, ...] = ()) -> Any:
        """Send a request of plain `parts` followed by `values`, and return what it gives."""
        slots: list[Any] = []
        tree = self._tree(parts, values, slots)
        self._asked += 1
        return self._taken(self._channel.exchange(tree, self.answer), tree, slots)

    def in_turn(self, requests: Sequence[Request]) -> Iterator[Any]:
        """What each of these requests gives, made one after the other in one exchange.

        None is made after one that raises. Nothing else may be asked before the last is given.
        Raises CaseError.
        """
        trees, slots = self._trees(requests)
        self._asked += 1
        asked = self._asked
        replies = self._replies("in turn", trees)
        for each in zip(replies, trees, slots, strict=False):
            if self._asked != asked:
                # What it was told meanwhile is newer than what comes now.
                raise CaseError(_BETWEEN)
            yield self._taken(*each)
        if len(replies) < len(trees):
            raise CannotCross("a malformed reply")

    def attempts(self, requests: Sequence[Request]) -> Iterator[Callable[[], Any]]:
        """As `in_turn`, but all are made, and what one gives, or raises, is had by calling."""
        trees, slots = self._trees(requests)
        self._asked += 1
        replies = self._replies("each", trees)
        if len(replies) < len(trees):
            raise CannotCross("a malformed reply")
        for each in zip(replies, trees, slots, strict=True):
            yield _outcome(partial(self._taken, *each))

    def _trees(self, requests: Sequence[Request]) -> tuple[list[Tree], list[list[Any]]]:
        """The requests as they are sent, and for each the values in it."""
        slots: list[list[Any]] = [[] for _ in requests]
        pairs = zip(requests, slots, strict=True)
        return [self._tree(parts, values, own) for (parts, values), own in pairs], slots

    def _replies(self, kind: str, trees: list[Tree]) -> list[Tree]:
        """To requests that are sent together: to all of them, or fewer."""
        reply = self._channel.exchange([kind, trees], self.answer)
        replies = reply[1] if len(reply) == 2 and reply[0] == kind else [reply]
        if type(replies) is not list or len(replies) > len(trees):
            raise CannotCross("a malformed reply")
        return replies

    def _tree(self, parts: tuple[Tree, ...], values: tuple[Any, ...], slots: list[Any]) -> Tree:
        encoder = self._encoder(slots)
        return [*parts, *[encoder.encode(value) for value in values]]

    def _encoder(self, slots: list[Any]) -> Encoder:
        return Encoder(slots, self._refer, self._claim)

    def _taken(self, reply: Tree, request: list[Tree], slots: list[Any]) -> Any:
        """What a reply to `request` gives, or raises, with all that it says has changed."""
        # Patterns with classes take longer than all the rest: here they are only for what is rare.
        known = type(reply) is list and len(reply) > 2
        kind, *fields, changes, refreshed = reply if known else (None, None, None)
        if type(kind) is not str or type(changes) is not list or type(refreshed) is not list:
            raise CannotCross("a malformed reply")
        if changes:
            carry_over(changes, slots, lambda tree: self._decode(tree, slots))
            check_unfolded(slots)
        self._refresh(refreshed)
        if kind == "value" and len(fields) == 1:
            return self._decode(fields[0], slots)
        match kind, fields:
            case "not plain", [] if request[0] == "method":
                return NOT_PLAIN
            case "refused", [str(why)]:
                raise CheckFailed(
                    "Your code gave something that cannot be checked.", f"It gave {why[:200]}."
                )
            case "raised", [int(number)] if number in self._raised:
                raise self._raised[number]
            case "error", list(fields):
                raise StudentException(reported_fault(fields))
        raise CannotCross("a malformed reply")

    def answer(self, message: list[Tree]) -> Tree:
        """Call the function of the test that the student's code asks for."""
        match message:
            case ["callback", number, args, kwargs] if type(number) is int and self._callbacks.had(
                number
            ):
                if self._intake is not None:
                    self._intake.call()
                positional = self._decode(args, [])
                keywords = {} if kwargs == NO_KEYWORDS else self._decode(kwargs, [])
            case _:
                raise CannotCross("a malformed callback")
        try:
            if number not in self._callbacks:
                raise CheckFailed(_KEPT)
            if self._intake is not None:
                check_pairs([*positional, *keywords.values()])
            value = self._callbacks[number](*positional, **keywords)
            return ["value", self._encoder([]).encode(value)]
        except Exception as error:
            # Not what is to end the test itself, such as a deadline: the student's code, which this
            # goes through, could catch it.
            return self.fail(error)

    def fail(self, error: Exception) -> Tree:
        """The answer to a callback in which this was raised."""
        check_count(self._raised, caps.MAX_RAISED, "errors of the function that it was given")
        # The traceback would keep all that was passed.
        raised = self._raised.add(error.with_traceback(None))
        return ["raised", raised, f"the function that was passed in raised {type(error).__name__}"]

    def _decode(self, tree: Tree, slots: list[Any]) -> Any:
        value, weight = Decoder(slots, self._resolve).weighed(tree)
        if self._intake is not None:
            self._intake.take(weight)
        return value

    def _refresh(self, refreshed: list[Tree]) -> None:
        for item in refreshed:
            match item:
                case [number, *fields] if type(number) is int:
                    array = decode_array(fields)
                    if self._intake is not None:
                        self._intake.take(check_unfolded(array))
                    self._live.array(number, array)
                case _:
                    raise CannotCross("a malformed reply")

    def _refer(self, value: object) -> Tree:
        if isinstance(value, ModuleProxy):
            value = handle_of(value)
        if isinstance(value, ObjectProxy):
            return ["object", number_of(value)]
        if isinstance(value, np.random.Generator):
            return self._generator(value)
        if isinstance(value, SimpleNamespace):
            return ["stand-in", [*vars(value)], [*map(self._callback, vars(value).values())]]
        if callable(value):
            return ["callback", self._callback(value)]
        raise CannotCross(f"a {type(value).__name__} cannot be passed to a student's code")

    def _callback(self, function: Callable[..., Any]) -> int:
        for number, known in self._callbacks.items():
            if known == function:
                return number
        check_count(self._callbacks, caps.MAX_FUNCTIONS, "functions that it was given")
        return self._callbacks.add(function)

    def _claim(self, value: object, _depth: int) -> Tree:
        number = self._live.number_of(value)
        return None if number is None else ["object", number]

    def _generator(self, generator: np.random.Generator) -> Tree:
        """A generator goes over with its state once; from then on it is the student side's own."""
        for key, known in self._generators.items():
            if known is generator:
                return ["generator", key]
        state = Encoder([]).encode(dict(generator.bit_generator.state))
        kind = type(generator.bit_generator).__name__
        return ["generator", self._generators.add(generator), kind, state]

    def _proxy(self, number: int, type_name: str) -> ObjectProxy:
        return ObjectProxy(self, number, type_name)

    def _resolve(self, tag: str, payload: list[Tree], depth: int) -> object:
        match tag, payload:
            case "object", [number, type_name] if type(number) is int and type(type_name) is str:
                if number not in self._proxies:
                    check_count(self._proxies, caps.MAX_OBJECTS, "objects")
                    self._proxies[number] = self._proxy(number, type_name[:100])
                return self._proxies[number]
            case "callback", [int(number)] if number in self._callbacks:
                return self._callbacks[number]
            case "live", [number, *fields] if type(number) is int:
                return self._live.array(number, decode_array(fields))
            case "live list", [int(number), *items]:
                decoder = Decoder([], self._resolve)
                return self._live.list(number, [decoder.decode(each, depth + 1) for each in items])
        raise CannotCross("a malformed reference")


def _outcome(call: Callable[[], Any]) -> Callable[[], Any]:
    """A function that gives what this call gives now, or raises what it raises."""
    try:
        value = call()
    except CannotCross:
        raise
    except Exception as error:
        return partial(_raise, error)
    return lambda: value


def _raise(error: Exception) -> NoReturn:
    raise error
