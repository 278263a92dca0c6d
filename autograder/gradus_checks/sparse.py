"""Sparse arrays as plain fields and back: [format, shape, entries, coordinates along each axis].

A sparse array is as large as the array that it stands for, which a test may well make of it: only
what could cross written out does. It arrives as an array of the same format if that is `csr`, `csc`
or `coo`, and as `csr` from any other, whose own shape could ask for far more memory.
"""

import math
from typing import Any

import numpy as np

from gradus_checks.arrays import MAX_ARRAY_BYTES, MAX_DIMENSIONS, array_fields, decode_array
from gradus_checks.errors import CannotCross

_FORMATS = ("csr", "csc", "coo")
_LEAST_ITEM_BYTES = 8  # as it is compared in float64
_AXIS = np.dtype(np.int32)
"""Of coordinates: no axis of what may cross is longer."""

_MALFORMED = "a malformed sparse array"


def sparse_fields(array: Any) -> list[Any]:
    """The fields of a sparse array or matrix. Raises CannotCross."""
    shape = [int(length) for length in array.shape]
    if dense_bytes(shape, array.dtype.itemsize) > MAX_ARRAY_BYTES:
        raise CannotCross(
            f"a sparse array of shape {tuple(shape)}, which written out would have more than "
            f"{MAX_ARRAY_BYTES // 2**20} MiB"
        )
    entries = array.tocoo()
    size = entries.nnz * (entries.dtype.itemsize + len(shape) * _AXIS.itemsize)
    if size > MAX_ARRAY_BYTES:
        raise CannotCross(
            f"a sparse array of {entries.nnz:,} entries, {size / 2**20:,.0f} MiB: more than "
            f"{MAX_ARRAY_BYTES // 2**20} MiB"
        )
    axes = [array_fields(np.asarray(axis, dtype=_AXIS)) for axis in _coordinates(entries)]
    kind = array.format if array.format in _FORMATS else "csr"
    return [kind, shape, array_fields(np.asarray(entries.data)), *axes]


def decode_sparse(fields: list[Any]) -> Any:
    """A new sparse array from its fields. Raises CannotCross for what cannot be one."""
    import scipy.sparse

    match fields:
        case [str(kind), list(shape), list(entries), *axes] if kind in _FORMATS:
            data = decode_array(entries)
        case _:
            raise CannotCross(_MALFORMED)
    if len(shape) != len(axes) or not 1 <= len(shape) <= MAX_DIMENSIONS or data.ndim != 1:
        raise CannotCross(_MALFORMED)
    if not all(type(length) is int and 0 <= length < 2**40 for length in shape):
        raise CannotCross(_MALFORMED)
    if dense_bytes(shape, data.itemsize) > MAX_ARRAY_BYTES:
        raise CannotCross("a sparse array that is too large written out")
    found = tuple(_axis(axis, data.size, length) for axis, length in zip(axes, shape, strict=True))
    try:
        array = scipy.sparse.coo_array((data, found), shape=tuple(shape))
        return array.asformat(kind)
    except (TypeError, ValueError, NotImplementedError) as error:
        raise CannotCross(_MALFORMED) from error


def dense_bytes(shape: Any, item_bytes: int) -> int:
    """The bytes of all entries, each counted as a float64's at least; an empty axis as one."""
    return math.prod(int(length) or 1 for length in shape) * max(item_bytes, _LEAST_ITEM_BYTES)


def _coordinates(entries: Any) -> tuple[Any, ...]:
    # SciPy before 1.13 has two axes only, and no `coords`.
    found: tuple[Any, ...] = getattr(entries, "coords", None) or (entries.row, entries.col)
    return found


def _axis(fields: Any, count: int, length: int) -> np.ndarray[Any, Any]:
    """Coordinates of `count` entries along an axis of this length."""
    if not isinstance(fields, list):
        raise CannotCross(_MALFORMED)
    axis = decode_array(fields)
    if axis.dtype != _AXIS or axis.shape != (count,):
        raise CannotCross(_MALFORMED)
    if count and not (axis.min() >= 0 and axis.max() < length):
        raise CannotCross(_MALFORMED)
    return axis
