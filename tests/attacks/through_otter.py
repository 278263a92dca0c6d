"""Otter's own flow in the place of a judge: `otter run`, and what Gradescope runs."""

import json
import os
import stat
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

from attacks.world import World

from gradus.assignment import Assignment
from gradus.gradebook import load_record
from gradus.judge import Calibration
from gradus.release.autograder_zip import autograder_zip
from gradus.results import Record
from gradus.submission import Submission

_NOT_UNPACKED = "in extractall"
"""What Python says where `otter run`, before it asks anybody, cannot unpack a zip."""

_DRIVER = Path(__file__).with_name("otter_driver.py")


class ThroughOtter:
    """Grades as a judge does, each submission in processes of its own."""

    isolation = "namespaces"
    """No two submissions share a process."""

    def __init__(self, world: World, assignment: Assignment, secret: bytes, scratch: Path) -> None:
        self.assignment = assignment
        self._world = world
        self._scratch = scratch
        self._zip = scratch / "autograder.zip"
        self._zip.write_bytes(autograder_zip(assignment, secret))
        # Jupyter does so itself, where it writes how to reach a kernel.
        world.staging.chmod(world.staging.stat().st_mode | stat.S_ISVTX)

    def grade(self, submission: Submission, _: Calibration) -> Record:
        """The record, with the results that Otter has written."""
        work = Path(tempfile.mkdtemp(dir=self._scratch))
        packed = _as_zip(submission.path, work / "submission.zip")
        said = self._run(work, ("run", str(self._zip), str(packed))) if packed else ""
        results = work / "results.json"
        if not packed or _NOT_UNPACKED in said:
            root = self._as_gradescope_lays_it_out(submission.path, work / "autograder")
            said = self._run(work, ("gradescope", str(root)))
            results = root / "results" / "results.json"
        record = load_record(work / "record.json")
        if record is None or not results.exists():
            raise AssertionError(f"Otter wrote no results: {said}")
        written = json.loads(results.read_text("utf-8"))
        score = sum(test.get("score", 0.0) for test in written["tests"])
        if abs(score - record.score) > 1e-4:
            raise AssertionError(f"the judge gave {record.score}, Otter wrote {score}")
        return replace(record, gradescope=written)

    def _run(self, work: Path, command: tuple[str, ...]) -> str:
        # What Jupyter itself keeps is no trace of an attack.
        own = {name: str(self._scratch / name.lower()) for name in _JUPYTER}
        done = subprocess.run(
            [sys.executable, str(_DRIVER), str(work), *command],
            capture_output=True,
            text=True,
            env={**os.environ, **own, "TMPDIR": str(self._world.staging)},
            cwd=work,
            timeout=600,
            check=False,
        )
        return done.stdout + done.stderr

    def _as_gradescope_lays_it_out(self, path: Path, root: Path) -> Path:
        with zipfile.ZipFile(self._zip) as archive:
            archive.extractall(root / "source")
        target = root / "submission"
        if not path.is_dir():
            target.mkdir()
        # Links and pipes stay what they are.
        subprocess.run(("cp", "-a", path, target), check=True)
        return root


_JUPYTER = ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR")


def _as_zip(path: Path, target: Path) -> Path | None:
    """`path` as a zip, if it is one or a folder of plain files; else None.

    A link in a zip is none any more once `otter run` has unpacked it: that would attack nothing.
    """
    if path.is_file():
        return path if zipfile.is_zipfile(path) and not _holds_a_link(path) else None
    nodes = sorted(path.rglob("*"))
    if not all(
        stat.S_ISREG(mode) or stat.S_ISDIR(mode) for mode in (n.lstat().st_mode for n in nodes)
    ):
        return None
    with zipfile.ZipFile(target, "w") as archive:
        for node in nodes:
            if node.is_file():
                archive.write(node, node.relative_to(path).as_posix())
    return target


def _holds_a_link(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return any(stat.S_ISLNK(info.external_attr >> 16) for info in archive.infolist())
