"""How often a long run looks for garbage that refers to itself."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 100  # submissions; of fewer little gathers, and to begin takes a tenth of a second


@contextmanager
def little_garbage(submissions: int) -> Iterator[None]:
    """Look for garbage among what is made from now on, and so often that little gathers.

    Python looks through everything once a quarter of it is new. In a large class that is late: what
    Dask (2026.8) leaves behind of each message holds the submissions that were in it.
    """
    if submissions < _MANY:
        yield
        return
    gc.collect()
    gc.freeze()
    gc.collect()  # Nothing is left: that is what the next quarter is measured by.
    try:
        yield
    finally:
        gc.unfreeze()
