"""Runs of Otter's own: `otter run`, and what Gradescope runs, each in a process of its own."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


def text_of(content: str | bytes) -> str:
    """What a file of a submission says."""
    return content.decode() if isinstance(content, bytes) else content


@dataclass(frozen=True)
class Ran:
    """`results` are those of results.json, None if Otter wrote none; `said` is what it printed."""

    code: int
    said: str
    results: dict[str, Any] | None

    @property
    def score(self) -> float:
        """The points of all questions."""
        assert self.results is not None, self.said
        return float(sum(test.get("score", 0) for test in self.results["tests"]))


def otter_run(autograder: Path, submission: Path, output: Path, **environment: str) -> Ran:
    """`otter run -a AUTOGRADER SUBMISSION`."""
    output.mkdir(parents=True, exist_ok=True)
    options = ("-a", autograder, submission, "-o", output, "--no-logo")
    return _run(("-m", "otter", "run", *map(str, options)), output / "results.json", environment)


def run_autograder(root: Path, python: str = sys.executable, **environment: str) -> Ran:
    """What Gradescope's harness starts, in an autograder folder that lies in `root`."""
    program = root / "source" / "run_otter.py"
    results = root / "results" / "results.json"
    return _run((str(program), str(root)), results, environment, python)


def _run(
    command: tuple[str, ...],
    results: Path,
    environment: Mapping[str, str],
    python: str = sys.executable,
) -> Ran:
    done = subprocess.run(
        [python, *command],
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, **environment},
        check=False,
    )
    written = json.loads(results.read_text("utf-8")) if results.exists() else None
    return Ran(done.returncode, done.stdout + done.stderr, written)


def unpack_autograder(autograder: Path, root: Path) -> Path:
    """An autograder folder as Gradescope lays it out, with nothing handed in yet."""
    with zipfile.ZipFile(autograder) as archive:
        archive.extractall(root / "source")
    for name in ("submission", "results"):
        (root / name).mkdir()
    return root


def write_zip(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """A zip of `files`, by their path in it."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def questions(results: Mapping[str, Any]) -> dict[str, tuple[float, float, str]]:
    """Score, most that can be had, and visibility, by question."""
    return {
        test["name"]: (test["score"], test["max_score"], test["visibility"])
        for test in results["tests"]
        if "score" in test
    }
