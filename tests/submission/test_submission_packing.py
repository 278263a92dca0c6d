"""What is packed for another machine is there what it was here, however odd."""

import os
import stat
from pathlib import Path
from typing import Any

import pytest
from gradebook.bad_class import archives, modules, names
from gradebook.bad_class.entry import MODULES, work, write_files

from gradus.errors import SubmissionError
from gradus.submission import (
    SizeLimits,
    Submission,
    find_submissions,
    pack,
    stage,
    unpack,
)
from gradus.submission.limits import DEFAULT_LIMITS

CLASS = (*archives.ENTRIES, *modules.ENTRIES, *names.ENTRIES)


def judged(submission: Submission, scratch: Path, limits: SizeLimits = DEFAULT_LIMITS) -> Any:
    """All that judging takes from it: files and remarks, or why there are none."""
    try:
        staged = stage(submission, MODULES, {}, scratch, limits)
    except SubmissionError as error:
        return str(error)
    paths = sorted(path for path in staged.folder.rglob("*") if path.is_file())
    files = {str(path.relative_to(staged.folder)): path.read_bytes() for path in paths}
    return files, staged.missing, staged.notes, staged.unread, staged.guessed, staged.replaced


def moved(submission: Submission, folder: Path) -> Submission:
    folder.mkdir()
    there = unpack(pack(submission), folder)
    assert all(folder in path.parents for path in (there.path, *there.files))
    return there


@pytest.mark.parametrize("part", [0, pytest.param(1, marks=pytest.mark.exhaustive)])
def test_it_is_judged_alike(tmp_path: Path, part: int) -> None:
    submissions = tmp_path / "class"
    submissions.mkdir()
    for entry in CLASS[part::2]:
        entry.write(submissions / entry.name)
    found = find_submissions(submissions, MODULES)
    assert len(found) >= len(CLASS) // 2
    for number, submission in enumerate(found):
        there = moved(submission, tmp_path / str(number))
        here = judged(submission, tmp_path / f"{number}-here")
        assert judged(there, tmp_path / f"{number}-there") == here, submission.path
        assert there.student == submission.student
        assert there.path.name == submission.path.name


def test_links_pipes_and_times_arrive(tmp_path: Path) -> None:
    work_of = tmp_path / "class" / "ada"
    work_of.parent.mkdir()
    write_files(work_of, work())
    (work_of / "link").symlink_to("/etc/passwd")
    os.mkfifo(work_of / "pipe")
    os.utime(work_of / "losses.py", ns=(1, 2_000_000_001))
    (submission,) = find_submissions(work_of.parent, MODULES)
    there = moved(submission, tmp_path / "there")
    assert (there.path / "link").is_symlink()
    assert (there.path / "link").readlink() == Path("/etc/passwd")
    assert stat.S_ISFIFO((there.path / "pipe").lstat().st_mode)
    assert (there.path / "losses.py").stat().st_mtime_ns == 2_000_000_001


def test_of_what_is_too_large_only_the_size_travels(tmp_path: Path) -> None:
    work_of = tmp_path / "class" / "ada"
    work_of.parent.mkdir()
    write_files(work_of, {**work(), "a.bin": bytes(5000), "b.bin": b"small"})
    (submission,) = find_submissions(work_of.parent, MODULES)
    packed = pack(submission, SizeLimits(file_bytes=1000))
    assert max(len(n.content) for n in packed.nodes if n.path.endswith(b".bin")) == len(b"small")
    (tmp_path / "there").mkdir()
    there = unpack(packed, tmp_path / "there")
    assert (there.path / "a.bin").stat().st_size == 5000


def test_too_many_files_are_too_many_there(tmp_path: Path) -> None:
    few = SizeLimits(entries=10)
    work_of = tmp_path / "class" / "ada"
    work_of.parent.mkdir()
    write_files(work_of, {**work(), **{f"sub/{number}.txt": b"x" for number in range(12)}})
    (submission,) = find_submissions(work_of.parent, MODULES)
    (tmp_path / "there").mkdir()
    there = unpack(pack(submission, few), tmp_path / "there")
    assert judged(there, tmp_path / "2", few) == judged(submission, tmp_path / "1", few)
    assert "too many" in judged(there, tmp_path / "3", few)
