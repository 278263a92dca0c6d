"""The student's side of a call: holds the modules and objects, and answers requests about them.

Requests and replies are trees (see `crossing`). A request is one of

    ["import", name]               ["get", object, attribute]   ["set", object, attribute, value]
    ["call", object, args, kwargs] ["special", object, operation, args]
    ["method", object, name, args, kwargs]
    ["replace", module, attribute, value]                       ["write", object, value]
    ["mend", module, attribute, value]    the same; with each call of it goes what `along` tells
    ["drawn", seed]      whether the global generators were drawn from since "release"
    ["in turn", requests]                                       ["each", requests]

and its reply one of these, each followed by `changes` and `refreshed`:

    ["value", tree]      ["error", type, message, place, line, trail]      ["refused", why]
    ["raised", number]   what a function of the test's raised while it was called back
    ["not plain"]        the class of the object defines no such method; nothing was done

`changes` are the arguments that the call changed in place, by slot; `refreshed` the live arrays
that differ from what was last sent. An argument that is returned goes back as its slot. The reply
to requests in turn is ["in turn", replies], of which one that is no value is the last; to "each",
where that ends nothing, it is ["each", replies].

A module is imported with the functions and classes that it has by then: its value is a pair of it
and these, by name. When a new case begins, what the last has made known is released, but modules
and their functions.
No number is used again: what is left of one case stands for nothing in another.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any

import numpy as np

from gradus_checks import chance
from gradus_checks.along import Wanted, take_back
from gradus_checks.arrays import array_fields
from gradus_checks.callback import FORGET, Callback, CallbackRaised
from gradus_checks.changes import changed, snapshot
from gradus_checks.crossing import MAX_ITEMS, Decoder, Encoder, Tree
from gradus_checks.effects import printed, written
from gradus_checks.errors import CannotCross
from gradus_checks.faults import describe
from gradus_checks.numbered import Numbered
from gradus_checks.objects import (
    NotPlain,
    definitions,
    get_attribute,
    has_state,
    is_definition,
    make_generator,
    plain_method,
    put,
    put_entry,
)
from gradus_checks.sent import Sent

_SPECIAL: dict[str, Callable[..., Any]] = {
    "len": len,
    "iter": iter,
    "next": next,
    "bool": bool,
    "repr": repr,
    "getitem": operator.getitem,
    "setitem": operator.setitem,
    "contains": operator.contains,
    "float": float,
    "int": int,
    "put": put_entry,
    "printed": printed,
    "written": written,
}

_LIVE = (np.ndarray, list)
"""What an object has that a test goes on seeing: its arrays, and lists of them."""

_ON_BEHALF = (Iterator, FunctionType)
"""What gives the arrays of the object that it came from: an iterator over them, and a function that
an object keeps in place of a method."""


class Host:
    """Holds a student's modules and objects for one test session.

    `find_module(name)` imports a module; `callback(tree)` asks the test side and returns its
    answer; `folder` is where the student's files are.
    """

    def __init__(
        self,
        find_module: Callable[[str], ModuleType],
        callback: Callable[[Tree], Tree],
        folder: str,
    ) -> None:
        self._find_module = find_module
        self._callback = callback
        self._folder = folder
        self._objects: Numbered[Any] = Numbered()
        self._numbers: dict[int, int] = {}
        self._lasting: dict[int, Any] = {}
        self._lasting_numbers: dict[int, int] = {}
        self._sent = Sent(self._objects)
        self._callbacks: dict[int, Callback] = {}
        self._generators: dict[int, np.random.Generator] = {}
        self._objects_own: set[int] = set()
        self._wanted: dict[int, Wanted] = {}
        self._calling: Wanted | None = None
        self._untouched: int | None = None

    def release(self, seed: int = 0) -> None:
        """Forget everything that a case has introduced, except modules and their functions.

        The global generators begin from `seed`.
        """
        chance.begin(seed)
        self._untouched = seed
        for kept in (self._objects, self._sent, self._callbacks, self._generators):
            kept.clear()
        self._objects_own.clear()
        self._objects.update(self._lasting)
        self._numbers = self._lasting_numbers.copy()

    def handle(self, request: list[Tree]) -> list[Tree]:
        """Do what `request` asks and report the value, or the fault, and what changed."""
        if request[0] != "import":
            self._untouched = None
        if request[0] == "in turn":
            return ["in turn", [*self._in_turn(request[1])]]
        if request[0] == "each":
            return ["each", [self.handle(each) for each in request[1]]]
        slots: list[Any] = []
        originals: list[Tree] = []
        target: object = None
        if self._calling is not None:
            self._calling.note(request)
        try:
            target, operate, live = self._understand(request, Decoder(slots, self._resolve))
            originals = [snapshot(value, self._by_value) for value in slots]
            value = operate()
            if live and isinstance(value, _ON_BEHALF):
                self._objects_own.add(self._number(value))
            changes = changed(slots, originals, self._by_value)
            encoder = Encoder(slots, self._refer, self._claimer(live, slots))
            return ["value", encoder.encode(value), changes, self._sent.changed()]
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            del slots[len(originals) :]
            reply = self._failure(error, target)
            try:
                changes = changed(slots, originals, self._by_value)
                return [*reply, changes, self._sent.changed()]
            except Exception:
                # The student's code has broken what this needs, such as NumPy itself.
                return [*reply, [], []]

    def _in_turn(self, requests: list[list[Tree]]) -> Iterator[list[Tree]]:
        for request in requests:
            reply = self.handle(request)
            yield reply
            if reply[0] != "value":
                return

    def _failure(self, error: BaseException, target: object) -> list[Tree]:
        # By the type itself, as isinstance would ask the student's object for its class.
        if issubclass(type(error), CallbackRaised):
            return ["raised", error.number]  # type: ignore[attr-defined]
        if issubclass(type(error), NotPlain):
            return ["not plain"]
        if issubclass(type(error), CannotCross):
            return ["refused", str(error)]
        *told, trail, _ = describe(error, self._folder, target)
        return ["error", *told, list(trail)]

    def call_back(self, number: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call the test's function `number` and return its value, or raise what it raised.

        An answer that ends with `FORGET` says that nobody speaks any more of what has been made
        known meanwhile. A training calls thousands of times, and would keep as many arrays.
        """
        first = self._objects.next
        encoder = self._by_value([])
        message = ["callback", number, encoder.encode(list(args)), encoder.encode(kwargs)]
        wanted = self._wanted.get(number)
        if wanted is not None:
            by_value = Encoder([], self._refer, self._claimer(True, []))
            message.append(wanted.told(args, self._numbers, self._number, by_value))
        outer, self._calling = self._calling, wanted
        try:
            answer = self._callback(message)
        finally:
            self._calling = outer
        if answer[0] == "raised":
            raise CallbackRaised(*answer[1:])
        decoder = Decoder([], self._resolve)
        if wanted is not None and len(answer) > 2 and answer[2] != FORGET:
            take_back(answer[2], self._object, decoder)
        value = decoder.trusted(answer[1])
        if answer[-1] == FORGET:
            self._forget(first)
        return value

    def _forget(self, first: int) -> None:
        """Let go of what was given a number from `first` on, but what lasts."""
        for number in [each for each in self._objects if each >= first]:
            if number not in self._lasting:
                self._numbers.pop(id(self._objects.pop(number)), None)
                self._sent.drop(number)
                self._objects_own.discard(number)

    def _understand(
        self, request: list[Tree], decoder: Decoder
    ) -> tuple[object, Callable[[], Any], bool]:
        """What the request is about, what to do, and whether arrays in the result are live."""
        match request:
            case ["import", str(name)]:
                return name, lambda: self._imported(name), False
            case ["drawn", int(seed)]:
                return None, lambda: not chance.is_as_begun(seed), False
            case ["get", number, name]:
                target = self._object(number)
                if isinstance(target, ModuleType):
                    return target, lambda: self._lasts(get_attribute(target, name)), False
                return target, lambda: get_attribute(target, name), self._has_state(target)
            case ["set", number, str(name), tree]:
                target, value = self._object(number), decoder.trusted(tree)
                return target, lambda: setattr(target, name, value), False
            case ["call", number, args, kwargs]:
                target = self._object(number)
                positional, keywords = decoder.trusted(args), decoder.keywords(kwargs)
                return target, lambda: target(*positional, **keywords), self._has_state(target)
            case ["method", number, name, args, kwargs]:
                # First what is given: the test takes it as known here from now on.
                positional, keywords = decoder.trusted(args), decoder.keywords(kwargs)
                target = plain_method(self._object(number), name)
                return target, lambda: target(*positional, **keywords), self._has_state(target)
            case ["special", number, name, args]:
                target, rest = self._object(number), decoder.trusted(args)
                return target, lambda: _SPECIAL[name](target, *rest), self._has_state(target)
            case ["replace" | "mend", str(name), str(attribute), tree]:
                value = decoder.trusted(tree)
                if request[0] == "mend":
                    self._wanted[value.number] = Wanted()
                return None, lambda: put(self._find_module(name), attribute, value), False
            case ["write", number, tree]:
                target, value = self._object(number), decoder.trusted(tree)
                return target, lambda: operator.setitem(target, ..., value), False
        raise CannotCross("an unknown request")

    def _imported(self, name: str) -> tuple[ModuleType, dict[str, Any]]:
        """A module with the functions and classes in it, so that a test need not ask for each.

        What it draws while it is imported hangs on nothing that was drawn before, nor after.
        """
        begun = self._untouched
        with chance.apart() if begun is None else chance.apart_from(begun):
            chance.begin()
            module = self._find_module(name)
        found = definitions(module)
        for value in (module, *found.values()):
            self._lasts(value)
        return module, found

    def _lasts(self, value: Any) -> Any:
        """A module, or what was found in one: the test asks for it once and keeps a definition."""
        if isinstance(value, ModuleType) or is_definition(type(value).__name__):
            number = self._number(value)
            self._lasting[number], self._lasting_numbers[id(value)] = value, number
        return value

    def _has_state(self, target: object) -> bool:
        """Whether arrays that it returns may be its own, or those of the object that it is of."""
        return has_state(target) or self._numbers.get(id(target)) in self._objects_own

    def _object(self, number: Tree) -> Any:
        if type(number) is not int or number not in self._objects:
            raise CannotCross("a reference to an unknown object")
        self._sent.wake(number)
        return self._objects[number]

    def _resolve(self, tag: str, payload: list[Tree], _depth: int) -> object:
        match tag, payload:
            case "object", [number]:
                return self._object(number)
            case "callback", [int(number)]:
                return self._callbacks.setdefault(number, Callback(self.call_back, number))
            case "generator", [int(key), *state]:
                if key not in self._generators:
                    self._generators[key] = make_generator(*state)
                return self._generators[key]
            case "stand-in", [list(names), list(numbers)]:
                functions = (self._resolve("callback", [number], 0) for number in numbers)
                return SimpleNamespace(**dict(zip(names, functions, strict=True)))
        raise CannotCross("a malformed reference")

    def _number(self, value: object) -> int:
        """The number by which the test knows `value`, which is kept alive from now on."""
        if id(value) not in self._numbers:
            self._numbers[id(value)] = self._objects.add(value)
        return self._numbers[id(value)]

    def _refer(self, value: object) -> Tree:
        if isinstance(value, Callback):
            return ["callback", value.number]
        return ["object", self._number(value), type(value).__name__]

    def _claimer(self, live: bool, slots: list[Any]) -> Callable[[object, int], Tree]:
        """Arrays and lists that the test knows as live, or from now on shall, go with a number.

        The arguments of the very call, in `slots`, are the test's own and do not.
        """

        def claim(value: object, depth: int) -> Tree:
            if not isinstance(value, _LIVE):
                return None
            known = id(value) in self._numbers
            if not known and (not live or any(value is argument for argument in slots)):
                return None
            if isinstance(value, list):
                if len(value) > MAX_ITEMS:
                    raise CannotCross(f"a list of {len(value):,} items")
                number = self._number(value)
                inner = Encoder([], self._refer, claim)
                return ["live list", number, *(inner.encode(item, depth + 1) for item in value)]
            fields = array_fields(value)
            self._sent.note(number := self._number(value), fields)
            return ["live", number, *fields]

        return claim

    def _by_value(self, slots: list[Any]) -> Encoder:
        return Encoder(slots, self._refer, self._claimer(False, slots))
