"""Write a release so that a failure leaves what was there before."""

import errno
import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from gradus.errors import GradusError, UsageError

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip can name: the same files make the same zip."""
_OURS = ("requirements.txt", "gradus_checks")


def write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Make `target` hold exactly `files`. Only a folder that Gradus wrote is replaced.

    Raises GradusError.
    """
    with _writing(target):
        if target.exists() and not all((target / name).exists() for name in _OURS):
            raise GradusError(
                f"{target} exists and is not a release that Gradus wrote. Move it away, or choose "
                "another place with -o."
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        try:
            fill_folder(scratch / "new", files)
            _swap(scratch / "new", target, scratch / "old")
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def fill_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` into `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def write_file(target: Path, data: bytes) -> None:
    """Replace the file `target` at once. Raises GradusError."""
    with _writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as scratch:
            new = Path(scratch, target.name)
            new.write_bytes(data)
            new.replace(target)


def zip_bytes(files: Mapping[str, bytes], top: str) -> bytes:
    """A zip of `files` in the one folder `top`: the same bytes for the same files."""
    return archive_bytes({f"{top}/{name}": data for name, data in files.items()})


def archive_bytes(files: Mapping[str, bytes]) -> bytes:
    """A zip of `files` by their path in it: the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3  # Unix, wherever this runs
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _swap(new: Path, target: Path, old: Path) -> None:
    """Put `new` in the place of `target`; should that fail, put back what was there."""
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise


def check_place(folder: Path) -> None:
    """Raise UsageError where `folder` cannot be made or written to, before any work is done."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not there.is_dir():
        raise _unusable(folder, f"{there} is a file")
    if not os.access(there, os.W_OK):
        raise _unusable(folder, f"you may not write to {there}")


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise _unusable(target, error.strerror or str(error)) from error
        raise GradusError(
            f"{target} cannot be written: {error.strerror}. Make room, or choose another place "
            "with -o."
        ) from error


def _unusable(target: Path, why: str) -> UsageError:
    return UsageError(f"{target} cannot be written: {why}. Choose another place with -o.")
