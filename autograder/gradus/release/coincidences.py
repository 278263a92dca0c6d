"""Public examples whose numbers coincide: two mistakes give the same there, or what is right.

Where the last of three arrays has the mean of all, nobody can tell who has forgotten the others
from who has averaged; the feedback would name one of them, and be wrong half of the time.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from types import FunctionType
from typing import Any

import numpy as np

from gradus.assignment import Assignment
from gradus.assignment.cases import load_cases
from gradus.errors import ReleaseRefused
from gradus_checks import Case
from gradus_checks.loader import FreshModules

_RIGHT = "the right result"
_CHECK = "check_close"


def refuse_coincidences(assignment: Assignment) -> None:
    """Raises ReleaseRefused where a public example cannot tell two mistakes apart."""
    if found := coincidences(assignment):
        listed = "\n  ".join(found)
        raise ReleaseRefused(f"Examples whose numbers coincide; nothing was written:\n  {listed}")


def coincidences(assignment: Assignment) -> tuple[str, ...]:
    """Each public example in which two results are the same that should not be, in words."""
    modules = FreshModules(assignment.solutions)
    found = []
    for task in assignment.tasks:
        for case in load_cases(assignment.test_path(task)).cases:
            if not case.hidden and task.rating is None:
                where = f"tests/{task.name}.py, {case.name!r}"
                found += [f"{where}: {each}" for each in _Listener(modules, assignment).hear(case)]
    return tuple(dict.fromkeys(found))


class _Listener:
    """Runs a case on the reference, and listens to its calls and checks."""

    def __init__(self, modules: FreshModules, assignment: Assignment) -> None:
        self._modules = modules
        self._assignment = assignment
        self._calls: list[tuple[Callable[..., Any], tuple[Any, ...], Any]] = []
        self._found: list[str] = []
        self._none: set[str] = set()
        self._some: set[str] = set()

    def hear(self, case: Case) -> list[str]:
        """What coincides in one case. A case that needs more than plain calls is left alone."""
        names = case.test_func.__globals__
        check = names.get(_CHECK)
        if check is None or not set(case.parameters()) <= self._known(case):
            return []
        names[_CHECK] = self._checked
        try:
            with self._modules.in_place(), np.errstate(all="ignore"):
                asked = self._assignment.modules_of(case)
                case.test_func(*(_Heard(self, self._modules.load(each)) for each in asked))
        except Exception:
            # It asks for the wire, for a student's object, say. That it passes is proven elsewhere.
            return self._told()
        finally:
            names[_CHECK] = check
        return self._told()

    def _known(self, case: Case) -> set[str]:
        return self._assignment.by_parameter.keys() & {*case.modules()}

    def called(self, function: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        """The result of a call, which is remembered."""
        result = function(*args)
        self._calls.append((function, args, result))
        return result

    def _checked(
        self, actual: Any, expected: Any, *, wrong: Mapping[str, Any] | None = None, **_: Any
    ) -> None:
        self._compare(
            {_RIGHT: expected, **{f"“{why}”": each for why, each in (wrong or {}).items()}}
        )
        for function, args, result in self._calls:
            if result is actual:
                self._compare({_RIGHT: expected, **dict(_mistaken(function, args))})

    def _compare(self, results: Mapping[str, Any]) -> None:
        """Two mistakes are never alike, unless they are none here; and each is one somewhere."""
        right = results[_RIGHT]
        mistakes = {name: each for name, each in results.items() if not _is_like(each, right)}
        self._none |= results.keys() - mistakes.keys() - {_RIGHT}
        self._some |= mistakes.keys()
        for (one, first), (other, second) in combinations(mistakes.items(), 2):
            if _is_like(first, second):
                self._found.append(f"{one} and {other} give the same numbers. Choose others.")

    def _told(self) -> list[str]:
        harmless = (
            f"{name} gives the right numbers. Choose others."
            for name in sorted(self._none - self._some)
        )
        return [*self._found, *harmless]


class _Heard:
    """A module whose functions are listened to."""

    def __init__(self, listener: _Listener, module: Any) -> None:
        self._listener, self._module = listener, module

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._module, name)
        if not isinstance(found, FunctionType):
            return found
        return lambda *args: self._listener.called(found, args)


def _mistaken(function: Callable[..., Any], args: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    """What the function gives who forgets a part of a list, or averages over it."""
    for place, given in enumerate(args):
        if isinstance(given, list) and len(given) > 1:
            parts = [_result(function, args, place, [item]) for item in given]
            if all(isinstance(part, float | np.floating) for part in parts):
                yield "the first array alone", parts[0]
                yield "the last array alone", parts[-1]
                yield "the mean over the arrays", np.mean(parts)


def _result(function: Callable[..., Any], args: tuple[Any, ...], place: int, item: Any) -> Any:
    try:
        return function(*args[:place], item, *args[place + 1 :])
    except Exception:
        return None


def _is_like(one: Any, other: Any) -> bool:
    left, right = np.asarray(one), np.asarray(other)
    if left.shape != right.shape or {left.dtype.kind, right.dtype.kind} - set("biuf"):
        return False
    return np.allclose(left.astype(float), right.astype(float), rtol=1e-5, atol=1e-9)
