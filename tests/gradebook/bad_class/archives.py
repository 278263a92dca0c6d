"""Zips, and what is handed in in place of one."""

import stat
import zipfile

from gradebook.bad_class.entry import (
    NOTHING,
    Entry,
    fine,
    folder,
    reference,
    refused,
    single,
    told,
    work,
    zipped,
)
from gradebook.bad_class.forging import (
    GIGABYTES,
    flipped,
    forged,
    overlapping,
    raw,
    renamed,
    sparse,
    special,
    tar,
    twice,
    wrong_checksum,
    zip_bytes,
)
from submission.handin import zeros

_RAR = b"Rar!\x1a\x07\x01\x00" + bytes(range(200))
_7Z = b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(range(200))
_OUT = "a path that leads out of it"
_DAMAGED = "is damaged or not a zip file. Check that it opens on your own machine"

ENTRIES = (
    refused("zip-encrypted", forged(b"x" * 50, 50, flags=1), "without a password"),
    refused("zip-encrypted-aes", forged(b"x" * 50, 50, flags=1, method=99), "without a password"),
    refused("zip-encrypted-listing", forged(b"x" * 50, 50, flags=0x2000), "without a password"),
    refused(
        "zip-in-zip",
        zipped({"hw1.zip": zip_bytes(work())}),
        "only another zip (hw1.zip): unzip it once",
    ),
    refused(
        "zip-in-folder-in-zip",
        zipped({"a/b/hw1.zip": zip_bytes(work())}),
        "only another zip (a/b/hw1.zip)",
    ),
    fine("zip-beside-the-work", zipped({**work(), "old.zip": zip_bytes(work())})),
    fine("zip-of-a-zip-bomb", zipped({**work(), "b.zip": b"PK" + bytes(2**20)})),
    fine("zip-in-the-platforms-folder", folder({"hw1.zip": zip_bytes(work())})),
    fine(
        "zip-beside-a-text-in-the-folder",
        folder({"hw1.zip": zip_bytes(work()), "onlinetext.html": b"<p>la"}),
    ),
    Entry(
        "zip-two-in-the-folder",
        folder({"a.zip": zip_bytes(work()), "b.zip": zip_bytes(work())}),
        NOTHING,
    ),
    refused("zip-absolute", zipped({**work(), "/etc/cron.d/job": b"x"}), _OUT),
    refused("zip-absolute-windows", zipped({**work(), "C:\\hw1\\losses.py": b"x"}), _OUT),
    refused("zip-absolute-share", zipped({**work(), "\\\\server\\losses.py": b"x"}), _OUT),
    refused("zip-parent", zipped({**work(), "../losses.py": b"x"}), _OUT),
    refused("zip-parent-windows", zipped({**work(), "..\\..\\losses.py": b"x"}), _OUT),
    refused("zip-parent-inside", zipped({**work(), "a/../../losses.py": b"x"}), _OUT),
    refused("zip-link", special("data", stat.S_IFLNK | 0o777), "data is a symbolic link"),
    refused(
        "zip-link-for-a-module",
        special("hw1/losses.py", stat.S_IFLNK | 0o777),
        "is a symbolic link",
    ),
    refused("zip-pipe", special("pipe", stat.S_IFIFO | 0o666), "a device or a pipe. Leave it out"),
    refused("zip-device", special("tty", stat.S_IFCHR | 0o666), "a device or a pipe. Leave it out"),
    refused("zip-disk", special("sda", stat.S_IFBLK | 0o666), "a device or a pipe. Leave it out"),
    refused(
        "zip-socket", special("bus", stat.S_IFSOCK | 0o666), "a device or a pipe. Leave it out"
    ),
    refused("zip-10-gb-of-zeros", forged(zeros(10_240), GIGABYTES), "unpacks to 10,737.4 MB"),
    refused("zip-10-gb-claimed", forged(b"\x03\x00", GIGABYTES), "unpacks to 10,737.4 MB"),
    refused("zip-10-gb-denied", forged(zeros(10_240), 100), _DAMAGED),
    refused("zip-10-gb-shared", raw(overlapping(1000, 10)), "times its size, and is not opened"),
    refused("zip-10-gb-on-disk", sparse(".zip"), "is larger than 64 MB"),
    refused("module-10-gb", sparse("", inside="losses.py"), "losses.py is too large (10,737.4 MB"),
    told("data-10-gb", sparse("", inside="data.bin"), "left out data.bin: at most 500 files"),
    told(
        "zip-many-entries",
        zipped({**work(), **{f"{n}.txt": b"" for n in range(600)}}),
        "and 99 more: at most 500 files",
    ),
    refused(
        "zip-more-entries",
        zipped({**work(), **{f".git/{n}": b"" for n in range(20_000)}}),
        "more than 20,000 files and folders",
    ),
    refused("zip-corrupt-start", raw(flipped(zip_bytes(work()), 0)), _DAMAGED),
    refused("zip-corrupt-middle", raw(flipped(zip_bytes(work()), 400)), _DAMAGED),
    refused("zip-cut-off", raw(zip_bytes(work())[:-40]), _DAMAGED),
    refused("zip-half", raw(zip_bytes(work())[:1000]), _DAMAGED),
    refused("zip-wrong-checksum", raw(wrong_checksum()), _DAMAGED),
    refused("zip-no-bytes", raw(b""), "is an empty file. Zip your folder again"),
    refused("zip-no-files", raw(zip_bytes({})), "is empty"),
    refused("zip-a-web-page", raw(b"<!DOCTYPE html><p>Please log in"), _DAMAGED),
    refused("zip-lzma", raw(zip_bytes(work(), zipfile.ZIP_LZMA)), "in an unusual way (method 14)"),
    refused(
        "zip-bzip2", raw(zip_bytes(work(), zipfile.ZIP_BZIP2)), "in an unusual way (method 12)"
    ),
    refused("zip-deflate64", forged(b"x" * 50, 50, method=9), "in an unusual way (method 9)"),
    refused("zip-twice", raw(twice("losses.py", "losses.py")), "holds losses.py twice"),
    refused("zip-twice-spelled", raw(twice("losses.py", "./losses.py")), "holds losses.py twice"),
    refused(
        "zip-file-and-folder",
        raw(zip_bytes({"losses.py/x": b"", "losses.py": b""})),
        "holds losses.py twice",
    ),
    refused("zip-that-is-rar", raw(_RAR), "is a RAR archive"),
    refused("zip-that-is-7z", raw(_7Z), "is a 7z archive"),
    refused("zip-that-is-tar-gz", raw(tar("w:gz")), "is a gz archive"),
    refused("zip-that-is-tar", raw(tar("w:")), "is a tar archive"),
    refused(
        "tar-gz", single(".tar.gz", tar("w:gz")), "tar-gz.tar.gz is neither a folder, nor a zip"
    ),
    refused("tgz", single(".tgz", tar("w:gz")), "tgz.tgz is neither"),
    refused("rar", single(".rar", _RAR), "rar.rar is neither"),
    refused("7z", single(".7z", _7Z), "7z.7z is neither"),
    refused("tar-in-the-folder", folder({"hw1.tar.gz": tar("w:gz")}), "only hw1.tar.gz"),
    refused("rar-in-the-folder", folder({"hw1.rar": _RAR}), "only hw1.rar"),
    fine(
        "zip-mac",
        zipped(
            {
                **{f"hw1/{n}": t for n, t in work().items()},
                "__MACOSX/hw1/._losses.py": b"\0\5\x16\7",
                "hw1/.DS_Store": b"\0\0\0\1Bud1",
            }
        ),
    ),
    fine("zip-windows", zipped({f"hw1\\{n}": t for n, t in work().items()})),
    fine("zip-cp437-names", raw(renamed(b"L\x94sung/\x81.txt", b"\xe4\xf6\xfc.txt"))),
    refused("zip-false-utf-8", raw(renamed(b"\xff\xfe.txt", utf8=True)), _DAMAGED),
    fine("zip-with-a-preface", raw(b"#!/bin/sh\n" + zip_bytes(work()))),
    refused("zip-long-name", zipped({**work(), "x" * 300: b""}), "this name is too long"),
    refused(
        "zip-deep", zipped({"d/" * 400 + "losses.py": reference("losses")}), "too deep in folders"
    ),
    fine(
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
    ),
)
