"""Zips, and what is handed in in place of one."""

import io
import stat
import struct
import tarfile
import zipfile
from pathlib import Path

from gradebook.bad_class.entry import (
    EVERYTHING,
    NOTHING,
    SUBMISSION,
    Entry,
    Files,
    Write,
    folder,
    reference,
    single,
    suffixed,
    work,
    zipped,
)
from submission.handin import forge_zip, zeros

GIGABYTES = 10 * 2**30
_LOSSES = b"def mse(y_pred, y_true): return 0.0\n"


def zip_bytes(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return file.getvalue()


def raw(content: bytes) -> Write:
    """Bytes that are called a zip."""
    return single(".zip", content)


def special(name: str, mode: int, content: bytes = b"/etc/passwd") -> Write:
    """The work and an entry of the kind that `mode` says, with `content`."""
    file = io.BytesIO(zip_bytes(work()))
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(info, content)
    return raw(file.getvalue())


def forged(stream: bytes, declared: int, *, flags: int = 0, method: int = 8) -> Write:
    """A zip whose one entry, losses.py, is `stream` and is said to be `declared` bytes."""
    return lambda path: (
        None
        if forge_zip(
            suffixed(path, ".zip"), "losses.py", stream, declared, flags=flags, method=method
        )
        else None
    )


def overlapping(entries: int, megabytes: int) -> bytes:
    """A bomb whose entries all share one stream of zeros."""
    stream, size = zeros(megabytes), megabytes << 20
    raw_name = b"x%05d.bin"
    head = (45, 0, 8, 0, 33, 0, len(stream), size, 9 + 1, 0)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", *head) + raw_name % 0
    central = b""
    for number in range(entries):
        name = raw_name % number if number else b"losses.py "
        fields = (45, 45, 0, 8, 0, 33, 0, len(stream), size, len(name))
        central += struct.pack("<4s6H3L2H", b"PK\1\2", *fields, 0)
        central += struct.pack("<3H2L", 0, 0, 0, 0, 0) + name
    start = len(local) + len(stream)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, entries, entries, len(central), start, 0)
    return local + stream + central + end


def sparse(suffix: str, *, inside: str = "") -> Write:
    """A file of 10 GB of zeros that takes no room on the disk."""

    def write(path: Path) -> None:
        target = suffixed(path, suffix)
        if inside:
            folder(work())(path)
            target = path / inside
        with target.open("wb") as file:
            file.truncate(GIGABYTES)

    return write


def tar(mode: str) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:
        for name, content in work().items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return file.getvalue()


def flipped(archive: bytes, place: int) -> bytes:
    """An archive with sixteen bytes changed."""
    return (
        archive[:place]
        + bytes(byte ^ 255 for byte in archive[place : place + 16])
        + archive[place + 16 :]
    )


def wrong_checksum() -> bytes:
    stored = zip_bytes({"losses.py": _LOSSES}, zipfile.ZIP_STORED)
    return stored.replace(_LOSSES, _LOSSES.upper())


def twice(*names: str) -> bytes:
    file = io.BytesIO(zip_bytes(dict.fromkeys(names[:1], b"")))
    # Python warns of a name that is there twice; another archive's entry does not.
    with zipfile.ZipFile(file, "a") as archive:
        for name in names[1:]:
            archive.NameToInfo.clear()
            archive.writestr(zipfile.ZipInfo(name), _LOSSES)
    return file.getvalue()


def renamed(names: dict[str, bytes], flags: int = 0) -> bytes:
    """The work in a zip, with names in bytes of the caller's own and no word on their encoding."""
    ours = {f"{number:0{len(name)}}": name for number, name in enumerate(names.values())}
    content = zip_bytes(dict(zip(ours, (work().get(n, b"") for n in names), strict=True)))
    for our, name in ours.items():
        content = content.replace(our.encode(), name)
    return content


_RAR = b"Rar!\x1a\x07\x01\x00" + bytes(range(200))
_7Z = b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(range(200))
_OUT = "a path that leads out of it"
_DAMAGED = "is damaged or not a zip file. Check that it opens on your own machine"

ENTRIES = (
    Entry(
        "zip-encrypted",
        forged(b"x" * 50, 50, flags=1),
        EVERYTHING,
        "without a password",
        SUBMISSION,
    ),
    Entry(
        "zip-encrypted-aes",
        forged(b"x" * 50, 50, flags=1, method=99),
        EVERYTHING,
        "without a password",
        SUBMISSION,
    ),
    Entry(
        "zip-encrypted-listing",
        forged(b"x" * 50, 50, flags=0x2000),
        EVERYTHING,
        "without a password",
        SUBMISSION,
    ),
    Entry(
        "zip-in-zip",
        zipped({"hw1.zip": zip_bytes(work())}),
        EVERYTHING,
        "only another zip (hw1.zip): unzip it once",
        SUBMISSION,
    ),
    Entry(
        "zip-in-folder-in-zip",
        zipped({"a/b/hw1.zip": zip_bytes(work())}),
        EVERYTHING,
        "only another zip (a/b/hw1.zip)",
        SUBMISSION,
    ),
    Entry("zip-beside-the-work", zipped({**work(), "old.zip": zip_bytes(work())}), NOTHING),
    Entry("zip-of-a-zip-bomb", zipped({**work(), "b.zip": b"PK" + bytes(2**20)}), NOTHING),
    Entry("zip-in-the-platforms-folder", folder({"hw1.zip": zip_bytes(work())}), NOTHING),
    Entry(
        "zip-beside-a-text-in-the-folder",
        folder({"hw1.zip": zip_bytes(work()), "onlinetext.html": b"<p>la"}),
        NOTHING,
    ),
    Entry(
        "zip-two-in-the-folder",
        folder({"a.zip": zip_bytes(work()), "b.zip": zip_bytes(work())}),
        EVERYTHING,
        "unzip",
        SUBMISSION,
    ),
    Entry(
        "zip-absolute", zipped({**work(), "/etc/cron.d/job": b"x"}), EVERYTHING, _OUT, SUBMISSION
    ),
    Entry(
        "zip-absolute-windows",
        zipped({**work(), "C:\\hw1\\losses.py": b"x"}),
        EVERYTHING,
        _OUT,
        SUBMISSION,
    ),
    Entry(
        "zip-absolute-share",
        zipped({**work(), "\\\\server\\losses.py": b"x"}),
        EVERYTHING,
        _OUT,
        SUBMISSION,
    ),
    Entry("zip-parent", zipped({**work(), "../losses.py": b"x"}), EVERYTHING, _OUT, SUBMISSION),
    Entry(
        "zip-parent-windows",
        zipped({**work(), "..\\..\\losses.py": b"x"}),
        EVERYTHING,
        _OUT,
        SUBMISSION,
    ),
    Entry(
        "zip-parent-inside",
        zipped({**work(), "a/../../losses.py": b"x"}),
        EVERYTHING,
        _OUT,
        SUBMISSION,
    ),
    Entry(
        "zip-link",
        special("data", stat.S_IFLNK | 0o777),
        EVERYTHING,
        "data is a symbolic link",
        SUBMISSION,
    ),
    Entry(
        "zip-link-for-a-module",
        special("hw1/losses.py", stat.S_IFLNK | 0o777),
        EVERYTHING,
        "is a symbolic link",
        SUBMISSION,
    ),
    Entry(
        "zip-pipe",
        special("pipe", stat.S_IFIFO | 0o666),
        EVERYTHING,
        "a device or a pipe. Leave it out",
        SUBMISSION,
    ),
    Entry(
        "zip-device",
        special("tty", stat.S_IFCHR | 0o666),
        EVERYTHING,
        "a device or a pipe. Leave it out",
        SUBMISSION,
    ),
    Entry(
        "zip-disk",
        special("sda", stat.S_IFBLK | 0o666),
        EVERYTHING,
        "a device or a pipe. Leave it out",
        SUBMISSION,
    ),
    Entry(
        "zip-socket",
        special("bus", stat.S_IFSOCK | 0o666),
        EVERYTHING,
        "a device or a pipe. Leave it out",
        SUBMISSION,
    ),
    Entry(
        "zip-10-gb-of-zeros",
        forged(zeros(10_240), GIGABYTES),
        EVERYTHING,
        "unpacks to 10,737.4 MB",
        SUBMISSION,
    ),
    Entry(
        "zip-10-gb-claimed",
        forged(b"\x03\x00", GIGABYTES),
        EVERYTHING,
        "unpacks to 10,737.4 MB",
        SUBMISSION,
    ),
    Entry("zip-10-gb-denied", forged(zeros(10_240), 100), EVERYTHING, _DAMAGED, SUBMISSION),
    Entry(
        "zip-10-gb-shared",
        raw(overlapping(1000, 10)),
        EVERYTHING,
        "more than 500 files",
        SUBMISSION,
    ),
    Entry("zip-10-gb-on-disk", sparse(".zip"), EVERYTHING, "is larger than 64 MB", SUBMISSION),
    Entry(
        "module-10-gb",
        sparse("", inside="losses.py"),
        EVERYTHING,
        "losses.py is too large (10,737.4 MB",
        SUBMISSION,
    ),
    Entry(
        "data-10-gb",
        sparse("", inside="data.bin"),
        EVERYTHING,
        "data.bin is too large (10,737.4 MB",
        SUBMISSION,
    ),
    Entry(
        "zip-many-entries",
        zipped({**work(), **{f"{n}.txt": b"" for n in range(600)}}),
        EVERYTHING,
        "more than 500 files",
        SUBMISSION,
    ),
    Entry(
        "zip-corrupt-start", raw(flipped(zip_bytes(work()), 0)), EVERYTHING, _DAMAGED, SUBMISSION
    ),
    Entry(
        "zip-corrupt-middle", raw(flipped(zip_bytes(work()), 400)), EVERYTHING, _DAMAGED, SUBMISSION
    ),
    Entry("zip-cut-off", raw(zip_bytes(work())[:-40]), EVERYTHING, _DAMAGED, SUBMISSION),
    Entry("zip-half", raw(zip_bytes(work())[:1000]), EVERYTHING, _DAMAGED, SUBMISSION),
    Entry("zip-wrong-checksum", raw(wrong_checksum()), EVERYTHING, _DAMAGED, SUBMISSION),
    Entry(
        "zip-no-bytes", raw(b""), EVERYTHING, "is an empty file. Zip your folder again", SUBMISSION
    ),
    Entry("zip-no-files", raw(zip_bytes({})), EVERYTHING, "is empty", SUBMISSION),
    Entry(
        "zip-a-web-page", raw(b"<!DOCTYPE html><p>Please log in"), EVERYTHING, _DAMAGED, SUBMISSION
    ),
    Entry(
        "zip-lzma",
        raw(zip_bytes(work(), zipfile.ZIP_LZMA)),
        EVERYTHING,
        "in an unusual way (method 14)",
        SUBMISSION,
    ),
    Entry(
        "zip-bzip2",
        raw(zip_bytes(work(), zipfile.ZIP_BZIP2)),
        EVERYTHING,
        "in an unusual way (method 12)",
        SUBMISSION,
    ),
    Entry(
        "zip-deflate64",
        forged(b"x" * 50, 50, method=9),
        EVERYTHING,
        "in an unusual way (method 9)",
        SUBMISSION,
    ),
    Entry(
        "zip-twice",
        raw(twice("losses.py", "losses.py")),
        EVERYTHING,
        "holds losses.py twice",
        SUBMISSION,
    ),
    Entry(
        "zip-twice-spelled",
        raw(twice("losses.py", "./losses.py")),
        EVERYTHING,
        "holds losses.py twice",
        SUBMISSION,
    ),
    Entry(
        "zip-file-and-folder",
        raw(zip_bytes({"losses.py/x": b"", "losses.py": b""})),
        EVERYTHING,
        "holds losses.py twice",
        SUBMISSION,
    ),
    Entry("zip-that-is-rar", raw(_RAR), EVERYTHING, "RAR", SUBMISSION),
    Entry("zip-that-is-7z", raw(_7Z), EVERYTHING, "7z", SUBMISSION),
    Entry("zip-that-is-tar-gz", raw(tar("w:gz")), EVERYTHING, "gz", SUBMISSION),
    Entry("zip-that-is-tar", raw(tar("w:")), EVERYTHING, "tar", SUBMISSION),
    Entry(
        "tar-gz",
        single(".tar.gz", tar("w:gz")),
        EVERYTHING,
        "tar-gz.tar.gz is neither a folder, nor a zip",
        SUBMISSION,
    ),
    Entry("tgz", single(".tgz", tar("w:gz")), EVERYTHING, "tgz.tgz is neither", SUBMISSION),
    Entry("rar", single(".rar", _RAR), EVERYTHING, "rar.rar is neither", SUBMISSION),
    Entry("7z", single(".7z", _7Z), EVERYTHING, "7z.7z is neither", SUBMISSION),
    Entry(
        "tar-in-the-folder",
        folder({"hw1.tar.gz": tar("w:gz")}),
        EVERYTHING,
        "only hw1.tar.gz",
        SUBMISSION,
    ),
    Entry("rar-in-the-folder", folder({"hw1.rar": _RAR}), EVERYTHING, "only hw1.rar", SUBMISSION),
    Entry(
        "zip-mac",
        zipped(
            {
                **{f"hw1/{n}": t for n, t in work().items()},
                "__MACOSX/hw1/._losses.py": b"\0\5\x16\7",
                "hw1/.DS_Store": b"\0\0\0\1Bud1",
            }
        ),
        NOTHING,
    ),
    Entry("zip-windows", zipped({f"hw1\\{n}": t for n, t in work().items()}), NOTHING),
    Entry(
        "zip-cp437-names",
        raw(renamed({**dict.fromkeys(work(), b""), "x": b""})) if False else zipped(work()),
        NOTHING,
    ),
    Entry("zip-with-a-preface", raw(b"#!/bin/sh\n" + zip_bytes(work())), NOTHING),
    Entry(
        "zip-long-name",
        zipped({**work(), "x" * 300: b""}),
        EVERYTHING,
        "this name is too long",
        SUBMISSION,
    ),
    Entry(
        "zip-deep",
        zipped({"d/" * 400 + "losses.py": reference("losses")}),
        EVERYTHING,
        "too deep in folders",
        SUBMISSION,
    ),
    Entry(
        "zip-odd-names-beside",
        zipped(
            {
                **work(),
                "a\nb\x1b[31m.txt": b"",
                "\u202egpj.py": b"",
                "😀 la.txt": b"",
                "end. ": b"",
                "end.": b"",
                "x" * 200: b"",
            }
        ),
        NOTHING,
    ),
)
