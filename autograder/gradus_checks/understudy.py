"""The third process's side: runs functions of the reference that a student's code has called.

It decodes their arguments as the judge would: objects stay where they are, with the student's code,
and are asked about through the judge.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gradus_checks.callback import Callback, CallbackRaised
from gradus_checks.crossing import Decoder, Encoder, Tree
from gradus_checks.errors import CannotCross, StudentException
from gradus_checks.mended import FIRST_ELSEWHERE
from gradus_checks.mirrored import MirroredProxy, Mirrors
from gradus_checks.numbered import Numbered
from gradus_checks.proxy import ObjectProxy, number_of, type_name_of
from gradus_checks.session import Session

_NOTHING: Tree = [[], []]

Ask = Callable[[list[Tree]], list[Tree]]
"""Has the judge answer a message, and gives its answer."""


class Understudy(Session):
    """A conversation with the student's code by way of the judge, which has one of its own.

    Functions and errors of the tests, which stay in the judge, are known by the judge's numbers.
    """

    def __init__(self, ask: Ask) -> None:
        self._mirrors = Mirrors()

        def asked(message: list[Tree]) -> list[Tree]:
            # The student's code may look at its objects meanwhile, and change them.
            self._mirrors.settle()
            return ask(message)

        super().__init__(_Way(asked))
        self._ask = asked
        self._callbacks = _Functions(self._call_back)
        self._generators = Numbered(FIRST_ELSEWHERE)
        self._raised = _Errors()
        self._depth = 0

    def perform(
        self, function: Callable[..., Any], args: Tree, kwargs: Tree, told: Tree = _NOTHING
    ) -> list[Tree]:
        """Call one of the reference's functions, and say what came of it.

        ["value", tree, changed], where objects that were `told` are given back, ["raised", number]
        for what a test's function raised meanwhile, ["student", *fault] for the student's code, and
        else ["error", type, message].
        """
        self._depth += 1
        try:
            return self._performed(function, args, kwargs, told)
        except CallbackRaised as error:
            return ["raised", error.number]
        except StudentException as error:
            kind, message, place, line, trail, _ = error.fault
            return ["student", kind, message, place, line, [list(step) for step in trail]]
        except Exception as error:
            return ["error", type(error).__name__, str(error)]
        finally:
            self._depth -= 1
            if not self._depth:
                self._forget()

    def _performed(
        self, function: Callable[..., Any], args: Tree, kwargs: Tree, told: Tree
    ) -> list[Tree]:
        positional, keywords = self._decode(args, []), self._decode(kwargs, [])
        self._mirrors.put_up(self._proxies, told, lambda tree: self._decode(tree, []))
        try:
            value = function(*positional, **keywords)
        except Exception:
            self._mirrors.settle()
            raise
        encoder = self._encoder([])
        # What two have in common, an attribute and the value, stays one.
        changed = self._mirrors.given_back(value, encoder)
        return ["value", encoder.encode(value), changed]

    def perform_own(self, number: int, args: Tree, kwargs: Tree) -> list[Tree]:
        """Call a function of this side's that a function of the reference has given away."""
        if number not in self._callbacks:
            raise CannotCross("a malformed callback")
        return self.perform(self._callbacks[number], args, kwargs)

    def _forget(self) -> None:
        """Between two calls nothing here holds what was the student's: it is asked for anew."""
        self._proxies.clear()
        self._live.clear()

    def _call_back(self, number: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call a function of a test's."""
        encoder = Encoder([], self._refer_back)
        answer = self._ask(["callback", number, encoder.encode(list(args)), encoder.encode(kwargs)])
        match answer:
            case ["raised", int(raised), str(text)]:
                raise CallbackRaised(raised, text)
        return Decoder([], self._resolve).decode(answer[1])

    def _refer_back(self, value: object) -> Tree:
        """As the student's code refers to its objects, for the judge to read."""
        if isinstance(value, ObjectProxy):
            return ["object", number_of(value), type_name_of(value)]
        return self._refer(value)

    def _proxy(self, number: int, type_name: str) -> MirroredProxy:
        return MirroredProxy(self, number, type_name)

    def _resolve(self, tag: str, payload: list[Tree], depth: int) -> object:
        match tag, payload:
            case "object", [int(number)]:
                # As the judge refers to them.
                return super()._resolve(tag, [number, "object"], depth)
        return super()._resolve(tag, payload, depth)


class _Way:
    """The way to the student's code, over the judge."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def exchange(self, request: list[Tree], _answer: Callable[[list[Tree]], Tree]) -> list[Tree]:
        """The student's reply. What it calls back meanwhile is the judge's to sort out."""
        return self._ask(["callback", "ask", request])

    def release(self, seed: int = 0) -> None:
        """The judge does that."""


class _Functions(Numbered[Callable[..., Any]]):
    """This side's own functions by number, and the tests' as soon as they are asked for."""

    def __init__(self, call: Callable[..., Any]) -> None:
        super().__init__(FIRST_ELSEWHERE)
        self._call = call

    def __contains__(self, number: object) -> bool:
        return super().__contains__(number) or (
            isinstance(number, int) and 0 <= number < FIRST_ELSEWHERE
        )

    def __missing__(self, number: int) -> Callable[..., Any]:
        self[number] = Callback(self._call, number)
        return self[number]


class _Errors(Numbered[BaseException]):
    """What the tests' functions have raised, each known by its number only."""

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int)

    def __missing__(self, number: int) -> BaseException:
        return CallbackRaised(number, "a function of the test raised")
