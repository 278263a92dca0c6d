"""The course's secret, from which the randomness of hidden cases derives."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from gradus.errors import UsageError

_VALUE = "GRADUS_SECRET"
_FILE = "GRADUS_SECRET_FILE"


@dataclass(frozen=True)
class Secret:
    """`value` never leaves the judge. `demo` says that it is the one everybody knows."""

    value: bytes = field(repr=False)
    demo: bool


def course_secret() -> Secret:
    """From GRADUS_SECRET, else from the file that GRADUS_SECRET_FILE names, else the demo's.

    Raises UsageError where the file cannot be read or the secret is shorter than 16 characters.
    """
    value, path = os.environ.get(_VALUE), os.environ.get(_FILE)
    where = _VALUE
    if not value and path is not None:
        where = f"{path}, which {_FILE} names"
        try:
            value = Path(path).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{_FILE} names {path}, which cannot be read: {error}") from error
    if value is None:
        return Secret(b"the demo's secret, known to all", demo=True)
    if len(value) < 16:
        # An empty one too: in CI that is a secret which was never set, and no wish for the demo's.
        raise UsageError(f"The course's secret, in {where}, needs 16 characters or more.")
    return Secret(value.encode(), demo=False)
