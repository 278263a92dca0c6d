"""What a killed run has left is removed by the next one, and nothing else is."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gradus.sandbox import temporary
from gradus.sandbox.temporary import sweep, temporary_folder

_OWNER = """
import sys
from gradus.sandbox.temporary import temporary_folder
with temporary_folder() as folder:
    (folder / "deep").mkdir()
    (folder / "deep" / "work.py").write_text("x")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@contextmanager
def owner(folder: Path) -> Iterator["tuple[subprocess.Popen[str], Path]"]:
    """A process that has a folder, until it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", _OWNER],
        env={**os.environ, "TMPDIR": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process, Path(process.stdout.readline().strip())
    finally:
        process.kill()
        process.communicate()


def test_a_folder_is_gone_with_all_that_is_in_it(tmp_path: Path) -> None:
    with temporary_folder() as folder:
        (folder / "closed").mkdir()
        (folder / "closed" / "file").write_text("x")
        (folder / "closed").chmod(0o000)
        (folder / "link").symlink_to("/etc")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_has_left_is_swept_and_what_is_used_stays(tmp_path: Path) -> None:
    with owner(tmp_path) as (process, folder):
        assert folder.parent == tmp_path
        sweep()
        assert (folder / "deep" / "work.py").exists()
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert folder.exists()
        with temporary_folder() as own:
            sweep()
            assert list(tmp_path.iterdir()) == [own]


def test_what_others_have_made_stays(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").write_text("x")
    (tmp_path / "gradus-scratch-abcdefgh").symlink_to(kept)
    (tmp_path / "gradus-scratch-ABCDEFGH").mkdir()
    (tmp_path / "gradus-scratch-of-mine").mkdir()
    (tmp_path / "gradus-scratch-abcdefgi").write_text("a file")
    if os.geteuid() == 0:
        (tmp_path / "gradus-scratch-abcdefgj").mkdir()
        os.chown(tmp_path / "gradus-scratch-abcdefgj", 1000, 1000)
    before = sorted(tmp_path.rglob("*"))
    sweep()
    assert sorted(tmp_path.rglob("*")) == before


def test_who_loses_a_folder_before_it_is_locked_gets_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A sweep that comes between the two."""
    lock = temporary._lock
    swept: list[Path] = []

    def late(folder: Path) -> int | None:
        if not swept:
            swept.append(folder)
            folder.rmdir()
        return lock(folder)

    monkeypatch.setattr(temporary, "_lock", late)
    with temporary_folder() as folder:
        assert folder.is_dir()
        assert folder not in swept


def test_where_nothing_can_be_locked_nothing_is_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(temporary, "_lock", lambda _: None)
    with temporary_folder() as folder:
        sweep()
        assert folder.is_dir()


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can give away")
def test_a_folder_that_was_given_to_a_worker_is_swept(tmp_path: Path) -> None:
    left = tmp_path / "gradus-scratch-abcdefgh"
    left.mkdir()
    os.chown(left, 20_001, 20_001)
    sweep()
    assert not left.exists()
