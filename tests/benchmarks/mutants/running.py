"""Runs the tests that reach a mutant, with the mutant in place."""

import fcntl
import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from tests.benchmarks.mutants.drawing import Mutant

INSIDE = Path(__file__).with_name("inside.py")
_APART = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc")
"""A mutant of what ends processes ends none but its own, and leaves none behind: for root only."""

_LEAVING_SECONDS = 30.0
_BATCHES = (30, 300, None)
"""After so many tests pytest starts again: to find all that there are takes it longer than to run
the few that kill most mutants."""


@dataclass(frozen=True)
class Trial:
    """How a mutant ended ("killed", "survived", "lived" to the time's end, "gone", "unreached").

    `tests` reach it, `by` is the one that failed, or nothing where the run itself broke, and it
    took `seconds`, the start of Python included.
    """

    end: str
    tests: int
    by: str = ""
    seconds: float = 0.0


@contextmanager
def alone_in(tree: Path) -> Iterator[None]:
    """Wait until no other step is at work in a tree: each would test the mutants of the other."""
    folder = os.open(tree, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


@contextmanager
def in_place(path: Path, source: str) -> Iterator[None]:
    """While it lasts a file has another text; then it is as it was, its time included."""
    before, times = path.read_bytes(), path.stat()
    try:
        path.write_text(source, "utf-8")
        yield
    finally:
        path.write_bytes(before)
        # Else Python would take what it compiled from the other text, if that is as long.
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def command(tree: Path, folder: Path) -> tuple[str | Path, ...]:
    """What runs tests of a tree and follows them in a folder."""
    apart = _APART if os.geteuid() == 0 else ()
    return (*apart, tree / ".venv/bin/python", INSIDE, folder)


def run(tree: Path, mutant: Mutant, tests: Sequence[str], seconds: float) -> Trial:
    """Try the mutant in `tree` on `tests`, in their order, until one fails."""
    path = tree / mutant.file
    try:
        source = mutant.applied(path.read_text("utf-8"))
    except LookupError:
        return Trial("gone", 0)
    left = list(tests)
    while left:
        with in_place(path, source):
            trial = _trial_in_batches(tree, left, seconds)
        # Where pytest itself broke, any test shows whether it does so without the mutant too.
        witness = trial.by or left[0]
        if trial.end != "killed" or _passes(tree, witness):
            return trial
        left.remove(witness)
    return Trial("unreached", 0)


@cache
def _passes(tree: Path, test: str) -> bool:
    return _trial(tree, (test,), float("inf")).end == "survived"


def _trial_in_batches(tree: Path, tests: Sequence[str], seconds: float) -> Trial:
    spent, start = 0.0, 0
    for end in _BATCHES:
        batch = tuple(tests[start:end])
        if not batch:
            break
        trial = _trial(tree, batch, seconds - spent)
        spent += trial.seconds
        if trial.end != "survived":
            return replace(trial, tests=len(tests), seconds=spent)
        start = end or len(tests)
    return Trial("survived", len(tests), seconds=spent)


def _trial(tree: Path, tests: Sequence[str], seconds: float) -> Trial:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gradus-mutant-") as name:
        folder = Path(name)
        (folder / "chosen").write_text("\n".join(tests), "utf-8")
        run = subprocess.Popen(
            [*command(tree, folder), "--exitfirst"],
            cwd=tree,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            run.communicate(timeout=None if seconds == float("inf") else seconds)
            status = run.returncode
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            run.communicate(timeout=_LEAVING_SECONDS)
            status = None
        failed = _failed(folder / "tests")
    spent = time.monotonic() - started
    if status is None:
        return Trial("lived", len(tests), seconds=spent)
    passed = status in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    return Trial("survived" if passed else "killed", len(tests), failed, spent)


def _failed(told: Path) -> str:
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    return next((test["id"] for test in map(json.loads, lines) if test["outcome"] == "failed"), "")
