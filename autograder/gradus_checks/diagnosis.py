"""What a wrong result has in common with the right one: the mistake, in words.

Nothing here quotes a number of the inputs or of the expected result, so that it may be said of a
hidden case too.
"""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


class Diagnosis(str):
    """A sentence about a wrong result. `name` is the mistake's short name.

    The names: summed, divided, doubled, halved, log2, log10, scaled, sign (also before one of
    these, as "sign summed"), two (a factor 2 or a count of 2), transposed, shifted, zero, not zero,
    rounded, last row, rows, entries, unknown.
    """

    name: str

    def __new__(cls, name: str, words: str) -> "Diagnosis":
        """The sentence `words`, as the diagnosis `name`."""
        made = super().__new__(cls, words)
        made.name = name
        return made


DESCRIPTIONS = frozenset(
    {
        *("scaled", "sign scaled", "shifted", "zero", "not zero", "rounded", "rows", "entries"),
        *("shape", "not a number", "not finite", "unknown"),
    }
)
"""Names that say what is wrong with the result, and leave the cause to the case's own hint."""

# What one usual slip explains, by how many times too large it makes the result.
_NAMED_RATIOS = (
    (2.0, "doubled", "twice as large as it should be: is there a factor 2 too much?"),
    (0.5, "halved", "half as large as it should be: is a factor 2 missing?"),
    (
        1 / math.log(2),
        "log2",
        "off by the factor 1/ln 2: use the natural logarithm, np.log, not np.log2.",
    ),
    (
        1 / math.log(10),
        "log10",
        "off by the factor 1/ln 10: use the natural logarithm, np.log, not log10.",
    ),
)


_RTOL = 1e-5  # wider than the checks' own: a mistake may lose digits too
_LARGEST_COUNT = 1000
"""A ratio beyond this is no number of samples or entries: it is mere chance."""


def diagnose(actual: Array, expected: Array) -> Diagnosis:
    """One or two sentences on how `actual` differs from `expected`; both have the same shape."""
    unknown = _unknown()
    with np.errstate(all="ignore"):
        return next(_patterns(actual, expected), unknown)


def _patterns(actual: Array, expected: Array) -> Iterator[Diagnosis]:
    scale = float(np.max(np.abs(expected), initial=0.0))
    if scale == 0:
        yield Diagnosis("not zero", "should be zero here and is not.")
        return
    if not np.any(actual):
        yield Diagnosis("zero", "is zero everywhere." if expected.ndim else "is zero.")

    def same(a: Array, b: Array) -> bool:
        return bool(np.allclose(a, b, rtol=_RTOL, atol=_RTOL * scale * 1e-3))

    wrong = np.asarray(~np.isclose(actual, expected, rtol=_RTOL, atol=_RTOL * scale * 1e-3))
    if not wrong.any():
        yield Diagnosis(
            "rounded",
            "is nearly right, but not precise enough: is something rounded, or kept in float32?",
        )
    if same(actual, -expected):
        yield Diagnosis("sign", "has the wrong sign.")
    unit = expected / scale
    ratio = float(np.sum(actual / scale * unit) / np.sum(unit * unit))
    if ratio != 0 and same(actual, ratio * expected):
        yield _ratio(ratio, expected.shape)
    if expected.ndim == 2 and expected.shape[0] == expected.shape[1] and same(actual, expected.T):
        yield Diagnosis("transposed", "is transposed: rows and columns are exchanged.")
    if expected.size > 1 and np.ptp(actual - expected) <= _RTOL * scale:
        yield Diagnosis("shifted", "is off by the same amount everywhere.")
    if expected.size > 1 and not wrong.all():
        yield _some(wrong)


def _unknown() -> Diagnosis:
    return Diagnosis("unknown", "does not have the right value, and the numbers do not say why.")


def _ratio(ratio: float, shape: tuple[int, ...]) -> Diagnosis:
    single = math.prod(shape) == 1
    if single and ratio < 0:
        # One number says little of a sign: a sum of errors may have any, and any size.
        return _unknown()
    sign, before = ("has the wrong sign and is ", "sign ") if ratio < 0 else ("is ", "")
    size = abs(ratio)
    if 2 in shape and (_near(size, 2) or _near(size, 0.5)):
        large, missing = (
            ("twice", "is there a factor 2 too much")
            if size > 1
            else ("half", "is a factor 2 missing")
        )
        words = f"{sign}{large} as large as it should be: {missing}, or is the 1/n a wrong one?"
        return Diagnosis(f"{before}two", words)
    for factor, name, words in _NAMED_RATIOS:
        if _near(size, factor):
            return Diagnosis(before + name, sign + words)
    if _whole(size):
        return Diagnosis(
            f"{before}summed",
            f"{sign}{round(size)} times too large: did you add up where the mean is asked, "
            "or leave out the 1/n?",
        )
    if _whole(1 / size):
        return Diagnosis(
            f"{before}divided",
            f"{sign}{round(1 / size)} times too small: did you divide by a number once too often, "
            "or by the wrong one?",
        )
    comparison = "large" if size > 1 else "small"
    where = "." if single else ", by the same factor everywhere."
    return Diagnosis(f"{before}scaled", f"{sign}too {comparison}{where}")


def _whole(number: float) -> bool:
    return 1.5 < number < _LARGEST_COUNT and _near(number, round(number))


def _near(number: float, other: float) -> bool:
    return math.isclose(number, other, rel_tol=_RTOL)


def _some(wrong: Array) -> Diagnosis:
    count = f"{int(wrong.sum())} of {wrong.size} entries are wrong"
    if wrong.ndim == 2:
        rows = np.any(wrong, axis=1)
        if len(rows) > 2 and not rows[:-1].any():
            return Diagnosis(
                "last row",
                f"is wrong in its last row only: is the last sample treated differently? {count}.",
            )
        if not rows.all():
            return Diagnosis("rows", f"is right in some rows and wrong in others: {count}.")
    return Diagnosis("entries", f"is right in some places and wrong in others: {count}.")
