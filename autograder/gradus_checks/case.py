"""`test_case`: Otter's decorator, whose parameters find themselves.

Where Otter is loaded, a case is an instance of Otter's own class, so that Otter's test files,
results and notebooks take it as theirs. Where it is not, as under a student's `pytest`, nothing of
Otter is imported: that alone would take longer than the tests.
"""

import linecache
import sys
from collections.abc import Callable
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import Any

from gradus_checks.chance import apart
from gradus_checks.environment import Environment, LocalEnvironment
from gradus_checks.errors import NOT_SO, CaseError, CheckFailed
from gradus_checks.example import Calls
from gradus_checks.module_names import NOT_MODULES
from gradus_checks.originals import Originals
from gradus_checks.proxy import ModuleProxy, session_of

_ENVIRONMENT = "__gradus_environment__"
_ORIGINALS = "__gradus_originals__"
_EXPLAINED = "__gradus_explained__"

_SETTINGS = ("name", "points", "hidden", "success_message", "failure_message")


class Case:
    """One test case: a function, what it is worth, and what to say when it fails."""

    def __init__(
        self,
        name: str,
        points: int | float,
        hidden: bool = False,
        success_message: str | None = None,
        failure_message: str | None = None,
    ) -> None:
        self.name = name
        self.points = points
        self.hidden = hidden
        self.success_message = success_message
        self.failure_message = failure_message
        self.test_func: Callable[..., None] = lambda: None
        self._parameters: tuple[str, ...] = ()
        self._modules: tuple[str, ...] = ()

    def __call__(self, test_func: Callable[..., None]) -> "Case":
        """Decorate `test_func`."""
        self.test_func = test_func
        code = test_func.__code__
        self._parameters = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        self._modules = tuple(name for name in self._parameters if name not in NOT_MODULES)
        return self

    def parameters(self) -> tuple[str, ...]:
        """The names of what the function asks for."""
        return self._parameters

    def modules(self) -> tuple[str, ...]:
        """Those of the parameters that are the student's modules."""
        return self._modules

    def call_func(self, global_environment: Any) -> None:
        """Run the case. Raises CheckFailed or StudentException where the work is wrong.

        `global_environment` is an `Environment` in the judge. From Otter it is a dictionary of
        whatever the notebook has defined, which is not used: the student's files are.
        """
        # To ask whether it fulfils the whole protocol takes as long as a call.
        is_environment = hasattr(global_environment, "module")
        environment = global_environment if is_environment else self._local_environment()
        self._originals().restore()
        self._explain_asserts()
        inputs = {name: self._resolve(name, environment) for name in self.parameters()}
        modules = [value for value in inputs.values() if isinstance(value, ModuleProxy)]
        sessions = [session_of(module) for module in modules[:1]]
        # At home a notebook, or what else there is, goes on drawing as if nothing had been.
        at_home = isinstance(environment, LocalEnvironment)
        calls = sessions[0].calls if sessions else Calls()
        try:
            with apart() if at_home else nullcontext():
                for session in sessions:
                    session.release()
                self.test_func(**inputs)
        except CheckFailed as error:
            error.explain(calls, quote=not self.hidden)
            if not is_environment:
                error.args = (_with_its_ends(str(error)),)
            raise
        except AssertionError as error:
            # One that was not rewritten. Otter looks for the line two steps into the traceback.
            trace = error.__traceback__
            raise CheckFailed(NOT_SO, str(error)).with_traceback(trace and trace.tb_next) from None

    def _resolve(self, name: str, environment: Environment) -> Any:
        if name == "rng":
            task = str(self.test_func.__globals__.get("name", ""))
            return environment.rng(task, self.name, self.hidden)
        if name == "data":
            return environment.data()
        if name == "reference":
            if not self.hidden:
                raise CaseError(f"case {self.name!r} is public and must not ask for the reference")
            return environment.reference()
        if name == "rating":
            if not self.hidden:
                raise CaseError(f"case {self.name!r} is public and must not ask for the rating")
            return environment.rating(str(self.test_func.__globals__.get("name", "")))
        return environment.module(name)

    def _originals(self) -> Originals:
        """One for each time that a test file is executed, too."""
        names = self.test_func.__globals__
        if _ORIGINALS not in names:
            names[_ORIGINALS] = Originals(names)
        originals: Originals = names[_ORIGINALS]
        return originals

    def _explain_asserts(self) -> None:
        """Rewrite the asserts of the file, the first time that one of its cases runs."""
        names = self.test_func.__globals__
        if _EXPLAINED not in names:
            names[_EXPLAINED] = True
            path = self.test_func.__code__.co_filename
            linecache.checkcache(path)
            if any("assert " in line for line in linecache.getlines(path)):
                # Few files have any, and what this imports takes ten milliseconds.
                from gradus_checks.asserts import rewrite

                rewrite(names, path)

    def _local_environment(self) -> LocalEnvironment:
        """One for each time that a test file is executed: kept with the file's own names."""
        names = self.test_func.__globals__
        if _ENVIRONMENT not in names:
            path = Path(self.test_func.__code__.co_filename)
            folder = path.resolve().parent.parent if path.is_file() else Path.cwd()
            names[_ENVIRONMENT] = LocalEnvironment(folder)
        environment: LocalEnvironment = names[_ENVIRONMENT]
        return environment


def _with_its_ends(text: str) -> str:
    """A message as Otter 7.0.0 leaves it whole, which takes single quotes off its ends."""
    return text if text.strip("'") == text else f"\n{text}\n"


@cache
def _case_class(otter_case: type) -> type[Case]:
    """`Case` as a subclass of Otter's `test_case`.

    Otter pickles its results, and reads them where this package cannot be imported: a case goes
    into a pickle as Otter's own, the function left behind.
    """

    def reduced(case: Case) -> tuple[type, tuple[Any, ...]]:
        return otter_case, tuple(getattr(case, name) for name in _SETTINGS)

    return type("Case", (Case, otter_case), {"__hash__": object.__hash__, "__reduce__": reduced})


def test_case(
    *,
    name: str,
    points: int | float,
    hidden: bool = False,
    success_message: str | None = None,
    failure_message: str | None = None,
) -> Case:
    """Decorate a function as a test case of this file's task.

    Its parameters are found by name: `rng` is a seeded `numpy.random.Generator`, `data` the
    folder of the assignment's data, `reference` (for hidden cases only) holds the reference
    modules, `rating` (for hidden cases only) trains the student's model and rates it, and every
    other name is a module of the student's. `points` go to the student if the function returns
    without raising.
    """
    otter = sys.modules.get("otter.test_files.exception_test")
    kind = Case if otter is None else _case_class(otter.test_case)
    return kind(name, points, hidden, success_message, failure_message)
