"""Zip files of unknown origin: listed, never extracted by name, every declaration checked."""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path, PurePosixPath

from gradus.errors import SubmissionError
from gradus.submission.contents import Item, check_path, too_many
from gradus.submission.limits import SizeLimits, in_megabytes
from gradus.submission.names import shown
from gradus.submission.walk import check_kind, is_environment, is_skipped, read_regular

_ENTRY = b"PK\x01\x02"
# What other archives begin with (a tar, at its byte 257).
_OTHERS = {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gz", b"ustar": "tar"}
_TAR_MARK = slice(257, 262)  # where a tar says `ustar`
_ENCRYPTED = 0x1 | 0x40 | 0x2000  # the bits by which zips say so
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Others (lzma, bzip2) may ask for gigabytes of memory before the first byte comes out."""
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError, IndexError),
)
"""All that zipfile raises over bytes that are not what they claim to be."""


def is_archive(path: Path | PurePosixPath) -> bool:
    """Whether a name says zip."""
    return path.suffix.lower() == ".zip"


@contextmanager
def archive_items(path: Path, limits: SizeLimits) -> Iterator[tuple[Item, ...]]:
    """The files of a zip, readable while the context lasts.

    Raises SubmissionError for a zip that is damaged, encrypted, asks for too much, or holds paths
    that lead elsewhere, links, or two files of one name.
    """
    content = read_regular(path, path.name, limits.archive_bytes + 1)
    _check_archive(content, path.name, limits)
    with _blaming(path.name):
        archive = zipfile.ZipFile(BytesIO(content))
    with archive:
        items = tuple(_items(archive, path.name, limits))
        _check_twice(items)
        _check_ratio(items, len(content), path.name, limits)
        yield items


def _check_archive(content: bytes, name: str, limits: SizeLimits) -> None:
    """Bound what merely listing the zip would cost: zipfile holds an object for every entry."""
    if not content:
        raise SubmissionError(f"{shown(name)} is an empty file. Zip your folder again.")
    if len(content) > limits.archive_bytes:
        raise SubmissionError(
            f"{shown(name)} is larger than {in_megabytes(limits.archive_bytes)}. "
            "Zip only the folder with your modules."
        )
    for start, kind in _OTHERS.items():
        if content.startswith(start) or content[_TAR_MARK] == start:
            raise SubmissionError(
                f"{shown(name)} is a {kind} archive, whatever its name. "
                "Make a .zip of your folder and hand that in."
            )
    if content.count(_ENTRY) > limits.entries:
        raise too_many(limits)


def _items(archive: zipfile.ZipFile, name: str, limits: SizeLimits) -> Iterator[Item]:
    entries = [(info, safe_path(info.filename)) for info in archive.infolist()]
    every = {path for _, path in entries}
    for info, path in entries:
        if not path.parts or any(map(is_skipped, path.parts)) or is_environment(path, every):
            continue
        check_path(path, limits)
        if not info.filename.endswith(("/", "\\")):
            yield _item(archive, info, path, name)


def safe_path(name: str) -> PurePosixPath:
    """The path of an entry; Windows tools write backslashes. Raises SubmissionError."""
    slashed = name.replace("\\", "/")
    path = PurePosixPath(slashed)
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", slashed):
        raise SubmissionError(
            f"The zip holds {shown(name)}, a path that leads out of it. "
            "Zip the folder with your modules itself."
        )
    return path


def _item(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: PurePosixPath, name: str) -> Item:
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode):
        check_kind(mode, path)
    if info.flag_bits & _ENCRYPTED:
        raise SubmissionError(f"{shown(name)} is encrypted. Zip your folder without a password.")
    if info.compress_type not in METHODS:
        raise SubmissionError(
            f"{shown(name)} is compressed in an unusual way (method {info.compress_type}). "
            "Zip your folder with your system's own tool."
        )

    def read(most: int) -> bytes:
        with _blaming(name), archive.open(info) as file:
            return file.read(most)

    return Item(path, info.file_size, read)


def _check_twice(items: tuple[Item, ...]) -> None:
    """No path may be there twice, nor be a file and a folder at once."""
    taken = {folder for item in items for folder in item.path.parents}
    for item in items:
        if item.path in taken:
            raise SubmissionError(
                f"The zip holds {shown(item.path)} twice. Zip your folder into a new file."
            )
        taken.add(item.path)


def _check_ratio(items: tuple[Item, ...], size: int, name: str, limits: SizeLimits) -> None:
    total = sum(item.size for item in items)
    if total > limits.file_bytes and total > limits.ratio * size:
        raise SubmissionError(
            f"{shown(name)} unpacks to {in_megabytes(total)}, {total // size:,} times its size, "
            "and is not opened. Zip only the folder with your modules."
        )


@contextmanager
def _blaming(name: str) -> Iterator[None]:
    """Turn whatever damaged bytes make zipfile raise into the one message."""
    try:
        yield
    except DAMAGE as error:
        raise SubmissionError(
            f"{shown(name)} is damaged or not a zip file. "
            "Check that it opens on your own machine, zip your folder again and hand that in."
        ) from error
