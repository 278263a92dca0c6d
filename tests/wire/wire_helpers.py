"""What the tests of hostile workers share."""

from collections.abc import Callable
from typing import Any

import pytest

from gradus.remote import RemoteChannel, WorkerStopped
from gradus_checks.proxy import ModuleProxy

Open = Callable[..., tuple[RemoteChannel, ModuleProxy]]


def stop_of(call: Callable[..., Any], *args: Any) -> WorkerStopped:
    """How the worker stopped when asked this."""
    with pytest.raises(WorkerStopped) as caught:
        call(*args)
    return caught.value
