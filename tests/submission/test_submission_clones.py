"""Clones: when the last commit was made, without running anything that a clone names."""

import os
import subprocess
from pathlib import Path

import pytest

from gradus.submission import look_through

MODULES = ("losses",)
WHEN = "2026-03-01T12:00:00+02:00"


def git(folder: Path, *arguments: str) -> None:
    """Run git without anybody's settings, at a fixed time."""
    settings = {
        **{"PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(folder)},
        **{"GIT_AUTHOR_DATE": "2020-01-01T00:00:00Z", "GIT_COMMITTER_DATE": WHEN},
    }
    who = ("-c", "user.name=Jo", "-c", "user.email=j@x", "-c", "init.defaultBranch=main")
    subprocess.run(("git", *who, *arguments), cwd=folder, env=settings, check=True)


def clone(folder: Path) -> Path:
    """A clone with one commit."""
    folder.mkdir(parents=True)
    (folder / "losses.py").write_text("x = 1\n")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Done")
    return folder


def times(folder: Path) -> dict[str, str]:
    return {one.student: one.origin.time for one in look_through(folder, MODULES).submissions}


def test_the_last_commit_tells_when(tmp_path: Path) -> None:
    folder = tmp_path / "hw1-submissions"
    clone(folder / "hw1-jo")
    git(clone(folder / "hw1-packed"), "gc", "-q")
    git(clone(folder / "hw1-detached"), "checkout", "-q", "--detach")
    assert times(tmp_path) == dict.fromkeys(("hw1-detached", "hw1-jo", "hw1-packed"), WHEN)
    assert {one.origin.source for one in look_through(folder, MODULES).submissions} == {"commit"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("HEAD", "ref: ../../elsewhere\n"),
        ("HEAD", "ref: refs/heads/nothing\n"),
        ("HEAD", "0" * 40),
        ("HEAD", ""),
        ("HEAD", "--upload-pack=touch\n"),
        ("refs/heads/main", "nonsense"),
    ],
)
def test_a_clone_that_is_damaged_has_no_time_and_is_not_lost(
    tmp_path: Path, name: str, content: str
) -> None:
    (clone(tmp_path / "jo") / ".git" / name).write_text(content)
    assert times(tmp_path) == {"jo": ""}


def test_no_setting_of_a_clone_is_read(tmp_path: Path) -> None:
    """Settings of a repository name programs that git runs."""
    folder = clone(tmp_path / "class" / "jo")
    mark = tmp_path / "ran"
    (folder / ".git" / "config").write_text(
        f"[core]\n\tfsmonitor = touch {mark}\n\tpager = touch {mark}\n"
        f"[gpg]\n\tprogram = touch {mark}\n[log]\n\tshowSignature = true\n[broken"
    )
    assert times(tmp_path / "class") == {"jo": WHEN}
    assert not mark.exists()
