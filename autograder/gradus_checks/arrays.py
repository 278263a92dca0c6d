"""Arrays as plain fields and back: [dtype name, shape, raw little-endian C-order bytes].

Sizes are computed and checked in Python's own integers before anything is allocated for them.
"""

from typing import Any

import numpy as np

from gradus_checks.errors import CannotCross

MAX_ARRAY_BYTES = 24 * 2**20
"""Who reads an array has its bytes twice for a moment, and the judge's memory is to stay small."""

MAX_DIMENSIONS = 32  # NumPy's own limit before 2.0

_FLOAT64 = 8  # bytes

Array = np.ndarray[Any, Any]

# Byte order, kinds, sizes: what NumPy has on every machine, so no long double.
_LAYOUTS = (("|", "biu", (1,)), ("<", "iu", (2, 4, 8)), ("<", "f", (2, 4, 8)), ("<", "c", (8, 16)))
_DTYPES = {
    f"{order}{kind}{size}": np.dtype(f"{order}{kind}{size}")
    for order, kinds, sizes in _LAYOUTS
    for kind in kinds
    for size in sizes
}
_NAMES = {dtype: name for name, dtype in _DTYPES.items()}
_OF_THIS_MACHINE = {name: dtype.newbyteorder("=") for name, dtype in _DTYPES.items()}


def array_fields(array: Array) -> list[Any]:
    """The fields of an array. Raises CannotCross for a dtype or a size that may not cross."""
    if type(array) is not np.ndarray:
        array = _plain(array)
    name = _NAMES.get(array.dtype)
    if array.ndim > MAX_DIMENSIONS:
        raise CannotCross(f"an array of {array.ndim} axes: more than {MAX_DIMENSIONS}")
    if array.nbytes > MAX_ARRAY_BYTES:
        raise CannotCross(
            f"an array of shape {array.shape}, {array.nbytes / 2**20:,.0f} MiB: "
            f"more than {MAX_ARRAY_BYTES // 2**20} MiB"
        )
    if name is None:
        array, name = _little_endian(array)
    return [name, list(array.shape), array.tobytes()]


def decode_array(fields: list[Any]) -> Array:
    """A new, writeable array from its fields. Raises CannotCross for what cannot be one."""
    # Plain comparisons: a pattern with classes would take as long as all the rest.
    name, shape, data = fields if len(fields) == 3 else (None, None, None)
    if type(name) is not str or type(shape) is not list or type(data) is not bytes:
        raise CannotCross("a malformed array")
    dtype = _DTYPES.get(name)
    if dtype is None:
        raise CannotCross("a malformed array")
    if len(shape) > MAX_DIMENSIONS:
        raise CannotCross("a malformed array shape")
    largest = dtype.itemsize
    for length in shape:
        if type(length) is not int or not 0 <= length < 2**40:
            raise CannotCross("a malformed array shape")
        # An empty array is as large as its other axes: the sum over the empty one would be.
        largest *= length or 1
    size = 0 if 0 in shape else largest
    if largest > MAX_ARRAY_BYTES or size != len(data):
        raise CannotCross("an array whose size does not fit its data")
    flat = np.frombuffer(data, dtype)
    if dtype.kind == "b":
        # A byte that is neither 0 nor 1 would be a truth value that counts as neither.
        flat = flat.view(np.uint8) != 0
    try:
        return flat.reshape(shape).astype(_OF_THIS_MACHINE[name])
    except ValueError as error:
        raise CannotCross("a malformed array shape") from error


def weight_of(array: Array) -> int:
    """The bytes of the array's entries, each counted as a float64's at least: checks make those."""
    return int(array.size) * max(array.itemsize, _FLOAT64)


def _plain(array: Array) -> Array:
    """Without the subclass, and so without whatever methods it has overridden."""
    if isinstance(array, np.ma.MaskedArray):
        raise CannotCross("a masked array; it should be a plain one")
    return np.asarray(array)


def _little_endian(array: Array) -> tuple[Array, str]:
    """A big-endian array in the order in which it travels, and the dtype's name there."""
    if array.dtype.kind == "O":
        raise CannotCross("an array of dtype object (often made from rows of different lengths)")
    dtype = array.dtype.newbyteorder("<")
    if dtype not in _NAMES:
        raise CannotCross(f"an array of dtype {array.dtype}; it should be float64")
    return array.astype(dtype), _NAMES[dtype]
