"""Data frames and series of pandas, and sparse arrays of SciPy: names and arrays, where they cross.

Neither library is imported before a value of its own is there, or has arrived: most assignments
have none.
"""

import sys
from typing import Any

import numpy as np

from gradus_checks.errors import CannotCross

NAMES = {"frame": "data frame", "series": "series", "sparse": "sparse array"}
"""What people call them, by their tag."""

_NO_TABLES = frozenset(
    (type(None), bool, int, float, complex, str, bytes, list, tuple, dict, set, np.ndarray)
)
"""Most values are exactly of one of these types: to look for the libraries takes longer."""


def tag_of(value: object) -> str:
    """How a tree of `value` begins, "" if it is none of these."""
    if type(value) in _NO_TABLES:
        return ""
    # Whoever has such a value has imported its library. A file of a student's may bear that name.
    pandas, sparse = sys.modules.get("pandas"), sys.modules.get("scipy.sparse")
    if _is_one(value, pandas, "DataFrame"):
        return "frame"
    if _is_one(value, pandas, "Series"):
        return "series"
    if _is_one(value, sparse, "sparray") or _is_one(value, sparse, "spmatrix"):
        return "sparse"
    return ""


def fields_of(table: Any) -> list[Any]:
    """What a tree holds behind the tag. Raises CannotCross for what is too large or unknown."""
    if tag_of(table) == "sparse":
        from gradus_checks.sparse import sparse_fields

        return sparse_fields(table)
    from gradus_checks.frames import frame_fields, series_fields

    return frame_fields(table) if tag_of(table) == "frame" else series_fields(table)


def decode_table(tag: str, fields: list[Any]) -> Any:
    """A new table, of the library's own type. Raises CannotCross for what `fields_of` cannot give.

    Nothing larger is allocated than the fields themselves, or what an array may be.
    """
    try:
        if tag == "sparse":
            from gradus_checks.sparse import decode_sparse

            return decode_sparse(fields)
        from gradus_checks.frames import decode_frame, decode_series

        return decode_frame(fields) if tag == "frame" else decode_series(fields)
    except ImportError as error:
        raise CannotCross(f"a {NAMES[tag]}, whose library is not installed here") from error


def weight_of_table(table: Any) -> int:
    """The bytes that it weighs written out, see `check_unfolded`."""
    if tag_of(table) == "sparse":
        from gradus_checks.sparse import dense_bytes

        return dense_bytes(table.shape, table.dtype.itemsize)
    from gradus_checks.frames import written_out

    return written_out(table)


def become_table(mine: Any, theirs: Any) -> None:
    """Make a test's table what the call has made of it. Raises CannotCross for another kind."""
    if tag_of(mine) != tag_of(theirs):
        raise CannotCross("a malformed change")
    # The only public way that replaces all of one, in both libraries: everybody who holds it, as
    # the test does, is to see what the call has made of it.
    mine.__init__(theirs)


def _is_one(value: object, module: object, name: str) -> bool:
    kind = getattr(module, name, None)
    # By the type itself, as isinstance would ask the value for its class.
    return isinstance(kind, type) and issubclass(type(value), kind)
