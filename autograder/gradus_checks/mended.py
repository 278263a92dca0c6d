"""A conversation in which some of the student's functions are the reference's: follow-through.

These run in a third process (see `understudy`). Their arguments and results are handed on as the
trees that they came as, and so are that process's requests about the student's objects.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NoReturn

from gradus_checks.callback import FORGET
from gradus_checks.caps import Intake
from gradus_checks.crossing import Tree
from gradus_checks.session import Channel, Request, Session

FIRST_ELSEWHERE = 2**40
"""Numbers of the third process's own functions and generators. The judge's own begin at 0."""


class Relayed:
    """Stands for a function of the third process; `relay(args, kwargs, told)` has it called.

    What is `told` with it see `along`. That gives the answer to a callback, as `Session.answer`
    does.
    """

    def __init__(self, relay: Callable[..., Tree]) -> None:
        self.relay = relay

    def __call__(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("only a student's code can call this function: it lives elsewhere")


class MendedSession(Session):
    """The judge's conversation with a student's code of which some functions are `Relayed`.

    `elsewhere(number, args, kwargs)` has a function of the third process's own called.
    """

    _replaces = "mend"

    def __init__(
        self,
        channel: Channel,
        intake: Intake | None,
        elsewhere: Callable[[int, Tree, Tree], Tree],
    ) -> None:
        super().__init__(channel, intake)
        self._elsewhere = elsewhere
        self._depth = 0

    def in_turn(self, requests: Sequence[Request]) -> Iterator[Any]:
        """One at a time: what is asked for meanwhile, elsewhere, tells of the same arrays."""
        for parts, values in requests:
            yield self.request(*parts, values=values)

    def attempts(self, requests: Sequence[Request]) -> Iterator[Callable[[], Any]]:
        """Each is made when its function is called."""
        for parts, values in requests:
            yield partial(self.request, *parts, values=values)

    def answer(self, message: list[Tree]) -> Tree:
        """Call the function that the student's code asks for, or have it called."""
        match message:
            case ["callback", int(number), args, kwargs, *told]:
                if number >= FIRST_ELSEWHERE:
                    return self._elsewhere(number, args, kwargs)
                function = self._callbacks.get(number)
                if isinstance(function, Relayed):
                    return self._relayed(function, args, kwargs, told)
        return super().answer(message)

    def _relayed(self, function: Relayed, args: Tree, kwargs: Tree, told: list[Tree]) -> Tree:
        """The answer of the third process, which forgets all between two calls that are not nested.

        Raises as the function does.
        """
        self._depth += 1
        try:
            reply = function.relay(args, kwargs, *told)
        finally:
            self._depth -= 1
        is_outermost = not self._depth and isinstance(reply, list) and reply[0] == "value"
        return [*reply, FORGET] if is_outermost else reply

    def pass_on(self, request: list[Tree]) -> list[Tree]:
        """The student's reply to a request of the third process's.

        What it tells of live arrays that are known here, too, is noted.
        """
        reply = self._channel.exchange(request, self.answer)
        match reply:
            case [*_, list(refreshed)]:
                known = (item for item in refreshed if isinstance(item, list) and item)
                self._refresh([item for item in known if self._knows(item[0])])
        return reply

    def _knows(self, number: Tree) -> bool:
        return isinstance(number, int) and number in self._live
