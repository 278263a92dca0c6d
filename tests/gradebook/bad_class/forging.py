"""Makes zips that no tool would make, and other archives."""

import io
import struct
import tarfile
import zipfile
from pathlib import Path

from gradebook.bad_class.entry import Files, Write, folder, single, suffixed, work
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
    return lambda path: forge_zip(
        suffixed(path, ".zip"), "losses.py", stream, declared, flags=flags, method=method
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
    with tarfile.open(fileobj=file, mode=mode) as archive:  # type: ignore[call-overload]
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


def renamed(*names: bytes, utf8: bool = False) -> bytes:
    """The work in a zip, in a folder, and empty files of these names, in bytes of any encoding."""
    places = {f"{number:0{len(name)}}": name for number, name in enumerate(names)}
    content = bytearray(zip_bytes({**work(), **dict.fromkeys(places, b"")}))
    for place, name in places.items():
        for header, flags, start in ((b"PK\3\4", 6, 30), (b"PK\1\2", 8, 46)):
            at = content.find(place.encode(), content.find(header))
            while content[at - start : at - start + 4] != header:
                at = content.find(place.encode(), at + 1)
            content[at : at + len(name)] = name
            content[at - start + flags + 1] |= 8 * utf8
    return bytes(content)
