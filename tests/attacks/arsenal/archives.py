"""Zips, links and devices in the place of a folder with a module."""

import os
import stat
import tarfile
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from attacks.arsenal.attack import Attack
from attacks.traces import MARK

Pack = Callable[[Path, str], Path]


def _zip(*entries: tuple[str, str | None, int]) -> Pack:
    """A zip of (name, text, kind of file); without text it holds the attacker's source."""

    def pack(folder: Path, source: str) -> Path:
        path = folder.with_suffix(".zip")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text, kind in entries:
                info = zipfile.ZipInfo(name)
                info.external_attr = (kind | 0o777) << 16
                archive.writestr(info, source if text is None else text)
        return path

    return pack


def _folder(make: Callable[[Path], object]) -> Pack:
    """A folder with the attacker's module, in which `make` may make something else of it."""

    def pack(folder: Path, source: str) -> Path:
        folder.mkdir()
        (folder / "losses.py").write_text(source, "utf-8")
        make(folder)
        return folder

    return pack


def _reference(folder: Path) -> str:
    return str(folder.parent.parent / "solutions" / "losses.py")


def _link_to_reference(folder: Path) -> None:
    (folder / "losses.py").unlink()
    (folder / "losses.py").symlink_to(_reference(folder))


def _link_beside(folder: Path) -> None:
    (folder / "data.txt").symlink_to(_reference(folder))
    (folder / "beside").symlink_to(folder.parent / "ben")


def _pipe(folder: Path) -> None:
    (folder / "losses.py").unlink()
    os.mkfifo(folder / "losses.py")


def _tar(folder: Path, source: str) -> Path:
    """Hard links are in tars only: this one is called a zip."""
    path = folder.with_suffix(".zip")
    with tarfile.open(path, "w") as archive:
        info = tarfile.TarInfo("losses.py")
        info.size = len(source.encode())
        archive.addfile(info, BytesIO(source.encode()))
        link = tarfile.TarInfo("data.txt")
        link.type, link.linkname = tarfile.LNKTYPE, _reference(folder)
        archive.addfile(link)
    return path


MODULE = ("losses.py", None, stat.S_IFREG)
TRAP = MARK
LOOK = "def attack(): each(look, 'data.txt', 'beside/losses.py', 'a/losses.py')"


def _packed(name: str, hope: str, pack: Pack) -> Attack:
    return Attack(name, hope, LOOK, costs=True, pack=pack)


attacks = (
    _packed("zip-slip", "a file outside", _zip(MODULE, (f"../{TRAP}.py", "x", stat.S_IFREG))),
    _packed(
        "zip-slip-far",
        "a file far outside, where it is imported",
        _zip(MODULE, (f"{'../' * 30}tmp/{TRAP}", "x", stat.S_IFREG)),
    ),
    _packed("zip-absolute", "the same", _zip(MODULE, (f"/tmp/{TRAP}", "x", stat.S_IFREG))),
    _packed("zip-windows", "the same", _zip(MODULE, (f"..\\..\\{TRAP}", "x", stat.S_IFREG))),
    _packed(
        "zip-link",
        "a link to the reference",
        _zip(("losses.py", "../../solutions/losses.py", stat.S_IFLNK)),
    ),
    _packed(
        "zip-link-to-a-folder",
        "a link to /tmp, and a file in it",
        _zip(MODULE, ("a", "/tmp", stat.S_IFLNK), (f"a/{TRAP}", "x", stat.S_IFREG)),
    ),
    _packed("zip-device", "a device", _zip(("losses.py", "", stat.S_IFCHR))),
    _packed("zip-setuid", "a program with rights", _zip(MODULE, ("run", "x", 0o104000))),
    _packed(
        "zip-twice",
        "one module is checked, another is imported",
        _zip(MODULE, ("./losses.py", "x = 1", stat.S_IFREG), ("a/../losses.py", "", 0)),
    ),
    _packed(
        "zip-bomb",
        "a disk without room",
        _zip(MODULE, *((f"{number}.txt", "0" * 2**21, stat.S_IFREG) for number in range(40))),
    ),
    _packed(
        "zip-of-many",
        "a disk without inodes",
        _zip(MODULE, *((f"{number}/x.txt", "", stat.S_IFREG) for number in range(3000))),
    ),
    _packed("link-to-the-reference", "a right solution", _folder(_link_to_reference)),
    _packed("links-beside", "loot, carried into the sandbox", _folder(_link_beside)),
    _packed("pipe", "a judge that waits for ever", _folder(_pipe)),
    _packed("tar-of-hard-links", "a name for the reference that is no link", _tar),
)
