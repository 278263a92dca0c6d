"""Several files written together: all of them, or none."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from gradus.errors import UsageError


def write_all(files: Mapping[Path, str | bytes], gone: Iterable[Path] = ()) -> None:
    """Write the files, making folders, and remove those that are `gone`.

    Raises UsageError; then everything is as it was before.
    """
    gone = tuple(gone)
    before = {path: path.read_bytes() if path.exists() else None for path in (*files, *gone)}
    made: list[Path] = []
    try:
        for path, content in files.items():
            made += _make(path.parent)
            if isinstance(content, bytes):
                path.write_bytes(content)
            else:
                path.write_text(content, "utf-8")
        for path in gone:
            path.unlink()
    except BaseException as error:
        _undo(before, made)
        if isinstance(error, OSError):
            raise UsageError(
                f"{error.filename or path} cannot be written: {error.strerror or error}. Nothing "
                "was changed. Choose a folder that you may write to, or make room."
            ) from error
        raise


def _make(folder: Path) -> list[Path]:
    """Make a folder with those above it; which ones were not there."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _undo(before: Mapping[Path, bytes | None], made: list[Path]) -> None:
    for path, content in before.items():
        with suppress(OSError):
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
    for folder in reversed(made):
        with suppress(OSError):
            folder.rmdir()
