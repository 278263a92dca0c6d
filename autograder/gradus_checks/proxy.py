"""The test's side of a call: modules and objects of the student's as proxies.

Whether the student's code is in this process or in an isolated one is the channel's affair; the
proxies, and so the tests, cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from gradus_checks.caps import MAX_LENGTH
from gradus_checks.errors import CannotCross, CaseError, CheckFailed, StudentException
from gradus_checks.live import LiveDict
from gradus_checks.objects import is_definition

if TYPE_CHECKING:
    import numpy as np

    from gradus_checks.conversation import Conversation

MAX_STEPS = 100_000
"""How often one iterator of the student's may be asked for its next item."""


class MissingAttribute(StudentException, AttributeError):
    """The student's object or module has no such attribute; `hasattr` says so too."""


class ObjectProxy:
    """Stands for an object that stays with the student's code."""

    def __init__(self, session: Conversation, number: int, type_name: str) -> None:
        self.__dict__.update(_session=session, _number=number, _type_name=type_name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if (self._type_name, name) in self._session.methods:
            return MethodProxy(self, name)
        return attribute(self, name, _looked_up(self, name))

    def __setattr__(self, name: str, value: object) -> None:
        self._session.request("set", number_of(self), name, values=(value,))

    def __delattr__(self, name: str) -> NoReturn:
        raise CaseError(f"a test can give {name} another value, and cannot delete it")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        calls = self._session.calls
        call = calls.note(*self._called, args, kwargs) if "_called" in self.__dict__ else None
        value = self._session.request("call", number_of(self), values=(args, kwargs))
        calls.returned(call, value)
        return value

    def _special(self, operation: str, *args: Any) -> Any:
        return self._session.request("special", number_of(self), operation, values=(args,))

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
            length = int(self._special("len"))
        except StudentException as error:
            # `list(proxy)` asks for a length first, and takes this for "there is none".
            raise TypeError(str(error)) from error
        if length > MAX_LENGTH:
            # How many could be a hidden input: it stays in the detail.
            raise CheckFailed("Your object claims to have far too many items.", f"{length:,}.")
        return length

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


class MethodProxy(ObjectProxy):
    """A method of an object whose type has shown it before: looked up when it is called.

    That takes one request instead of two. For anything else that is done with it, it is looked up.
    """

    def __init__(self, owner: ObjectProxy, name: str) -> None:
        session = owner.__dict__["_session"]
        called = number_of(owner), name
        self.__dict__.update(_session=session, _owner=owner, _called=called, _type_name="method")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        owner, name = self._called
        call = self._session.calls.note(owner, name, args, kwargs)
        value = self._session.request("method", owner, name, values=(args, kwargs))
        if value is not NOT_PLAIN:
            self._session.calls.returned(call, value)
            return value
        found = _looked_up(self._owner, name)
        if isinstance(found, ObjectProxy):
            return self._session.request("call", number_of(found), values=(args, kwargs))
        return found(*args, **kwargs)


NOT_PLAIN = object()
"""The answer where an attribute is more than a method that its object's class defines."""


def _looked_up(owner: ObjectProxy, name: str) -> Any:
    """The attribute of the student's object. Raises MissingAttribute, StudentException."""
    try:
        return owner.__dict__["_session"].request("get", number_of(owner), name)
    except StudentException as error:
        raise told_as_missing(error) from None


def told_as_missing(error: StudentException) -> StudentException:
    """What looking an attribute up has raised: a MissingAttribute where there is none."""
    return MissingAttribute(error.fault) if error.is_a(AttributeError) else error


def attribute(owner: ObjectProxy, name: str, value: Any) -> Any:
    """What the student's side has given for `owner.name`, as a test sees it."""
    if isinstance(value, ObjectProxy):
        owners_number = None if type_name_of(owner) == "module" else number_of(owner)
        value.__dict__["_called"] = owners_number, name
        if type_name_of(value) == "method":
            owner.__dict__["_session"].methods.add((type_name_of(owner), name))
    if type(value) is dict:
        return LiveDict(value, lambda *path: owner._special("put", name, *path))
    return value


def number_of(proxy: ObjectProxy) -> int:
    """The number by which the student's side knows the object."""
    names = proxy.__dict__
    if "_number" not in names:
        found = _looked_up(names["_owner"], names["_called"][1])
        if not isinstance(found, ObjectProxy):
            raise TypeError(f"{names['_called'][1]} is no method any more")
        names["_number"] = number_of(found)
    number: int = names["_number"]
    return number


def type_name_of(proxy: ObjectProxy) -> str:
    """What the student's side calls the object's type."""
    name: str = proxy.__dict__["_type_name"]
    return name


class ModuleProxy:
    """A student's module. It is imported at its first use, and each function looked up once."""

    def __init__(self, session: Conversation, name: str) -> None:
        self.__dict__.update(_session=session, _name=name, _functions={}, _handle=None, _changes=0)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name not in self._functions:
            value = self._named(name)
            if not isinstance(value, ObjectProxy) or not is_definition(type_name_of(value)):
                return value
            _known(self, {name: value})
        return self._functions[name]

    def _named(self, name: str) -> Any:
        try:
            return getattr(handle_of(self), name)
        except MissingAttribute as error:
            fault = error.fault._replace(place=f"{self._name}.py", missing=name)
            raise MissingAttribute(fault) from None

    def __setattr__(self, name: str, value: object) -> None:
        setattr(handle_of(self), name, value)
        forget(self, name)

    __delattr__ = ObjectProxy.__delattr__

    def __repr__(self) -> str:
        return f"<the student's module {self._name}>"


def forget(module: ModuleProxy, name: str) -> None:
    """Look the function `name` up again when it is next used."""
    module.__dict__["_functions"].pop(name, None)
    module.__dict__["_changes"] += 1


def _known(module: ModuleProxy, functions: dict[str, ObjectProxy]) -> None:
    module.__dict__["_functions"].update(functions)
    module.__dict__["_changes"] += 1


def changes_of(module: ModuleProxy) -> int:
    """How often it has changed what `handles_of` gives."""
    changes: int = module.__dict__["_changes"]
    return changes


def session_of(module: ModuleProxy) -> Conversation:
    """The conversation that the module is part of."""
    session: Conversation = module.__dict__["_session"]
    return session


def handles_of(module: ModuleProxy) -> Iterator[ObjectProxy]:
    """The module's own proxy, once it is imported, and those of its functions that are known."""
    names = module.__dict__
    if names["_handle"] is not None:
        yield names["_handle"]
    yield from names["_functions"].values()


def write(module: ModuleProxy, array: np.ndarray[Any, Any], value: object) -> None:
    """Write `value` into an array of the student's, in place, as an optimizer does.

    `array` is what an object of the student's `module` gave, such as `layer.W`.
    """
    session_of(module).write(array, value)


def handle_of(module: ModuleProxy) -> ObjectProxy:
    """The module's own proxy. Raises StudentException where the module cannot be imported."""
    names = module.__dict__
    if names["_handle"] is None:
        names["_handle"], found = _imported(names["_session"].request("import", names["_name"]))
        _known(module, found)
    handle: ObjectProxy = names["_handle"]
    return handle


def _imported(given: object) -> tuple[ObjectProxy, dict[str, ObjectProxy]]:
    """A module's proxy, and those of its functions and classes by name. Raises CannotCross."""
    match given:
        case (ObjectProxy() as handle, dict() as found):
            for name, value in found.items():
                if type(name) is not str or not isinstance(value, ObjectProxy):
                    break
                if not is_definition(type_name_of(value)):
                    break
                value.__dict__["_called"] = None, name
            else:
                return handle, found
    raise CannotCross("a malformed reply")
