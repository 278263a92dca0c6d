"""The zip that a platform exports, read as it is."""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from gradus.errors import SubmissionError, UsageError
from gradus.submission.archive import DAMAGE, METHODS, is_archive, safe_path
from gradus.submission.limits import in_megabytes

# A class of a thousand with data files and videos; what is larger is no folder of submissions.
_MOST_ENTRIES = 200_000
_MOST_BYTES = 50_000_000_000  # a class of thousands, with reports and pictures
# Where there is less room left, other programs begin to fail.
_ROOM_LEFT = 500_000_000


@contextmanager
def class_folder(path: Path) -> Iterator[Path]:
    """The folder of a class, unpacked while the context lasts where `path` is a platform's zip.

    Raises UsageError for a zip that is damaged, leads elsewhere, or has no room.
    """
    if not (is_archive(path) and path.is_file()):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="gradus-class-") as folder:
        # The zip's name stays the folder's, as messages name it.
        into = Path(folder) / path.stem
        into.mkdir()
        _unpack(path, into)
        yield into


def _unpack(path: Path, into: Path) -> None:
    try:
        with _opened(path) as archive:
            _check_room(path, archive, into)
            for info in archive.infolist():
                inside = safe_path(info.filename)
                target = into / inside
                if info.is_dir() or not inside.parts:
                    target.mkdir(parents=True, exist_ok=True)
                    continue
                if info.compress_type not in METHODS:
                    raise UsageError(f"{path} is compressed in an unusual way. Unzip it yourself.")
                target.parent.mkdir(parents=True, exist_ok=True)
                # A link in a zip becomes a file that holds the link's text: none is ever made.
                with archive.open(info) as source, target.open("xb") as file:
                    shutil.copyfileobj(source, file)
                # Of several attempts the one changed last counts.
                changed = datetime(*info.date_time).timestamp()
                os.utime(target, (changed, changed))
    except SubmissionError as error:
        raise UsageError(f"{path} cannot be used: {error}") from error
    except FileExistsError as error:
        raise UsageError(
            f"{path} holds {Path(error.filename).name} twice. Unzip it, and name the folder."
        ) from error
    except DAMAGE as error:
        raise UsageError(
            f"{path} is damaged, perhaps cut short: {str(error) or type(error).__name__}. "
            "Download it again."
        ) from error


def _opened(path: Path) -> zipfile.ZipFile:
    """The zip, its names in UTF-8 where they are, though it does not say so."""
    try:
        return zipfile.ZipFile(path, metadata_encoding="utf-8")
    except UnicodeDecodeError:
        return zipfile.ZipFile(path)


def _check_room(path: Path, archive: zipfile.ZipFile, into: Path) -> None:
    entries = archive.infolist()
    size = sum(info.file_size for info in entries)
    room = shutil.disk_usage(into).free - _ROOM_LEFT
    if len(entries) > _MOST_ENTRIES or size > min(_MOST_BYTES, room):
        raise UsageError(
            f"{path} unpacks to {len(entries):,} files of {in_megabytes(size)}; there is room for "
            f"{in_megabytes(max(room, 0))} in {into.parent.parent}. Unzip it yourself where there "
            "is more and name the folder, or set TMPDIR."
        )
