"""Item analysis: what each case measures, and how exact the sum of all is.

The definitions are those of classical test theory, as in Crocker and Algina, Introduction to
Classical and Modern Test Theory (1986), chapters 5 to 7. What a class is too small or too equal to
tell is None, never 0.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist
from typing import TypeAlias

import numpy as np

from gradus.results import CaseResult, Record, Status

Array: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Key: TypeAlias = tuple[str, str]
"""A case: the number of its task, and its name."""

_RESAMPLES = 2000
"""Enough for two digits of a 95 % interval (Efron and Tibshirani 1993, section 14.3)."""

_SEED = 26
"""Any will do: with one, the same class has the same interval each time."""

_LEVEL = 0.95  # of confidence, as is usual
_FEWEST = 4
"""The interval of a correlation needs one more than three students (Fisher's z)."""


@dataclass(frozen=True)
class Correlation:
    """A correlation between `low` and `high` with 95 % for all cases of the class together."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Item:
    """One case over a class.

    `facility` is the mean share of its points, of those students of whom it was checked; `full`
    of them have all. `rest` is the correlation of its points with all others that a student has
    (corrected item-rest correlation), `in_task` with those of the same task only; `alpha_without`
    is Cronbach's α of all other cases.
    """

    task: str
    name: str
    points: float
    hidden: bool
    checked: int
    unchecked: int
    full: int
    facility: float | None
    rest: Correlation | None
    in_task: Correlation | None
    alpha_without: float | None


@dataclass(frozen=True)
class Reliability:
    """How exact a class's marks are, by the `students` of whom everything was checked.

    `alpha` is Cronbach's, `low` and `high` its 95 % interval by the bootstrap over students;
    `error` is the standard error of measurement, in points.
    """

    students: int
    alpha: float | None
    low: float | None
    high: float | None
    error: float | None


@dataclass(frozen=True)
class ItemAnalysis:
    """The cases of an assignment, in its order, and what they come to together."""

    items: tuple[Item, ...]
    reliability: Reliability


class Answers:
    """Gathers the points of every case, one record at a time."""

    def __init__(self) -> None:
        self._cases: dict[Key, CaseResult] = {}
        self._rows: list[dict[Key, float]] = []

    def add(self, record: Record) -> None:
        """Count a submission."""
        row = {}
        for question in record.questions:
            for case in question.cases:
                key = (question.number, case.name)
                self._cases.setdefault(key, case)
                unchecked = case.status is Status.UNCHECKED
                row[key] = float("nan") if unchecked else case.score
        self._rows.append(row)

    def analysis(self) -> ItemAnalysis:
        """What the records added so far come to."""
        keys = list(self._cases)
        table = np.array(
            [[row.get(key, float("nan")) for key in keys] for row in self._rows], dtype=np.float64
        ).reshape(len(self._rows), len(keys))
        whole = table[~np.isnan(table).any(axis=1)]
        return ItemAnalysis(tuple(self._items(keys, table, whole)), reliability(whole))

    def _items(self, keys: list[Key], table: Array, whole: Array) -> Iterable[Item]:
        tasks = np.array([task for task, _name in keys])
        totals = whole.sum(axis=1)
        without = alphas_without(whole)
        for place, key in enumerate(keys):
            case, column = self._cases[key], whole[:, place]
            seen = table[~np.isnan(table[:, place]), place]
            in_task = whole[:, tasks == key[0]].sum(axis=1)
            yield Item(
                *key,
                points=case.points,
                hidden=case.hidden,
                checked=len(seen),
                unchecked=len(table) - len(seen),
                full=int((seen >= case.points).sum()),
                facility=float(seen.mean() / case.points) if len(seen) and case.points else None,
                rest=correlation(column, totals - column, len(keys)),
                in_task=correlation(column, in_task - column, len(keys)),
                alpha_without=without[place],
            )


def correlation(x: Array, y: Array, comparisons: int = 1) -> Correlation | None:
    """Pearson's, with Fisher's interval; None for fewer than four pairs or where one is constant.

    The interval holds for `comparisons` of them at once (Bonferroni): of a hundred cases some would
    look odd by chance.
    """
    if len(x) < _FEWEST or _is_constant(x) or _is_constant(y):
        return None
    value = float(np.clip(np.corrcoef(x, y)[0, 1], -1.0, 1.0))
    if abs(value) == 1.0:
        return Correlation(value, value, value)
    quantile = NormalDist().inv_cdf(1 - (1 - _LEVEL) / (2 * comparisons))
    spread = quantile / np.sqrt(len(x) - 3)
    low, high = np.tanh(np.arctanh(value) + np.array([-spread, spread]))
    return Correlation(value, float(low), float(high))


def reliability(table: Array) -> Reliability:
    """Of a table of points, a row a student and a column a case."""
    value = alpha(table)
    if value is None:
        return Reliability(len(table), None, None, None, None)
    low, high = _interval(table)
    spread = float(table.sum(axis=1).std(ddof=1))
    # Below 0, which a real α can be, the points say nothing of each other: all of it is error.
    error = spread * float(np.sqrt(1 - max(value, 0.0)))
    return Reliability(len(table), value, low, high, error)


def alpha(table: Array) -> float | None:
    """Cronbach's α; None for fewer than two students or cases, or where all have the same sum."""
    students, cases = table.shape
    total = table.sum(axis=1)
    if students < 2 or cases < 2 or _is_constant(total):
        return None
    return cases / (cases - 1) * float(1 - table.var(axis=0, ddof=1).sum() / total.var(ddof=1))


def alphas_without(table: Array) -> list[float | None]:
    """For each case, the α of all others."""
    students, cases = table.shape
    if students < 2 or cases < 3:
        return [None] * cases
    single = table.var(axis=0, ddof=1)
    rests = table.sum(axis=1, keepdims=True) - table
    factor = (cases - 1) / (cases - 2)
    return [
        None if _is_constant(rest) else float(factor * (1 - parts / rest.var(ddof=1)))
        for rest, parts in zip(rests.T, single.sum() - single, strict=True)
    ]


def _interval(table: Array) -> tuple[float, float]:
    """The middle 95 % of α over classes drawn from this one, with repetition."""
    students, cases = table.shape
    drawn = np.random.default_rng(_SEED).multinomial(
        students, np.full(students, 1 / students), size=_RESAMPLES
    )
    share = drawn / students
    columns = np.column_stack([table, table.sum(axis=1)])
    columns = columns - columns.mean(axis=0)  # Squares of small numbers keep their digits.
    variances = share @ columns**2 - (share @ columns) ** 2
    parts, whole = variances[:, :-1].sum(axis=1), variances[:, -1]
    # A draw in which all have the same sum tells nothing.
    told = whole > 1e-12 * max(float(whole.max()), 1.0)
    values = cases / (cases - 1) * (1 - parts[told] / whole[told])
    low, high = np.quantile(values, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2])
    return float(low), float(high)


def _is_constant(values: Array) -> bool:
    """Whether the values are equal, up to the rounding of a sum of points."""
    return bool(np.ptp(values) <= 1e-9 * max(1.0, float(np.abs(values).max())))
