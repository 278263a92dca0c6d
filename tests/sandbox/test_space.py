"""What workers write is looked after where no kernel bounds it, and nothing of it is followed."""

import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from sandbox.sandbox_helpers import Start

from gradus.remote import WorkerStopped
from gradus.sandbox.space import Space, SpaceWatch, bounds_beside
from gradus.worker.scratch import MOST_FILES, MOST_MB, empty
from gradus_checks import StudentException

MB = 1_000_000


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], SpaceWatch]:
    """One that looks whenever it is asked."""
    monkeypatch.setattr("gradus.sandbox.space.TICK", 0.0)
    (tmp_path / "own").mkdir()
    return lambda: SpaceWatch(Space(tmp_path / "own", 100_000, 10))


def test_what_is_allowed_is_allowed(watch: Callable[[], SpaceWatch], tmp_path: Path) -> None:
    (tmp_path / "own" / "folder").mkdir()
    assert watch().verdict() == ""


def _large(own: Path) -> None:
    (own / "hole").touch()
    os.truncate(own / "hole", 2**40)


def _many(own: Path) -> None:
    for number in range(11):
        (own / str(number)).touch()


def _deep(own: Path) -> None:
    for _ in range(70):
        own = own / "d"
        own.mkdir()


@pytest.mark.parametrize("write", [_large, _many, _deep])
def test_too_much_is_seen(
    watch: Callable[[], SpaceWatch], tmp_path: Path, write: Callable[[Path], None]
) -> None:
    looking = watch()
    write(tmp_path / "own")
    assert looking.verdict() == "files"


def test_it_looks_no_further_than_it_has_to(
    watch: Callable[[], SpaceWatch], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(500):
        (tmp_path / "own" / str(number)).touch()
    look = Mock(side_effect=os.stat)
    monkeypatch.setattr(os, "stat", look)
    assert watch().verdict() == "files"
    assert look.call_count == 11


def test_no_link_is_followed(watch: Callable[[], SpaceWatch], tmp_path: Path) -> None:
    (tmp_path / "beside").mkdir()
    _many(tmp_path / "beside")
    (tmp_path / "own" / "link").symlink_to(tmp_path / "beside")
    os.mkfifo(tmp_path / "own" / "pipe")
    assert watch().verdict() == ""
    empty(str(tmp_path / "own"))
    assert not [*(tmp_path / "own").iterdir()]
    assert len([*(tmp_path / "beside").iterdir()]) == 11


def test_where_a_folder_is_a_link_nothing_is_removed(tmp_path: Path) -> None:
    (tmp_path / "beside").mkdir()
    _many(tmp_path / "beside")
    (tmp_path / "link").symlink_to(tmp_path / "beside")
    with pytest.raises(OSError, match="Not a directory"):
        empty(str(tmp_path / "link"))
    assert len([*(tmp_path / "beside").iterdir()]) == 11


def test_deeper_than_any_path_is_long_it_is_removed(tmp_path: Path) -> None:
    top = os.open(tmp_path, os.O_RDONLY)
    here = top
    for _ in range(300):
        os.mkdir("n" * 200, 0o300, dir_fd=here)
        here = os.open("n" * 200, os.O_RDONLY, dir_fd=here)
        os.close(os.open("file", os.O_CREAT | os.O_WRONLY, dir_fd=here))
        os.close(here - 1) if here - 1 > top else None
    os.close(here)
    os.close(top)
    empty(str(tmp_path))
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(("given_back", "fault"), [(2000 * MB, True), (0, False)])
def test_a_full_disk_is_the_fault_of_who_gives_the_room_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given_back: int, fault: bool
) -> None:
    monkeypatch.setattr("gradus.sandbox.space.TICK", 0.0)
    free = 5000 * MB
    monkeypatch.setattr(os, "statvfs", lambda _: SimpleNamespace(f_bavail=free, f_frsize=1))
    watch = SpaceWatch(Space(tmp_path, 100_000, 10))
    assert watch.verdict() == ""
    free, watch._next = 900 * MB, 0.0
    assert watch.verdict() == "disk"
    free += given_back
    assert watch.has_given_back() is fault


def test_a_small_disk_may_be_used_by_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gradus.sandbox.space.TICK", 0.0)
    free = 60 * MB
    monkeypatch.setattr(os, "statvfs", lambda _: SimpleNamespace(f_bavail=free, f_frsize=1))
    watch = SpaceWatch(Space(tmp_path, 100_000, 10))
    free = 31 * MB
    assert watch.verdict() == ""
    free, watch._next = 29 * MB, 0.0
    assert watch.verdict() == "disk"


def test_what_is_laid_out_is_no_part_of_the_bounds(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "table").write_bytes(b"x" * 5000)
    most_bytes, most_files = bounds_beside(tmp_path)
    assert most_bytes >= MOST_MB * MB + 5000
    assert most_files >= MOST_FILES + 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "arguments"), [("fill", (10**7, 40, True)), ("make_many", (10**5,))]
)
def test_who_writes_too_much_is_told_so_and_the_next_worker_has_its_own(
    start: Start, what: str, arguments: tuple[object, ...]
) -> None:
    talk = start()
    with pytest.raises((WorkerStopped, StudentException)) as raised:
        getattr(talk.module, what)(*arguments)
    stopped = isinstance(raised.value, WorkerStopped)
    told = raised.value.told if isinstance(raised.value, WorkerStopped) else str(raised.value)
    assert ("64 MB together" if stopped else "may have 64 MB, and be 1,000") in told
    talk.worker.end()
    assert start().module.fill(10**7, 5, True) == 5


@pytest.mark.slow
def test_a_file_has_a_limit_too(start: Start) -> None:
    with pytest.raises(StudentException, match="16 MB"):
        start().module.write_large(2 * 10**7)
