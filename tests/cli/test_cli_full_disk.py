"""Disks that are full, in a mount namespace of their own: told once, and nothing is lost."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from release.mini_course import MINI, write_course

from gradus.sandbox import available_levels

pytestmark = pytest.mark.exhaustive

_RUN = "from gradus.cli import main; main()"


def may_mount() -> bool:
    """Whether a small disk can be had here."""
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("unshare"):
        return False
    tried = ("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


@pytest.fixture
def students(tmp_path: Path) -> Path:
    """Ann's work, and Bob's, with more data than a disk of 1 MB takes twice."""
    if "confined" not in available_levels() or not may_mount():
        pytest.skip("only root can mount a small disk, where containers do not forbid it")
    write_course(tmp_path / "course")
    for name in ("ann", "bob"):
        shutil.copytree(MINI / "solutions", tmp_path / "students" / name)
    (tmp_path / "students" / "bob" / "table.bin").write_bytes(os.urandom(900_000))
    return tmp_path / "students"


def grade(
    students: Path, output: Path, disk: Path, size: str, **environment: str
) -> "subprocess.CompletedProcess[str]":
    """`gradus grade` with a disk of a `size` at `disk`; what it held is copied beside it."""
    disk.mkdir(exist_ok=True)
    kept = disk.with_name("kept")
    script = (
        f'mount -t tmpfs -o size={size},mode=1777 tmpfs {disk} && "$@"; code=$?; '
        f"rm -rf {kept}; cp -r {disk} {kept}; exit $code"
    )
    order = ("grade", "mini", students, "--course", students.parent / "course", "-o", output)
    options = ("--isolation", "confined", "--jobs", "1")
    return subprocess.run(
        ["unshare", "-m", "sh", "-c", script, "sh", sys.executable, "-c", _RUN]
        + [str(each) for each in (*order, *options)],
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "300", **environment},
        check=False,
    )


def record(output: Path, student: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((output / "students" / student / "record.json").read_text())
    return found


def test_who_does_not_fit_could_not_be_checked_and_the_rest_is_graded(
    students: Path, tmp_path: Path
) -> None:
    disk, out = tmp_path / "disk", tmp_path / "out"
    done = grade(students, out, disk, "1m", TMPDIR=str(disk))
    assert done.returncode == 1
    told = done.stdout + done.stderr
    assert "Traceback" not in told
    assert "1 submission could not be checked to the end" in told
    assert told.count("No space left on device") == 1
    (why,) = record(out, "bob")["attention"]
    assert why.startswith("could not be checked: ")
    assert why.endswith(f"in {disk}. Make room there, or name another folder in TMPDIR.")
    assert record(out, "ann")["attention"] == []
    again = grade(students, out, disk, "16m", TMPDIR=str(disk))
    assert again.returncode == 0, again.stdout + again.stderr
    assert list((tmp_path / "kept").rglob("*")) == []


@pytest.mark.exhaustive
def test_where_results_do_not_fit_those_before_are_kept(students: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    done = grade(students, disk / "out", disk, "16k")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.count("Error: ") == 1
    assert (
        "cannot be written: No space left on device. What was graded before is kept" in done.stderr
    )
    assert record(tmp_path / "kept" / "out", "ann")["student"] == "ann"
