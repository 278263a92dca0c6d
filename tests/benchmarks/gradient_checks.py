"""`python -m tests.benchmarks.gradient_checks`: our gradient check beside the best known ones.

All get the same random functions, smooth and kinked, with gradients that are right to the last
digits. Of each is found the smallest tolerance that accuses none of them, and then the smallest
relative error of a gradient that it catches in every one of them at that tolerance. The others are
in the extra `bench`: pip install -e '.[bench]'.
"""

import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import autograd.numpy as anp
import autograd.test_util
import numpy as np
from autograd import grad
from autograd.extend import defvjp, primitive
from rich.console import Console
from rich.table import Table

from gradus_checks import CheckFailed, check_gradient

Array = np.ndarray[Any, Any]
GRID = 10.0 ** np.arange(0, -13.25, -0.25)
"""Tolerances, and errors, from 1 down to 1e-13, four a decade."""


@dataclass(frozen=True)
class Problem:
    """A random function, a point, and the gradient there."""

    function: Callable[[Array], float]
    x: Array
    gradient: Array


Accepts = Callable[[Problem, Array, float], bool]
"""Whether a check with a tolerance has nothing against a gradient."""


def smooth_function(kind: int, table: Array, b: Array) -> Callable[[Array], float]:
    """A small network, the logarithm of a sum, least squares, waves, or a logistic loss."""
    functions = (
        lambda z: anp.sum(b * anp.tanh(anp.dot(table, z) + b)),
        lambda z: anp.log(anp.sum(anp.exp(anp.dot(table, z) + b))),
        lambda z: anp.sum((anp.dot(table, z) - b) ** 2) / 5,
        lambda z: anp.sum(anp.sin(3 * anp.dot(table, z)) * b),
        lambda z: anp.sum(anp.log(1 + anp.exp(-anp.dot(table, z)))) + anp.sum(z**3),
    )
    return functions[kind]


KINKED: tuple[Callable[[Array], float], ...] = (
    lambda z: anp.sum(anp.abs(z)),
    lambda z: anp.sum(anp.maximum(z, 0)),
    lambda z: anp.sum(anp.abs(z) * (1 + z**2)),
    lambda z: anp.sum(anp.maximum(z, 0) * anp.exp(z)),
    lambda z: anp.sum(anp.maximum(anp.abs(z) - 0.5, 0)),
)


def problems(count: int, kinked: bool) -> Iterator[Problem]:
    """Random functions of 2 to 6 numbers; of the kinked ones, many points lie at or near a kink."""
    for number in range(count):
        rng = np.random.default_rng([number, kinked])
        d, kind = int(rng.integers(2, 7)), number % len(KINKED)
        x, size = rng.normal(size=d), 10 ** rng.uniform(-3, 3)
        smooth = smooth_function(kind, rng.normal(size=(5, d)), rng.normal(size=5))
        if kinked:
            # At a kink, very close to one, or anywhere.
            x[0] = rng.choice([0.0, 1e-9, 1e-5, 1e-3, x[0]])

        def function(z: Array, smooth: Any = smooth, kind: int = kind, size: float = size) -> float:
            return size * (smooth(z) + (KINKED[kind](z) if kinked else 0.0))

        yield Problem(function, x, grad(function)(x))


def by_gradus(problem: Problem, gradient: Array, tolerance: float) -> bool:
    """`gradus_checks.check_gradient`."""
    try:
        check_gradient(lambda z: float(problem.function(z)), problem.x, gradient, rtol=tolerance)
    except CheckFailed:
        return False
    return True


def by_torch(problem: Problem, gradient: Array, tolerance: float) -> bool:
    """`torch.autograd.gradcheck`, relative to the largest entry."""
    import torch

    class Function(torch.autograd.Function):
        @staticmethod
        def forward(_ctx: Any, z: Any) -> Any:
            return torch.tensor(float(problem.function(z.detach().numpy())), dtype=torch.float64)

        @staticmethod
        def backward(_ctx: Any, upstream: Any) -> Any:
            return upstream * torch.from_numpy(gradient)

    x = torch.from_numpy(problem.x.copy()).requires_grad_(True)
    atol = 0.1 * tolerance * float(np.max(np.abs(gradient)))
    return bool(
        torch.autograd.gradcheck(
            Function.apply, (x,), rtol=tolerance, atol=atol, raise_exception=False
        )
    )


def by_autograd(problem: Problem, gradient: Array, tolerance: float) -> bool:
    """`autograd.test_util.check_grads` in reverse mode, whose tolerance is a constant of its."""
    function = primitive(problem.function)
    defvjp(function, lambda _ans, _z: lambda upstream: upstream * gradient)
    test_util = autograd.test_util
    kept = test_util.TOL, test_util.RTOL
    test_util.TOL, test_util.RTOL = 0.1 * tolerance * float(np.max(np.abs(gradient))), tolerance
    try:
        # It draws from the global generator.
        np.random.seed(0)
        test_util.check_grads(function, modes=["rev"], order=1)(problem.x)
    except AssertionError:
        return False
    finally:
        test_util.TOL, test_util.RTOL = kept
    return True


def by_check_grad(problem: Problem, gradient: Array, tolerance: float) -> bool:
    """`scipy.optimize.check_grad`, whose result is a distance."""
    from scipy.optimize import check_grad

    distance = check_grad(problem.function, lambda _z: gradient, problem.x)
    return bool(distance <= tolerance * np.linalg.norm(gradient))


def by_differentiate(
    problem: Problem, gradient: Array, tolerance: float, settings: dict[str, Any]
) -> bool:
    """`scipy.differentiate.jacobian`, adaptive, order 8."""
    from scipy.differentiate import jacobian

    def along_first_axis(z: Array) -> Array:
        return np.apply_along_axis(lambda v: float(problem.function(v)), 0, z)

    found = jacobian(along_first_axis, problem.x, **settings).df
    right = np.abs(found - gradient) <= tolerance * (
        np.abs(gradient) + 0.1 * np.max(np.abs(gradient))
    )
    return bool(np.all(right))


CHECKS: dict[str, Accepts] = {
    "gradus check_gradient": by_gradus,
    "torch.autograd.gradcheck": by_torch,
    "scipy.optimize.check_grad": by_check_grad,
    "scipy.differentiate, as it comes": partial(by_differentiate, settings={}),
    "scipy.differentiate, tolerances 1e-14": partial(
        by_differentiate, settings={"tolerances": {"rtol": 1e-14, "atol": 1e-14}}
    ),
    "autograd check_grads": by_autograd,
}


def last_true(holds: Callable[[float], bool], first: int = 0) -> int:
    """The last place of GRID from `first` on at which `holds` is still true, −1 where it never is.

    Assumes that it is true up to some place and false from there on.
    """
    low, high = first - 1, len(GRID) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(GRID[middle]) else (low, middle - 1)
    return low


def smallest_tolerance(accepts: Accepts, some: list[Problem]) -> int:
    """The place in GRID of the smallest tolerance at which no right gradient is accused, or −1."""
    worst = len(GRID) - 1
    for problem in some:
        if not accepts(problem, problem.gradient, GRID[worst]):
            worst = last_true(lambda t, p=problem: accepts(p, p.gradient, t))
        if worst < 0:
            break
    return worst


def smallest_error(accepts: Accepts, some: list[Problem], tolerance: float) -> float:
    """The smallest relative error that is caught in every problem; infinite where there is none."""
    worst = len(GRID) - 1
    for problem in some:

        def caught(error: float, p: Problem = problem) -> bool:
            return not accepts(p, p.gradient * (1 + error), tolerance)

        if not caught(GRID[worst]):
            worst = last_true(caught)
        if worst < 0:
            return float("inf")
    return float(GRID[worst])


def measured(accepts: Accepts, some: list[Problem]) -> tuple[str, float, float]:
    """The tolerance, the smallest error caught, and the milliseconds of one check."""
    place = smallest_tolerance(accepts, some)
    tolerance = GRID[max(place, 0)]
    started = time.perf_counter()
    for problem in some[:50]:
        accepts(problem, problem.gradient, tolerance)
    milliseconds = (time.perf_counter() - started) / len(some[:50]) * 1e3
    if place < 0:
        return "none", float("inf"), milliseconds
    return f"{tolerance:.0e}", smallest_error(accepts, some, tolerance), milliseconds


def main() -> int:
    """Print the table; 1 unless ours catches the smallest error among smooth and kinked ones."""
    warnings.simplefilter("ignore")
    count = 100 if "--quick" in sys.argv[1:] else 500
    smooth, kinked = list(problems(count, False)), list(problems(count, True))
    table = Table("check", "tolerance", "smallest error caught", "ms a check")
    caught: dict[str, float] = {}
    for title, some in (
        (f"{count} smooth", smooth),
        (f"{2 * count} smooth and kinked", smooth + kinked),
    ):
        table.add_section()
        table.add_row(f"[bold]{title}[/]")
        for name, accepts in CHECKS.items():
            try:
                tolerance, error, milliseconds = measured(accepts, some)
            except ImportError:
                table.add_row(name, "not installed")
                continue
            caught[name] = error
            shown = f"{error:.1e}" if np.isfinite(error) else "none: false alarms"
            table.add_row(name, tolerance, shown, f"{milliseconds:.2f}")
    Console(width=100).print(table)
    ours = caught.pop("gradus check_gradient")
    return 0 if all(ours < other for other in caught.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
