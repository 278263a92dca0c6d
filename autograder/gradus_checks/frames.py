"""Data frames and series as plain fields and back: labels, and an array or a list a column.

    frame    [columns, rows, column, …]        series   [name, rows, column]
    columns and rows, labels:  ["range", name, start, stop, step]  or  ["labels", name, column]
    column:  ["array", dtype, shape, bytes]    or  ["cells", dtype, cell, …]

A cell, as a name, is a text, a number, a truth value or None.
"""

from typing import Any

import numpy as np

from gradus_checks import plain
from gradus_checks.arrays import MAX_ARRAY_BYTES, array_fields, decode_array
from gradus_checks.errors import CannotCross

MAX_COLUMNS = 1_000
"""Each takes pandas a good ten microseconds and a kilobyte; a wider table is an array."""

MAX_CELLS = 100_000
"""Of columns of text together: as many items as a list may have."""

MAX_LABELS = 20_000
"""Of rows that are not simply numbered: pandas hashes them, and they could be chosen to collide."""

_CELL_BYTES, _LETTER_BYTES = 400, 4
"""What a cell of text weighs at least, as an item of a list does; and a letter, in an array."""

_NUMBER = "biufc"
_TEXT_TYPES = ("object", "str", "string")
_MALFORMED = "a malformed data frame"


def frame_fields(frame: Any) -> list[Any]:
    """The fields of a data frame. Raises CannotCross."""
    count = len(frame.columns)
    if count > MAX_COLUMNS:
        raise CannotCross(f"a data frame of {count:,} columns: more than {MAX_COLUMNS:,}")
    columns = [frame.iloc[:, number] for number in range(count)]
    _check_rows(len(frame), count)
    _check_size(columns)
    return [_labels(frame.columns), _labels(frame.index), *map(_column, columns)]


def series_fields(series: Any) -> list[Any]:
    """The fields of a series. Raises CannotCross."""
    _check_size([series])
    return [_cell(series.name, "name"), _labels(series.index), _column(series)]


def decode_frame(fields: list[Any]) -> Any:
    """A new data frame from its fields. Raises CannotCross for what cannot be one."""
    import pandas

    match fields:
        case [list(names), list(labels), *columns] if len(columns) <= MAX_COLUMNS:
            found, rows = _decoded_labels(names), _decoded_labels(labels)
        case _:
            raise CannotCross(_MALFORMED)
    if len(found) != len(columns):
        raise CannotCross(_MALFORMED)
    _check_rows(len(rows), len(columns))
    values = [_decoded(column, len(rows)) for column in columns]
    try:
        # With its type each, as pandas would look for a better one for objects.
        typed = [pandas.Series(each, dtype=each.dtype, index=rows, copy=False) for each in values]
        frame = pandas.DataFrame(dict(enumerate(typed)), index=rows, copy=False)
        frame.columns = found
    except (TypeError, ValueError, NotImplementedError, OverflowError) as error:
        raise CannotCross(_MALFORMED) from error
    return frame


def decode_series(fields: list[Any]) -> Any:
    """A new series from its fields. Raises CannotCross for what cannot be one."""
    import pandas

    match fields:
        case [name, list(labels), list(column)]:
            rows, name = _decoded_labels(labels), _decoded_cell(name)
            values = _decoded(column, len(rows))
        case _:
            raise CannotCross("a malformed series")
    try:
        return pandas.Series(values, dtype=values.dtype, index=rows, name=name, copy=False)
    except (TypeError, ValueError, NotImplementedError, OverflowError) as error:
        raise CannotCross("a malformed series") from error


def written_out(table: Any) -> int:
    """The bytes that a data frame or series weighs, its labels too."""
    parts = [table, table.index]
    if table.ndim > 1:
        columns = [table.iloc[:, number] for number in range(len(table.columns))]
        parts = [*columns, table.index, table.columns]
    return _CELL_BYTES * len(parts) + sum(map(_weight, parts))


def _weight(column: Any) -> int:
    rows = len(column)
    if _is_of_numbers(column):
        return rows * max(int(column.dtype.itemsize), 8)
    longest = max((len(cell) for cell in column if isinstance(cell, str)), default=0)
    return rows * max(_CELL_BYTES, _LETTER_BYTES * longest)


def _check_rows(rows: int, columns: int) -> None:
    """Raise CannotCross for more rows, as labels alone, than a test could write out."""
    if rows * (columns + 1) * 8 > 2 * MAX_ARRAY_BYTES:
        raise CannotCross(f"a data frame of {rows:,} rows and {columns:,} columns")


def _check_size(columns: list[Any]) -> None:
    """Raise CannotCross for more than may cross at once, before anything of it is copied."""
    numbers = [column for column in columns if _is_of_numbers(column)]
    size = sum(len(column) * max(int(column.dtype.itemsize), 8) for column in numbers)
    if size > MAX_ARRAY_BYTES:
        raise CannotCross(
            f"a table of {size / 2**20:,.0f} MiB: more than {MAX_ARRAY_BYTES // 2**20} MiB"
        )
    cells = sum(map(len, columns)) - sum(map(len, numbers))
    if cells > MAX_CELLS:
        raise CannotCross(f"a table with {cells:,} cells of text: more than {MAX_CELLS:,}")


def _is_of_numbers(column: Any) -> bool:
    return isinstance(column.dtype, np.dtype) and column.dtype.kind in _NUMBER


def _labels(index: Any) -> list[Any]:
    """The fields of the labels of rows, or of the names of columns."""
    import pandas

    if index.nlevels > 1:
        raise CannotCross("a table with labels of several levels; reset_index() gives a plain one")
    name = _cell(index.name, "name")
    if isinstance(index, pandas.RangeIndex):
        return ["range", name, int(index.start), int(index.stop), int(index.step)]
    if len(index) > MAX_LABELS:
        raise CannotCross(
            f"a table of {len(index):,} rows with labels of their own: more than {MAX_LABELS:,}; "
            "reset_index(drop=True) numbers them"
        )
    return ["labels", name, _column(index)]


def _column(values: Any) -> list[Any]:
    """The fields of a column, or of labels."""
    import pandas

    dtype = values.dtype
    if _is_of_numbers(values):
        return ["array", *array_fields(values.to_numpy())]
    if isinstance(dtype, pandas.StringDtype):
        kind = "string" if dtype.na_value is pandas.NA else "str"
    elif isinstance(dtype, np.dtype) and dtype.kind == "O":
        kind = "object"
    else:
        raise CannotCross(f"a column of dtype {dtype}; it should hold numbers or text")
    return ["cells", kind, *(_cell(cell, "cell") for cell in values.to_numpy(dtype=object))]


def _cell(value: Any, what: str) -> Any:
    import pandas

    if value is None or value is pandas.NA:
        return None
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, str):
        return plain.text(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, int) and -(2**63) <= value < 2**63:
        return int.__int__(value)
    if isinstance(value, float):
        return float.__float__(value)
    raise CannotCross(f"a table with a {what} that is a {type(value).__name__}")


def _decoded_cell(cell: Any) -> Any:
    if cell is not None and type(cell) not in (bool, int, float, str):
        raise CannotCross(_MALFORMED)
    return cell


def _decoded_labels(fields: list[Any]) -> Any:
    import pandas

    match fields:
        case ["range", name, int(start), int(stop), int(step)] if step and _are_small(fields[2:]):
            return pandas.RangeIndex(start, stop, step, name=_decoded_cell(name))
        case ["labels", name, list(column)]:
            try:
                values = _decoded(column, None)
                title = _decoded_cell(name)
                return pandas.Index(values, dtype=values.dtype, name=title, copy=False)
            except (TypeError, ValueError, NotImplementedError, OverflowError) as error:
                raise CannotCross(_MALFORMED) from error
    raise CannotCross(_MALFORMED)


def _are_small(bounds: list[int]) -> bool:
    """Whether pandas can keep each: it has no limits of its own."""
    return all(type(bound) is int and abs(bound) < 2**62 for bound in bounds)


def _decoded(fields: list[Any], rows: int | None) -> Any:
    """The entries of a column of so many `rows`; of labels, None, at most as many as may be."""
    import pandas

    values: Any
    match fields:
        case ["array", *array]:
            values = decode_array(array)
        case ["cells", str(kind), *cells] if kind in _TEXT_TYPES and len(cells) <= MAX_CELLS:
            values = np.empty(len(cells), dtype=object)
            values[:] = [_decoded_cell(cell) for cell in cells]
            if kind != "object":
                values = pandas.array(values, dtype=kind)
        case _:
            raise CannotCross(_MALFORMED)
    count = len(values) if values.ndim == 1 else -1
    if count < 0 or (count > MAX_LABELS if rows is None else count != rows):
        raise CannotCross(_MALFORMED)
    return values
