"""Lists and dictionaries that are the student's and seen by a test; a test's that are changed."""

from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

import numpy as np

from gradus_checks.errors import CannotCross, CheckFailed
from gradus_checks.tables import become_table, tag_of


class LiveList(list[Any]):
    """A list that is a student's object's own: to be read and passed back, not written."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("this list belongs to the student's object: copy it before changing it")

    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse
    append = extend = insert = pop = remove = clear = sort = reverse = _refuse
    __hash__ = None


class LiveDict(dict[Any, Any]):
    """A copy of a dictionary that an object or a module of the student's has.

    Setting an entry sets the student's too, by `put(*keys, value)`. Else it is to be read.
    """

    def __init__(self, pairs: dict[Any, Any], put: Callable[..., None]) -> None:
        inner = {key: _within(value, partial(put, key)) for key, value in pairs.items()}
        super().__init__(inner)
        self._put = put

    def __setitem__(self, key: Any, value: Any) -> None:
        self._put(key, value)
        super().__setitem__(key, value)

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError(
            "this dictionary belongs to the student's object: set its entries one by one, or copy "
            "it before changing it"
        )

    __delitem__ = __ior__ = _refuse
    update = setdefault = pop = popitem = clear = _refuse
    __hash__ = None


def _within(value: Any, put: Callable[..., None]) -> Any:
    return LiveDict(value, put) if type(value) is dict else value


def become(mine: Any, theirs: Any) -> None:
    """Make a test's array, list or table what the call has made of it."""
    if isinstance(mine, list) and isinstance(theirs, list):
        mine[:] = theirs
        return
    if tag_of(mine):
        become_table(mine, theirs)
        return
    if isinstance(mine, list) or not isinstance(theirs, np.ndarray):
        raise CannotCross("a malformed change")
    if mine.shape != theirs.shape or mine.dtype != theirs.dtype:
        raise CheckFailed("Your code changed the shape of one of its inputs in place.")
    if not mine.flags.writeable:
        raise CheckFailed("Your code changed one of its inputs in place. Copy it first.")
    mine[...] = theirs
