"""Calls that a test makes one after the other, whatever they give: asked for in one exchange.

At each call the test and the student's code wait for each other, which takes as long as most of
what is called. Where no call hangs on what another has given, they need to wait only once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from gradus_checks.conversation import Conversation
from gradus_checks.errors import StudentException
from gradus_checks.example import Call, call_of
from gradus_checks.proxy import (
    NOT_PLAIN,
    MethodProxy,
    ObjectProxy,
    attribute,
    number_of,
    told_as_missing,
)


def in_turn(calls: Iterable[partial[Any]]) -> Iterator[Any]:
    """What each of the `calls` gives, in order, as `call()` would; and raises what it raises.

    All are made before the first is given, up to one that raises: so the test must not ask the
    student's code for anything else in between. `partial(getattr, layer, "W")` reads an attribute.
    What a call changes in an argument is not changed for the calls after it.
    """
    calls = list(calls)
    asked = _all_asked(calls)
    if asked:
        yield from _given(calls, asked)
    else:
        yield from (call() for call in calls)


def call_each(function: Callable[..., Any], *columns: Iterable[Any]) -> Iterator[Any]:
    """`map(function, *columns)`, for columns of one length: see `in_turn`."""
    return in_turn(partial(function, *arguments) for arguments in zip(*columns, strict=True))


def attempts(function: Callable[..., Any], *columns: Iterable[Any]) -> list[Callable[[], Any]]:
    """Of each call that `call_each` would make, a function: it gives, or raises, what that has.

    All are made at once, also after one that raises. The functions may be handed to `check_raises`,
    and are called in order, each once.
    """
    calls = [partial(function, *arguments) for arguments in zip(*columns, strict=True)]
    asked = _all_asked(calls)
    if not asked:
        return [*calls]
    session = _session_of(asked)
    noted = [_as_noted(each) for each in asked]
    outcomes = session.attempts([each.request for each in asked])
    return [
        partial(_attempted, session, *each) for each in zip(calls, noted, outcomes, strict=True)
    ]


def take(items: Iterable[Any], most: int) -> Iterator[Any]:
    """The first `most` items of what a student's function gives to go through, or fewer.

    As `islice(items, most)`, but an iterator of the student's is asked for all of them in turn.
    """
    if not isinstance(items, ObjectProxy):
        yield from islice(items, most)
        return
    try:
        yield from in_turn(most * [partial(next, items._special("iter"))])
    except StudentException as error:
        if not error.is_a(StopIteration):
            raise


@dataclass(frozen=True)
class _Asked:
    """A call of a function, or of an object: for its method, operation or attribute `name`."""

    kind: str
    target: ObjectProxy
    name: str
    arguments: tuple[Any, ...]

    @property
    def request(self) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """As a session takes it."""
        named = () if self.kind == "call" else (self.name,)
        return (self.kind, number_of(self.target), *named), self.arguments


def _asked(call: partial[Any]) -> _Asked | None:
    """What the student's code is asked for, if it is."""
    function = call.func
    if function is getattr and len(call.args) == 2 and isinstance(call.args[0], ObjectProxy):
        return _Asked("get", *call.args, ())
    if function is next and isinstance(call.args[0], ObjectProxy):
        return _Asked("special", call.args[0], "next", ((),))
    arguments = call.args, call.keywords
    if isinstance(function, MethodProxy):
        owner, name = function.__dict__["_owner"], function.__dict__["_called"][1]
        return _Asked("method", owner, name, arguments)
    return _Asked("call", function, "", arguments) if isinstance(function, ObjectProxy) else None


def _all_asked(calls: Sequence[partial[Any]]) -> list[_Asked]:
    """None where one is no student's: that of a right layer, or of a function of the test's own."""
    asked = [_asked(call) for call in calls]
    known = [each for each in asked if each is not None]
    return known if len(known) == len(calls) else []


def _session_of(asked: Sequence[_Asked]) -> Conversation:
    session: Conversation = asked[0].target.__dict__["_session"]
    return session


def _given(calls: Sequence[partial[Any]], asked: Sequence[_Asked]) -> Iterator[Any]:
    session = _session_of(asked)
    values = session.in_turn([each.request for each in asked])
    for number, each in enumerate(asked):
        noted = _as_noted(each)
        if noted:
            session.calls.begin(noted)
        try:
            value = next(values)
        except StudentException as error:
            raise told_as_missing(error) if each.kind == "get" else error from None
        if value is NOT_PLAIN:
            yield from (call() for call in calls[number:])
            return
        session.calls.returned(noted, value)
        yield attribute(each.target, each.name, value) if each.kind == "get" else value


def _attempted(
    session: Conversation, call: partial[Any], noted: Call | None, outcome: Callable[[], Any]
) -> Any:
    if noted:
        session.calls.begin(noted)
    value = outcome()
    if value is NOT_PLAIN:
        return call()
    session.calls.returned(noted, value)
    return value


def _as_noted(asked: _Asked) -> Call | None:
    """The call as an example would tell it, where it is one."""
    if asked.kind == "method":
        return call_of(number_of(asked.target), asked.name, *asked.arguments)
    called = asked.target.__dict__.get("_called") if asked.kind == "call" else None
    return call_of(*called, *asked.arguments) if called else None
