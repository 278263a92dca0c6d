"""Where a submission is unpacked while it is judged, and the course's own modules are copied."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from gradus.errors import CouldNotCheck
from gradus.sandbox import Cell, Sandbox


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


@contextmanager
def cell_with(
    sandbox: Sandbox, modules: Iterable[str], source: Path
) -> Iterator[tuple[Cell, Path]]:
    """A cell with these modules of folder `source`, and nothing else that is there; its folder.

    Raises CouldNotCheck, SandboxError.
    """
    with scratch_folder() as scratch:
        for name in modules:
            (scratch / f"{name}.py").write_bytes((source / f"{name}.py").read_bytes())
        with sandbox.enter(scratch) as cell:
            yield cell, scratch
