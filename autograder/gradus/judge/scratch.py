"""Where a submission is unpacked while it is judged."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gradus.errors import CouldNotCheck


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for one submission. Raises CouldNotCheck where the disk does not take it."""
    try:
        with tempfile.TemporaryDirectory(prefix="gradus-") as scratch:
            yield Path(scratch)
    except OSError as error:
        raise CouldNotCheck(
            f"A submission cannot be unpacked into the folder for temporary files: "
            f"{error.strerror or error}. Make room there, or name another folder in TMPDIR."
        ) from error
