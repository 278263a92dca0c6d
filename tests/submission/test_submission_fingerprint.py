"""A fingerprint changes with what was handed in, and with nothing else."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from submission.handin import MODULES, WORK, age, make_folder, make_zip

from gradus.submission import (
    SizeLimits,
    Submission,
    find_submissions,
    fingerprint,
    one_submission,
)


def of(path: Path) -> str:
    return fingerprint(one_submission(path, MODULES))


def test_it_is_a_digest_that_does_not_depend_on_times_or_place(tmp_path: Path) -> None:
    first = make_folder(tmp_path / "1" / "alice", WORK)
    second = make_folder(tmp_path / "2" / "alice", dict(reversed(WORK.items())))
    age(second, 1000)
    assert of(first) == of(second)
    assert len(of(first)) == 64


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "losses.py").write_bytes(b"changed"),
        lambda folder: (folder / "losses.py").rename(folder / "loses.py"),
        lambda folder: (folder / "softmax.py").unlink(),
        lambda folder: (folder / "data").mkdir(),
        lambda folder: (folder / "link").symlink_to("losses.py"),
        lambda folder: os.mkfifo(folder / "pipe"),
    ],
    ids=["content", "name", "removed", "folder", "link", "pipe"],
)
def test_a_change_shows(tmp_path: Path, change) -> None:
    folder = make_folder(tmp_path / "alice", WORK)
    before = of(folder)
    change(folder)
    assert of(folder) != before


def test_moving_bytes_between_files_shows(tmp_path: Path) -> None:
    first = make_folder(tmp_path / "1" / "a", {"x.py": b"ab", "y.py": b"c"})
    second = make_folder(tmp_path / "2" / "a", {"x.py": b"a", "y.py": b"bc"})
    assert of(first) != of(second)


def test_what_is_not_staged_does_not_show(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "alice", WORK)
    before = of(folder)
    make_folder(folder, {"__pycache__/x.pyc": b"", ".git/HEAD": b"", "tests/t.py": b""})
    assert of(folder) == before


def test_a_link_counts_by_its_aim_and_is_not_followed(tmp_path: Path) -> None:
    aim = make_folder(tmp_path / "aim", {"x": b"1"})
    folder = make_folder(tmp_path / "alice", WORK)
    (folder / "link").symlink_to(aim)
    before = of(folder)
    (aim / "x").write_bytes(b"2")
    assert of(folder) == before
    (folder / "link").unlink()
    (folder / "link").symlink_to("elsewhere")
    assert of(folder) != before


def test_corrupt_and_vanished_submissions_have_one_too(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"not a zip")
    (tmp_path / "link").symlink_to("nowhere")
    prints = {fingerprint(one) for one in find_submissions(tmp_path, MODULES)}
    gone = tmp_path / "gone.zip"
    prints.add(fingerprint(Submission("gone", gone, (gone,), ())))
    assert len(prints) == 3


def test_single_modules_and_superseded_attempts_show(tmp_path: Path) -> None:
    make_folder(tmp_path, {"al_losses.py": b"1", "al_softmax.py": b"2"})
    (one,) = find_submissions(tmp_path, MODULES)
    before = fingerprint(one)
    assert fingerprint(replace(one, superseded=("al.zip",))) != before
    (tmp_path / "al_softmax.py").write_bytes(b"3")
    assert fingerprint(one) != before


def test_what_no_limit_allows_is_not_read_whole(tmp_path: Path) -> None:
    many = make_folder(tmp_path / "many", {f"{number}": b"" for number in range(20)})
    limits = SizeLimits(entries=10, archive_bytes=100)
    before = fingerprint(one_submission(many, MODULES), limits)
    (many / "19").write_bytes(b"still too many")
    assert fingerprint(one_submission(many, MODULES), limits) == before
    large = make_zip(tmp_path / "a.zip", {"x": os.urandom(1000)})
    assert len(fingerprint(one_submission(large, MODULES), limits)) == 64


def test_a_zip_shows_every_byte(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", WORK)
    before = of(path)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert of(path) != before
