"""The assignments of this repository, and a process pool that is none: everything here and now."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

import pytest


class HereAndNow(Executor):
    """Runs what it is given at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@pytest.fixture
def pool() -> Executor:
    return HereAndNow()
