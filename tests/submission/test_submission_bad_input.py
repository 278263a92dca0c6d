"""Every kind of bad input ends in one clear message, with nothing written."""

import os
import stat
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from submission.handin import (
    LOSSES,
    WORK,
    forge_zip,
    link_mode,
    make_folder,
    make_special_zip,
    make_zip,
    stage_path,
    staged_files,
    zeros,
)

from gradus.errors import SubmissionError
from gradus.submission import SizeLimits
from gradus.submission.contents import Item, fitting, loose_item, read_items
from gradus.submission.walk import read_regular

SMALL = SizeLimits(
    entries=20, total_bytes=5000, file_bytes=3000, module_bytes=1000, archive_bytes=20_000
)
Build = Callable[[Path], Path]


def zipped(files: dict[str, bytes]) -> Build:
    return lambda tmp: make_zip(tmp / "a.zip", files)


def folder(files: dict[str, bytes]) -> Build:
    return lambda tmp: make_folder(tmp / "a", files)


def special(name: str, mode: int) -> Build:
    return lambda tmp: make_special_zip(tmp / "a.zip", name, mode)


def raw(content: bytes) -> Build:
    return lambda tmp: make_folder(tmp, {"a.zip": content}) / "a.zip"


def forged(name: str, stream: bytes, declared: int, **options: int) -> Build:
    return lambda tmp: forge_zip(tmp / "a.zip", name, stream, declared, **options)


def truncated(tmp: Path) -> Path:
    path = make_zip(tmp / "a.zip", WORK)
    path.write_bytes(path.read_bytes()[:-30])
    return path


def bad_checksum(tmp: Path) -> Path:
    with zipfile.ZipFile(tmp / "a.zip", "w") as archive:
        archive.writestr("losses.py", LOSSES)
    path = tmp / "a.zip"
    path.write_bytes(path.read_bytes().replace(LOSSES, LOSSES.upper()))
    return path


def twice(tmp: Path) -> Path:
    path = make_zip(tmp / "a.zip", WORK)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("losses.py", b"other")
    return path


def linked(name: str, target: str) -> Build:
    def build(tmp: Path) -> Path:
        path = make_folder(tmp / "a", WORK)
        (path / name).symlink_to(target)
        return path

    return build


def pipe(tmp: Path) -> Path:
    path = make_folder(tmp / "a", WORK)
    os.mkfifo(path / "pipe")
    return path


def unusual(tmp: Path) -> Path:
    with zipfile.ZipFile(tmp / "a.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("losses.py", LOSSES)
    return tmp / "a.zip"


def deep(tmp: Path) -> Path:
    return make_folder(tmp / "a", {"d/" * 30 + "losses.py": LOSSES})


def zip_in_zip(tmp: Path) -> Path:
    inner = make_zip(tmp / "inner.zip", WORK)
    return make_zip(tmp / "a.zip", {"inner.zip": inner.read_bytes()})


MANY = {f"{number}.txt": b"" for number in range(20)}
CASES: dict[str, tuple[Build, str]] = {
    "not a zip": (raw(b"<html>Please log in</html>"), r"a\.zip is damaged or not a zip"),
    "empty file": (raw(b""), r"a\.zip is an empty file"),
    "a RAR archive": (raw(b"Rar!\x1a\x07\x01\0"), r"a\.zip is a RAR archive.*Make a \.zip"),
    "a tar archive": (raw(bytes(257) + b"ustar\0" + bytes(99)), r"a\.zip is a tar archive"),
    "truncated": (truncated, "damaged"),
    "bad checksum": (bad_checksum, "damaged"),
    "bad stream": (forged("losses.py", b"\xff" * 50, 50), "damaged"),
    "encrypted": (forged("losses.py", b"x" * 50, 50, flags=1), "encrypted.*without a password"),
    "unusual compression": (unusual, r"method 14.*system's own tool"),
    "parent": (zipped({**WORK, "../evil.py": b""}), r"\.\./evil\.py, a path that leads out"),
    "parent inside": (zipped({**WORK, "a/../../evil.py": b""}), "leads out"),
    "parent, Windows": (zipped({**WORK, "..\\evil.py": b""}), "leads out"),
    "parent, skipped": (zipped({**WORK, ".git/../../evil.py": b""}), "leads out"),
    "absolute": (zipped({**WORK, "/tmp/evil.py": b""}), "leads out"),
    "absolute, Windows": (zipped({**WORK, "C:\\evil.py": b""}), "leads out"),
    "link in a zip": (special("link", link_mode()), "link is a symbolic link"),
    "module is a link": (special("hw/losses.py", link_mode()), "is a symbolic link"),
    "device in a zip": (special("null", stat.S_IFCHR | 0o666), "null is neither"),
    "pipe in a zip": (special("pipe", stat.S_IFIFO | 0o666), "pipe is neither"),
    "link in a folder": (linked("x", "/etc/passwd"), "x is a symbolic link"),
    "broken link": (linked("x", "nowhere"), "x is a symbolic link"),
    "link to a folder": (linked("x", "/etc"), "x is a symbolic link"),
    "loop": (linked("x", "."), "x is a symbolic link"),
    "pipe in a folder": (pipe, "pipe is neither a file nor a folder"),
    "many files, zip": (zipped({**WORK, **MANY}), "more than 20 files"),
    "many files, folder": (
        folder({**WORK, **MANY}),
        "more than 20 files.*too many to look through",
    ),
    "large module, zip": (zipped({**WORK, "losses.py": b"#" * 1001}), r"losses\.py is too large"),
    "large module": (folder({"losses.py": b"#" * 1001}), r"losses\.py is too large"),
    "large archive": (raw(bytes(20_001)), "is larger than"),
    "bomb": (forged("x.bin", zeros(10), 10 << 20), r"unpacks to 10\.5 MB, [\d,]+ times its size"),
    "file and folder": (zipped({"losses.py": LOSSES, "losses.py/x": b""}), r"losses\.py twice"),
    "twice": (twice, r"losses\.py twice"),
    "long name": (zipped({**WORK, "x" * 300: b""}), "too long or too deep"),
    "deep": (deep, "more than 20 files|too long or too deep"),
    "empty zip": (zipped({}), r"is empty.*Hand in losses\.py and softmax\.py"),
    "empty folder": (folder({}), "is empty"),
    "only hidden": (folder({".git/x": b""}), "is empty"),
    "zip in a zip": (zip_in_zip, r"only another zip \(inner\.zip\): unzip it once"),
    "no module": (
        folder({"notes.txt": b"", "b/hw1.ipynb": b""}),
        r"no losses\.py or softmax\.py, only (notes\.txt and b/hw1\.ipynb|b/hw1.*notes\.txt)",
    ),
    "a tar in a folder": (folder({"hw1.tar.gz": b"?"}), r"hw1\.tar\.gz is an archive of another"),
    "another notebook": (folder({"x.ipynb": b"{}"}), r"x\.ipynb is a notebook: put its functions"),
    "misspelt": (zipped({"loses.py": LOSSES}), r"only loses\.py\. loses\.py looks like losses\.py"),
    "a package": (folder({"losses/__init__.py": LOSSES}), r"no losses\.py"),
    "a folder called losses.py": (folder({"losses.py/x.txt": b""}), r"no losses\.py"),
}


@pytest.mark.parametrize("case", CASES)
def test_bad_input_has_one_clear_message_and_writes_nothing(tmp_path: Path, case: str) -> None:
    build, message = CASES[case]
    home = make_folder(tmp_path / "home", {})
    path = build(home)
    before = sorted(home.rglob("*"))
    with pytest.raises(SubmissionError, match=message) as caught:
        stage_path(path, tmp_path / "work" / "into", limits=SMALL)
    text = str(caught.value)
    assert text.endswith(".")
    assert "\n" not in text
    assert str(tmp_path) not in text
    assert not (tmp_path / "work").exists()
    assert sorted(home.rglob("*")) == before


def test_ten_gigabytes_of_zeros_are_not_unpacked(tmp_path: Path) -> None:
    path = forge_zip(tmp_path / "a.zip", "losses.py", zeros(10_000), 10_000 << 20)
    assert path.stat().st_size < 15_000_000
    with pytest.raises(SubmissionError, match=r"unpacks to 10,485\.8 MB.*is not opened"):
        stage_path(path, tmp_path / "into")


def test_a_zip_that_declares_less_than_it_holds_is_cut_there(tmp_path: Path) -> None:
    path = forge_zip(tmp_path / "a.zip", "losses.py", zeros(1000), 100)
    with pytest.raises(SubmissionError, match="damaged"):
        stage_path(path, tmp_path / "into")


def test_a_declared_size_is_refused_before_anything_is_read() -> None:
    def read(most: int) -> bytes:
        raise AssertionError(f"{most} bytes were asked for")

    path = PurePosixPath("losses.py")
    with pytest.raises(SubmissionError, match=r"losses\.py is too large \(3 kB"):
        fitting((Item(path, 3001, read),), {path}, SMALL, "losses.py")


def first_bytes(size: int, most: int) -> bytes:
    """At most so many of a file's."""
    return bytes(min(most, size))


@pytest.mark.parametrize("sizes", [[3001], [2900, 2900]])
def test_what_really_comes_is_counted(sizes: list[int]) -> None:
    items = tuple(
        Item(PurePosixPath(f"{number}.bin"), 1, partial(first_bytes, size))
        for number, size in enumerate(sizes)
    )
    with pytest.raises(SubmissionError, match=rf"{len(sizes) - 1}\.bin is too large"):
        read_items(items, SMALL, "losses.py")


def test_a_listing_of_very_many_entries_is_not_read(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {f".git/{number}": b"" for number in range(50)})
    with pytest.raises(SubmissionError, match="more than 49 files"):
        stage_path(path, tmp_path / "into", limits=SizeLimits(entries=49))
    with pytest.raises(SubmissionError, match="is empty"):
        stage_path(path, tmp_path / "into", limits=SizeLimits(entries=50))


def test_a_deep_zip_is_refused(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"d/" * 400 + "losses.py": LOSSES})
    with pytest.raises(SubmissionError, match="too long or too deep"):
        stage_path(path, tmp_path / "into")


def test_an_entry_without_a_name_is_passed_over(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {**WORK, "./": b"", ".": b""})
    assert staged_files(stage_path(path, tmp_path / "into")) == WORK


@pytest.mark.parametrize("name", ["losses.py", "data"])
def test_what_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = make_folder(tmp_path / "a", {**WORK, "data/x.txt": b""})
    open_file, scan = os.open, os.scandir

    # The superuser can read everything, so the system's refusal is played.
    def refuse(function):
        def refusing(target, *rest):
            if Path(target).name == name:
                raise PermissionError(13, "Permission denied", str(target))
            return function(target, *rest)

        return refusing

    monkeypatch.setattr(os, "open", refuse(open_file))
    monkeypatch.setattr(os, "scandir", refuse(scan))
    with pytest.raises(SubmissionError, match=rf"^{name} cannot be read"):
        stage_path(path, tmp_path / "into")


def test_a_module_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match=r"^losses\.py cannot be read \(No such file"):
        loose_item(tmp_path / "losses.py", PurePosixPath("losses.py"))


def test_names_cannot_forge_the_message(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"\x1b[2J\nScore: 100" + "!" * 150: b""})
    with pytest.raises(SubmissionError) as caught:
        stage_path(path, tmp_path / "into")
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 250


def test_a_link_that_appears_late_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "losses.py").symlink_to(tmp_path / "secret")
    with pytest.raises(SubmissionError, match="symbolic link"):
        read_regular(tmp_path / "losses.py", "losses.py", 100)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
@pytest.mark.slow
def test_damaged_bytes_never_escape_as_another_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    tmp_path = tmp_path_factory.mktemp("fuzz")
    path = make_zip(tmp_path / "a.zip", {**WORK, "d/x.txt": b"x" * 40})
    content = bytearray(path.read_bytes())
    places = st.integers(0, len(content) - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=6)):
        content[place] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))] or content)
    try:
        stage_path(path, tmp_path / "into")
    except SubmissionError:
        assert not (tmp_path / "into").exists()
    assert {entry.name for entry in tmp_path.iterdir()} <= {"a.zip", "into"}
