"""Grades a bad class once, whoever asks first, with everything that a run writes and says."""

import fcntl
import io
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pytest
from gradebook.bad_class.entry import Entry
from rich.console import Console

from gradus.assignment import Assignment, load_assignment
from gradus.cli.consoles import Consoles
from gradus.cli.grade import grade_folder
from gradus.gradebook import LocalJudge, iter_records
from gradus.results import Record

COURSE = Path(__file__).resolve().parents[3]
_SECRET = b"a secret for bad classes only"


@dataclass(frozen=True)
class BadClass:
    """A class on disk and its results."""

    assignment: Assignment
    isolation: str
    folder: Path

    @property
    def submissions(self) -> Path:
        return self.folder / "class"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @cached_property
    def records(self) -> dict[str, Record]:
        return {record.student: record for record in iter_records(self.out)}

    def grade(self) -> tuple[int, str]:
        """Run `gradus grade`: the exit code, and what it prints."""
        texts = (io.StringIO(), io.StringIO())
        err, out = (Console(file=text, width=100) for text in texts)
        source = LocalJudge(self.assignment, self.isolation, _SECRET)
        code = grade_folder(source, self.submissions, self.out, 2, Consoles(out, err))
        return code, "".join(text.getvalue() for text in texts)

    def told(self) -> str:
        """What the first run printed."""
        return (self.folder / "told").read_text("utf-8")


def cut(name: str, modules: tuple[str, ...], tasks: tuple[str, ...]) -> Assignment:
    """An assignment with a few of its tasks and short limits, so that a large class is quick."""
    whole = load_assignment(COURSE, name)
    return replace(
        whole,
        modules=modules,
        tasks=tuple(task for task in whole.tasks if task.number in tasks),
        limits=replace(whole.limits, cpu_floor_seconds=0.5),
    )


def graded_once(
    name: str,
    assignment: Assignment,
    isolation: str,
    entries: Iterable[Entry],
    factory: pytest.TempPathFactory,
) -> BadClass:
    """The class of these entries; test processes that run side by side share it."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    folder.mkdir(exist_ok=True)
    bad = BadClass(assignment, isolation, folder)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "told").exists():
            bad.submissions.mkdir()
            for entry in entries:
                entry.write(bad.submissions / entry.name)
            code, told = bad.grade()
            assert code == 0, told
            (folder / "told").write_text(told, "utf-8")
    return bad
