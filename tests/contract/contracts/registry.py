"""What a contract is: a student's module, and a function that uses it through a proxy."""

import builtins
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

import numpy as np

from gradus_checks import CannotCross, CheckFailed, StudentException
from gradus_checks.proxy import ModuleProxy, ObjectProxy
from gradus_checks.session import Session
from gradus_checks.tables import fields_of, tag_of

Use = Callable[[Any], Any]


@dataclass(frozen=True)
class Contract:
    """`use(module)` comes out the same over every kind of proxy.

    With `plain` it comes out as without any proxy; with `refused` as a refusal that says so.
    """

    name: str
    source: str
    use: Use
    plain: bool
    refused: str


class Contracts:
    """The contracts of one topic, in the order in which they are written."""

    def __init__(self) -> None:
        self._all: list[Contract] = []

    def __call__(
        self, source: str, *, plain: bool = True, refused: str = ""
    ) -> Callable[[Use], Use]:
        """Register the decorated function as a use of a module with this `source`."""

        def register(use: Use) -> Use:
            meaningful = plain and not refused
            self._all.append(Contract(use.__name__, dedent(source), use, meaningful, refused))
            return use

        return register

    def __iter__(self) -> Iterator[Contract]:
        return iter(self._all)


def session_of(module: ModuleProxy) -> Session:
    """The conversation that a module's proxy belongs to."""
    session: Session = module.__dict__["_session"]
    return session


def raised(call: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    """The nearest built-in type of what the call raises, over a proxy or without one."""
    try:
        call(*args, **kwargs)
    except StudentException as error:
        return error.fault.type_name
    except BaseException as error:
        return _kind(error)
    return "nothing"


def message(call: Callable[..., Any], *args: Any) -> str:
    """What the call's exception says."""
    try:
        call(*args)
    except Exception as error:
        return str(error)
    return ""


def outcome(use: Use, module: Any) -> Any:
    """What became of a use, in a form that can be compared exactly."""
    try:
        return _exact(use(module))
    except (CheckFailed, CannotCross) as error:
        return ("refused", str(error))
    except StudentException as error:
        return ("raised", error.fault.type_name, error.fault.message)
    except BaseException as error:
        return ("raised", _kind(error), str(error))


def _kind(error: BaseException) -> str:
    return next(kind.__name__ for kind in type(error).__mro__ if hasattr(builtins, kind.__name__))


def _exact(value: Any) -> Any:
    """Types, dtypes, shapes and bits, not just equality."""
    if isinstance(value, ModuleProxy | ObjectProxy):
        return "an object"
    if isinstance(value, np.ndarray | np.generic):
        return (type(value).__name__, value.dtype.str, value.shape, value.tobytes())
    if tag_of(value):
        return (type(value).__name__, type(value).__module__, repr(fields_of(value)))
    if isinstance(value, dict):
        return ("dict", [(_exact(key), _exact(item)) for key, item in value.items()])
    if isinstance(value, set | frozenset):
        return ("set", sorted(map(repr, value)))
    if isinstance(value, list | tuple):
        kind = "list" if isinstance(value, list) else "tuple"
        return (kind, [_exact(item) for item in value])
    if value is None or isinstance(value, bool | int | float | str | bytes):
        return (type(value).__name__, repr(value))
    return "an object"
