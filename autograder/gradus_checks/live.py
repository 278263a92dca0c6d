"""Lists that are the student's own and seen by a test, and a test's own that a student changes."""

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
