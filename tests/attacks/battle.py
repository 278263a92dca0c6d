"""Let an attack loose, and say what it has achieved."""

import csv
import io
import json
import math
import resource
import shutil
import signal
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

import pytest
from attacks.arsenal import Attack
from attacks.target import CANARY, FULL_MARK, HIDDEN_NUMBER, MODULE_OF
from attacks.traces import MARK, descendants, lasting_processes
from attacks.world import World

from gradus.judge import Calibration, Judge
from gradus.remote import Timing
from gradus.reports import feedback_markdown
from gradus.reports.grades_csv import grades_csv
from gradus.reports.summary import summarize
from gradus.results import Record
from gradus.submission import one_submission

_STUDENTS = {"target": "student.py", "layers": "student_of_layers.py"}
_MISTAKES = ("NameError", "SyntaxError", "IndentationError", "UnboundLocalError")


def submit(attack: Attack, world: World) -> Path:
    """Write the submission of `attack`, as the attacker hands it in; what was there before goes."""
    for old in {*world.attacker.parent.iterdir()} - {world.attacker.with_name("ben")}:
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    about = f"PLACES, MARK, WHEN = {world.places()!r}, {MARK!r}, {attack.when!r}\n"
    here = Path(__file__).parent
    parts = [(here / name).read_text("utf-8") for name in ("tools.py", _STUDENTS[attack.target])]
    source = "\n".join((*parts, about, attack.code, "\n_strike('import')\n"))
    if attack.pack is not None:
        return attack.pack(world.attacker, source)
    for name, text in {**attack.files, f"{MODULE_OF[attack.target]}.py": source}.items():
        path = world.attacker / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return world.attacker


def case_scores(
    attack: Attack, path: Path, bench: tuple[Judge, Calibration]
) -> list[tuple[str, str, float]]:
    """What each case of the submission at `path` earns."""
    judge, calibration = bench
    with _short_waits(attack.waits), _bounded_judge():
        record = judge.grade(one_submission(path, judge.assignment.modules), calibration)
    return [
        (question.name, case.name, case.score)
        for question in record.questions
        for case in question.cases
    ]


def successes(attack: Attack, path: Path, world: World, bench: tuple[Judge, Calibration]) -> str:
    """In words, what the submission at `path` has achieved; empty if nothing."""
    judge, calibration = bench
    modules = judge.assignment.modules
    before, running = world.traces(), descendants()
    with _short_waits(attack.waits), _bounded_judge(), _remembered() as more:
        record = judge.grade(one_submission(path, modules), calibration)
    found = [*_in_the_record(attack, record), *world.reached()]
    found += [f"the judge took {taken} MB" for taken in more if taken > _JUDGE_KEEPS]
    found += [f"changed: {what}" for what, seen in world.traces().items() if seen != before[what]]
    found += [f"still running: {pid}" for pid in lasting_processes(running)]
    found += harm_to_the_next(world, bench)
    return "\n".join((*found, "", text_of(record)[:20_000])) if found else ""


def harm_to_the_next(world: World, bench: tuple[Judge, Calibration]) -> list[str]:
    """What the student who is graded now would have to suffer."""
    judge, calibration = bench
    right = one_submission(world.root / "solutions", judge.assignment.modules)
    honest = judge.grade(right, calibration)
    return [] if honest.score == FULL_MARK else [f"the next student got {honest.score:g}"]


def text_of(record: Record) -> str:
    """All that is known of a grading, as text."""
    return json.dumps(asdict(record), default=str)


def student_text(record: Record) -> str:
    """All that a student can be given to read."""
    seen_on_gradescope = [
        test for test in record.gradescope["tests"] if test.get("visibility") != "hidden"
    ]
    return feedback_markdown(record) + json.dumps(seen_on_gradescope, default=str)


def _in_the_record(attack: Attack, record: Record) -> Iterator[str]:
    if record.score > attack.earns or (record.score != attack.earns and not attack.costs):
        yield f"earned {record.score:g}"
    if (attack.firm or not attack.waits) and any(
        "could not be checked" in why for why in record.attention
    ):
        yield "the grader gave up"
    text = text_of(record)
    for mistake in _MISTAKES:
        if mistake in text and not attack.unreadable:
            yield f"nothing, for the attack itself is broken: {mistake}"
    for canary in (CANARY, "LOOTED"):
        if canary in text:
            yield f"found out: {canary}"
    read = student_text(record)
    for told in (HIDDEN_NUMBER, *attack.told):
        if told in read:
            yield f"told the student: {told}"
    yield from _acts(record)


def _acts(record: Record) -> Iterator[str]:
    """What would act on whoever reads the results, or the table of the class."""
    for text in _texts(record.gradescope):
        if not all(letter.isprintable() or letter == "\n" for letter in text):
            yield f"a character that acts: {text!r}"
    for row in csv.reader(io.StringIO(grades_csv(summarize([record])))):
        for cell in row:
            if unicodedata.normalize("NFKC", cell).startswith(("=", "+", "-", "@", "\t", "\r")):
                yield f"a formula in a table: {cell!r}"
    if not 0 <= record.cpu_seconds < math.inf:
        yield f"it took {record.cpu_seconds} seconds"


def _texts(value: object) -> Iterator[str]:
    """All texts in a tree of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts([*value, *value.values()])
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


@contextmanager
def _short_waits(wanted: bool) -> Iterator[None]:
    """For an attack that waits for ever: the judge's patience is a second."""
    with pytest.MonkeyPatch.context() as to:
        if wanted:
            to.setattr(Timing, "of_cpu", classmethod(lambda timing, cpu: timing(cpu, 1.0)))
        yield


_JUDGE_KEEPS = 150
"""Megabytes beyond what the judge had at the start: what any submission may cost it."""

_JUDGE_MEMORY = 2**30
_JUDGE_SECONDS = 30.0


@contextmanager
def _bounded_judge() -> Iterator[None]:
    """An attack on the judge itself gets an exception out of it, and leaves the machine alone.

    Raises MemoryError or JudgeOverrun where the judge uses far more than any grading needs.
    """
    mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    before = resource.getrlimit(resource.RLIMIT_AS)
    handler = signal.signal(signal.SIGPROF, _overrun)
    resource.setrlimit(resource.RLIMIT_AS, (mapped + _JUDGE_MEMORY, before[1]))
    signal.setitimer(signal.ITIMER_PROF, _JUDGE_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, handler)
        resource.setrlimit(resource.RLIMIT_AS, before)


@contextmanager
def _remembered() -> Iterator[list[int]]:
    """How many megabytes this process had more at its peak within the context, in a list."""
    # The peak so far is forgotten; where that is not allowed, it is what counts.
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    before, more = _peak(), list[int]()
    yield more
    more.append((_peak() - before) // 1000)


def _peak() -> int:
    """In kilobytes."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split(maxsplit=1)[0])


class JudgeOverrun(BaseException):
    """The judge computes for so long that nobody else is graded meanwhile."""


def _overrun(*_: object) -> NoReturn:
    raise JudgeOverrun
