"""Builds what students hand in, the impossible included."""

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from gradus.submission import SizeLimits, Staged, one_submission, stage

MODULES = ("losses", "softmax")
LOSSES = b"def mse(y_pred, y_true): ...\n"
SOFTMAX = b"def softmax(logits): ...\n"
WORK = {"losses.py": LOSSES, "softmax.py": SOFTMAX}
LIMITS = SizeLimits()


def make_folder(path: Path, files: Mapping[str, bytes]) -> Path:
    """A folder with these files."""
    for name, content in files.items():
        target = path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    path.mkdir(exist_ok=True)
    return path


def make_zip(path: Path, files: Mapping[str, bytes]) -> Path:
    """A zip with these files, deflated."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def make_special_zip(path: Path, name: str, mode: int, content: bytes = b"/etc/passwd") -> Path:
    """A zip of the work and one entry of an unusual kind, such as a symbolic link."""
    make_zip(path, WORK)
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(info, content)
    return path


def link_mode() -> int:
    """The mode of a symbolic link."""
    return stat.S_IFLNK | 0o777


def zeros(megabytes: int) -> bytes:
    """A deflate stream of that many MiB of zeros, made without compressing them all."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = compressor.compress(bytes(1 << 20)) + compressor.flush(zlib.Z_FULL_FLUSH)
    return block * megabytes + b"\x03\x00"


def forge_zip(
    path: Path, name: str, stream: bytes, declared: int, *, flags: int = 0, method: int = 8
) -> Path:
    """A zip of one entry whose header says what the caller likes."""
    raw = name.encode()
    crc = zlib.crc32(b"")
    short = min(declared, 0xFFFFFFFF)
    extra = struct.pack("<HHQ", 1, 8, declared) if declared >= 0xFFFFFFFF else b""
    sizes = (crc, len(stream), short, len(raw), len(extra))
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 45, flags, method, 0, 33, *sizes) + raw + extra
    central = struct.pack("<4s6H3L2H", b"PK\1\2", 45, 45, flags, method, 0, 33, *sizes)
    central += struct.pack("<3H2L", 0, 0, 0, 0, 0) + raw + extra
    start = len(local) + len(stream)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(central), start, 0)
    path.write_bytes(local + stream + central + end)
    return path


def age(path: Path, seconds: int) -> None:
    """Set the time of the last modification, for a folder of all in it."""
    for each in (path, *(path.rglob("*") if path.is_dir() else ())):
        os.utime(each, (seconds, seconds))


def stage_path(
    path: Path, into: Path, *, limits: SizeLimits = LIMITS, provided: Mapping[str, bytes] = {}
) -> Staged:
    """Stage what lies at `path`."""
    return stage(one_submission(path, MODULES), MODULES, provided, into, limits)


def staged_files(staged: Staged) -> dict[str, bytes]:
    """What is in the staged folder."""
    return {
        path.relative_to(staged.folder).as_posix(): path.read_bytes()
        for path in staged.folder.rglob("*")
        if path.is_file()
    }
