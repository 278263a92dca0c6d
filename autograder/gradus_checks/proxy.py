"""The test's side of a call: modules and objects of the student's as proxies.

Whether the student's code is in this process or in an isolated one is the channel's affair; the
proxies, and so the tests, cannot tell.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterator
from typing import Any, NoReturn, Protocol

import numpy as np

from gradus_checks.arrays import decode_array
from gradus_checks.crossing import Decoder, Encoder, Tree
from gradus_checks.errors import CannotCross, CheckFailed, Fault, StudentException

MAX_STEPS = 100_000
"""How often one iterator of the student's may be asked for its next item."""


class Channel(Protocol):
    """Carries one request to the student's side and its reply back."""

    def exchange(self, request: list[Tree], answer: Callable[[list[Tree]], Tree]) -> list[Tree]:
        """The reply to `request`; callbacks that arrive meanwhile are passed to `answer`."""


class LiveList(list[Any]):
    """A list that is a student's object's own: to be read and passed back, not written."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("this list belongs to the student's object: copy it before changing it")

    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse
    append = extend = insert = pop = remove = clear = sort = reverse = _refuse
    __hash__ = None


class Session:
    """One conversation of tests with a student's modules."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._modules: dict[str, ModuleProxy] = {}
        self._proxies: dict[int, ObjectProxy] = {}
        self._live: dict[int, np.ndarray[Any, Any]] = {}
        self._kept: list[Any] = []
        self._live_numbers: dict[int, int] = {}
        self._callbacks: list[Callable[..., Any]] = []
        self._generators: list[np.random.Generator] = []
        self._raised: list[BaseException] = []

    def module(self, name: str) -> ModuleProxy:
        """The student's module `name`, imported when it is first used."""
        return self._modules.setdefault(name, ModuleProxy(self, name))

    def replace(self, module: str, attribute: str, value: object) -> None:
        """Put `value` in the place of the student's `module.attribute`, for follow-through."""
        self.request("replace", module, attribute, values=(value,))
        forget(self.module(module), attribute)

    def write(self, array: np.ndarray[Any, Any], value: object) -> None:
        """Write `value` into a live array of the student's, in place."""
        number = self._live_numbers.get(id(array))
        if number is None:
            raise TypeError("only an array that a student's object returned can be written")
        self.request("write", number, values=(value,))

    def request(self, *parts: Tree, values: tuple[Any, ...] = ()) -> Any:
        """Send a request of plain `parts` followed by `values`, and return what it gives."""
        slots: list[Any] = []
        encoder = self._encoder(slots)
        trees = [encoder.encode(value) for value in values]
        return self._exchange([*parts, *trees], slots)

    def _encoder(self, slots: list[Any]) -> Encoder:
        return Encoder(slots, self._refer, self._claim)

    def _exchange(self, request: list[Tree], slots: list[Any]) -> Any:
        reply = self._channel.exchange(request, self._answer)
        match reply:
            case [str(kind), *fields, list(changes), list(refreshed)]:
                self._apply(changes, slots)
                self._refresh(refreshed)
            case _:
                raise CannotCross("a malformed reply")
        match kind, fields:
            case "value", [tree]:
                return Decoder(slots, self._resolve).decode(tree)
            case "refused", [str(why)]:
                raise CheckFailed(f"Your code gave {why[:200]}, which cannot be checked.")
            case "raised", [int(number)] if 0 <= number < len(self._raised):
                raise self._raised[number]
            case "error", [str(type_name), str(message), str(place)]:
                raise StudentException(Fault(_builtin(type_name), message[:600], place[:300]))
        raise CannotCross("a malformed reply")

    def _answer(self, message: list[Tree]) -> Tree:
        """Call the function of the test that the student's code asks for."""
        match message:
            case ["callback", int(number), args, kwargs] if 0 <= number < len(self._callbacks):
                decoder = Decoder([], self._resolve)
                positional, keywords = decoder.decode(args), decoder.decode(kwargs)
            case _:
                raise CannotCross("a malformed callback")
        try:
            value = self._callbacks[number](*positional, **keywords)
            return ["value", self._encoder([]).encode(value)]
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            self._raised.append(error)
            text = f"the function that was passed in raised {type(error).__name__}"
            return ["raised", len(self._raised) - 1, text]

    def _apply(self, changes: list[Tree], slots: list[Any]) -> None:
        """Carry what the call changed in its arguments over into the test's own objects."""
        count = len(slots)
        for change in changes:
            match change:
                case [int(number), None] if 0 <= number < count:
                    raise CheckFailed("Your code turned one of its inputs into something else.")
                case [int(number), tree] if 0 <= number < count:
                    _become(slots[number], Decoder(slots, self._resolve).decode(tree))
                case _:
                    raise CannotCross("a malformed change")

    def _refresh(self, refreshed: list[Tree]) -> None:
        for item in refreshed:
            match item:
                case [int(number), *fields]:
                    self._keep(number, decode_array(fields))
                case _:
                    raise CannotCross("a malformed reply")

    def _keep(self, number: int, array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """The test's one copy of live array `number`, brought up to date."""
        known = self._live.get(number)
        if known is not None and known.shape == array.shape and known.dtype == array.dtype:
            known.flags.writeable = True
            known[...] = array
            array = known
        else:
            self._kept.append(array)
        self._live[number] = array
        self._live_numbers[id(array)] = number
        array.flags.writeable = False
        return array

    def _refer(self, value: object) -> Tree:
        if isinstance(value, ModuleProxy):
            value = handle_of(value)
        if isinstance(value, ObjectProxy):
            return ["object", number_of(value)]
        if isinstance(value, np.random.Generator):
            return self._generator(value)
        if callable(value):
            if value not in self._callbacks:
                self._callbacks.append(value)
            return ["callback", self._callbacks.index(value)]
        raise CannotCross(f"a {type(value).__name__} cannot be passed to a student's code")

    def _claim(self, value: object, _depth: int) -> Tree:
        number = self._live_numbers.get(id(value))
        return None if number is None else ["object", number]

    def _generator(self, generator: np.random.Generator) -> Tree:
        """A generator goes over with its state once; from then on it is the student side's own."""
        for key, known in enumerate(self._generators):
            if known is generator:
                return ["generator", key]
        self._generators.append(generator)
        state = Encoder([]).encode(dict(generator.bit_generator.state))
        kind = type(generator.bit_generator).__name__
        return ["generator", len(self._generators) - 1, kind, state]

    def _resolve(self, tag: str, payload: list[Tree], depth: int) -> object:
        match tag, payload:
            case "object", [int(number), str(type_name)]:
                if number not in self._proxies:
                    self._proxies[number] = ObjectProxy(self, number, type_name[:100])
                return self._proxies[number]
            case "callback", [int(number)] if 0 <= number < len(self._callbacks):
                return self._callbacks[number]
            case "live", [int(number), *fields]:
                return self._keep(number, decode_array(fields))
            case "live list", [int(number), *items]:
                decoder = Decoder([], self._resolve)
                live = LiveList(decoder.decode(item, depth + 1) for item in items)
                self._live_numbers[id(live)] = number
                self._kept.append(live)
                return live
        raise CannotCross("a malformed reference")


def _become(mine: Any, theirs: Any) -> None:
    """Make a test's array or list what the call has made of it."""
    if isinstance(mine, list) and isinstance(theirs, list):
        mine[:] = theirs
        return
    if isinstance(mine, list) or not isinstance(theirs, np.ndarray):
        raise CannotCross("a malformed change")
    if mine.shape != theirs.shape or mine.dtype != theirs.dtype:
        raise CheckFailed("Your code changed the shape of one of its inputs in place.")
    if not mine.flags.writeable:
        raise CheckFailed("Your code changed one of its inputs in place. Copy it first.")
    mine[...] = theirs


class MissingAttribute(StudentException, AttributeError):
    """The student's object or module has no such attribute; `hasattr` says so too."""


class ObjectProxy:
    """Stands for an object that stays with the student's code."""

    def __init__(self, session: Session, number: int, type_name: str) -> None:
        self.__dict__.update(_session=session, _number=number, _type_name=type_name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            return self._session.request("get", self._number, name)
        except StudentException as error:
            if error.is_a(AttributeError):
                raise MissingAttribute(error.fault) from None
            raise

    def __setattr__(self, name: str, value: object) -> None:
        self._session.request("set", self._number, name, values=(value,))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._session.request("call", self._number, values=(args, kwargs))

    def _special(self, operation: str, *args: Any) -> Any:
        return self._session.request("special", self._number, operation, values=(args,))

    def __iter__(self) -> Iterator[Any]:
        iterator = self._special("iter")
        for _ in range(MAX_STEPS):
            try:
                yield iterator.__next__()
            except StopIteration:
                return
        raise CheckFailed(f"Your iterator did not end after {MAX_STEPS:,} items.")

    def __next__(self) -> Any:
        try:
            return self._special("next")
        except StudentException as error:
            if error.is_a(StopIteration):
                raise StopIteration from None
            raise

    def __len__(self) -> int:
        try:
            return int(self._special("len"))
        except StudentException as error:
            # `list(proxy)` asks for a length first, and takes this for "there is none".
            raise TypeError(str(error)) from error

    def __bool__(self) -> bool:
        return bool(self._special("bool"))

    def __float__(self) -> float:
        return float(self._special("float"))

    def __int__(self) -> int:
        return int(self._special("int"))

    def __getitem__(self, key: Any) -> Any:
        return self._special("getitem", key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._special("setitem", key, value)

    def __contains__(self, item: Any) -> bool:
        return bool(self._special("contains", item))

    def __repr__(self) -> str:
        return f"<the student's {self._type_name}>"

    def __array__(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"a {self._type_name} is not an array")


def number_of(proxy: ObjectProxy) -> int:
    """The number by which the student's side knows the object."""
    number: int = proxy.__dict__["_number"]
    return number


def _is_definition(proxy: ObjectProxy) -> bool:
    """Whether the object is what a `def` or `class` defines, and not a variable of the module's."""
    return proxy.__dict__["_type_name"] in ("function", "type")


def _builtin(type_name: str) -> str:
    """The name of a built-in exception; "Exception" for any other that the other side claims."""
    kind = getattr(builtins, type_name, None)
    known = isinstance(kind, type) and issubclass(kind, BaseException)
    return type_name if known else "Exception"


class ModuleProxy:
    """A student's module. It is imported at its first use, and each function looked up once."""

    def __init__(self, session: Session, name: str) -> None:
        self.__dict__.update(_session=session, _name=name, _functions={}, _handle=None)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name not in self._functions:
            value = getattr(handle_of(self), name)
            if not isinstance(value, ObjectProxy) or not _is_definition(value):
                return value
            self._functions[name] = value
        return self._functions[name]

    def __setattr__(self, name: str, value: object) -> None:
        setattr(handle_of(self), name, value)
        forget(self, name)

    def __repr__(self) -> str:
        return f"<the student's module {self._name}>"


def forget(module: ModuleProxy, name: str) -> None:
    """Look the function `name` up again when it is next used."""
    module.__dict__["_functions"].pop(name, None)


def handle_of(module: ModuleProxy) -> ObjectProxy:
    """The module's own proxy. Raises StudentException where the module cannot be imported."""
    names = module.__dict__
    if names["_handle"] is None:
        names["_handle"] = names["_session"].request("import", names["_name"])
    handle: ObjectProxy = names["_handle"]
    return handle
