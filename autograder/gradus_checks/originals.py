"""What a test file keeps at its top level, as it was when the first of its cases began.

A student's code may change in place what it is called with. Neither a later case nor, in a grader,
the next student is to find it changed.
"""

from collections.abc import Iterable, Mapping
from types import FunctionType
from typing import Any

import numpy as np

from gradus_checks.tables import become_table, tag_of


class Originals:
    """Arrays, tables and lists among the `names` of a file, also within others and as defaults."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._arrays: list[tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]] = []
        self._tables: list[tuple[Any, Any]] = []
        self._lists: list[tuple[list[Any], list[Any]]] = []
        self._seen: set[int] = set()
        self._names = names
        self._keep(value for name, value in names.items() if not name.startswith("__"))

    def restore(self) -> None:
        """Make them what they were. Nothing else can be changed through a call: it is copied."""
        for array, before in self._arrays:
            array[...] = before
        for table, as_it_was in self._tables:
            become_table(table, as_it_was.copy())
        for items, then in self._lists:
            items[:] = then

    def _keep(self, values: Iterable[Any]) -> None:
        for value in values:
            if id(value) in self._seen:
                continue
            if isinstance(value, np.ndarray | list | tuple | dict | FunctionType) or tag_of(value):
                self._seen.add(id(value))
            if tag_of(value):
                self._tables.append((value, value.copy()))
            elif isinstance(value, np.ndarray):
                if value.flags.writeable:
                    self._arrays.append((value, value.copy()))
            elif isinstance(value, list):
                self._lists.append((value, list(value)))
                self._keep(value)
            elif isinstance(value, tuple):
                self._keep(value)
            elif isinstance(value, dict):
                self._keep(value.values())
            elif isinstance(value, FunctionType) and value.__globals__ is self._names:
                self._keep((value.__defaults__, value.__kwdefaults__))
