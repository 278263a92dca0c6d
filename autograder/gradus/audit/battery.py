"""Is a mutant a mistake at all? A battery of inputs, independent of the tests and larger, says.

`assignments/<name>/battery/<module>.py` holds functions that take the module and a generator, and
yield what comes of calls: values, or, where the hand-out leaves a result open, whether it keeps
what the hand-out promises. A mutant that gives what the reference gives, in all rounds, is shown to
be equivalent, if the battery calls the function that was changed. This file runs as a program of
its own, `python -m gradus.audit.battery`: each mutant in a fork that may fail in every way, without
threads that a fork would break.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import zip_longest
from pathlib import Path
from types import FrameType, ModuleType, SimpleNamespace
from typing import Any

import numpy as np

from gradus.assignment import Assignment
from gradus.audit.mutants import Mutant
from gradus.audit.sources import write_modules
from gradus.errors import CouldNotCheck
from gradus_checks.loader import FreshModules

_ROUNDS = 6  # each with inputs of its own; the battery's files draw several shapes in each
_CPU_SECONDS = 10  # a mutant that loops ends here; the calls of a battery take milliseconds
_RTOL, _ATOL = 1e-9, 1e-12  # of what rounding does: another order of adding up is no difference


def battery_path(assignment: Assignment, module: str) -> Path:
    """Where the battery of a module is, if there is one."""
    return assignment.folder / "battery" / f"{module}.py"


def same_as_reference(assignment: Assignment, module: str, mutants: Sequence[Mutant]) -> list[bool]:
    """For each mutant of `module`: is it shown to give what the reference gives?

    Raises CouldNotCheck where the battery itself does not run on the reference.
    """
    if not mutants:
        return []
    battery = battery_path(assignment, module)
    if not battery.is_file():
        return [False] * len(mutants)
    names = (*assignment.modules, *assignment.provided)
    work = {
        # In full, as Python names the file that a function is of.
        "solutions": str(assignment.solutions.resolve()),
        "battery": str(battery.resolve()),
        "module": module,
        "names": names,
        "changes": [[mutant.function, mutant.source] for mutant in mutants],
    }
    threads = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")}
    done = subprocess.run(
        [sys.executable, "-m", "gradus.audit.battery"],
        input=json.dumps(work),
        env={**os.environ, **threads},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CouldNotCheck(f"{battery} does not run on the reference:\n{done.stderr}")
    same: list[bool] = json.loads(done.stdout)
    return same


def tried(function: Callable[..., Any], *arguments: Any) -> Any:
    """What a call returns and does to its arguments, or which exception it raises."""
    try:
        result = function(*arguments)
    except Exception as error:
        kinds = (ValueError, TypeError, IndexError, ZeroDivisionError)
        return next((kind.__name__ for kind in kinds if isinstance(error, kind)), "Exception")
    arrays = [each for each in arguments if isinstance(each, np.ndarray | list)]
    return [result, *arrays]


def _transcript(battery: Path, folder: Path, module: str) -> Iterator[Any]:
    """What the battery sees of the module in `folder`, outcome by outcome."""
    code = FreshModules(folder).load(module)
    scenarios = _scenarios(battery)
    for number in range(_ROUNDS):
        for scenario in scenarios:
            yield from _round(scenario, code, number)


def _round(scenario: Callable[..., Iterator[Any]], code: ModuleType, number: int) -> Iterator[Any]:
    try:
        with np.errstate(all="ignore"):
            for outcome in scenario(code, np.random.default_rng(number)):
                # A copy: later calls may change what an earlier one gave.
                yield _frozen(outcome)
    except Exception as error:
        yield f"ended with {type(error).__name__}"


def _scenarios(battery: Path) -> list[Callable[..., Iterator[Any]]]:
    names: dict[str, Any] = {"__name__": "battery"}
    exec(compile(battery.read_text("utf-8"), str(battery), "exec"), names)
    return [
        value
        for name, value in names.items()
        if callable(value) and not name.startswith("_") and value.__module__ == "battery"
    ]


def _frozen(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, list | tuple):
        return [_frozen(each) for each in value]
    return value


def agree(one: Any, other: Any) -> bool:
    """Whether two outcomes are the same: shapes, kinds, and values but for rounding."""
    if isinstance(one, list) or isinstance(other, list):
        lists = isinstance(one, list) and isinstance(other, list) and len(one) == len(other)
        return lists and all(map(agree, one, other))
    if one is None or isinstance(one, str) or other is None or isinstance(other, str):
        return type(one) is type(other) and bool(one == other)
    if not (_is_number(one) and _is_number(other)):
        return type(one).__name__ == type(other).__name__
    left, right = np.asarray(one), np.asarray(other)
    if left.shape != right.shape or (left.dtype.kind == "f") != (right.dtype.kind == "f"):
        return False
    return bool(np.allclose(left.astype(float), right.astype(float), _RTOL, _ATOL, equal_nan=True))


def _is_number(value: Any) -> bool:
    return np.asarray(value).dtype.kind in "biuf"


def main() -> None:
    """Read the work from stdin, and write for each source whether it is the same."""
    work = SimpleNamespace(**json.load(sys.stdin))
    solutions, battery = Path(work.solutions), Path(work.battery)
    with _functions_run(solutions / f"{work.module}.py") as ran:
        expected = list(_transcript(battery, solutions, work.module))
    if broken := [each for each in expected if _has_ended(each)]:
        sys.exit(f"a scenario {broken[0]}")
    texts = {name: (solutions / f"{name}.py").read_text("utf-8") for name in work.names}
    same = [
        _is_among(function, ran)
        and _survives(partial(_is_same, source, texts, battery, work.module, expected))
        for function, source in work.changes
    ]
    json.dump(same, sys.stdout)


@contextmanager
def _functions_run(path: Path) -> Iterator[set[str]]:
    """The functions of a file that are called meanwhile: "mse", "Linear.forward"."""
    names: set[str] = set()

    def note(frame: FrameType, _event: str, _argument: Any) -> None:
        if frame.f_code.co_filename == str(path):
            names.add(frame.f_code.co_qualname.replace("<locals>.", ""))

    before = sys.gettrace()
    sys.settrace(note)
    try:
        yield names
    finally:
        sys.settrace(before)


def _is_among(function: str, ran: set[str]) -> bool:
    """Whether a function, or anything of a class, has run; what is in neither always has."""
    return not function or any(f"{name}.".startswith(f"{function}.") for name in ran)


def _has_ended(outcome: Any) -> bool:
    return isinstance(outcome, str) and outcome.startswith("ended with")


def _is_same(
    source: str, texts: dict[str, str], battery: Path, module: str, expected: list[Any]
) -> bool:
    with tempfile.TemporaryDirectory(prefix="gradus-battery-") as folder:
        write_modules(Path(folder), {**texts, module: source})
        given = _transcript(battery, Path(folder), module)
        # The first difference is enough; most mutants show one at once.
        return all(agree(mine, right) for mine, right in zip_longest(given, expected))


def _survives(check: Callable[[], bool]) -> bool:
    """Whether `check` holds in a fork, which may crash, fill the memory or never end."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (2**32, 2**32))
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        code = 1
        try:
            code = 0 if check() else 1
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return status == 0


if __name__ == "__main__":
    main()
